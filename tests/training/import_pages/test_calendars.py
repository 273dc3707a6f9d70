"""Events from a calendar: held or planned, at the right time, once."""

from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from tests.factories.training import TrainingEventFactory
from training.enums import EventStatus
from training.models import AttendanceImport, TrainingEvent

pytestmark = pytest.mark.django_db
HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Diary//EN\n"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-21 12:00", tick=False):
        yield


def vevent(*lines, title="Neglect", start="DTSTART;TZID=Europe/London:20250612T093000", uid="1@diary"):
    said = ["BEGIN:VEVENT", *([f"UID:{uid}"] if uid else []), f"SUMMARY:{title}", start, *lines, "END:VEVENT"]
    return "\n".join(said) + "\n"


@pytest.fixture
def upload(desk):
    """Hands a calendar of these events in."""
    return lambda *events: desk.upload(
        name="diary.ics", content=(HEAD + "".join(events) + "END:VCALENDAR\n").replace("\n", "\r\n").encode()
    )


def actions(one):
    return [kept["a"] for kept in AttendanceImport.objects.get(pk=one.pk).lines]


@pytest.mark.parametrize(
    ("start", "starts_at", "date"),
    [
        ("DTSTART;TZID=Europe/London:20250612T093000", datetime(2025, 6, 12, 8, 30, tzinfo=UTC), "12 June 2025"),
        ("DTSTART;TZID=GMT Standard Time:20250612T093000", datetime(2025, 6, 12, 8, 30, tzinfo=UTC), "12 June 2025"),
        ("DTSTART:20250612T233000Z", datetime(2025, 6, 12, 23, 30, tzinfo=UTC), "13 June 2025"),
        ("DTSTART;TZID=America/New_York:20250612T093000", datetime(2025, 6, 12, 13, 30, tzinfo=UTC), "12 June 2025"),
        ("DTSTART:20250612T093000", datetime(2025, 6, 12, 8, 30, tzinfo=UTC), "12 June 2025"),
        ("DTSTART;VALUE=DATE:20250612", None, "12 June 2025"),
    ],
    ids=["London", "as Outlook names it", "UTC", "New York", "no zone", "all day"],
)
def test_times_are_those_of_london(start, starts_at, date, upload, desk):
    one = upload(vevent("LOCATION:Town Hall", start=start))
    desk.post(one, "start")

    event = TrainingEvent.objects.get()
    assert (event.starts_at, event.date_as_stated, event.place) == (starts_at, date, "Town Hall")
    assert (event.status, event.is_public, event.attendances.count()) == (EventStatus.HELD, False, 0)


def test_what_is_to_come_is_planned_and_how_long_is_kept(upload, desk):
    one = upload(vevent("DURATION:PT3H", start="DTSTART:20261201T100000Z"))
    assert "planned" in desk.look(one)
    desk.post(one, "start")

    event = TrainingEvent.objects.get()
    assert (event.status, (event.ends_at - event.starts_at).seconds) == (EventStatus.PLANNED, 3 * 3600)


@pytest.mark.parametrize(
    ("event", "action", "sentence"),
    [
        (vevent("STATUS:CANCELLED"), "left_out", "cancelled in the calendar"),
        (vevent("RRULE:FREQ=FORTNIGHTLY"), "error", "It repeats in a way"),
        (vevent(title=""), "error", "There is no title."),
        (vevent(title="x" * 201), "error", "longer than 200"),
        (vevent(start="DTSTAMP:20250612T093000Z"), "error", "There is no date that can be read."),
        (vevent(start="DTSTART:20250230T093000"), "error", "There is no date that can be read."),
        (vevent(start="DTSTART:00010101T000000Z"), "error", "0001-01-01 is before 1950"),
        (vevent(start="DTSTART:99991231T235959Z"), "error", "9999-12-31 is more than 10 years ahead"),
        (vevent(start="DTSTART;TZID=Middle Earth:20250612T093000"), "error", "“Middle Earth” is not known"),
    ],
    ids=[
        "cancelled",
        "repeats",
        "no title",
        "long title",
        "no date",
        "30 February",
        "year 1",
        "year 9999",
        "no such zone",
    ],
)
def test_what_is_not_taken_is_told(event, action, sentence, upload, desk):
    one = upload(event)

    assert actions(one) == [action]
    assert sentence in desk.look(one)


