"""A plan with a part of every kind: a learning point, a briefing, slides of a deck in the library."""

import hashlib
import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile

from briefings.models import BriefingPage
from learning.models import AgencyKind, LearningPoint, Partnership
from media.decks.outline import read_outline
from media.domain.slides import store_slides
from media.models import Document
from tests.factories.learning import (
    AgencyFactory,
    AgencyKindFactory,
    FindingFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
)
from tests.factories.media import DocumentFactory
from tests.factories.training import SegmentFactory, SessionPlanFactory
from tests.media.authored_files import plain_deck
from training.domain.segment_sources import take_slide, take_source
from training.models import Segment, SegmentSlide, SessionPlan


def deck_of(title: str, *slides: str) -> Document:
    """A deck as readers get it, with a row for each slide and no pictures."""
    data = plain_deck(*((slide, f"The words of {slide}") for slide in slides))
    document = DocumentFactory(
        title=title,
        format="pptx",
        file=ContentFile(data, name="deck.pptx"),
        source=Document.Source.MADE_HERE,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    store_slides(document, read_outline(io.BytesIO(data)))
    return document


def part(plan: SessionPlan, kind: str, **fields: Any) -> Segment:
    """The next part of the plan, with its source as it is now."""
    segment = SegmentFactory.build(plan=plan, kind=kind, order=plan.segments.count(), **fields)
    if segment.point or segment.briefing:
        take_source(segment)
    segment.save()
    return segment


def show(segment: Segment, slide: Any) -> SegmentSlide:
    """The slide shown in the part, as it is now."""
    row = SegmentSlide(segment=segment, slide=slide, order=segment.slides.count())
    take_slide(row)
    row.save()
    return row


@pytest.fixture
def uploads(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path / "uploads"


@pytest.fixture
def kind(partnership: Partnership) -> AgencyKind:
    kind = AgencyKindFactory(name="Schools")
    AgencyFactory(name="Riverside Primary School", kind=kind, partnerships=[partnership])
    return kind


@pytest.fixture
def session(
    uploads: Path, partnership: Partnership, point: LearningPoint, briefing: BriefingPage, kind: AgencyKind, home: Any
) -> SimpleNamespace:
    """`plan`, its `point_part`, `briefing_part`, `slides_part` with the `row` of one slide of `deck`."""
    review = ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home), title="Child E1", publisher=partnership)
    FindingFactory(review=review, point=point)
    LearningPoint.objects.filter(pk=point.pk).update(title="Ask the child", found="Nobody asked.", question="Who asks?")
    point.refresh_from_db()
    plan = SessionPlanFactory(partnership=partnership, title="Seeing the child", aims="Ask\nListen", size=30)
    plan.for_kinds.add(kind)
    deck = deck_of("Neglect 2024", "Signs", "What to do")
    part(plan, "welcome", title="Welcome", notes="Point out the doors.")
    point_part = part(plan, "point", point=point, minutes=20, notes="Tell the story first.")
    briefing_part = part(plan, "briefing", briefing=briefing, minutes=7)
    slides_part = part(plan, "slides", title="What neglect looks like", minutes=10)
    row = show(slides_part, deck.slides.get(number=2))
    part(plan, "evaluation", title="How was it?")
    return SimpleNamespace(
        plan=plan,
        deck=deck,
        row=row,
        point=point,
        briefing=briefing,
        point_part=point_part,
        briefing_part=briefing_part,
        slides_part=slides_part,
    )
