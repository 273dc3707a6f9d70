"""Held, moved, cancelled, planned again: what each page does when it is sent, and what it refuses."""

import json
import re
from datetime import UTC, datetime

import pytest
from wagtail.log_actions import registry

from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory
from tests.factories.training import AttendanceFactory, TrainingEventFactory
from training.enums import AttendanceState, EventStatus

pytestmark = pytest.mark.django_db
PLANNED, HELD, CANCELLED, MOVED = EventStatus.PLANNED, EventStatus.HELD, EventStatus.CANCELLED, EventStatus.MOVED
TO_COME = {"date_as_stated": "3 March 2027", "starts_at": datetime(2027, 3, 3, 9, 30, tzinfo=UTC)}
WHEN = {"date": "10 March 2027", "starts": "9.30am", "ends": "12 noon"}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture
def trainer(client):
    user = UserFactory(group="Trainers")
    client.force_login(user)
    return user


@pytest.fixture
def make(partnership):
    return lambda **fields: TrainingEventFactory(partnership=partnership, **{"title": "Neglect", **fields})


def do(client, event, step, data=None):
    response = client.post(f"/training/events/{event.pk}/{step}/", data or {})
    event.refresh_from_db()
    return response


def last_logged(event):
    entry = registry.get_logs_for_instance(event).order_by("-timestamp").first()
    return entry and (entry.action, entry.user, entry.data)


def structured(client, event):
    text = client.get(event.get_absolute_url()).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)[1])["@graph"][0]


# Asked before it is done ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["hold", "move", "cancel", "plan-again"])
def test_looking_at_the_page_does_nothing(step, client, trainer, make):
    event = make(status=PLANNED)

    response = client.get(f"/training/events/{event.pk}/{step}/")

    event.refresh_from_db()
    assert (response.status_code, event.status, last_logged(event)) == (200, PLANNED, None)


@pytest.mark.parametrize("step", ["hold", "move", "cancel", "plan-again", "edit"])
def test_another_partnerships_event_is_not_here(step, client, trainer, partnership, other_partnership):
    event = TrainingEventFactory(partnership=other_partnership, status=PLANNED)

    assert do(client, event, step, WHEN).status_code == 404


@pytest.mark.parametrize(
    ("step", "status", "data", "sentence"),
    [
        ("hold", CANCELLED, {}, "was cancelled"),
        ("hold", HELD, {}, "was held"),
        ("move", CANCELLED, WHEN, "was cancelled"),
        ("move", HELD, WHEN, "was held"),
        ("cancel", CANCELLED, {"why": "Snow"}, "was cancelled"),
        ("cancel", HELD, {"why": "Snow"}, "was held"),
    ],
    ids=str,
)
def test_what_cannot_be_is_told_and_nothing_changes(step, status, data, sentence, client, trainer, make):
    event = make(status=status)

    response = do(client, event, step, data)

    assert (response.status_code, event.status, last_logged(event)) == (422, status, None)
    assert sentence in response.context["problem"]


def test_who_does_not_run_events_is_told_no(client, make):
    event = make(status=PLANNED)
    client.force_login(UserFactory(group="Editors"))

    assert do(client, event, "cancel", {"why": "Snow"}).status_code == 403
    assert event.status == PLANNED


# Held ----------------------------------------------------------------------------------------------------------------


def test_held_its_returns_are_awaited(client, trainer, make, agency):
    event = make(status=PLANNED, date_as_stated="20 November 2026")
    event.invited.set([agency])
    event.save()

    response = do(client, event, "hold")

    assert (response.url, event.status) == (event.get_absolute_url(), HELD)
    assert [(row.agency, row.state) for row in event.attendances.all()] == [(agency, AttendanceState.AWAITING)]
    assert last_logged(event)[:2] == ("training.hold", trainer)


@pytest.mark.parametrize(("stated", "is_held"), [("21 November 2026", True), ("22 November 2026", False), ("", True)])
def test_what_is_still_to_come_has_not_been_held(stated, is_held, client, trainer, make):
    event = make(status=PLANNED, date_as_stated=stated)

    do(client, event, "hold")

    assert (event.status == HELD) is is_held


# Moved ---------------------------------------------------------------------------------------------------------------


def test_moved_it_says_from_when(client, trainer, make):
    event = make(status=PLANNED, **TO_COME)

    do(client, event, "move", WHEN)

    assert (event.status, event.moved_from, event.date_as_stated) == (MOVED, "3 March 2027", "10 March 2027")
    text = client.get(event.get_absolute_url()).content.decode()
    assert "From 3 March 2027 to Wednesday 10 March 2027, 9.30am to 12 noon." in text
    assert last_logged(event) == (
        "training.move",
        trainer,
        {"before": "3 March 2027, 9.30am", "after": "10 March 2027, 9.30am – 12pm", "was_a_slip": False},
    )


