"""A row of the file, and what it will do."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from learning.dates import AsStatedDate
from learning.enums import DatePrecision
from learning.models import Agency
from training.domain.attendance import NOTHING, Counts
from training.enums import AttendanceState, EventKind, EventStatus, Mode
from training.imports.cells import folded


class Action(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UPDATE = "update"
    SAME = "no change"
    LEFT_OUT = "left out"
    ERROR = "error"


WRITTEN = frozenset({Action.NEW, Action.UPDATE})


@dataclass(frozen=True, slots=True)
class EventKey:
    """What makes two rows one event: its title, whatever capitals and punctuation, and its date as far as known."""

    title: str
    date: object
    precision: DatePrecision
    starts_at: datetime.datetime | None = None
    """Its time, where calendars tell two of a day apart."""

    @classmethod
    def of(cls, title: str, stated: AsStatedDate, starts_at: datetime.datetime | None = None) -> "EventKey":
        return cls(folded(title), stated.date, stated.precision, starts_at)


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event that is there already."""

    pk: int
    status: EventStatus
    capacity: int | None


@dataclass(frozen=True, slots=True)
class KeptReturn:
    """What an agency's attendance says before the import."""

    state: AttendanceState
    counts: Counts
    how: str = ""
    recorded_at: datetime.datetime | None = None
    recorded_by: int | None = None


@dataclass(slots=True)
class PlannedRow:
    """One row: what it says, what it will do, and what there is to say about it."""

    number: int
    texts: dict[str, str]
    """The cells that are read, as they are in the file."""
    title: str = ""
    stated: AsStatedDate | None = None
    agency: Agency | None = None
    state: AttendanceState | None = None
    counts: Counts = NOTHING
    """The figures given; once planned, with those kept before that the row does not give."""
    kind: EventKind | None = None
    mode: Mode | None = None
    place: str = ""
    course_id: int | None = None
    status: EventStatus = EventStatus.HELD
    starts_at: datetime.datetime | None = None
    ends_at: datetime.datetime | None = None
    uid: str = ""
    """What a calendar knows it by."""
    event: KnownEvent | None = None
    """The event it belongs to, if that is there already."""
    before: KeptReturn | None = None
    unknown_agency: str = ""
    """What the file calls an agency, if none or several are called so."""
    is_crowded: bool = False
    """Whether it is in error only because more came than the room holds."""
    action: Action = Action.NEW
    notes: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def key(self) -> EventKey | None:
        return EventKey.of(self.title, self.stated, self.starts_at) if self.title and self.stated else None

    @property
    def is_live(self) -> bool:
        """Whether it still says something about attendance."""
        return not self.errors and self.action != Action.LEFT_OUT

    def refuse(self, sentence: str) -> None:
        self.errors.append(sentence)
        self.action = Action.ERROR

    def leave_out(self, sentence: str) -> None:
        self.notes, self.action = [sentence], Action.LEFT_OUT
        self.errors.clear()
