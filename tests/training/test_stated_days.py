"""Days and hours as people write them."""

from datetime import UTC, date, datetime, time

import pytest

from training.stated_days import NotUnderstood, day_in_words, read_clock, read_day, read_stated_day, time_in_words


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("9.30am", time(9, 30)),
        ("9:30", time(9, 30)),
        ("930", time(9, 30)),
        ("0930", time(9, 30)),
        ("9 am", time(9)),
        ("2pm", time(14)),
        ("2 P.M.", time(14)),
        ("14.00", time(14)),
        ("02:00", time(2)),
        ("12", time(12)),
        ("12am", time(0)),
        ("12.15pm", time(12, 15)),
        ("12 noon", time(12)),
        ("Noon", time(12)),
    ],
)
def test_an_hour_is_read_as_people_write_it(text, read):
    assert read_clock(text) == read


@pytest.mark.parametrize("text", ["24:00", "9.60", "13pm", "0am", "half nine", "9-5", "1234567", "-1", "٩", "9.30 a"])
def test_what_is_no_hour_is_refused(text):
    with pytest.raises(NotUnderstood, match="is not a time"):
        read_clock(text)


@pytest.mark.parametrize("text", ["1", "6", "3.30", "330", "1:00"])
def test_an_hour_in_either_half_of_the_day_is_not_guessed(text):
    with pytest.raises(NotUnderstood, match="morning or in the afternoon"):
        read_clock(text)


@pytest.mark.parametrize("text", ["9.30am", "12pm", "12am", "2.05pm"])
def test_an_hour_in_words_is_read_again(text):
    moment = datetime.combine(date(2026, 11, 21), read_clock(text), tzinfo=UTC)

    assert time_in_words(moment) == text


def test_days_and_hours_are_those_of_london():
    moment = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert (day_in_words(moment), time_in_words(moment)) == ("1 July 2026", "12.30am")


@pytest.mark.parametrize(
    "text", ["3 March 2027", "3.3.2027", "2027-03-03", "March 2027", "2027", "Spring 2027", "soon"]
)
def test_a_day_is_kept_as_it_is_stated(text):
    assert read_stated_day(text).text == text


@pytest.mark.parametrize("text", ["31 February 2027", "3 Mrch 2027", "2026 to 2027", "week 9", "3 March", "3/3/27"])
def test_figures_that_make_no_day_are_refused(text):
    with pytest.raises(NotUnderstood, match="is not a date"):
        read_stated_day(text)


@pytest.mark.parametrize("text", ["3.3.0027", "3 March 1066", "3.3.9999"])
def test_a_year_that_cannot_be_meant_is_asked_about(text):
    with pytest.raises(NotUnderstood, match="Look at the year"):
        read_stated_day(text)


@pytest.mark.parametrize("text", ["March 2027", "2027", "soon"])
def test_a_single_day_is_a_single_day(text):
    with pytest.raises(NotUnderstood, match="single day"):
        read_day(text)
