"""Saving many agencies' figures at once, as somebody typed them over what was there when the page was shown."""

from collections.abc import Collection, Mapping
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from training.domain.attendance import NOTHING, Counts, mark_awaiting, record_attendance
from training.domain.events import hold_event
from training.enums import UNKNOWN_STATES, AttendanceState, EventStatus, RecordedHow
from training.errors import MoreThanTheRoom, RowsChangedMeanwhile
from training.models import Attendance, TrainingEvent
from training.models.event import people_in_the_room

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    from learning.models import Agency


@dataclass(frozen=True, slots=True)
class RowSaid:
    """What an agency's row says: its state and figures; `state` is None where there is no row."""

    state: AttendanceState | None = None
    counts: Counts = NOTHING

    @classmethod
    def of(cls, row: Attendance | None) -> "RowSaid":
        return cls(AttendanceState(row.state), Counts(**row.counts)) if row else cls()

    @classmethod
    def read(cls, mark: str) -> "RowSaid | None":
        """What a mark made here stands for; None if it was not made here."""
        state, *figures = mark.split(":")
        try:
            numbers = [int(figure) if figure else None for figure in figures]
            return cls(AttendanceState(state) if state else None, Counts(*numbers))
        except (ValueError, TypeError):
            return None

    @property
    def mark(self) -> str:
        """The same in short, for a form to bring back."""
        figures = ("" if figure is None else str(figure) for figure in astuple(self.counts))
        return ":".join([str(self.state or ""), *figures])

    @property
    def people(self) -> int:
        """How many were in the room, as far as is known."""
        return people_in_the_room(self.state or "", self.counts.came, self.counts.walked_in) or 0


@dataclass(frozen=True, slots=True)
class Change:
    """One agency's row: what it said when it was shown, what it is to say, and where that came from."""

    seen: RowSaid
    said: RowSaid
    how: RecordedHow = RecordedHow.TYPED


def save_grid(
    event: TrainingEvent,
    changes: "Mapping[Agency, Change]",
    *,
    by: "AbstractBaseUser | None",
    more_than_the_room: bool = False,
    hold: bool = False,
) -> "list[Agency]":
    """Keeps all changes or none, and gives the agencies whose rows are now other than they were.

    `hold` marks the event as held first. A change that somebody else has made in the same words is none any more.

    Raises:
        RowsChangedMeanwhile: a row to be changed says something else by now than when it was shown.
        MoreThanTheRoom: more came than the room holds, and it is not confirmed.
        CountNotValid, NothingReturned, EventCancelled, EventNotHeld: as `record_attendance` says.
    """
    with transaction.atomic():
        locked = TrainingEvent.objects.select_for_update().get(pk=event.pk)
        now = {row.agency_id: RowSaid.of(row) for row in locked.attendances.all()}
        changes = {agency: one for agency, one in changes.items() if now.get(agency.pk, RowSaid()) != one.said}
        stale = [agency for agency, one in changes.items() if now.get(agency.pk, RowSaid()) != one.seen]
        if stale:
            raise RowsChangedMeanwhile(stale)
        if hold and locked.status != EventStatus.HELD:
            hold_event(locked, by=by)
        if not more_than_the_room:
            _check_room(locked, changes, now)
        _write(locked, changes, by)
    event.status = locked.status
    return list(changes)


def _check_room(event: TrainingEvent, changes: "Mapping[Agency, Change]", now: Mapping[int, RowSaid]) -> None:
    """Only where these changes bring people in: a room that was said to be too full before asks nothing again."""
    then = {**now, **{agency.pk: one.said for agency, one in changes.items()}}
    people = sum(row.people for row in then.values())
    if event.capacity is not None and people > max(event.capacity, sum(row.people for row in now.values())):
        raise MoreThanTheRoom(people, event.capacity)


def _write(event: TrainingEvent, changes: "Mapping[Agency, Change]", by: "AbstractBaseUser | None") -> None:
    for state in UNKNOWN_STATES:
        if agencies := [agency for agency, one in changes.items() if one.said.state == state]:
            will_not = state == AttendanceState.WILL_NOT_BE_SENT
            mark_awaiting(event, agencies, by=by, will_not_be_sent=will_not)
    for how in _ways(changes.values()):
        counts = {
            agency: one.said.counts
            for agency, one in changes.items()
            if one.how == how and one.said.state == AttendanceState.RETURNED
        }
        if counts:
            record_attendance(event, counts, by=by, more_than_the_room=True, how=how)


def _ways(changes: Collection[Change]) -> list[RecordedHow]:
    return sorted({one.how for one in changes})
