"""The calendar and the CSV file, as other programs read them."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from learning.spreadsheets import formula_safe
from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory, LearningPointFactory
from tests.factories.training import AttendanceFactory, PointTaughtFactory, TrainingEventFactory
from training.enums import AttendanceState, EventKind, EventStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC))


def calendar(client):
    response = client.get("/training/events.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def entries(client):
    return {str(entry["summary"]): entry for entry in calendar(client).walk("VEVENT")}


@pytest.mark.parametrize(
    "fields",
    [
        {"is_public": False},
        {"date_as_stated": "May 2026"},
        {"date_as_stated": "2026"},
        {"date_as_stated": ""},
        {"date_as_stated": "1 March 2019"},
    ],
    ids=["not public", "a month", "a year", "no date", "years ago"],
)
def test_what_the_calendar_leaves_out(fields, client, partnership, today):
    TrainingEventFactory(partnership=partnership, **fields)

    assert entries(client) == {}


def test_the_calendar_leaves_out_other_partnerships(client, partnership, other_partnership, today):
    TrainingEventFactory(partnership=other_partnership)

    assert entries(client) == {}


def test_a_known_day_is_all_day(client, partnership, today):
    TrainingEventFactory(partnership=partnership, title="Neglect day", date_as_stated="12.03.2026")

    entry = entries(client)["Neglect day"]

    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (date(2026, 3, 12), date(2026, 3, 13))


def test_a_known_time_is_london_time_in_summer(client, partnership, today):
    TrainingEventFactory(
        partnership=partnership,
        title="Course",
        date_as_stated="",
        starts_at=datetime(2026, 7, 1, 8, 30, tzinfo=UTC),
        ends_at=datetime(2026, 7, 1, 11, 0, tzinfo=UTC),
    )

    body = client.get("/training/events.ics").content.decode()

    assert "DTSTART;TZID=Europe/London:20260701T093000\r\n" in body
    assert "DTEND;TZID=Europe/London:20260701T120000\r\n" in body
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n" in body


def test_an_event_keeps_its_uid_and_its_stamp_until_it_changes(client, partnership, today, time_machine):
    event = TrainingEventFactory(partnership=partnership, title="Course")
    first = entries(client)["Course"]
    time_machine.move_to(datetime(2026, 11, 22, 9, tzinfo=UTC))
    second = entries(client)["Course"]
    event.place = "Town hall"
    event.save()
    third = entries(client)["Course"]

    assert first["uid"] == second["uid"] == third["uid"]
    assert first.decoded("dtstamp") == second.decoded("dtstamp") != third.decoded("dtstamp")


def test_a_cancelled_event_says_so(client, partnership, today):
    TrainingEventFactory(partnership=partnership, title="Course", status=EventStatus.CANCELLED)

    assert entries(client)["Course"]["status"] == "CANCELLED"


def test_odd_characters_survive_and_no_line_is_too_long(client, partnership, today):
    title = "Été; a, b \\ c — “Jacob” " + "x" * 120
    TrainingEventFactory(partnership=partnership, title=title, description="One\r\nBEGIN:VALARM\nTwo")

    body = client.get("/training/events.ics").content

    assert title in entries(client)
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert b"\nBEGIN:VALARM" not in body


def test_the_calendar_has_what_rfc_5545_requires(client, partnership, today):
    TrainingEventFactory(partnership=partnership)

    read = calendar(client)

    assert (read["version"], bool(read["prodid"])) == ("2.0", True)
    assert all({"UID", "DTSTAMP", "DTSTART"} <= set(entry) for entry in read.walk("VEVENT"))


@pytest.fixture
def manager(client):
    user = UserFactory(group="Training managers")
    client.force_login(user)
    return user


def download(client, query=""):
    response = client.get(f"/coverage.csv{query}")
    assert response.streaming
    body = b"".join(response.streaming_content)
    assert body.startswith(b"\xef\xbb\xbf")
    return response, list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_the_file_tells_zero_from_unknown_from_never(client, manager, partnership, point, pass_on):
    kind = AgencyFactory(partnerships=[partnership], name="D never").kind
    for name, row in {
        "A had it": {"came": 3},
        "B nobody": {"came": 0},
        "C awaited": {"state": AttendanceState.AWAITING, "came": None},
    }.items():
        pass_on(agency=AgencyFactory(name=name, partnerships=[partnership], kind=kind), **row)

    _response, lines = download(client, f"?agency_kind={kind.slug}")

    told = [(line["Agency"], line["What is known"], line["Training: people"]) for line in lines]
    assert told == [
        ("A had it", "had it", "3"),
        ("B nobody", "nobody came", "0"),
        ("C awaited", "return awaited", ""),
        ("D never", "never", ""),
    ]


def test_the_file_keeps_the_layers_apart(client, manager, pass_on):
    pass_on(came=3, date_as_stated="May 2026")
    pass_on(came=4, kind=EventKind.TEAM_BRIEFING)

    _response, (line,) = download(client)

    assert (line["Training: people"], line["Briefing: people"], line["Cascade: people"]) == ("3", "4", "")
    assert (line["Training: last"], line["Training: last, as stated"]) == ("2026-05-01", "May 2026")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_is_run_as_a_formula(start):
    assert formula_safe(f"{start}cmd|' /C calc'!A1") == f"'{start}cmd|' /C calc'!A1"


def test_ordinary_text_is_left_as_it_is():
    assert formula_safe("Police – Neglect = harm") == "Police – Neglect = harm"


def test_names_in_the_file_are_safe(client, manager, partnership, pass_on):
    pass_on(
        point=LearningPointFactory(partnership=partnership, title="=1+1"),
        agency=AgencyFactory(name="@SUM(A1)", partnerships=[partnership]),
        date_as_stated="+44",
    )

    _response, lines = download(client)

    cells = [value for line in lines for value in line.values()]
    assert {"'=1+1", "'@SUM(A1)", "'+44"} <= set(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_the_file_is_named_after_partnership_and_day(client, manager, partnership, today):
    response, _lines = download(client, "?as_at=2026-03-31")

    assert response["Content-Disposition"] == 'attachment; filename="exampleshire-coverage-2026-03-31.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("size", [10, 100])
def test_the_file_takes_the_same_queries_whatever_its_size(size, client, manager, partnership):
    for _ in range(size):
        event = TrainingEventFactory(partnership=partnership)
        PointTaughtFactory(event=event, point=LearningPointFactory(partnership=partnership))
        AttendanceFactory(event=event, agency=AgencyFactory(partnerships=[partnership]))

    with CaptureQueriesContext(connection) as queries:
        _response, lines = download(client)

    assert (len(lines), len(queries)) == (size * size, 11)
