"""People in a room count themselves: opened for some minutes, closed, looked at, confirmed.

One phone counts once, as far as a phone can be told from another without knowing anything about it: each carries a seat
(a number made here and signed), and the choice made from a seat is moved, never added to. docs/decisions/0028-self-count.md
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from wagtail.log_actions import log

from training.domain.attendance_grid import Change, RowSaid, save_grid
from training.enums import AttendanceState, EventStatus, RecordedHow
from training.errors import CountIsClosed, CountIsConfirmed, CountIsOpen, EventCancelled, RoomIsFull
from training.models import SelfCount, SelfCountTally, TrainingEvent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.base_user import AbstractBaseUser

    from learning.models import Agency

USUAL_MINUTES: Final = 30
MOST_MINUTES: Final = 12 * 60
MOST_PEOPLE: Final = 500
"""In a room of which nobody has said how many it holds."""
FEWEST_AT_MOST: Final = 100
"""However small the room: phones are changed, and people come and go."""
_SALT: Final = "training.self_count"
_REMEMBERED: Final = timedelta(hours=13)


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose. `agency` is its number, None for those who do not find theirs in the list."""

    agency: int | None
    role: str


@dataclass(frozen=True, slots=True)
class Seat:
    """One phone at one count: a number of its own, and what it chose, if it has."""

    count: int
    number: str
    choice: Choice | None = None

    @classmethod
    def new(cls, count: SelfCount) -> "Seat":
        return cls(count.pk, secrets.token_hex(8))

    @classmethod
    def read(cls, text: str, count: SelfCount) -> "Seat | None":
        """The seat in `text`, if it was made here for this count."""
        try:
            of, number, agency, role = signing.loads(text, salt=_SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return cls(of, number, Choice(agency, role) if role else None) if of == count.pk else None

    def __str__(self) -> str:
        choice = self.choice or Choice(None, "")
        return signing.dumps([self.count, self.number, choice.agency, choice.role], salt=_SALT)


def open_self_count(
    event: TrainingEvent,
    *,
    by: "AbstractBaseUser | None",
    minutes: int = USUAL_MINUTES,
    now: datetime | None = None,
) -> SelfCount:
    """Opens a count from now on; one that was closed and not confirmed goes on, so that no phone counts twice.

    Raises:
        EventCancelled: there is nobody to count.
        CountIsOpen: one is open already.
    """
    now = now or timezone.now()
    closes_at = now + timedelta(minutes=min(max(minutes, 1), MOST_MINUTES))
    with transaction.atomic():
        locked = TrainingEvent.objects.select_for_update().get(pk=event.pk)
        if locked.status == EventStatus.CANCELLED:
            raise EventCancelled(locked)
        count = SelfCount.objects.filter(event=locked, confirmed_at__isnull=True).first()
        if count is None:
            return SelfCount.objects.create(event=locked, opens_at=now, closes_at=closes_at, opened_by_id=_pk(by))
        if count.is_open(now):
            raise CountIsOpen
        count.closes_at = closes_at
        count.save(update_fields=["closes_at"])
    return count


def close_self_count(count: SelfCount, *, now: datetime | None = None) -> SelfCount:
    """Closes the window now. What was counted stays, to be looked at."""
    now = now or timezone.now()
    with transaction.atomic():
        count = _locked(count)
        if count.is_open(now):
            count.closes_at = max(now, count.opens_at + timedelta(microseconds=1))
            count.save(update_fields=["closes_at"])
    return count


def drop_self_count(count: SelfCount, *, by: "AbstractBaseUser | None") -> None:
    """Forgets a count that was not confirmed, with all that was counted.

    Raises CountIsConfirmed: it is part of the figures.
    """
    with transaction.atomic():
        count = _locked(count)
        if count.confirmed_at:
            raise CountIsConfirmed
        log(instance=count.event, action="training.drop_count", user=by, data={"people": counted(count)})
        count.delete()


def count_oneself(count: SelfCount, seat: Seat, choice: Choice, *, now: datetime | None = None) -> Seat:
    """Counts whoever sits there, or moves them to another choice; gives the seat with what it has chosen now.

    One at a time for a count, so that no number of phones at once is more than the room may hold.

    Raises:
        CountIsClosed: the window is over, or has not begun.
        RoomIsFull: as many have been counted as can be there.
    """
    with transaction.atomic():
        count = SelfCount.objects.select_for_update(of=("self",)).select_related("event").get(pk=count.pk)
        if not count.is_open(now):
            raise CountIsClosed
        key = f"seat-{count.pk}-{seat.number}"
        kept = cache.get(key)
        before = Choice(*kept) if kept else seat.choice
        if before != choice:
            if before is None and counted(count) >= most_people(count.event):
                raise RoomIsFull
            if before is not None:
                _add(count, before, -1)
            _add(count, choice, 1)
        cache.set(key, (choice.agency, choice.role), timeout=int(_REMEMBERED.total_seconds()))
    return replace(seat, choice=choice)


def counted(count: SelfCount) -> int:
    """How many have counted themselves."""
    return int(SelfCountTally.objects.filter(count=count).aggregate(people=Sum("people"))["people"] or 0)


def most_people(event: TrainingEvent) -> int:
    """How many may count themselves: twice what the room holds, and never few."""
    return MOST_PEOPLE if event.capacity is None else max(2 * event.capacity, FEWEST_AT_MOST)


def confirm_self_count(
    count: SelfCount,
    in_the_room: "Mapping[Agency, int]",
    *,
    by: "AbstractBaseUser | None",
    more_than_the_room: bool = False,
    hold: bool = False,
    now: datetime | None = None,
) -> "list[Agency]":
    """Writes how many of each agency were in the room into attendance, once; gives the agencies whose rows changed.

    The number takes the place of came and walked in (`row_with`). Agencies that are not named stay as they are.

    Raises:
        CountIsConfirmed: it was confirmed before.
        EventCancelled, EventNotHeld, MoreThanTheRoom: as `record_attendance` says; then nothing is confirmed.
    """
    with transaction.atomic():
        locked = _locked(count)
        if locked.confirmed_at:
            raise CountIsConfirmed
        event = TrainingEvent.objects.select_for_update().get(pk=locked.event_id)
        kept = {row.agency_id: RowSaid.of(row) for row in event.attendances.all()}
        changes = {}
        for agency, people in in_the_room.items():
            seen = kept.get(agency.pk, RowSaid())
            changes[agency] = Change(seen, row_with(seen, people), RecordedHow.SELF_COUNT)
        changed = save_grid(event, changes, by=by, more_than_the_room=more_than_the_room, hold=hold)
        locked.confirmed_at = now or timezone.now()
        locked.closes_at = min(locked.closes_at, max(locked.confirmed_at, locked.opens_at + timedelta(microseconds=1)))
        locked.confirmed_by_id = _pk(by)
        locked.save(update_fields=["confirmed_at", "closes_at", "confirmed_by"])
    return changed


def row_with(seen: RowSaid, people: int) -> RowSaid:
    """The row once so many were in the room: as many as were booked came of those booked, the rest walked in.

    Where nobody knows how many were booked, all of them came. Booked, did not come and cancelled stay; so does the
    whole row where as many are there already.
    """
    counts = seen.counts
    if (
        seen.state == AttendanceState.RETURNED
        and (counts.came, counts.walked_in) != (None, None)
        and seen.people == people
    ):
        return seen
    if counts.booked is None:
        return RowSaid(AttendanceState.RETURNED, replace(counts, came=people, walked_in=None))
    came = min(people, counts.booked)
    return RowSaid(AttendanceState.RETURNED, replace(counts, came=came, walked_in=people - came))


def _add(count: SelfCount, choice: Choice, people: int) -> None:
    """A tally never goes below nobody, whatever a phone says it said before."""
    key: dict[str, Any] = {"count": count, "agency_id": choice.agency, "role": choice.role}
    if people > 0:
        SelfCountTally.objects.get_or_create(**key)
    SelfCountTally.objects.filter(**key, people__gte=-people).update(people=F("people") + people)


def _locked(count: SelfCount) -> SelfCount:
    return SelfCount.objects.select_for_update().get(pk=count.pk)


def _pk(by: "AbstractBaseUser | None") -> int | None:
    return by.pk if by else None
