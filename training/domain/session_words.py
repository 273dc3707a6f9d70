"""What trainers write into a session plan, and the marks by which two trainers at one plan are told apart.

A mark is made of all that a person can write in one place. Whoever saves says which mark they had before them: where it
is still the same, nobody else has written there, whatever else of the plan has changed.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.utils.translation import gettext as _

from learning.models import Agency, AgencyKind, Level
from training.enums import Depth, Mode, SegmentKind
from training.models import RequiredContent, Segment, SessionPlan

CARE_FIELDS = ("content_warning", "if_distressed", "support_contacts")


@dataclass(frozen=True)
class PlanDetails:
    """Whom a session is for, how long it is, and how people are looked after. Empty care words mean the partnership's."""

    title: str
    level: Level | None = None
    kinds: tuple[AgencyKind, ...] = ()
    agencies: tuple[Agency, ...] = ()
    for_roles: str = ""
    minutes: int = 90
    starts_at: time | None = None
    size: int | None = None
    mode: str = Mode.IN_PERSON
    aims: str = ""
    content_warning: str = ""
    if_distressed: str = ""
    support_contacts: str = ""

    @classmethod
    def of(cls, plan: SessionPlan) -> "PlanDetails":
        """As the plan has them now."""
        fields = ("title", "level", "for_roles", "minutes", "starts_at", "size", "mode", "aims", *CARE_FIELDS)
        return cls(
            kinds=tuple(plan.for_kinds.all()),
            agencies=tuple(plan.for_agencies.all()),
            **{name: getattr(plan, name) for name in fields},
        )

    @property
    def mark(self) -> str:
        """64 hexadecimal digits, the same for the same details."""
        return _mark([(label, str(value)) for label, value in self.told()])

    def told(self) -> list[tuple[str, Any]]:
        """Each of them with what it is called."""
        return [
            (_("Title"), self.title),
            (_("Level"), self.level or ""),
            (_("Kinds of agency"), ", ".join(sorted(str(kind) for kind in self.kinds))),
            (_("Agencies"), ", ".join(sorted(str(agency) for agency in self.agencies))),
            (_("Roles"), self.for_roles),
            (_("Minutes"), self.minutes),
            (_("Starts at"), self.starts_at.strftime("%H:%M") if self.starts_at else ""),
            (_("People"), "" if self.size is None else self.size),
            (_("How it is held"), Mode(self.mode).label if self.mode in Mode.values else self.mode),
            (_("Aims"), self.aims),
            (_("Content warning"), self.content_warning),
            (_("On a disclosure or distress"), self.if_distressed),
            (_("Who supports people"), self.support_contacts),
        ]


@dataclass(frozen=True)
class SegmentWords:
    """What a trainer writes in one part. Its learning point, briefing and slides are chosen elsewhere."""

    title: str = ""
    minutes: int = 5
    text: str = ""
    notes: str = ""
    depth: str = ""
    covers: tuple[RequiredContent, ...] = ()

    @classmethod
    def of(cls, segment: Segment) -> "SegmentWords":
        """As the segment has them now. Of many segments, fetch `covers` with them first."""
        fields = ("title", "minutes", "text", "notes", "depth")
        return cls(covers=tuple(segment.covers.all()), **{name: getattr(segment, name) for name in fields})

    @property
    def mark(self) -> str:
        """64 hexadecimal digits, the same for the same words."""
        covers = sorted(line.pk for line in self.covers)
        return _mark([self.title, self.minutes, self.text, self.notes, self.depth, covers])

    def told(self) -> list[tuple[str, Any]]:
        """Each of them with what it is called."""
        return [
            (_("Title"), self.title),
            (_("Minutes"), self.minutes),
            (_("What people do or see"), self.text),
            (_("Trainer’s notes"), self.notes),
            (_("Depth"), Depth(self.depth).label if self.depth in Depth.values else self.depth),
            (_("Covers"), ", ".join(sorted(str(line) for line in self.covers))),
        ]


@dataclass(frozen=True)
class Difference:
    """One thing that two people have written differently."""

    label: str
    theirs: str
    mine: str


def differences(theirs: PlanDetails | SegmentWords | None, mine: PlanDetails | SegmentWords | None) -> list[Difference]:
    """What differs, in the order of the form. None for either means that it is to be taken out: no difference to show."""
    if theirs is None or mine is None:
        return []
    return [
        Difference(label, str(their_value), str(my_value))
        for (label, their_value), (_label, my_value) in zip(theirs.told(), mine.told(), strict=True)
        if str(their_value) != str(my_value)
    ]


@dataclass(frozen=True)
class SegmentIdea:
    """A part that is to be put into a plan: proposed, or as somebody asks for it."""

    kind: SegmentKind
    words: SegmentWords
    point: Any = None  # a LearningPoint
    briefing: Any = None  # a BriefingPage


def begins_of(plan: SessionPlan) -> int | None:
    """When the session begins, in minutes after midnight; None where nobody has said."""
    return plan.starts_at.hour * 60 + plan.starts_at.minute if plan.starts_at else None


def minutes_of(ideas: Iterable[SegmentIdea]) -> int:
    return sum(idea.words.minutes for idea in ideas)


def _mark(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=True).encode()).hexdigest()
