"""The calendar for one level or agency, what it says of changes, and the page with the addresses."""

from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory, LevelFactory
from tests.factories.training import AttendanceFactory, CourseFactory, SessionPlanFactory, TrainingEventFactory
from training.domain.planning import EventTime, move_event
from training.enums import AttendanceState, EventStatus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture
def make(partnership):
    return lambda title, **fields: TrainingEventFactory(partnership=partnership, title=title, **fields)


def entries(client, query=""):
    response = client.get(f"/training/events.ics{query}")
    assert response.status_code == 200
    return {str(entry["summary"]): entry for entry in Calendar.from_ical(response.content).walk("VEVENT")}


def test_the_dates_of_a_level_are_those_of_its_courses_and_of_plans_without_one(client, partnership, make):
    two, three = LevelFactory(partnership=partnership), LevelFactory(partnership=partnership)
    plan = SessionPlanFactory(partnership=partnership, level=two)
    make("course", course=CourseFactory(partnership=partnership, level=two))
    make("plan", plan=plan)
    make("other course, from the plan", plan=plan, course=CourseFactory(partnership=partnership, level=three))
    make("neither")

    assert set(entries(client, f"?level={two.pk}")) == {"course", "plan"}


def test_the_dates_of_an_agency_are_those_it_holds_is_invited_to_or_came_to(client, make, partnership, agency):
    make("holds", host=agency)
    make("nothing of it")
    invited, came, walked_in = make("invited"), make("came"), make("walked in")
    invited.invited.set([agency, AgencyFactory()])
    invited.save()
    AttendanceFactory(event=came, agency=agency)
    AttendanceFactory(event=walked_in, agency=agency, came=None, walked_in=1)
    AttendanceFactory(event=make("nobody came"), agency=agency, came=0)
    AttendanceFactory(event=make("awaited"), agency=agency, state=AttendanceState.AWAITING, came=None)

    assert set(entries(client, f"?agency={agency.pk}")) == {"holds", "invited", "came", "walked in"}


def test_an_agency_at_a_level_is_both(client, partnership, make, agency):
    level = LevelFactory(partnership=partnership)
    course = CourseFactory(partnership=partnership, level=level)
    make("both", course=course, host=agency)
    make("level alone", course=course)
    make("agency alone", host=agency)

    assert set(entries(client, f"?level={level.pk}&agency={agency.pk}")) == {"both"}


def test_an_agencys_calendar_is_as_public_as_the_other(client, make, agency):
    make("inside", host=agency, is_public=False)

    assert entries(client, f"?agency={agency.pk}") == {}


@pytest.mark.parametrize("value", ["0", "999999", "x", "-1", "9" * 400, "é'<b>", "\x00", "1 OR 1=1", "१"])
@pytest.mark.parametrize("name", ["level", "agency"])
def test_a_calendar_of_what_is_not_here_is_not_found(name, value, client, partnership):
    assert client.get("/training/events.ics", {name: value}).status_code == 404


def test_another_partnerships_agency_and_level_have_no_calendar_here(client, partnership, other_partnership):
    level, agency = LevelFactory(partnership=other_partnership), AgencyFactory(partnerships=[other_partnership])
    CourseFactory(partnership=other_partnership, level=level)

    assert client.get(f"/training/events.ics?level={level.pk}").status_code == 404
    assert client.get(f"/training/events.ics?agency={agency.pk}").status_code == 404


@pytest.mark.parametrize("query", ["?level=&agency=", "?colour=blue", "?page=x"])
def test_what_is_not_asked_for_changes_nothing(query, client, make):
    make("there")

    assert set(entries(client, query)) == {"there"}


def test_a_moved_event_is_the_same_entry_at_another_time_with_a_higher_number(client, make, time_machine):
    event = make(
        "Neglect", status=EventStatus.PLANNED, date_as_stated="3 March 2027", booking_url="https://example.org/b"
    )
    before = entries(client)["Neglect"]
    time_machine.move_to(datetime(2026, 11, 21, 12, 0, 5, tzinfo=UTC))

    move_event(event, EventTime("10 March 2027"), by=None)

    after = entries(client)["Neglect"]
    assert (after["uid"], after["status"]) == (before["uid"], "CONFIRMED")
    assert after["sequence"] - before["sequence"] == 5
    assert after.decoded("last-modified") > before.decoded("last-modified")
    assert str(after.decoded("dtstart")) == "2027-03-10"
    assert after["description"] == "Moved from 3 March 2027.\n\nBook a place: https://example.org/b"


def test_the_calendar_is_read_again_as_it_was_written(client, make, agency):
    make("Neglect; a, b \\ c", host=agency, description="One\r\nTwo", place="Town hall, 1st floor")

    written = client.get(f"/training/events.ics?agency={agency.pk}").content

    read = Calendar.from_ical(written)
    assert (read.to_ical(), read.errors) == (written, [])
    assert agency.name in read["x-wr-calname"]


# The addresses -------------------------------------------------------------------------------------------------------


def test_the_page_lists_the_whole_and_each_level_at_which_there_is_training(client, partnership, other_partnership):
    level = LevelFactory(partnership=partnership)
    CourseFactory(partnership=partnership, level=level)
    CourseFactory(partnership=partnership, level=level)
    LevelFactory(partnership=partnership)

    context = client.get("/training/calendar/").context

    assert context["whole"] == "http://testserver/training/events.ics"
    assert context["of_levels"] == [(level, f"http://testserver/training/events.ics?level={level.pk}")]


def test_an_agency_is_chosen_and_its_address_opens(client, partnership, agency):
    chosen = client.get(f"/training/calendar/?agency={agency.pk}&level=").context["chosen"]

    assert chosen == f"http://testserver/training/events.ics?agency={agency.pk}"
    assert client.get(chosen).status_code == 200


@pytest.mark.parametrize("value", ["x", "\x00", "9" * 400, "999999"])
def test_a_choice_that_is_none_is_said(value, client, partnership):
    response = client.get("/training/calendar/", {"agency": value})

    assert (response.status_code, response.context["chosen"], len(response.context["notes"])) == (200, "", 1)


def test_the_list_of_training_leads_to_the_addresses(client, partnership):
    client.force_login(UserFactory())

    assert b'href="/training/calendar/"' in client.get("/training/").content
