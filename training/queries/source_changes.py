"""What has become of the sources of session plans since they were taken: asked in a fixed number of queries."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from briefings.models import BriefingPage
from learning.models import LearningPoint, Partnership
from media.models import Slide
from training.domain.segment_sources import GONE, Source, mark_of, slide_mark, source_of
from training.models import Segment, SegmentSlide, SessionPlan
from training.queries.newer_slides import NewerSlides


class Change(Enum):
    """What has happened to a source, weightiest first."""

    WITHDRAWN = "withdrawn"
    GONE = "gone"
    RETIRED = "retired"
    SUPERSEDED = "superseded"
    REWORDED = "reworded"
    NEWER_EDITION = "newer_edition"
    NOT_IN_NEWER = "not_in_newer"


# The pack leaves such a source out, whatever the trainer decides.
LEFT_OUT = frozenset({Change.WITHDRAWN, Change.GONE})


@dataclass(frozen=True)
class SourceChange:
    """One source of one part that is another now. `row` is the slide it is about; None for the point or briefing."""

    segment: Segment
    change: Change
    mark: str
    """What `kept_against` becomes if the trainer keeps what the plan has."""
    row: SegmentSlide | None = None
    replacement: Source | Slide | None = None
    """What is taken if the trainer takes it: the source as it is now, or what took its place."""

    @property
    def key(self) -> str:
        """ "segment-3" or "slide-7", for a form."""
        return f"slide-{self.row.pk}" if self.row else f"segment-{self.segment.pk}"

    @property
    def title(self) -> str:
        """What the source was called when it was taken; not that of what was taken back."""
        if self.change in LEFT_OUT and self.row is None:
            return self.segment.title or str(self.segment.get_kind_display())
        return (self.row.source_title if self.row else self.segment.source_title) or str(self.segment)

    @property
    def is_in_place(self) -> bool:
        """Whether a slide was changed in its own deck: how it was is not kept, so it can only be had as it is now."""
        return self.row is not None and self.change == Change.REWORDED

    @property
    def can_keep(self) -> bool:
        return self.change not in LEFT_OUT and not self.is_in_place

    @property
    def can_take(self) -> bool:
        return self.replacement is not None


def changes_of(plan: SessionPlan) -> list[SourceChange]:
    """All that the plan's trainer has to decide about, in running order."""
    return list(_changes(_segments(Segment.objects.filter(plan=plan))))


def plans_with_changes(partnership: Partnership) -> dict[int, int]:
    """How many such changes each plan in use has, by primary key; plans without any are not in it."""
    return _counted(Segment.objects.filter(plan__partnership=partnership, plan__archived_at=None))


def changes_among(plans: Iterable[SessionPlan]) -> dict[int, int]:
    """The same of these plans: of a page of a list."""
    return _counted(Segment.objects.filter(plan__in=[plan.pk for plan in plans]))


def _counted(segments: Any) -> dict[int, int]:
    return dict(Counter(change.segment.plan_id for change in _changes(_segments(segments))))


def _segments(segments: Any) -> list[Segment]:
    rows = SegmentSlide.objects.select_related("slide__document").order_by("order", "pk")
    whole = segments.select_related("point__superseded_by", "briefing")
    return list(whole.prefetch_related(Prefetch("slides", queryset=rows)).order_by("plan", "order", "pk"))


def _changes(segments: list[Segment]) -> Iterator[SourceChange]:
    public = _public({segment.briefing_id for segment in segments if segment.briefing_id})
    newer = NewerSlides(row.slide for segment in segments for row in segment.slides.all() if row.slide)
    marks: dict[Source, str] = {}
    for segment in segments:
        source = source_of(segment)
        if source is not None and source not in marks:
            marks[source] = mark_of(source)
        yield from _of_source(segment, source, marks.get(source, GONE) if source else GONE, public)
        for row in segment.slides.all():
            yield from _of_slide(segment, row, newer)


def _public(keys: Iterable[int]) -> dict[int, BriefingPage]:
    """The briefings that everybody may have, of these and of those that took their place."""
    keys = set(keys)
    if not keys:
        return {}
    pages = BriefingPage.objects.live().public()
    return {page.pk: page for page in (pages.filter(pk__in=keys) | pages.filter(supersedes__in=keys)).distinct()}


def _of_source(
    segment: Segment, source: Source | None, mark: str, public: dict[int, BriefingPage]
) -> Iterator[SourceChange]:
    if source is None:
        if segment.source_mark:
            yield SourceChange(segment, Change.GONE, GONE)
        return
    if isinstance(source, BriefingPage) and source.pk not in public:
        replacement = public.get(source.superseded_by_id or 0)
        yield SourceChange(segment, Change.WITHDRAWN, mark, replacement=replacement)
        return
    if not segment.source_mark or mark in (segment.source_mark, segment.kept_against):
        return
    if isinstance(source, BriefingPage):
        successor = public.get(source.superseded_by_id or 0)
        yield SourceChange(
            segment, Change.SUPERSEDED if successor else Change.REWORDED, mark, replacement=successor or source
        )
    else:
        yield _of_point(segment, source, mark)


def _of_point(segment: Segment, point: LearningPoint, mark: str) -> SourceChange:
    if point.superseded_by is not None:
        return SourceChange(segment, Change.SUPERSEDED, mark, replacement=point.superseded_by)
    if point.is_retired:
        return SourceChange(segment, Change.RETIRED, mark)
    return SourceChange(segment, Change.REWORDED, mark, replacement=point)


def _of_slide(segment: Segment, row: SegmentSlide, newer: NewerSlides) -> Iterator[SourceChange]:
    slide = row.slide
    if slide is None:
        yield SourceChange(segment, Change.GONE, GONE, row)
        return
    successor = newer.of(slide)
    if slide.is_withdrawn or slide.document.is_withdrawn:
        yield SourceChange(segment, Change.WITHDRAWN, GONE, row, successor)
        return
    deck = newer.deck_of(slide)
    mark = f"deck:{deck.pk}" if deck and successor is None else slide_mark(slide, successor)
    if mark in (row.fingerprint, row.kept_against):
        return
    if deck is not None and successor is None:
        yield SourceChange(segment, Change.NOT_IN_NEWER, mark, row)
    elif successor is not None:
        yield SourceChange(segment, Change.NEWER_EDITION, mark, row, successor)
    elif row.fingerprint:
        yield SourceChange(segment, Change.REWORDED, mark, row, slide)


def says(change: SourceChange) -> str:
    """What has happened, in a sentence."""
    if change.row is not None:
        return {
            Change.WITHDRAWN: _("This slide was withdrawn. It is left out of new packs."),
            Change.GONE: _(
                "This slide is no longer held: it was withdrawn, or taken out of its deck. It is left out of new packs."
            ),
            Change.REWORDED: _("This slide is not as it was when you took it."),
            Change.NEWER_EDITION: _("Its deck has a newer edition, with this slide in it."),
            Change.NOT_IN_NEWER: _("Its deck has a newer edition, without this slide."),
        }[change.change]
    return {
        Change.WITHDRAWN: _("This briefing is no longer published. It is left out of new packs."),
        Change.GONE: _("This briefing has been deleted. It is left out of new packs."),
        Change.RETIRED: _("This learning point has been retired."),
        Change.SUPERSEDED: _("Another takes its place."),
        Change.REWORDED: _("It has been reworded since you took it."),
    }[change.change]
