"""All that is said by the pack of a training session, before it becomes a deck, a plan, a handout or a sheet to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from media.sheets.letters import without_controls

UNTITLED = "Untitled session"
USUAL_REFLECTION = "How does this show in our practice? What do we do well, and what would we change?"


@dataclass(frozen=True, kw_only=True)
class SessionPoint:
    """A learning point, in the words the plan holds. `found_in` names the reviews it comes from."""

    title: str
    found: str = ""
    change: str = ""
    question: str = ""
    is_good_practice: bool = False
    found_in: str = ""


@dataclass(frozen=True, kw_only=True)
class SessionBriefing:
    """A 7-minute briefing, in the words the plan holds; `is_handed_out` where its own PDF is among the handouts."""

    title: str
    introduction: str = ""
    headings: Sequence[str] = ()
    note: str = ""
    is_handed_out: bool = False


@dataclass(frozen=True, kw_only=True)
class LibrarySlide:
    """A slide of another deck that is shown in the session: `deck` and `number` say where it stands there."""

    title: str
    deck: str
    number: int
    mark: str = ""
    """What it shows, as a fingerprint: two sheets that differ only in it are two."""


@dataclass(frozen=True, kw_only=True)
class SessionSegment:
    """One part of the session. `kind` is the word for programs, `kind_label` for people; `starts` in minutes.

    `begins` is when the whole session begins, in minutes after midnight; None where nobody has said.
    """

    key: str
    kind: str
    kind_label: str
    title: str
    starts: int
    minutes: int
    text: str = ""
    notes: str = ""
    depth: str = ""
    point: SessionPoint | None = None
    briefing: SessionBriefing | None = None
    slides: Sequence[LibrarySlide] = ()
    left_out: Sequence[str] = ()
    """Sentences on what belongs here and cannot be had any more."""
    begins: int | None = field(default=None, repr=False)

    @property
    def time(self) -> str:
        """ "09:35 to 09:50" by the clock; "0:05 to 0:20", counted from the start, where nobody has said when it begins."""
        return span(self.starts, self.minutes, self.begins)

    @property
    def from_when(self) -> str:
        """The same in a sentence: counted minutes say what they are counted from."""
        return self.time if self.begins is not None else f"{self.time} of the session"

    @property
    def minutes_label(self) -> str:
        return minutes_label(self.minutes)


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """A line of what a session of the level must hold, and by which parts it is covered; by none if it is missing."""

    title: str
    covered_by: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class SessionSource:
    """Where the learning comes from: a title, who published it and when, and a web address if it may be linked."""

    title: str
    detail: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class SessionSheet:
    """A whole session. Only the title is needed; what is empty is left out.

    `edition` is the pack's label ("Edition 2, 2026-27"), shown on every file. `support` is who supports people, a line
    each. `help_contacts` are (who, how to reach them), most urgent first. `settings` are the kinds of agency it is for.
    `begins` is in minutes after midnight; its `repr` leaves it out, so that sheets without it are what they always were.
    """

    title: str
    partnership: str = ""
    edition: str = ""
    level: str = ""
    audience: Sequence[tuple[str, str]] = ()
    minutes: int = 0
    size: int | None = None
    group_advice: str = ""
    mode: str = ""
    aims: str = ""
    content_warning: str = ""
    if_distressed: str = ""
    support: Sequence[str] = ()
    segments: Sequence[SessionSegment] = ()
    requirements: Sequence[Requirement] = ()
    sources: Sequence[SessionSource] = ()
    settings: Sequence[str] = ()
    agencies: Sequence[str] = ()
    help_contacts: Sequence[tuple[str, str]] = ()
    feedback_address: str = ""
    is_fictional: bool = False
    made_at: datetime | None = None
    begins: int | None = field(default=None, repr=False)

    @property
    def shown_title(self) -> str:
        return without_controls(self.title).strip() or UNTITLED

    @property
    def planned_minutes(self) -> int:
        """What the parts take together."""
        return sum(segment.minutes for segment in self.segments)

    @property
    def points(self) -> list[SessionPoint]:
        """The learning points in running order, each once."""
        found = {segment.point.title: segment.point for segment in self.segments if segment.point}
        return list(found.values())

    @property
    def hours(self) -> str:
        """ "1½ hours", as a certificate says it; minutes where they are no half hours."""
        return hours_label(self.minutes)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """(name, value) of what is said of the session itself, without what is not known."""
        facts = (
            ("Level", self.level),
            *self.audience,
            ("Length", minutes_label(self.minutes) if self.minutes else ""),
            ("Time", span(0, self.minutes, self.begins) if self.begins is not None and self.minutes else ""),
            ("People", str(self.size) if self.size else ""),
            ("Held", self.mode),
        )
        return [(name, value) for name, value in facts if value]


def minutes_label(minutes: int) -> str:
    """ "1 minute", "90 minutes"."""
    return f"{minutes} minute" if minutes == 1 else f"{minutes} minutes"


def hours_label(minutes: int) -> str:
    """ "1 hour", "1½ hours", "2 hours"; "50 minutes" where it is not in half hours."""
    whole, rest = divmod(minutes, 60)
    if not minutes or rest not in (0, 30):
        return minutes_label(minutes)
    shown = f"{whole or ''}{'½' if rest else ''}"
    return f"{shown} hour" if minutes <= 60 else f"{shown} hours"


def span(starts: int, minutes: int, begins: int | None = None) -> str:
    """From when to when: "09:35 to 09:50" where the session begins at a time (in minutes after midnight), else "0:05 to 0:20"."""
    return f"{clock(starts, begins)} to {clock(starts + minutes, begins)}"


def clock(minutes: int, begins: int | None = None) -> str:
    """So many minutes into the session: "09:35", where it begins at a time (in minutes after midnight), else "0:05"."""
    if begins is None:
        return f"{minutes // 60}:{minutes % 60:02}"
    hours, rest = divmod(begins + minutes, 60)
    return f"{hours % 24:02}:{rest:02}"