def test_moved_within_the_day_it_says_from_which_hour(client, trainer, make):
    event = make(status=PLANNED, **TO_COME)

    do(client, event, "move", {"date": "3 March 2027", "starts": "1pm"})

    assert (event.status, event.moved_from) == (MOVED, "3 March 2027, 9.30am")


def test_moved_twice_it_says_the_last_time(client, trainer, make):
    event = make(status=PLANNED, **TO_COME)

    for day in ("10 March 2027", "17 March 2027"):
        do(client, event, "move", {"date": day})

    assert (event.moved_from, event.date_as_stated, event.starts_at) == ("10 March 2027", "17 March 2027", None)


@pytest.mark.parametrize(
    ("fields", "data"), [(TO_COME, {"was_a_slip": "on"}), ({"date_as_stated": ""}, {})], ids=["a slip", "no day yet"]
)
def test_where_nobody_was_told_another_day_it_has_not_moved(fields, data, client, trainer, make):
    event = make(status=PLANNED, **fields)

    do(client, event, "move", {**WHEN, **data})

    assert (event.status, event.moved_from, event.date_as_stated) == (PLANNED, "", "10 March 2027")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"date": ""}, "Give the day it is moved to."),
        ({"date": "10 Mrch 2027"}, "is not a date"),
        ({"ends": "9am"}, "end before it starts"),
        ({"date": "3 March 2027", "ends": ""}, "at that time already"),
    ],
    ids=str,
)
def test_a_move_that_cannot_be_is_told(data, sentence, client, trainer, make):
    event = make(status=PLANNED, **TO_COME)

    response = do(client, event, "move", {**WHEN, **data})

    assert (response.status_code, event.status, event.date_as_stated) == (422, PLANNED, "3 March 2027")
    assert sentence in response.content.decode()


# Whom it concerns ----------------------------------------------------------------------------------------------------


def test_whom_it_concerns_is_named_with_words_to_copy(client, trainer, make, partnership):
    booked, invited, gone = (AgencyFactory(name=name, partnerships=[partnership]) for name in ("Zoo", "Abbey", "None"))
    event = make(status=PLANNED, place="Town hall", **TO_COME)
    event.invited.add(invited, booked)
    event.save()
    AttendanceFactory(event=event, agency=booked, state=AttendanceState.AWAITING, booked=6, came=None)
    AttendanceFactory(event=event, agency=gone, booked=0, came=0)
    asked = client.get(f"/training/events/{event.pk}/move/")
    assert [(one.agency.name, one.booked) for one in asked.context["concerned"]] == [("Zoo", 6), ("Abbey", None)]

    response = do(client, event, "move", WHEN)

    assert response.url == f"/training/events/{event.pk}/tell/"
    told = client.get(response.url).context
    assert [one.agency.name for one in told["concerned"]] == ["Zoo", "Abbey"]
    assert told["news"].splitlines()[:4] == [
        "Moved: Neglect",
        "",
        "“Neglect” was moved from 3 March 2027. It is now on 10 March 2027, 9.30am – 12pm.",
        "Where: Town hall",
    ]


def test_words_about_a_cancelled_event_do_not_say_why(client, trainer, make):
    event = make(status=PLANNED, **TO_COME)

    news = client.get(do(client, event, "cancel", {"why": "Snow"}).url).context["news"]

    assert "“Neglect”, planned for 3 March 2027, 9.30am, is cancelled." in news
    assert "Snow" not in news


def test_where_nobody_was_told_there_is_nothing_to_tell(client, trainer, make):
    event = make(status=PLANNED, **TO_COME)

    response = do(client, event, "move", {**WHEN, "was_a_slip": "on"})

    assert response.url == event.get_absolute_url()
    assert client.get(f"/training/events/{event.pk}/tell/").context["news"] == ""


# Cancelled, and planned again ----------------------------------------------------------------------------------------


def test_cancelled_it_says_so_and_colleagues_are_told_why(client, trainer, make):
    event = make(status=PLANNED, **TO_COME)

    do(client, event, "cancel", {"why": "Snow"})
    to_colleagues = client.get(event.get_absolute_url()).content.decode()
    client.logout()
    to_readers = client.get(event.get_absolute_url()).content.decode()

    assert event.status == CANCELLED
    assert ("This session is cancelled." in to_readers, "Snow" in to_readers, "Snow" in to_colleagues) == (
        True,
        False,
        True,
    )


