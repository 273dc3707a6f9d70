"""The workbook, read back as a spreadsheet program reads it."""

import io
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory, LearningPointFactory
from tests.factories.training import AttendanceFactory, PointTaughtFactory, TrainingEventFactory
from tests.training.test_exports import download as download_csv
from training.enums import AttendanceState, EventKind
from training.exports import coverage_xlsx
from training.models import TrainingEvent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC), tick=False)


@pytest.fixture(autouse=True)
def manager(client):
    client.force_login(UserFactory(group="Training managers"))


def body(client, query=""):
    response = client.get(f"/coverage.xlsx{query}")
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return b"".join(response.streaming_content)


def lines(sheet):
    headings, *rows = sheet.iter_rows()
    return [{heading.value: cell for heading, cell in zip(headings, row, strict=True)} for row in rows]


def download(client, query=""):
    workbook = openpyxl.load_workbook(io.BytesIO(body(client, query)))
    return workbook, [line for sheet in workbook.worksheets[:-1] for line in lines(sheet)]


def as_in_csv(cell):
    """What the CSV file has for the cell: nothing where the number is not known, an apostrophe before a formula."""
    if cell.fill.fill_type and cell.value:
        return ""
    if cell.is_date:
        return f"{cell.value:%Y-%m-%d}"
    mark = "'" if cell.quotePrefix else ""
    return "" if cell.value is None else f"{mark}{cell.value}"


def test_it_has_the_rows_of_the_csv_file(client, partnership, pass_on):
    pass_on(came=3, date_as_stated="May 2026")
    pass_on(came=0, kind=EventKind.TEAM_BRIEFING)
    pass_on(state=AttendanceState.AWAITING, came=None, agency=AgencyFactory(partnerships=[partnership]))
    pass_on(agency=AgencyFactory(name="@SUM(A1)", partnerships=[partnership]), date_as_stated="+44")
    LearningPointFactory(partnership=partnership, title="=1+1")

    for query in ("", "?kind=course", "?as_at=2026-04-30", "?retired=on&since=2026-01-01"):
        _response, expected = download_csv(client, query)
        _workbook, read = download(client, query)

        assert [{name: as_in_csv(cell) for name, cell in line.items()} for line in read] == expected


def test_unknown_is_drawn_unlike_zero(client, partnership, pass_on):
    kind = AgencyFactory(name="D never", partnerships=[partnership]).kind
    for name, row in {
        "A nobody": {"came": 0},
        "B awaited": {"state": AttendanceState.AWAITING, "came": None},
        "C not sent": {"state": AttendanceState.WILL_NOT_BE_SENT, "came": None},
    }.items():
        pass_on(agency=AgencyFactory(name=name, partnerships=[partnership], kind=kind), **row)

    _workbook, read = download(client, f"?agency_kind={kind.slug}")

    people = [line["Training: people"] for line in read]
    assert [(cell.value, cell.fill.fill_type) for cell in people] == [
        (0, None),
        ("return awaited", "lightUp"),
        ("will not be sent", "lightUp"),
        (None, None),
    ]


def test_numbers_are_numbers_and_days_are_days(client, pass_on):
    pass_on(came=3, date_as_stated="12 March 2026")

    _workbook, (line,) = download(client)

    assert (line["Training: people"].value, line["Training: last"].value) == (3, datetime(2026, 3, 12))
    assert line["Training: last, as stated"].value == "12 March 2026"


def test_a_day_before_excels_calendar_is_a_text(client, pass_on):
    event = pass_on(came=3, date_as_stated="")
    TrainingEvent.objects.filter(pk=event.pk).update(date="1899-03-12")

    _workbook, (line,) = download(client)

    assert line["Training: last"].value == "1899-03-12"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "{=", "http://x/"])
def test_no_text_is_a_formula_or_a_link(start, client, partnership, pass_on):
    title = f"{start}HYPERLINK(A1)"
    pass_on(point=LearningPointFactory(partnership=partnership, title=title))

    data = body(client)

    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert [tag for tag in (b"<f>", b"<f ", b"<hyperlink") if tag in sheet] == []
    cells = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]["A"]
    assert [cell.data_type for cell in cells if cell.value == title] == ["s"]


def test_headings_stay_in_sight(client, pass_on):
    pass_on()

    workbook, _lines = download(client)

    sheet = workbook.worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:AC2", "$1:$1")
    assert sheet.column_dimensions["A"].width > 50


def test_it_says_which_day_it_is_and_what_it_cannot_know(client, pass_on):
    workbook, _lines = download(client, "?as_at=2026-03-31")

    told = [cell.value for cell in workbook.worksheets[-1]["A"]]
    assert told[1] == "As it stood on 31 March 2026, from what was recorded by 21 November 2026."
    assert "recorded or corrected later" in told[2]


def test_nobody_is_named_as_its_author(client, pass_on):
    workbook, _lines = download(client)

    told = workbook.properties
    assert (told.creator, told.lastModifiedBy, told.created) == (None, None, datetime(2026, 11, 21))


def test_the_same_rows_give_the_same_bytes(client, pass_on, time_machine):
    pass_on()
    first = body(client)
    time_machine.move_to(datetime(2026, 11, 21, 15, 30, tzinfo=UTC))

    assert body(client) == first


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(client, partnership, monkeypatch):
    monkeypatch.setattr(coverage_xlsx, "ROWS_A_SHEET", 3)
    AgencyFactory(partnerships=[partnership])
    for n in range(5):
        LearningPointFactory(partnership=partnership, title=f"Point {n}")

    workbook, read = download(client)

    assert workbook.sheetnames == ["Coverage", "Coverage 2", "Coverage 3", "About these figures"]
    assert [line["Learning point"].value for line in read] == [f"Point {n}" for n in range(5)]


def test_it_is_named_after_partnership_and_day(client, partnership):
    response = client.get("/coverage.xlsx?as_at=2026-03-31")
    response.close()

    assert response["Content-Disposition"] == 'attachment; filename="exampleshire-coverage-2026-03-31.xlsx"'


@pytest.mark.parametrize("size", [10, 100])
def test_it_takes_the_same_queries_whatever_its_size(size, client, partnership):
    for _ in range(size):
        event = TrainingEventFactory(partnership=partnership)
        PointTaughtFactory(event=event, point=LearningPointFactory(partnership=partnership))
        AttendanceFactory(event=event, agency=AgencyFactory(partnerships=[partnership]))

    with CaptureQueriesContext(connection) as queries:
        _workbook, read = download(client)

    assert (len(read), len(queries)) == (size * size, 11)


def test_a_matrix_without_rows_is_a_workbook_still(client, partnership):
    workbook, read = download(client)

    assert (read, workbook.worksheets[0]["A1"].value) == ([], "Learning point")
