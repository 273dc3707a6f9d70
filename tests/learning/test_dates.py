"""Dates as stated: every spelling seen on real pages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.dates import AsStatedDate
from learning.enums import DatePrecision

DAY, MONTH, YEAR, NONE = DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR, DatePrecision.NONE


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("31.02.2018", date(2018, 1, 1), YEAR),
        ("2014 to 2017", None, NONE),
        ("2011 – 2014", None, NONE),
        ("2025-26", None, NONE),
        ("to be confirmed", None, NONE),
        ("", None, NONE),
        ("ref 120180", None, NONE),
        ("15.05.2018", date(2018, 5, 15), DAY),
        ("03/04/2019", date(2019, 4, 3), DAY),
        ("2018-05-15", date(2018, 5, 15), DAY),
        ("1st November 2022", date(2022, 11, 1), DAY),
        ("22nd September 2020", date(2020, 9, 22), DAY),
        ("25th  May\u00a02022", date(2022, 5, 25), DAY),
        ("Tuesday, 14 January 2020", date(2020, 1, 14), DAY),
        ("29 February 2023", date(2023, 1, 1), YEAR),
        ("May 2018", date(2018, 5, 1), MONTH),
        ("Nov 2018", date(2018, 11, 1), MONTH),
        ("Sept. 2017", date(2017, 9, 1), MONTH),
        ("05/2018", date(2018, 5, 1), MONTH),
        ("2019", date(2019, 1, 1), YEAR),
        ("Spring 2024", date(2024, 1, 1), YEAR),
        ("published early in 2021", date(2021, 1, 1), YEAR),
    ],
)
def test_reads_what_is_known_and_no_more(text, expected, precision):
    stated = AsStatedDate.parse(text)

    assert (stated.date, stated.precision) == (expected, precision)


@pytest.mark.parametrize("text", ["15.05.2018", "May 2018", "whenever it is ready", "31.02.2018"])
def test_shows_the_text_as_given(text):
    assert str(AsStatedDate.parse(text)) == text


def test_nothing_given_is_false_and_blank():
    stated = AsStatedDate.parse(None)

    assert not stated
    assert str(stated) == ""


def test_sorts_by_what_is_known_with_the_unknown_first():
    texts = ["May 2018", "2019", "", "14.12.2017", "15.05.2018"]

    ordered = sorted((AsStatedDate.parse(text) for text in texts), key=lambda stated: stated.sort_key)

    assert [stated.text for stated in ordered] == ["", "14.12.2017", "May 2018", "15.05.2018", "2019"]


@given(st.text(max_size=200))
def test_never_raises_and_never_dates_a_text_without_a_year(text):
    stated = AsStatedDate.parse(text)

    assert (stated.date is None) == (stated.precision == NONE)
    if stated.date:
        assert any(character.isdigit() for character in text)
