"""One mail a week at most for each lead, with all that is owed; and what board members are told."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from learning.enums import MailState
from learning.mail_queue.composing import compose
from learning.models import QueuedMail
from tests.factories.cascades import OctoberCascadeFactory
from tests.factories.learning import AgencyFactory
from tests.factories.training import AttendanceFactory, TrainingEventFactory
from training.domain.cascade_links import recipient_of
from training.domain.cascade_reminders import remind_leads, who_to_remind
from training.domain.returns import ask_for_returns
from training.enums import AttendanceState, CascadeState, ReplyKind
from training.errors import AskedLately
from training.models import CascadeReminder

pytestmark = pytest.mark.django_db
ACKNOWLEDGE, COMPLETE = date(2026, 10, 20), date(2026, 11, 20)


def at(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.fixture
def cascade(partnership):
    return OctoberCascadeFactory(
        partnership=partnership, title="Under one", acknowledge_by=ACKNOWLEDGE, complete_by=COMPLETE
    )


@pytest.fixture
def december(time_machine):
    """Twenty-two days after the last; asked for before anybody signs in."""
    time_machine.move_to(at(date(2026, 12, 12)))


@pytest.fixture
def school(partnership):
    return AgencyFactory(name="North School", partnerships=[partnership], lead_email="lead@north.example")


@pytest.fixture
def asked(answer, school):
    return answer(agency=school, email="lead@north.example")


def mails():
    return list(QueuedMail.objects.filter(batch__kind="reminder"))


def days_reminded(partnership, *days):
    """Those of the days, earliest first, on which the command makes a mail."""
    made = []
    for day in days:
        before = len(mails())
        remind_leads(partnership, now=at(day))
        if len(mails()) > before:
            made.append(day)
    return made


def around(*days):
    """Each day with the one before and the one after it."""
    return [day + timedelta(days=number) for day in days for number in (-1, 0, 1)]


def test_a_lead_is_reminded_on_the_chosen_days_from_the_day_to_acknowledge_by(partnership, asked):
    """-7, 1 and 14 days, of what was never acknowledged."""
    chosen = [date(2026, 10, 13), date(2026, 10, 21), date(2026, 11, 3)]
    assert days_reminded(partnership, *around(*chosen), date(2026, 11, 25)) == chosen


def test_what_was_acknowledged_is_reminded_of_from_the_day_to_complete_by(partnership, answer, school):
    answer(ReplyKind.RECEIVED, agency=school)
    chosen = [date(2026, 11, 13), date(2026, 11, 21), date(2026, 12, 4)]
    assert days_reminded(partnership, date(2026, 10, 21), *around(*chosen)) == chosen


def test_a_day_on_which_nothing_ran_is_made_up_for_once(partnership, asked):
    assert days_reminded(partnership, date(2026, 10, 24), date(2026, 10, 25), date(2026, 11, 1)) == [date(2026, 10, 24)]


def test_days_that_cannot_be_read_are_those_of_the_start(partnership, asked):
    from training.models import CascadeSettings

    CascadeSettings.objects.create(site=partnership.site, remind_on_days="soon")
    assert days_reminded(partnership, *around(date(2026, 10, 13))) == [date(2026, 10, 13)]


def test_one_mail_holds_all_that_a_lead_of_two_agencies_owes(partnership, asked, answer, school):
    college = AgencyFactory(name="College", partnerships=[partnership], lead_email="Lead@North.example")
    other = OctoberCascadeFactory(partnership=partnership, title="Neglect {{link_1}}", complete_by=date(2099, 1, 1))
    second = answer(ReplyKind.RECEIVED, of=other, agency=college)
    answer(ReplyKind.SHARED, agency=college)
    event = TrainingEventFactory(partnership=partnership, title="Session on neglect")
    AttendanceFactory(event=event, agency=school, came=None, state=AttendanceState.AWAITING)

    batch = remind_leads(partnership, now=at(date(2026, 10, 22)))

    (one,) = mails()
    sent = compose(one)
    html = sent.alternatives[0][0]
    assert [agency.name for agency in batch.reminded[0].agencies] == ["College", "North School"]
    assert sent.subject == "A reminder for College, North School: 3 things awaited"
    for text in (sent.body, html):
        assert "Under one" in text
        assert "Neglect {{link_1}}" in text
        assert "tell us that it came; that was asked for by 20 October 2026" in text
        assert "tell us what came of it, by 1 January 2099" in text
        assert "Session on neglect" in text
    tokens = [line.rsplit("/", 2)[-2] for line in sent.body.splitlines() if "/cascade/reply/" in line]
    assert {recipient_of(token).pk for token in tokens} == {asked.pk, second.pk}
    kept = {reminder.agency_id: list(reminder.recipients.all()) for reminder in CascadeReminder.objects.all()}
    assert kept == {school.pk: [asked], college.pk: [second]}


def test_returns_asked_for_here_are_not_asked_for_again_by_themselves_and_the_other_way_round(
    partnership, asked, school
):
    event = TrainingEventFactory(partnership=partnership)
    AttendanceFactory(event=event, agency=school, came=None, state=AttendanceState.AWAITING)
    now = at(date(2026, 10, 22))
    remind_leads(partnership, now=now)
    with pytest.raises(AskedLately):
        ask_for_returns(partnership, school, by=None, now=now)


def test_a_lead_asked_for_returns_this_week_waits_for_the_next(partnership, asked, school):
    event = TrainingEventFactory(partnership=partnership)
    AttendanceFactory(event=event, agency=school, came=None, state=AttendanceState.AWAITING)
    school.return_requests.create(partnership=partnership, was_sent=True, asked_at=at(date(2026, 10, 20)))
    assert remind_leads(partnership, now=at(date(2026, 10, 22))).lately[0].agencies == [school]
    assert mails() == []
    assert days_reminded(partnership, *around(date(2026, 10, 27))) == [date(2026, 10, 27)]


def test_who_answered_declined_or_needs_help_is_not_reminded_nor_for_what_is_closed(partnership, answer):
    for kind in (ReplyKind.SHARED, ReplyKind.NOT_RELEVANT, ReplyKind.NEED_HELP):
        answer(kind)
    closed = OctoberCascadeFactory(partnership=partnership, state=CascadeState.CLOSED, acknowledge_by=ACKNOWLEDGE)
    answer(of=closed)
    assert remind_leads(partnership, now=at(date(2026, 10, 22))).reminded == []


def test_what_came_back_is_shown_and_not_written_to_again(partnership, asked, school, answer):
    returned = answer()
    returned.mail.came_back_at = at(date(2026, 10, 2))
    returned.mail.save()
    remind_leads(partnership, now=at(date(2026, 10, 13)))
    assert [one.to for one in mails()] == ["lead@north.example"]
    QueuedMail.objects.filter(batch__kind="reminder").update(state=MailState.GIVEN_UP)
    later = remind_leads(partnership, now=at(date(2026, 10, 30)))
    assert [lead.agencies for lead in later.came_back] == [[school]]
    assert len(mails()) == 1
    school.lead_email = "new@north.example"
    school.save()
    remind_leads(partnership, now=at(date(2026, 10, 31)))
    assert [one.to for one in mails()] == ["lead@north.example", "new@north.example"]


def test_the_deputy_is_reminded_of_what_was_handed_on(partnership, asked):
    asked.handed_to = "deputy@north.example"
    asked.save()
    remind_leads(partnership, now=at(date(2026, 10, 22)))
    assert [one.to for one in mails()] == ["deputy@north.example"]


def test_another_partnerships_cascade_is_none_of_ours(partnership, other_partnership, answer, school):
    answer(of=OctoberCascadeFactory(partnership=other_partnership, acknowledge_by=ACKNOWLEDGE), agency=school)
    assert who_to_remind(partnership, now=at(date(2026, 10, 22))).reminded == []


def test_a_dry_run_says_who_and_writes_to_nobody_and_no_address_is_printed(partnership, asked, time_machine):
    time_machine.move_to(at(date(2026, 10, 22)))
    out = StringIO()
    call_command("remind_leads", "--dry-run", "--escalate", stdout=out)
    assert "Would be reminded: North School: 1 replies, 0 returns." in out.getvalue()
    assert "@" not in out.getvalue()
    assert (mails(), CascadeReminder.objects.count()) == ([], 0)


def test_remind_now_is_for_one_agency_and_respects_the_week(manager, partnership, cascade, asked, answer):
    answer()
    address = reverse("cascade_remind", args=[cascade.pk])
    first = manager.post(address, {"agency": asked.agency_id}, follow=True).content.decode()
    again = manager.post(address, {"agency": asked.agency_id}, follow=True).content.decode()
    assert "1 mail is on its way." in first
    assert "It can be reminded again a week after that." in again
    assert [reminder.agency_id for reminder in CascadeReminder.objects.all()] == [asked.agency_id]


@pytest.mark.parametrize("agency", ["x", "²", "9" * 30, "-1"])
def test_an_agency_that_is_none_reminds_nobody(manager, cascade, asked, agency):
    page = manager.post(reverse("cascade_remind", args=[cascade.pk]), {"agency": agency}, follow=True)
    assert "Nobody was reminded" in page.content.decode()
    assert mails() == []


def test_a_board_member_is_told_once_what_the_lead_was_sent_when(manager, partnership, cascade, asked, school):
    """21 days after the last: not on the 21st day, from the next on."""
    remind_leads(partnership, now=at(date(2026, 11, 3)))
    school.board_email = "director@north.example"
    school.save()
    from training.domain.cascade_escalations import escalate, to_escalate

    assert to_escalate(partnership, now=at(date(2026, 12, 11))).ready == []
    for _twice in range(2):
        escalate(partnership, now=at(date(2026, 12, 12)))
    (one,) = QueuedMail.objects.filter(batch__kind="escalation")
    sent = compose(one)
    assert (sent.to, sent.subject) == (["director@north.example"], "North School: 1 answer overdue")
    assert "Under one\n- To be answered by 20 November 2026." in sent.body
    assert "Your safeguarding lead was sent it on 1 October 2026." in sent.body
    assert "A reminder went on 3 November 2026." in sent.body
    assert "/cascade/reply/" not in sent.body + sent.alternatives[0][0]


def test_a_missing_board_members_address_is_told_on_the_board(december, manager, cascade, asked):
    page = manager.get(cascade.get_absolute_url()).content.decode()
    assert "No board member’s address: North School." in page
    told = manager.post(reverse("cascade_escalate", args=[cascade.pk]), follow=True).content.decode()
    assert "North School has no board member’s address." in told
    assert QueuedMail.objects.filter(batch__kind="escalation").count() == 0
