"""All cascades at once, a year of them, and the board as a file."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.cascades import OctoberCascadeFactory
from training.cascade_board.overview import who_owes
from training.cascade_board.years import days_of, year_of
from training.enums import CascadeState, ReplyKind
from training.queries.cascade_board import overview

pytestmark = pytest.mark.django_db


@pytest.fixture
def overdue(partnership):
    return OctoberCascadeFactory(
        partnership=partnership,
        title="Neglect",
        sent_at=datetime(2026, 3, 31, 23, 30, tzinfo=UTC),  # the first of April, in summer time
        acknowledge_by=date(2026, 4, 5),
        complete_by=date(2026, 4, 20),
    )


def test_every_cascade_and_every_agency_is_there_and_no_draft(manager, partnership, cascade, overdue, answer):
    OctoberCascadeFactory(partnership=partnership, title="A draft", state=CascadeState.DRAFT, sent_at=None)
    agency = answer(ReplyKind.SHARED, people=25).agency
    answer(of=overdue, agency=agency)
    page = manager.get(reverse("cascade_overview")).content.decode()
    assert page.index(cascade.title) < page.index("Neglect")
    assert "A draft" not in page
    row = page[page.index(f'<tr><th scope="row">{agency.name}</th><td class="is-reached"><span>Shared</span></td>') :]
    assert row.startswith(
        f'<tr><th scope="row">{agency.name}</th><td class="is-reached"><span>Shared</span></td>'
        '<td class="is-old"><span>Overdue, silent</span></td></tr>'
    )


def test_who_owes_most_is_first_and_who_owes_nothing_is_not_there(partnership, cascade, overdue, answer):
    late, waiting, lost = answer(of=overdue), answer(), answer(mail=None)
    answer(ReplyKind.SHARED)
    told = [(one.agency, one.overdue, one.owing, one.unreachable) for one in who_owes(overview(partnership))]
    assert told == [(late.agency, 1, 1, 0), (lost.agency, 0, 0, 1), (waiting.agency, 0, 1, 0)]


def test_an_agencys_name_is_text(manager, cascade, answer):
    agency = answer().agency
    agency.name = "<b>Bold</b>"
    agency.save()
    assert b"<b>Bold" not in manager.get(reverse("cascade_overview")).content


def test_nothing_sent_says_so(manager):
    assert "Nothing has been sent to agencies yet." in manager.get(reverse("cascade_overview")).content.decode()


def test_a_year_holds_what_was_sent_in_it_where_the_partnership_is(manager, cascade, overdue, answer):
    for people in (2000, 140):
        answer(ReplyKind.SHARED, people=people)
    agency = answer().agency
    answer(ReplyKind.SHARED, people=5, of=overdue, agency=agency)
    page = manager.get(reverse("cascade_year", args=["2026-27"])).content.decode()
    assert "2 cascades were sent, to 3 different agencies. Of 4 requests, one for each agency of each cascade" in page
    assert "2 of 3 agencies have answered; shared with 2,140 people; 7 days at the median." in page
    assert "2 agencies answered all they were asked." in page
    assert "2,145" not in page
    assert "2145" not in page
    empty = manager.get(reverse("cascade_year", args=["2025-26"])).content.decode()
    assert "Nothing was sent to agencies in this year." in empty


@pytest.mark.parametrize("year", ["2025-27", "2025", "2025-2026", "9999-00", "1899-00", "٢٠٢٥-٢٦", "x"])
def test_what_is_no_year_is_not_there(manager, year):
    assert manager.get(f"/cascade/year/{year}/").status_code == 404


def test_years_run_from_april_to_march():
    assert days_of("2099-00") == (date(2099, 4, 1), date(2100, 3, 31))
    assert year_of(datetime(2026, 3, 31, 22, 30, tzinfo=UTC)) == "2025-26"
    assert year_of(datetime(2026, 3, 31, 23, 30, tzinfo=UTC)) == "2026-27"


def test_the_files_hold_each_agency_no_formula_and_no_address(manager, cascade, answer):
    recipient = answer(ReplyKind.NEED_HELP, help_wanted='=HYPERLINK("http://evil.example")', email="lead@north.example")
    waiting = answer()
    response = manager.get(reverse("cascade_board_csv", args=[cascade.pk]))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    lines = list(csv.DictReader(StringIO(text.split("\r\n", 1)[1])))
    assert [(line["Agency"], line["Where it is"]) for line in lines] == [
        (recipient.agency.name, "Needs help"),
        (waiting.agency.name, "Waiting"),
    ]
    assert lines[0]["Help needed"].startswith("'=HYPERLINK")
    assert "@north.example" not in text
    response = manager.get(reverse("cascade_board_xlsx", args=[cascade.pk]))
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content)))["Agencies"]
    assert sheet.max_row == 3
    assert (sheet.cell(2, 13).value, sheet.cell(2, 13).data_type) == ('=HYPERLINK("http://evil.example")', "s")
