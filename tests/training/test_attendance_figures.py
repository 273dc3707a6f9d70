"""Three figures that are all called attendance, kept apart."""

from dataclasses import dataclass

import pytest

from training.enums import AttendanceState
from training.queries.attendance_figures import AttendanceFigures, Share, attendance_figures


@dataclass
class Row:
    booked: int | None = None
    came: int | None = None
    walked_in: int | None = None
    state: str = AttendanceState.RETURNED


def test_each_of_the_three_has_its_own_number_above_and_below_the_line():
    rows = [Row(booked=20, came=15, walked_in=3), Row(booked=10, came=9)]

    assert attendance_figures(rows, capacity=40) == AttendanceFigures(
        came_of_booked=Share(24, 30, 2),
        all_of_booked=Share(27, 30, 2),
        of_capacity=Share(27, 40, 2),
        people=27,
        rows=2,
        unknown=0,
    )


def test_a_row_that_does_not_say_both_is_in_neither_sum():
    rows = [
        Row(booked=10, came=8),
        Row(booked=50),  # how many came, nobody says
        Row(came=7),  # of how many booked, nobody says
        Row(booked=4, walked_in=2),
        Row(state=AttendanceState.AWAITING),
        Row(state=AttendanceState.WILL_NOT_BE_SENT),
    ]

    figures = attendance_figures(rows, capacity=None)

    assert figures.came_of_booked == Share(8, 10, 1)
    assert figures.all_of_booked == Share(10, 14, 2)
    assert figures.of_capacity == Share(17, None, 3)
    assert (figures.people, figures.rows, figures.unknown) == (17, 6, 3)


def test_nothing_known_is_not_zero():
    figures = attendance_figures([Row(state=AttendanceState.AWAITING)], capacity=30)

    assert figures.people is None
    assert [share.percent for share in (figures.came_of_booked, figures.all_of_booked, figures.of_capacity)] == [
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("people", "of", "percent"),
    [(0, 5, 0), (5, 5, 100), (1, 8, 13), (1, 3, 33), (12, 10, 120), (0, 0, None), (3, None, None)],
)
def test_percentages_are_whole_and_of_nobody_there_is_none(people, of, percent):
    assert Share(people, of, 1).percent == percent
