"""Dates in the spellings of real spreadsheets."""

from datetime import date

import pytest

from learning.enums import DatePrecision
from training.imports.values import CellNotRead, read_date

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-03-21", "2026/03/21", "2026.03.21", "20260321", "2026-03-21T09:30:00", "2026-03-21 00:00:00"),
        *("21/03/2026", "21-03-2026", "21.03.2026", "21/3/26", "21/03/2026 09:30", "21 March 2026", "21 Mar 2026"),
        *("21-Mar-26", "21-Mar-2026", "21st March 2026", "Saturday 21 March 2026", "Sat, 21 Mar 2026"),
        *("March 21, 2026", "21 March 2026, 9:30 am", "46102"),
    ],
)
def test_a_day_however_it_is_spelled(text):
    stated = read_date(text, TODAY).stated

    assert (stated.date, stated.precision, stated.text) == (date(2026, 3, 21), DatePrecision.DAY, "21 March 2026")


@pytest.mark.parametrize(
    ("text", "first", "precision"),
    [
        ("March 2026", date(2026, 3, 1), DatePrecision.MONTH),
        ("Mar-26", date(2026, 3, 1), DatePrecision.MONTH),
        ("2026-03", date(2026, 3, 1), DatePrecision.MONTH),
        (2026, date(2026, 1, 1), DatePrecision.YEAR),
    ],
)
def test_what_is_known_of_a_date_is_said(text, first, precision):
    found = read_date(text, TODAY)

    assert (found.stated.date, found.stated.precision) == (first, precision)
    assert found.note.startswith("only ")


def test_an_open_order_of_day_and_month_is_british_and_said():
    found = read_date("03/04/2026", TODAY)

    assert (found.stated.date, found.note) == (date(2026, 4, 3), "“03/04/2026” is read day first, as 3 April 2026")
    assert read_date("04/04/2026", TODAY).note == ""


@pytest.mark.parametrize(("text", "year"), [("1/2/26", 2026), ("1/2/27", 2027), ("1/2/51", 1951), ("1/2/99", 1999)])
def test_two_figures_of_a_year_are_not_far_in_the_future(text, year):
    assert read_date(text, TODAY).stated.date == date(year, 2, 1)


@pytest.mark.parametrize(
    "text",
    ["", None, "tbc", "03/31/2026", "31/02/2026", "2026-02-30", "12-13 March 2026", "2025/26", "26-Mar", "Spring 2026"],
)
def test_what_is_no_single_date_is_not_guessed(text):
    with pytest.raises(CellNotRead) as refused:
        read_date(text, TODAY)

    assert str(refused.value).endswith(".")
