"""Sending a cascade: once, frozen, to those who can be written to; held, withdrawn, closed, and told truthfully."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.html import escape
from wagtail.log_actions import registry

from learning.enums import MailState
from learning.mail_queue.sending import send_due
from learning.models import MailBatch, QueuedMail
from tests.training.cascades.conftest import NOW
from training.cascade_sending_errors import (
    AllHasGone,
    DatesHavePassed,
    NobodyChosen,
    NobodyToWriteTo,
    NotADraft,
    NotPublishedAnyMore,
    NotSent,
    NotTwoPeople,
)
from training.domain.cascade_sending import (
    close_cascade,
    hold_cascade,
    release_cascade,
    reopen_cascade,
    send_cascade,
    withdraw_cascade,
)
from training.domain.cascades import CascadeDetails, change_cascade, delete_draft, start_cascade
from training.enums import CascadeOf, CascadeState
from training.models import Cascade
from training.queries.cascade_mail_states import how_it_went

pytestmark = pytest.mark.django_db


def sent_to(cascade):
    rows = cascade.recipients.order_by("agency__name")
    return [(row.agency.name, row.email, row.mail.to if row.mail else None) for row in rows]


def actions(cascade):
    return [entry.action for entry in registry.get_logs_for_instance(cascade).order_by("timestamp", "pk")]


def test_a_mail_waits_for_each_agency_that_can_be_written_to(draft, manager):
    cascade = send_cascade(draft, by=manager)

    assert sent_to(cascade) == [
        ("Hill School", "head@hill.example", "head@hill.example"),
        ("Housing", "", None),
        ("Police", "o'b+lead@police.example", "o'b+lead@police.example"),
        ("Vale School", "head@hill.example", "head@hill.example"),
    ]
    assert (cascade.state, cascade.sent_at) == (CascadeState.SENT, NOW)
    assert cascade.batch.not_before == NOW + timedelta(minutes=10)
    ends = {row.link_ends_at for row in cascade.recipients.all()}
    assert ends == {datetime(2027, 4, 1, 23, tzinfo=UTC)}, (
        "60 days after the 31st of January, to the end of the day here"
    )
    assert actions(cascade) == ["training.start_cascade", "training.send_cascade"]


def test_what_was_sent_is_kept_as_it_was(draft, summary, point):
    cascade = send_cascade(draft, by=None)

    summary.title, summary.key_findings = "Another", "<p>Another.</p>"
    summary.save()
    cascade.refresh_from_db()
    said = {one["title"]: one for one in cascade.said}
    assert (cascade.title, cascade.edition) == ("The night that is different", "As published on 21 November 2026")
    assert said["Key findings"]["text"] == "Advice was given, and nobody looked."
    assert said["Questions for each kind of agency"]["questions"] == {
        "Schools": ["Who asks?", "And who listens?"],
        "police": ["Is it in the note?"],
    }
    assert [*cascade.points.all()] == [point]


def test_pressed_twice_even_from_an_old_page_it_goes_once(draft):
    stale = Cascade.objects.get(pk=draft.pk)
    first = send_cascade(draft, by=None)

    second = send_cascade(stale, by=None)

    assert (second.pk, second.batch_id) == (first.pk, first.batch_id)
    assert (MailBatch.objects.count(), QueuedMail.objects.count()) == (1, 3)


def test_nothing_goes_before_the_time_and_then_all_of_it(draft, time_machine):
    send_cascade(draft, by=None)
    assert send_due() == 0

    time_machine.move_to(NOW + timedelta(minutes=10))

    assert send_due() == 3
    assert [one.to for one in mail.outbox] == [
        ["head@hill.example"],
        ["o'b+lead@police.example"],
        ["head@hill.example"],
    ]


def test_withdrawn_in_time_nothing_arrives(draft, time_machine):
    withdraw_cascade(send_cascade(draft, by=None), by=None)

    time_machine.move_to(NOW + timedelta(hours=1))

    assert send_due() == 0
    draft.refresh_from_db()
    assert (draft.state, draft.takes_replies) == (CascadeState.WITHDRAWN, False)
    assert how_it_went(draft).gone == 0


def test_withdrawn_while_it_goes_it_says_how_many_had_gone(draft, client, manager, time_machine):
    cascade = send_cascade(draft, by=None)
    time_machine.move_to(NOW + timedelta(minutes=11))
    send_due(limit=1)

    answer = client.post(reverse("cascade_withdraw", args=[cascade.pk]), follow=True)

    assert "1 mail had gone already: its link now says that it was withdrawn." in answer.content.decode()
    assert "Withdrawn, but 1 of 3 mails had gone." in answer.content.decode()
    assert send_due() == 0


def test_when_all_has_gone_it_can_only_be_closed(draft, time_machine):
    cascade = send_cascade(draft, by=None)
    time_machine.move_to(NOW + timedelta(minutes=11))
    send_due()

    with pytest.raises(AllHasGone):
        withdraw_cascade(cascade, by=None)
    with pytest.raises(AllHasGone):
        hold_cascade(cascade, by=None)
    assert close_cascade(cascade, by=None).state == CascadeState.CLOSED


def test_held_it_waits_and_released_it_goes(draft, time_machine):
    cascade = hold_cascade(send_cascade(draft, by=None), by=None)
    time_machine.move_to(NOW + timedelta(hours=2))
    assert send_due() == 0

    release_cascade(cascade, by=None)

    assert send_due() == 3


def test_closed_it_takes_no_replies_and_what_waits_stays_here(draft):
    cascade = close_cascade(send_cascade(draft, by=None), by=None)

    states = set(QueuedMail.objects.values_list("state", flat=True))
    assert (cascade.closed_at, cascade.takes_replies, states) == (NOW, False, {MailState.WITHDRAWN})
    again = reopen_cascade(cascade, by=None)
    assert (again.state, again.closed_at) == (CascadeState.SENT, None)


@pytest.mark.parametrize("verb", [hold_cascade, release_cascade, withdraw_cascade, close_cascade, reopen_cascade])
def test_nothing_is_done_to_a_draft_that_is_for_what_was_sent(draft, verb):
    with pytest.raises(NotSent):
        verb(draft, by=None)

    draft.refresh_from_db()
    assert draft.state == CascadeState.DRAFT


def test_what_was_sent_is_no_draft_any_more(draft, everybody):
    send_cascade(draft, by=None)

    with pytest.raises(NotADraft):
        delete_draft(draft, by=None)
    with pytest.raises(NotADraft):
        change_cascade(draft, None, by=None)


def unpublished(summary, draft, agencies):
    summary.unpublish()


def deleted(summary, draft, agencies):
    summary.delete()


def one_person(summary, draft, agencies):
    type(summary).objects.filter(pk=summary.pk).update(approved_by=summary.summarised_by)


def late(summary, draft, agencies):
    Cascade.objects.filter(pk=draft.pk).update(acknowledge_by=date(2026, 11, 20))


def nobody(summary, draft, agencies):
    draft.recipients.all().delete()


def nobody_reached(summary, draft, agencies):
    draft.recipients.exclude(agency=agencies.housing).delete()


@pytest.mark.parametrize(
    ("happened", "error"),
    [
        (unpublished, NotPublishedAnyMore),
        (deleted, NotPublishedAnyMore),
        (one_person, NotTwoPeople),
        (late, DatesHavePassed),
        (nobody, NobodyChosen),
        (nobody_reached, NobodyToWriteTo),
    ],
)
def test_what_happened_since_the_draft_is_told_and_nothing_is_sent(
    summary, draft, agencies, happened, error, client, manager
):
    happened(summary, draft, agencies)
    draft = Cascade.objects.get(pk=draft.pk)

    with pytest.raises(error) as told:
        send_cascade(draft, by=None)
    answer = client.post(reverse("cascade_send", args=[draft.pk]), follow=True)

    assert escape(str(told.value)) in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.state, QueuedMail.objects.count(), draft.said) == (CascadeState.DRAFT, 0, [])


def test_an_agency_put_away_since_the_draft_is_not_written_to_and_not_hidden(draft, agencies):
    type(agencies.police).objects.filter(pk=agencies.police.pk).update(is_active=False)

    cascade = send_cascade(draft, by=None)

    assert ("Police", "", None) in sent_to(cascade)
    assert how_it_went(cascade).without_mail == 2


def test_the_page_says_when_it_goes_and_gives_the_ways_back(draft, client, manager):
    answer = client.post(reverse("cascade_send", args=[draft.pk]), follow=True).content.decode()

    assert "It goes at 12:10 on 21 November." in answer
    for name in ("cascade_hold", "cascade_withdraw"):
        assert f'action="{reverse(name, args=[draft.pk])}"' in answer
    for name in ("cascade_release", "cascade_close", "cascade_reopen"):
        assert f'action="{reverse(name, args=[draft.pk])}"' not in answer


@pytest.mark.parametrize("of", CascadeOf.values)
def test_every_kind_of_thing_is_sent_with_what_it_says(of, things, partnership, agencies):
    details = CascadeDetails([agencies.school], date(2026, 12, 4), date(2026, 12, 24))
    cascade = send_cascade(start_cascade(things[of], details, partnership=partnership, by=None), by=None)

    assert cascade.of == of
    assert cascade.edition
    assert [one["title"] for one in cascade.said] == SAID[of]
    assert [point.title for point in cascade.points.all()] == ["Ask to see where the baby sleeps"]
    assert bool(cascade.pack_edition) is (of == CascadeOf.PACK)


SAID = {
    CascadeOf.SUMMARY: [
        "Why it matters here",
        "Key findings",
        "Questions for each kind of agency",
        "Learning points it passes on",
        "Who, and when",
    ],
    CascadeOf.PACK: ["Learning point", "What is in it"],
    CascadeOf.BRIEFING: [
        "Background",
        "What happened",
        "What worked well",
        "What we learned",
        "What should change",
        "What you can do",
        "Questions",
        "Questions for your team",
    ],
    CascadeOf.RESOURCE: ["About it", "Questions for your own setting"],
}
