"""The three figures that people call “attendance”, each with what it is a share of. They are never mixed.

“90% attended” may mean that nine in ten of those booked came, that as many came as nine in ten of those booked (walk-ins
among them), or that nine seats in ten were taken: three different things, of which the first is the smallest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from training.enums import UNKNOWN_STATES


class Returned(Protocol):
    """A row of attendance, or anything that says as much: an agency's at one event, or an event's in a table."""

    state: str
    booked: int | None
    came: int | None
    walked_in: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """So many people of so many. `rows` is how many rows it was reckoned from; `of` is None where nobody said."""

    people: int | None
    of: int | None
    rows: int

    @property
    def percent(self) -> int | None:
        """In whole percent, halves up; None where it cannot be said: nothing known, or a share of nobody."""
        if self.people is None or not self.of:
            return None
        return (200 * self.people + self.of) // (2 * self.of)


@dataclass(frozen=True, slots=True)
class AttendanceFigures:
    """What is known of who came.

    `unknown` is how many rows say nothing of it: returns awaited, returns that will not be sent, returns without
    figures. Where there are any, `people` and `of_capacity` are the least that can have been.
    """

    came_of_booked: Share
    all_of_booked: Share
    of_capacity: Share
    people: int | None
    rows: int
    unknown: int


def attendance_figures(rows: Iterable[Returned], capacity: int | None) -> AttendanceFigures:
    """The three figures over the rows, each from the rows alone that say both what it divides and by what.

    `capacity` is of all the rows together: one event's, or the sum of several events' (None if one is not known).
    """
    rows = list(rows)
    said = [row for row in rows if row.state not in UNKNOWN_STATES]
    in_the_room = [row for row in said if row.came is not None or row.walked_in is not None]
    people = sum(map(_people, in_the_room)) if in_the_room else None
    booked_and_came = [row for row in said if row.booked is not None and row.came is not None]
    booked_and_there = [row for row in in_the_room if row.booked is not None]
    return AttendanceFigures(
        came_of_booked=_share([(row.came or 0, row.booked or 0) for row in booked_and_came]),
        all_of_booked=_share([(_people(row), row.booked or 0) for row in booked_and_there]),
        of_capacity=Share(people, capacity, len(in_the_room)),
        people=people,
        rows=len(rows),
        unknown=len(rows) - len(in_the_room),
    )


def _people(row: Returned) -> int:
    return (row.came or 0) + (row.walked_in or 0)


def _share(pairs: list[tuple[int, int]]) -> Share:
    if not pairs:
        return Share(None, None, 0)
    return Share(sum(people for people, _of in pairs), sum(of for _people, of in pairs), len(pairs))
