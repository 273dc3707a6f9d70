"""Who asked to hear of a pack hears of it, once, until they leave; who did not, never does."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from briefings.domain.pack_news import send_news, send_question, send_recall
from briefings.domain.subscriptions import (
    NoSuchSubscription,
    ask_for_updates,
    confirm,
    confirm_token,
    forget_the_unconfirmed,
    stop,
    stop_token,
)
from briefings.models import PackEdition, PackSubscription
from learning.domain.withdrawals import withdraw
from learning.mail_queue.sending import send_due
from learning.models import MailBatch, QueuedMail
from media.domain.withdrawals import withdraw_document
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.learning import PackItemFactory, ReviewIndexPageFactory, ReviewPageFactory
from tests.factories.media import DocumentFactory

pytestmark = pytest.mark.django_db
EMAIL = "dsl@school.example"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def review(home, partnership):
    return ReviewPageFactory(
        parent=ReviewIndexPageFactory(parent=home), publisher=partnership, title="Jacob", slug="jacob"
    )


def edition(review, number, *changes):
    return PackEdition.objects.create(review=review, number=number, changes=list(changes), fingerprint=str(number))


def arrived():
    """The mails that have gone once the queue has been worked through."""
    send_due()
    return mail.outbox


def reader(review, email=EMAIL):
    """Somebody who asked and confirmed."""
    return confirm(confirm_token(ask_for_updates(review, email)))


def test_nothing_is_sent_but_the_question_until_it_is_answered(client, review):
    client.post(reverse("pack_updates", args=["jacob"]), {"email": EMAIL})
    edition(review, 1, "New: slides")

    assert send_news() == 0
    assert [one.subject for one in arrived()] == ["Do you want to hear when this pack changes?"]
    assert arrived()[0].to == [EMAIL]


def test_the_link_of_the_question_confirms_by_a_press_and_not_by_being_opened(client, review):
    client.post(reverse("pack_updates", args=["jacob"]), {"email": EMAIL})
    link = next(line for line in arrived()[0].body.splitlines() if line.startswith("http"))
    path = "/" + link.split("/", 3)[3]

    opened = client.get(path)
    assert (opened.status_code, PackSubscription.objects.get().confirmed_at) == (200, None)

    client.post(path)
    assert PackSubscription.objects.get().confirmed_at is not None


def test_who_confirms_is_told_only_of_what_is_new_from_then_on(review):
    edition(review, 1, "New: report")
    reader(review)
    assert send_news() == 0

    edition(review, 2, "New: slides")
    assert send_news() == 1
    assert "- New: slides" in arrived()[-1].body
    assert "New: report" not in arrived()[-1].body
    assert send_news() == 0


def test_all_packs_of_one_reader_come_in_one_mail(review, home, partnership):
    other = ReviewPageFactory(parent=review.get_parent(), publisher=partnership, title="Child Q", slug="child-q")
    for one in (review, other):
        reader(one)
        edition(one, 1, "New: report")

    assert send_news() == 1
    body = arrived()[-1].body
    assert body.index("“Child Q” is now at edition 1") < body.index("“Jacob” is now at edition 1")


def test_an_unpublished_review_is_news_to_nobody(review):
    reader(review)
    edition(review, 1)
    review.unpublish()

    assert send_news() == 0


def test_each_mail_lets_its_reader_out_by_one_click_of_the_mail_program(client, review):
    reader(review)
    edition(review, 1)
    send_news()
    headers = arrived()[-1].extra_headers
    path = "/" + headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]

    answer = client.post(path, {"List-Unsubscribe": "One-Click"})

    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (answer.status_code, PackSubscription.objects.count()) == (200, 0)


def test_opening_the_way_out_does_not_take_it(client, review):
    token = stop_token(reader(review))

    assert client.get(reverse("stop_pack_updates", args=[token])).status_code == 200
    assert PackSubscription.objects.count() == 1


def test_leaving_forgets_the_address_and_uses_the_link_up(client, review):
    token = stop_token(reader(review))

    assert stop(token) == review
    assert not PackSubscription.objects.filter(email=EMAIL).exists()
    assert client.get(reverse("stop_pack_updates", args=[token])).status_code == 410


@pytest.mark.parametrize("token", ["nonsense", "W10:1:1", "x" * 5000], ids=["no token", "empty", "very long"])
@pytest.mark.parametrize("name", ["confirm_pack_updates", "stop_pack_updates"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_not_ours_says_so(client, site, name, token, method):
    assert getattr(client, method)(reverse(name, args=[token])).status_code == 410


def test_one_kind_of_link_does_not_do_for_the_other(review):
    subscription = ask_for_updates(review, EMAIL)

    with pytest.raises(NoSuchSubscription):
        confirm(stop_token(subscription))
    with pytest.raises(NoSuchSubscription):
        stop(confirm_token(subscription))


def test_a_link_left_for_longer_than_a_week_confirms_nothing(review):
    with time_machine.travel(NOW, tick=False):
        token = confirm_token(ask_for_updates(review, EMAIL))
    with time_machine.travel(NOW + timedelta(days=7, seconds=2), tick=False), pytest.raises(NoSuchSubscription):
        confirm(token)


def test_asking_again_asks_only_once_an_hour(review):
    first = ask_for_updates(review, EMAIL, now=NOW)

    assert ask_for_updates(review, EMAIL.upper(), now=NOW + timedelta(minutes=59)) is None
    assert ask_for_updates(review, EMAIL, now=NOW + timedelta(minutes=60)) == first


def test_who_is_confirmed_is_never_asked_again(client, review):
    reader(review)

    answer = client.post(reverse("pack_updates", args=["jacob"]), {"email": EMAIL})

    assert "Look in your inbox" in answer.content.decode()  # which says nothing of who is known
    assert arrived() == []


def test_addresses_never_confirmed_are_forgotten_after_a_week(review):
    ask_for_updates(review, "old@example.org", now=NOW - timedelta(days=7, seconds=1))
    ask_for_updates(review, "new@example.org", now=NOW - timedelta(days=6))
    old = reader(review, "confirmed@example.org")
    PackSubscription.objects.filter(pk=old.pk).update(asked_at=NOW - timedelta(days=900))

    assert forget_the_unconfirmed(now=NOW) == 1
    assert set(PackSubscription.objects.values_list("email", flat=True)) == {"new@example.org", "confirmed@example.org"}


def test_one_network_address_cannot_have_mails_sent_to_all_the_world(client, review):
    answers = [
        client.post(reverse("pack_updates", args=["jacob"]), {"email": f"n{n}@example.org"}).status_code
        for n in range(14)
    ]

    assert answers == [200] * 10 + [429] * 4
    assert len(arrived()) == 10


def test_what_a_machine_fills_in_is_taken_and_forgotten(client, review):
    answer = client.post(reverse("pack_updates", args=["jacob"]), {"email": EMAIL, "web_page": "https://spam.example"})

    assert answer.status_code == 200
    assert (PackSubscription.objects.count(), arrived()) == (0, [])


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "a@b.example\nBcc: c@d.example", "x" * 300 + "@example.org"])
def test_what_is_no_address_comes_back_with_what_was_typed(client, review, email):
    answer = client.post(reverse("pack_updates", args=["jacob"]), {"email": email})

    assert (answer.status_code, PackSubscription.objects.count(), arrived()) == (422, 0, [])


def test_whoever_asked_hears_at_once_that_a_document_was_withdrawn(review, django_capture_on_commit_callbacks):
    reader(review)
    document = DocumentFactory(title="Learning report")
    PackItemFactory(review=review, document=document)

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_document(document, why="It named a school.", by=None)

    assert [one.to for one in arrived()] == [[EMAIL]]
    assert "this was withdrawn: Learning report" in arrived()[0].body
    assert "It named a school." in arrived()[0].body


def test_whoever_asked_hears_that_a_briefing_was_withdrawn(review, home, django_capture_on_commit_callbacks):
    reader(review)
    briefing = BriefingPageFactory(parent=BriefingIndexPageFactory(parent=home), title="Jacob in seven minutes")
    briefing.reviews.add(review)
    briefing.save()

    with django_capture_on_commit_callbacks(execute=True):
        briefing.unpublish()

    assert ["Jacob in seven minutes" in one.body for one in arrived()] == [True]


def test_a_mail_names_no_briefing_that_its_stub_may_not_name(review, home, django_capture_on_commit_callbacks):
    reader(review)
    briefing = BriefingPageFactory(parent=BriefingIndexPageFactory(parent=home), title="A name too many")
    briefing.reviews.add(review)
    briefing.save()

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(briefing, reason="It said too much.", is_named=False, by=None)

    assert "this was withdrawn: a 7-minute briefing." in arrived()[0].body
    assert "A name too many" not in arrived()[0].body


def test_nobody_hears_of_what_their_pack_never_held(review, django_capture_on_commit_callbacks):
    reader(review)

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_document(DocumentFactory(), why="It named a school.", by=None)

    assert arrived() == []


def test_who_is_told_has_a_mail_in_the_queue_and_both_or_neither(review, monkeypatch):
    reader(review)
    edition(review, 1)
    monkeypatch.setattr(QueuedMail.objects, "bulk_create", _refuse)

    with pytest.raises(ConnectionRefusedError), transaction.atomic():
        send_news()
    monkeypatch.undo()
    assert (send_news(), send_news()) == (1, 0)


def test_a_link_of_a_mail_is_not_in_the_database(review):
    token = confirm_token(ask_for_updates(review, EMAIL))
    send_question(PackSubscription.objects.get())

    row = QueuedMail.objects.select_related("batch").get()
    assert token.split(":")[0] not in repr([row.places, row.signed, row.batch.text, row.batch.html])
    assert [kind for _body, kind in arrived()[0].alternatives] == ["text/html"]


def test_questions_of_a_partnership_are_one_mailing(review):
    for name in ("a@example.org", "b@example.org"):
        send_question(ask_for_updates(review, name))

    assert MailBatch.objects.count() == 1
    assert sorted(one.to[0] for one in arrived()) == ["a@example.org", "b@example.org"]


def _refuse(*_rows, **_options):
    raise ConnectionRefusedError


def test_the_command_says_how_many_were_sent(review, capsys):
    reader(review)
    edition(review, 1)

    call_command("send_pack_updates")

    assert capsys.readouterr().out == "1 mail queued.\n"


def test_a_recall_goes_to_nobody_who_never_confirmed(review):
    ask_for_updates(review, EMAIL)
    document = DocumentFactory()
    PackItemFactory(review=review, document=document)

    assert send_recall(document, "Learning report", "") == 0
