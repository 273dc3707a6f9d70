"""A plan's parts as the builder shows them: what each says, from which minute to which, and what is not as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from media.sheets.session import clock
from training.domain.session_words import SegmentWords, begins_of
from training.enums import SegmentKind
from training.models import Segment, SessionPlan
from training.sessions.forms import SegmentForm


@dataclass
class Part:
    """One part: a segment with its place in time, in minutes from when the session `begins`, itself in minutes after
    midnight. `form` is there where what was sent could not be kept."""

    segment: Segment
    words: SegmentWords
    starts: int
    begins: int | None = None
    number: int = 0
    form: SegmentForm | None = None

    @property
    def starts_label(self) -> str:
        """By the clock, where the plan says when it begins; else counted from the beginning."""
        return clock(self.starts, self.begins)

    @property
    def ends_label(self) -> str:
        return clock(self.starts + self.words.minutes, self.begins)

    @property
    def mark(self) -> str:
        return self.words.mark

    @property
    def values(self) -> dict[str, Any]:
        """What the fields show: as it was sent, where that could not be kept."""
        if self.form is not None:
            return {name: self.form.data.get(name, "") for name in self.form.fields}
        names = ("title", "minutes", "text", "notes", "depth")
        return {name: getattr(self.words, name) for name in names}

    @property
    def covers(self) -> set[str]:
        """The ids of required content that the trainer says it covers."""
        if self.form is not None:
            sent: Any = self.form.data
            return set(sent.getlist("covers"))
        return {str(line.pk) for line in self.words.covers}

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """(field, its label, sentence) of each."""
        if self.form is None:
            return []
        fields = self.form.fields
        return [
            (name, str(fields[name].label) if name in fields else "", str(error))
            for name, found in self.form.errors.items()
            for error in found
        ]

    @property
    def has_more(self) -> bool:
        """Whether anything is written that is not on its first line."""
        return bool(self.words.text or self.words.notes or self.words.covers or self.form)

    @property
    def flags(self) -> list[str]:
        """What has become of its learning point or briefing since it was planned, in sentences."""
        return [flag for flag in (_point_flag(self.segment), _briefing_flag(self.segment)) if flag]


@dataclass
class RunningOrder:
    """All parts of a plan, and whether their minutes add up to what was planned."""

    plan: SessionPlan
    parts: list[Part] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(part.words.minutes for part in self.parts)

    @property
    def begins(self) -> int | None:
        """In minutes after midnight; None where nobody has said."""
        return begins_of(self.plan)

    @property
    def starts_label(self) -> str:
        """ "09:30"; nothing where nobody has said when it begins."""
        return clock(0, self.begins) if self.begins is not None else ""

    @property
    def ends_label(self) -> str:
        """When the last part ends, by the clock."""
        return clock(self.total, self.begins)

    @property
    def segments(self) -> list[Segment]:
        return [part.segment for part in self.parts]

    @property
    def over(self) -> int:
        """By how many minutes it is too long; negative where some are free."""
        return self.total - self.plan.minutes

    @property
    def adds_up(self) -> str:
        """Whether it does, in words."""
        if not self.parts:
            return _("Nothing planned yet.")
        if self.over > 0:
            return ngettext("%(n)d minute too long.", "%(n)d minutes too long.", self.over) % {"n": self.over}
        if self.over < 0:
            return ngettext("%(n)d minute still free.", "%(n)d minutes still free.", -self.over) % {"n": -self.over}
        return _("It adds up exactly.")


def running_order(plan: SessionPlan, refused: Mapping[UUID, SegmentForm] | None = None) -> RunningOrder:
    """The plan's parts in order, in 4 queries. `refused` is what was sent for some of them and could not be kept."""
    order, starts = RunningOrder(plan), 0
    begins = begins_of(plan)
    for number, segment in enumerate(_segments(plan), 1):
        segment.plan = plan
        form = refused.get(segment.key) if refused else None
        order.parts.append(Part(segment, SegmentWords.of(segment), starts, begins, number, form))
        starts += segment.minutes
    return order


def points_in(segments: Sequence[Segment]) -> set[int]:
    """The ids of the learning points that the plan has already."""
    return {segment.point_id for segment in segments if segment.point_id}


def can_suggest(order: RunningOrder) -> bool:
    """Whether there is nothing yet but what was chosen: learning points."""
    return all(part.segment.kind == SegmentKind.POINT for part in order.parts)


def _segments(plan: SessionPlan) -> QuerySet[Segment]:
    segments = plan.segments.order_by("order", "pk").select_related("point__superseded_by", "briefing__superseded_by")
    return segments.prefetch_related("covers", "slides__slide__document")


def _point_flag(segment: Segment) -> str:
    point = segment.point
    if point is None or point.is_current:
        return ""
    if point.superseded_by is not None:
        return _("This learning point was superseded by “%(newer)s”. Take that one, or keep these words.") % {
            "newer": point.superseded_by
        }
    why = f" {point.retired_why}" if point.retired_why else ""
    return _("This learning point was retired after it was planned.%(why)s Keep it, or choose another.") % {"why": why}


def _briefing_flag(segment: Segment) -> str:
    if segment.kind != SegmentKind.BRIEFING:
        return ""
    if segment.briefing is None:
        return _("This briefing was deleted. Its words are kept in the plan.")
    if not segment.briefing.live:
        return _("This briefing is not published any more. Keep its words, or choose another.")
    if segment.briefing.replacement is not None:
        return _("This briefing was superseded by “%(newer)s”.") % {"newer": segment.briefing.replacement}
    if segment.briefing.is_past_review():
        return _("This briefing is past the day on which it was to be looked at again.")
    return ""
