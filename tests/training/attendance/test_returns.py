"""Asking agencies for the figures they owe, once a week at most."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories.learning import AgencyFactory
from tests.factories.training import AttendanceFactory, TrainingEventFactory
from training.domain.attendance import mark_awaiting
from training.domain.returns import chase_returns
from training.enums import AttendanceState, EventStatus
from training.models import ReturnRequest

pytestmark = pytest.mark.django_db
PAGE = "/training/returns/"


@pytest.fixture
def owed(event, partnership, police):
    """Two sessions of which the police owe figures: one says so, of the other they were only invited. The school owes none."""
    AttendanceFactory(event=event, agency=police, came=None, state=AttendanceState.AWAITING)
    AttendanceFactory(event=event, agency=event.invited.get(name="North School"))
    other = TrainingEventFactory(
        partnership=partnership, title="Inner session", is_public=False, date_as_stated="May 2026"
    )
    other.invited.set([police])
    other.save()
    return [event, other]


@pytest.fixture
def not_owed(partnership, police):
    for status, state in (
        (EventStatus.HELD, AttendanceState.WILL_NOT_BE_SENT),
        (EventStatus.CANCELLED, AttendanceState.AWAITING),
        (EventStatus.PLANNED, AttendanceState.AWAITING),
    ):
        event = TrainingEventFactory(partnership=partnership, title="Not owed", status=status)
        AttendanceFactory(event=event, agency=police, came=None, state=state)


def test_a_lead_gets_one_mail_with_all_that_the_agency_owes_here(
    owed, not_owed, partnership, other_partnership, police
):
    partnership.contact_email = "unit@example.org"
    partnership.save()
    elsewhere = TrainingEventFactory(partnership=other_partnership, title="Elsewhere")
    AttendanceFactory(event=elsewhere, agency=police, came=None, state=AttendanceState.AWAITING)

    chase_returns(partnership)

    (sent,) = mail.outbox
    html, kind = sent.alternatives[0]
    assert (sent.to, sent.cc, sent.bcc, sent.reply_to) == (["lead@police.example"], [], [], ["unit@example.org"])
    assert sent.subject == "How many came? Figures of 2 sessions awaited"
    for text in (sent.body, html):
        assert "Learning from Jamie" in text
        assert f"http://testserver/training/events/{owed[0].pk}/" in text
        assert "Inner session, May 2026" in text
        assert f"/events/{owed[1].pk}/" not in text
        assert "Not owed" not in text
        assert "Elsewhere" not in text
    assert kind == "text/html"
    request = ReturnRequest.objects.get()
    assert (request.was_sent, set(request.events.all())) == (True, set(owed))


def test_nobody_is_asked_twice_within_a_week(owed, partnership):
    now = timezone.now()
    for days in (0, 0, 6.9, 7):
        chase_returns(partnership, now=now + timedelta(days=days))

    assert len(mail.outbox) == 2


def test_an_agency_that_will_not_send_or_has_no_lead_is_not_asked(event, partnership, police, school):
    mark_awaiting(event, [police], by=None, will_not_be_sent=True)

    batch = chase_returns(partnership)

    assert mail.outbox == []
    assert [one.agency for one in batch.no_address] == [school]


def test_a_mail_that_fails_stops_no_other_says_why_and_is_tried_again(event, partnership, police, school, monkeypatch):
    school.lead_email = "lead@school.example"
    school.save()
    sends = EmailBackend.send_messages

    def refuses_the_police(self, messages):
        if "lead@police.example" in messages[0].to:
            raise ConnectionRefusedError("lead@police.example is not known")
        return sends(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuses_the_police)
    with pytest.raises(CommandError, match="1 mail could not be sent"):
        call_command("chase_returns", stdout=StringIO())

    failed = ReturnRequest.objects.get(agency=police)
    assert [sent.to for sent in mail.outbox] == [["lead@school.example"]]
    assert (failed.was_sent, failed.problem) == (False, "The mail could not be sent (ConnectionRefusedError).")

    monkeypatch.setattr(EmailBackend, "send_messages", sends)
    call_command("chase_returns", stdout=StringIO())
    assert [sent.to for sent in mail.outbox] == [["lead@school.example"], ["lead@police.example"]]


def test_a_dry_run_says_who_would_be_asked_and_asks_nobody(owed, partnership, school):
    out = StringIO()
    AttendanceFactory(event=owed[1], agency=AgencyFactory(name="Zoo"), came=None, state=AttendanceState.AWAITING)
    call_command("chase_returns", "--dry-run", stdout=out)

    assert "Would be asked: Kent Police, 2 returns." in out.getvalue()
    assert "No lead's address: Zoo, 1 return." in out.getvalue()
    assert (mail.outbox, ReturnRequest.objects.count()) == ([], 0)


def test_the_list_says_who_owes_what_and_asks_one_now(client, owed, police, trainer):
    first = client.get(PAGE)
    asked = client.post(PAGE, {"agency": police.pk}, follow=True)
    again = client.post(PAGE, {"agency": police.pk}, follow=True)
    nobody = client.post(PAGE, {"agency": "nobody"})

    assert [(one.agency, one.events, one.is_due()) for one in first.context["owes"]] == [(police, owed, True)]
    assert [(one.agency, one.is_due()) for one in asked.context["owes"]] == [(police, False)]
    assert "It can be asked again a week after that." in again.content.decode()
    assert (len(mail.outbox), ReturnRequest.objects.get().asked_by, nobody.status_code) == (1, trainer, 404)
