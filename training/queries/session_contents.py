"""All that a plan's pack is made of, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Prefetch

from briefings.models import BriefingPage
from learning.models import Agency, Finding, ReviewPage
from learning.public_sources import is_restricted
from media.models import Slide
from training.models import Segment, SegmentSlide, SessionPlan
from training.queries.required_content import Requirement, check_required, required_lines
from training.queries.session_care import Care, care_of

MOST_AGENCIES = 60  # rows of a sign-in sheet


@dataclass(frozen=True)
class SessionContents:
    """A plan with its parts in order, and what of their sources may still be used."""

    plan: SessionPlan
    segments: list[Segment]
    care: Care
    public_briefings: dict[int, BriefingPage] = field(default_factory=dict)
    found_in: dict[int, list[ReviewPage]] = field(default_factory=dict)
    """By learning point: the published reviews that found it."""
    agencies: list[Agency] = field(default_factory=list)
    required: list[Requirement] = field(default_factory=list)

    def briefing_of(self, segment: Segment) -> BriefingPage | None:
        """The segment's briefing, while everybody may have it."""
        return self.public_briefings.get(segment.briefing_id) if segment.briefing_id else None

    @property
    def briefings(self) -> list[BriefingPage]:
        """Those that are handed out, in running order, each once."""
        found = [briefing for segment in self.segments if (briefing := self.briefing_of(segment))]
        return list({briefing.pk: briefing for briefing in found}.values())

    def slides_of(self, segment: Segment) -> list[Slide]:
        """The slides of other decks that the segment shows and that can still be had, in order."""
        return [slide for row in segment.slides.all() if (slide := usable_slide(row))]


def usable_slide(row: SegmentSlide) -> Slide | None:
    """The row's slide, unless it was withdrawn, its deck was, or either is gone."""
    slide = row.slide
    usable = slide is not None and not slide.is_withdrawn and slide.document.is_ready and slide.document.is_deck
    return slide if usable else None


def contents_of(plan: SessionPlan, on: date | None = None) -> SessionContents:
    """The plan as it is now. `on`: the day on which a requirement must hold (today)."""
    segments = segments_with_sources(plan)
    points = {segment.point_id for segment in segments if segment.point_id}
    return SessionContents(
        plan=plan,
        segments=segments,
        care=care_of(plan, plan.partnership.site),
        public_briefings=_public_briefings({segment.briefing_id for segment in segments if segment.briefing_id}),
        found_in=_reviews_that_found(points),
        agencies=_agencies(plan),
        required=check_required(required_lines(plan.level, on), segments),
    )


def segments_with_sources(plan: SessionPlan) -> list[Segment]:
    """The parts in order, each with its point, what it covers, and its slides with their decks."""
    rows = SegmentSlide.objects.select_related("slide__document").order_by("order", "pk")
    segments = plan.segments.select_related("point").order_by("order", "pk")
    return list(segments.prefetch_related("covers", Prefetch("slides", queryset=rows)))


def _public_briefings(keys: Iterable[int]) -> dict[int, BriefingPage]:
    keys = set(keys)
    if not keys:
        return {}
    return {page.pk: page for page in BriefingPage.objects.live().public().filter(pk__in=keys)}


def _reviews_that_found(points: Iterable[int]) -> dict[int, list[ReviewPage]]:
    points = set(points)
    found: defaultdict[int, list[ReviewPage]] = defaultdict(list)
    if points:
        findings = Finding.objects.filter(point__in=points, review__live=True).exclude(is_restricted("review__path"))
        newest_first = findings.order_by(F("review__year").desc(nulls_last=True), "review__title", "pk")
        for finding in newest_first.select_related("review__publisher"):
            found[finding.point_id].append(finding.review)
    return dict(found)


def _agencies(plan: SessionPlan) -> list[Agency]:
    """Whose people may come: those named, else those of the kinds named, else all of the partnership's."""
    named = list(plan.for_agencies.order_by("name"))
    if named:
        return named[:MOST_AGENCIES]
    agencies = Agency.objects.filter(partnerships=plan.partnership_id, is_active=True).order_by("name")
    kinds = [kind.pk for kind in plan.for_kinds.all()]
    return list(agencies.filter(kind__in=kinds) if kinds else agencies)[:MOST_AGENCIES]