def test_a_cancellation_says_why(client, trainer, make):
    event = make(status=PLANNED)

    response = do(client, event, "cancel", {"why": " "})

    assert (response.status_code, event.status) == (422, PLANNED)
    assert response.context["form"].errors["why"][0].startswith("Say why in a few words")


@pytest.mark.parametrize(("moved_from", "status"), [("", PLANNED), ("3 March 2027", MOVED)])
def test_what_was_cancelled_can_be_planned_again(moved_from, status, client, trainer, make):
    event = make(status=CANCELLED, moved_from=moved_from)

    do(client, event, "plan-again")

    assert (event.status, last_logged(event)[0]) == (status, "training.plan_again")


def test_what_was_not_held_after_all_awaits_no_returns(client, trainer, make):
    event = make(status=HELD)
    AttendanceFactory(event=event, state=AttendanceState.AWAITING, came=None)
    booked = AttendanceFactory(event=event, booked=3, came=None)

    do(client, event, "plan-again")

    assert (event.status, list(event.attendances.all())) == (PLANNED, [booked])


@pytest.mark.parametrize("figures", [{"came": 3}, {"came": None, "walked_in": 1}], ids=str)
def test_what_somebody_came_to_was_held(figures, client, trainer, make):
    event = make(status=HELD)
    AttendanceFactory(event=event, **figures)

    response = do(client, event, "plan-again")

    assert (response.status_code, event.status) == (422, HELD)
    assert "Take the figures out first" in response.context["problem"]


# The event's page ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "tools"),
    [
        (PLANNED, ["edit", "move", "cancel", "hold"]),
        (MOVED, ["edit", "move", "cancel", "hold"]),
        (CANCELLED, ["edit", "plan-again"]),
        (HELD, ["edit", "plan-again"]),
    ],
)
def test_the_page_leads_to_what_can_be_done(status, tools, client, trainer, make):
    event = make(status=status)

    listed = [tool.url for tool in client.get(event.get_absolute_url()).context["tools"]]

    ours = [url for url in listed if url.split("/")[-2] in {"edit", "move", "cancel", "hold", "plan-again"}]
    assert ours == [f"/training/events/{event.pk}/{tool}/" for tool in tools]


def test_readers_are_led_to_none_of_it(client, make):
    assert client.get(make(status=PLANNED).get_absolute_url()).context["tools"] == []


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"status": PLANNED, "date_as_stated": "20 November 2026"}, True),
        ({"status": PLANNED, "date_as_stated": "November 2026"}, False),
        ({"status": PLANNED, "date_as_stated": "21 November 2026"}, False),
        ({"status": HELD, "date_as_stated": "20 November 2026"}, False),
    ],
    ids=["yesterday", "this month", "today", "held"],
)
def test_a_planned_day_that_has_passed_is_told(fields, is_told, client, make):
    text = client.get(make(**fields).get_absolute_url()).content.decode()

    assert ("has not been recorded yet" in text) is is_told


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": PLANNED, "date_as_stated": "March 2027"}, ("EventScheduled", "2027-03", None)),
        ({"status": CANCELLED, "date_as_stated": "3 March 2027"}, ("EventCancelled", "2027-03-03", None)),
        (
            {"status": MOVED, "date_as_stated": "10 March 2027", "moved_from": "3.3.2027"},
            ("EventRescheduled", "2027-03-10", "2027-03-03"),
        ),
        ({"status": MOVED, "moved_from": "3 March 2027, 9.30am"}, ("EventRescheduled", "2026-03-12", None)),
        ({"status": HELD, "date_as_stated": ""}, ("EventScheduled", None, None)),
    ],
    ids=["planned", "cancelled", "moved", "moved within the day", "no date"],
)
def test_search_engines_are_told_how_it_stands(fields, said, client, make):
    found = structured(client, make(**fields))

    status = found["eventStatus"].removeprefix("https://schema.org/")
    assert (found["@type"], status, found.get("startDate"), found.get("previousStartDate")) == ("EducationEvent", *said)


def test_search_engines_are_told_nothing_of_what_is_not_shown_to_everybody(client, trainer, make):
    assert b"ld+json" not in client.get(make(is_public=False).get_absolute_url()).content


def test_nothing_on_an_event_gets_out_of_the_block(client, make):
    hostile = "</script><svg onload=alert(1)>"
    event = make(title=hostile, place=hostile, description=hostile)

    assert structured(client, event)["location"]["name"] == hostile
    assert b"<svg onload" not in client.get(event.get_absolute_url()).content
