"""Asking agencies for the figures they owe, once a week at most."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone

from tests.factories.learning import AgencyFactory
from tests.factories.training import AttendanceFactory, TrainingEventFactory
from training.domain.attendance import mark_awaiting
from training.domain.cascade_reminders import remind_leads
from training.domain.returns import ask_for_returns
from training.enums import AttendanceState, EventStatus
from training.errors import AskedLately, NoLeadAddress, NothingAwaited
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

    ask_for_returns(partnership, police, by=None)

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


def test_nobody_is_asked_twice_within_a_week(owed, partnership, police):
    now = timezone.now()
    ask_for_returns(partnership, police, by=None, now=now)
    for days in (0, 6.9):
        with pytest.raises(AskedLately):
            ask_for_returns(partnership, police, by=None, now=now + timedelta(days=days))
        assert [one.agencies for one in remind_leads(partnership, now=now + timedelta(days=days)).lately] == [[police]]
    ask_for_returns(partnership, police, by=None, now=now + timedelta(days=7))

    assert len(mail.outbox) == 2


def test_an_agency_that_will_not_send_or_has_no_lead_is_not_asked(event, partnership, police, school):
    mark_awaiting(event, [police], by=None, will_not_be_sent=True)

    with pytest.raises(NothingAwaited):
        ask_for_returns(partnership, police, by=None)
    with pytest.raises(NoLeadAddress):
        ask_for_returns(partnership, school, by=None)
    assert mail.outbox == []


def test_a_mail_that_fails_says_why_without_the_address_and_is_tried_again(owed, partnership, police, monkeypatch):
    def refuses(self, messages):
        raise ConnectionRefusedError("lead@police.example is not known")

    with monkeypatch.context() as refusing:
        refusing.setattr(EmailBackend, "send_messages", refuses)
        failed = ask_for_returns(partnership, police, by=None)
    assert (failed.was_sent, failed.problem) == (False, "The mail could not be sent (ConnectionRefusedError).")

    assert ask_for_returns(partnership, police, by=None).was_sent
    assert [sent.to for sent in mail.outbox] == [["lead@police.example"]]


def test_the_weekly_mail_asks_for_returns_where_there_is_no_cascade_at_all(owed, partnership, school):
    AttendanceFactory(event=owed[1], agency=AgencyFactory(name="Zoo"), came=None, state=AttendanceState.AWAITING)
    out = StringIO()
    call_command("remind_leads", "--dry-run", stdout=out)
    assert "Would be reminded: Kent Police: 0 replies, 2 returns." in out.getvalue()
    assert "No lead's address: Zoo." in out.getvalue()
    assert not ReturnRequest.objects.exists()

    call_command("remind_leads", stdout=out)
    call_command("remind_leads", stdout=out)

    assert set(ReturnRequest.objects.get().events.all()) == set(owed)


def test_the_list_says_who_owes_what_and_asks_one_now(client, owed, police, trainer):
    first = client.get(PAGE)
    asked = client.post(PAGE, {"agency": police.pk}, follow=True)
    again = client.post(PAGE, {"agency": police.pk}, follow=True)
    nobody = client.post(PAGE, {"agency": "nobody"})

    assert [(one.agency, one.events, one.is_due()) for one in first.context["owes"]] == [(police, owed, True)]
    assert [(one.agency, one.is_due()) for one in asked.context["owes"]] == [(police, False)]
    assert "It can be asked again a week after that." in again.content.decode()
    assert (len(mail.outbox), ReturnRequest.objects.get().asked_by, nobody.status_code) == (1, trainer, 404)
