"""What a session's sheet tells of itself."""

import pytest

from media.sheets.session import SessionSheet, hours_label
from tests.media.sheets.sessions import FULL, point, segment


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (30, "½ hour"),
        (50, "50 minutes"),
        (60, "1 hour"),
        (90, "1½ hours"),
        (420, "7 hours"),
    ],
)
def test_hours_are_said_as_a_certificate_says_them(minutes, said):
    assert hours_label(minutes) == said


def test_a_part_says_when_it_is():
    assert segment("break", starts=95, minutes=15).time == "1:35 to 1:50"


def test_by_the_clock_a_part_may_end_after_midnight():
    morning, night = (segment("break", starts=20, minutes=15, begins=begins) for begins in (570, 23 * 60 + 30))

    assert (morning.time, night.time) == ("09:50 to 10:05", "23:50 to 00:05")
    assert (morning.from_when, segment("break", minutes=15).from_when) == (
        "09:50 to 10:05",
        "0:00 to 0:15 of the session",
    )
    assert ("Time", "09:30 to 11:00") in SessionSheet(title="", minutes=90, begins=570).facts


def test_a_point_that_comes_up_twice_is_one_point():
    twice = SessionSheet(
        title="", segments=(segment("point", "a", point=point()), segment("point", "b", point=point()))
    )

    assert [one.title for one in twice.points] == ["Ask the child"]


def test_facts_that_are_not_known_are_left_out():
    assert SessionSheet(title="").facts == []
    assert FULL.facts == [("Level", "Level 2"), ("For", "Schools"), ("Length", "90 minutes"), ("People", "30")]