def test_one_that_repeats_is_an_event_on_each_of_its_dates(upload, desk):
    thursdays = vevent(
        "DTEND;TZID=Europe/London:20251009T120000",
        "RRULE:FREQ=WEEKLY;UNTIL=20251113T093000Z",
        "EXDATE;TZID=Europe/London:20251023T093000",
        start="DTSTART;TZID=Europe/London:20251009T093000",
    )
    moved = vevent("RECURRENCE-ID:20251106T093000Z", title="Neglect, moved", start="DTSTART:20251107T093000Z")
    one = upload(thursdays, moved)
    desk.post(one, "start")

    assert [
        (
            event.title,
            event.date_as_stated,
            event.starts_at.hour,
            (event.ends_at - event.starts_at).seconds if event.ends_at else 0,
        )
        for event in TrainingEvent.objects.order_by("date")
    ] == [
        ("Neglect", "9 October 2025", 8, 9_000),
        ("Neglect", "16 October 2025", 8, 9_000),
        ("Neglect", "30 October 2025", 9, 9_000),  # summer time is over: the same hour on the wall
        ("Neglect, moved", "7 November 2025", 9, 0),
        ("Neglect", "13 November 2025", 9, 9_000),
    ]
    assert "one of a series" in desk.look(one)
    assert actions(upload(thursdays, moved)) == ["same"] * 5


def test_one_that_repeats_for_ever_is_taken_a_year_ahead(upload, desk):
    one = upload(vevent("RRULE:FREQ=MONTHLY", start="DTSTART;VALUE=DATE:20260901"))

    assert actions(one) == ["new"] * 15  # September 2026 to November 2027
    assert "the series goes on: import the calendar again for its later dates" in desk.look(one)


def test_the_same_calendar_twice_and_a_moved_event(upload, desk):
    desk.post(upload(vevent(), vevent(uid="2@diary", title="Abuse")), "start")

    again = upload(vevent(), vevent(uid="2@diary", title="Abuse", start="DTSTART:20250613T093000Z"))

    assert actions(again) == ["same", "error"]
    assert "It was taken in before, and is here as “Abuse, 12 June 2025”." in desk.look(again)


def test_two_of_one_title_on_a_day_are_two_and_one_twice_is_one(upload, desk, partnership):
    TrainingEventFactory(partnership=partnership, title="neglect", date_as_stated="11.06.2025")
    afternoon = vevent(uid="2", start="DTSTART:20250612T130000Z")
    one = upload(
        vevent(), afternoon, vevent(uid="3"), vevent(uid="4", start="DTSTART;VALUE=DATE:20250611"), vevent(uid="5", title="Abuse")
    )  # fmt: skip

    assert actions(one) == ["new", "new", "left_out", "same", "new"]
    desk.post(one, "start")
    assert TrainingEvent.objects.count() == 4


def test_a_calendar_is_taken_back(upload, desk):
    one = upload(vevent())
    desk.post(one, "start")

    desk.post(one, "take-back")

    assert not TrainingEvent.objects.exists()
    assert actions(upload(vevent())) == ["new"]


def test_the_command_takes_a_calendar_too(tmp_path, partnership, desk):
    out, file = StringIO(), tmp_path / "diary.ics"
    file.write_text(HEAD + vevent() + "END:VCALENDAR\n")

    for _time in range(2):
        call_command("import_attendance", file, partnership=partnership.slug, stdout=out)

    assert TrainingEvent.objects.get().status == EventStatus.HELD
    assert out.getvalue().splitlines()[0] == ("Row 1: new. “Neglect”, 12 June 2025 (event to be made): held. (09:30)")
    assert "1 no change" in out.getvalue()
