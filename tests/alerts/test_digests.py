"""Digests: all that is new of what was asked for, once, to those who are due."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command

from learning.models import QueuedMail
from partnership.alerts.domain.digests import send_digests
from partnership.alerts.models import Interest, NewsItem, Subscriber

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def kestrel(publish):
    """A review that became readable on Sunday."""
    review = publish("Kestrel & <b>Sparrow</b>", slug="kestrel", summary="<p>What was learned.</p>")
    NewsItem.objects.update(at=MONDAY - timedelta(hours=20))
    return review


@pytest.fixture
def reader(site):
    def add(email="dsl@school.example", kind="", frequency="daily", told=MONDAY - timedelta(days=3), words=""):
        subscriber = Subscriber.objects.create(
            site=site, email=email, frequency=frequency, asked_at=told, confirmed_at=told, told_until=told
        )
        Interest.objects.create(subscriber=subscriber, kind=kind, words=words, is_confirmed=True)
        return subscriber

    return add


def test_who_asked_is_told_once(kestrel, reader, partnership, committed):
    reader()
    with time_machine.travel(MONDAY, tick=False), committed():
        done = send_digests(partnership, now=MONDAY)
    again = send_digests(partnership, now=MONDAY + timedelta(minutes=1))

    assert (done.mails, done.different, again.mails) == (1, 1, 0)
    (sent,) = mail.outbox
    assert sent.subject == "1 new thing from Exampleshire: Kestrel & <b>Sparrow</b>"
    assert "http://testserver/reviews/kestrel/" in sent.body


def test_the_mail_has_two_halves_and_a_way_out_for_mail_programs(client, kestrel, reader, partnership, committed):
    reader()
    with time_machine.travel(MONDAY, tick=False), committed():
        send_digests(partnership, now=MONDAY)
    arrived = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    text, html = (arrived.get_body([kind]).get_content() for kind in ("plain", "html"))
    way_out = arrived["List-Unsubscribe"].strip(" <>")

    assert arrived["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert way_out in text
    assert way_out in html
    assert "{{" not in text + html
    assert "Kestrel &amp; &lt;b&gt;Sparrow" in html
    assert not any(bad in html for bad in ("<img", "<script", "http://www", "@import", "url("))
    client.post(way_out.replace("http://testserver", ""), {"List-Unsubscribe": "One-Click"})
    assert not Subscriber.objects.exists()


def test_what_one_asked_for_and_nothing_else(kestrel, reader, partnership):
    reader("a@example.org", kind="review")
    reader("b@example.org", kind="event")
    reader("c@example.org", words="sparrows")
    reader("d@example.org", told=MONDAY - timedelta(hours=10))  # was told after it came

    done = send_digests(partnership, now=MONDAY)

    assert sorted(QueuedMail.objects.values_list("to", flat=True)) == ["a@example.org", "c@example.org"]
    assert (done.mails, done.different) == (2, 1)


@pytest.mark.parametrize(
    ("frequency", "told", "now", "is_due"),
    [
        ("daily", MONDAY - timedelta(days=1), MONDAY, True),
        ("daily", MONDAY - timedelta(hours=1), MONDAY, False),
        ("weekly", MONDAY - timedelta(days=7), MONDAY, True),
        ("weekly", MONDAY - timedelta(days=2), MONDAY, True),  # asked on Saturday: hears on Monday
        ("weekly", MONDAY - timedelta(days=2), TUESDAY, False),
        ("weekly", MONDAY - timedelta(days=7), TUESDAY, True),  # nobody ran it on Monday
        ("weekly", MONDAY, TUESDAY, False),
    ],
)
def test_who_is_due(kestrel, reader, partnership, frequency, told, now, is_due):
    NewsItem.objects.update(at=now - timedelta(minutes=1))
    reader(frequency=frequency, told=told)

    assert send_digests(partnership, now=now).mails == int(is_due)


def test_who_has_not_confirmed_is_told_nothing_not_even_of_one_wish(kestrel, reader, partnership):
    waiting = reader("a@example.org")
    Subscriber.objects.filter(pk=waiting.pk).update(confirmed_at=None, asked_at=MONDAY)
    reader("b@example.org", kind="event")
    Interest.objects.create(subscriber=Subscriber.objects.get(email="b@example.org"), kind="review")

    assert send_digests(partnership, now=MONDAY).mails == 0


def test_a_withdrawn_review_is_not_told_of(kestrel, reader, partnership, committed):
    reader()
    with committed():
        kestrel.unpublish()

    assert send_digests(partnership, now=MONDAY).nothing_new == 1


def test_the_command_says_what_it_did(kestrel, reader, partnership, capsys):
    reader(told=datetime(2026, 1, 1, tzinfo=UTC))
    call_command("send_digests")
    assert "1 mails queued, 1 different" in capsys.readouterr().out


def test_the_number_of_queries_does_not_grow_with_the_subscribers(
    kestrel, reader, partnership, django_assert_max_num_queries
):
    for number in range(300):
        reader(f"reader{number}@example.org", kind=["", "review", "event"][number % 3])
    with django_assert_max_num_queries(30):
        assert send_digests(partnership, now=MONDAY).mails == 200
