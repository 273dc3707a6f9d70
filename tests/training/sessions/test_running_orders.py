"""A ready-made running order: its minutes add up, and it is one that people can sit through."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from learning.models import LearningPoint
from training.domain.running_orders import most_points, points_that_fit, suggest_running_order
from training.domain.session_words import minutes_of
from training.enums import Mode, SegmentKind
from training.models.session_plan import FEWEST_MINUTES, MOST_MINUTES

POINTS = [LearningPoint(title=f"Point {n}", question=f"Question {n}?") for n in range(30)]


def shape(minutes, points=POINTS, **how):
    ideas = suggest_running_order(minutes, points, content_warning="It is sad.", **how)
    return [(idea.kind, idea.words.minutes, idea.point.title if idea.point else idea.words.title) for idea in ideas]


@given(minutes=st.integers(FEWEST_MINUTES, MOST_MINUTES), points=st.integers(0, len(POINTS)))
def test_the_minutes_add_up_whatever_is_asked(minutes, points):
    ideas = suggest_running_order(minutes, POINTS[:points], content_warning="It is sad.")
    kinds = [idea.kind for idea in ideas]

    assert minutes_of(ideas) == minutes
    assert min(idea.words.minutes for idea in ideas) >= 1
    assert (kinds[0], kinds[-1]) == (SegmentKind.WELCOME, SegmentKind.CLOSE)
    assert (SegmentKind.BREAK in kinds) == (minutes > 90)
    assert (SegmentKind.EVALUATION in kinds) == (minutes >= 15)
    assert (SegmentKind.BREAK, SegmentKind.BREAK) not in pairwise(kinds)
    assert [idea.point for idea in ideas if idea.point] == POINTS[: min(points, most_points(minutes))]


def test_ninety_minutes_hold_three_points_with_time_to_talk():
    block = [(SegmentKind.POINT, 10), (SegmentKind.DISCUSSION, 15)]
    both_ends = [(SegmentKind.EVALUATION, 5), (SegmentKind.CLOSE, 5)]

    found = shape(90, POINTS[: points_that_fit(90)])

    assert [(kind, minutes) for kind, minutes, _title in found] == [(SegmentKind.WELCOME, 5), *block * 3, *both_ends]
    assert [title for kind, _minutes, title in found if kind == "point"] == ["Point 0", "Point 1", "Point 2"]


def test_longer_than_ninety_has_a_break_between_two_points_and_a_day_has_lunch():
    two_hours = [title for _kind, _minutes, title in shape(120, POINTS[:4])]
    day = [title for _kind, _minutes, title in shape(360, POINTS[:6])]

    assert two_hours.index("Break") == two_hours.index("Point 2") - 1
    assert [title for title in day if title in ("Break", "Lunch")] == ["Break", "Lunch", "Break"]


def test_the_care_words_come_first_and_people_talk_as_suits_their_number():
    warning, *_rest = suggest_running_order(60, POINTS, content_warning="It is sad.")
    (few,), (online,) = (
        [
            idea.words.notes
            for idea in suggest_running_order(30, POINTS[:1], content_warning="", **how)
            if idea.words.title == "Talk about it"
        ]
        for how in ({"size": 5}, {"size": 25, "mode": Mode.LIVE_ONLINE})
    )

    assert (warning.kind, warning.words.text) == (SegmentKind.WELCOME, "It is sad.")
    assert (few, online[:18]) == ("All together.", "In breakout rooms ")


def test_the_question_of_the_point_is_talked_about():
    questions = [
        idea.words.text
        for idea in suggest_running_order(90, POINTS[:2], content_warning="")
        if idea.kind == "discussion"
    ]

    assert questions == ["Question 0?", "Question 1?"]


def test_without_a_learning_point_people_bring_a_case_of_their_own():
    assert [title for _kind, _minutes, title in shape(60, [])] == [
        "Welcome",
        "A case of our own",
        "Talk about it",
        "What we take away",
        "Close",
    ]
