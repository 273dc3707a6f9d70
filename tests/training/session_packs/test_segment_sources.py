"""What a segment says of its source, and when that is another now."""

from datetime import date

import pytest

from briefings.models import BriefingPage
from learning.models import LearningPoint, Partnership
from tests.factories.training import SegmentFactory, SessionPlanFactory
from training.domain.segment_sources import has_changed, said_of, take_source
from training.models import Segment

pytestmark = pytest.mark.django_db


@pytest.fixture
def segment(partnership: Partnership, point: LearningPoint) -> Segment:
    segment = SegmentFactory(plan=SessionPlanFactory(partnership=partnership), kind="point", point=point)
    take_source(segment)
    return segment


def test_a_segment_says_its_point_as_it_was_taken(segment: Segment, point: LearningPoint) -> None:
    before = said_of(point)

    point.found = "Something else was found."

    assert segment.said == before
    assert segment.source_title == point.title
    assert len(segment.source_mark) == 64


@pytest.mark.parametrize(
    "change",
    [{"question": "Who asked?"}, {"retired_on": date(2020, 1, 1)}, {"is_good_practice": True}],
    ids=["reworded", "retired", "good practice"],
)
def test_a_point_that_changes_is_noticed(segment: Segment, point: LearningPoint, change: dict) -> None:
    assert not has_changed(segment)

    for name, value in change.items():
        setattr(point, name, value)

    assert has_changed(segment)
    take_source(segment)
    assert not has_changed(segment)


def test_a_point_with_another_theme_alone_is_the_same(segment: Segment, point: LearningPoint) -> None:
    point.for_roles = "midwives"

    assert not has_changed(segment)


def test_a_briefing_says_its_sections_in_plain_words(partnership: Partnership, briefing: BriefingPage) -> None:
    segment = SegmentFactory(plan=SessionPlanFactory(partnership=partnership), kind="briefing", briefing=briefing)

    take_source(segment)

    assert segment.source_title == "Neglect"
    assert [len(segment.said["sections"]), "<" in str(segment.said)] == [7, False]
    briefing.live = False
    assert has_changed(segment)


def test_a_source_that_was_deleted_is_a_change(segment: Segment) -> None:
    segment.point = None

    assert has_changed(segment)
