"""What is known of a few learning points and an audience: who has had each, when, how many, and what is still awaited."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format

from training.enums import AttendanceState
from training.models import Attendance, PointTaught, TrainingEvent
from training.models.event import people_in_the_room

if TYPE_CHECKING:
    from training.queries.proposals import Target


@dataclass(frozen=True)
class Had:
    """What one part of an audience has had of a point, as far as is known.

    `last` is None where it has not had it, or where the date is not known: then `times` is not 0. `people` came on that
    day. `awaited` counts returns still to come, `not_sent` those that never will.
    """

    who: str
    times: int = 0
    last: date | None = None
    stated: str = ""
    people: int = 0
    awaited: int = 0
    not_sent: int = 0


@dataclass(frozen=True)
class _Row:
    """One agency at one event that passed a point on. `people` is None where that is not known."""

    event: int
    day: date | None
    stated: str
    people: int | None
    not_sent: bool = False


def facts_of(points: Collection[int], targets: "Sequence[Target]", held: Q, held_events: Q) -> dict[int, list[Had]]:
    """By learning point, what each target has had, in their order. 2 queries.

    `held` is the condition on what was taught that its event counts, `held_events` the same on events.
    """
    found: dict[tuple[int, int], list[_Row]] = defaultdict(list)
    for point, agency, kind, row in [*_returned(points, held), *_invited(points, held_events)]:
        for n, target in enumerate(targets):
            if not (target.kinds or target.agencies) or kind in target.kinds or agency in target.agencies:
                found[point, n].append(row)
    return {point: [_had(target.who, found[point, n]) for n, target in enumerate(targets)] for point in points}


def _returned(points: Collection[int], held: Q) -> list[tuple[int, int, int, _Row]]:
    at = "event__attendances__"
    rows = (
        PointTaught.objects.filter(held, point__in=points, event__attendances__isnull=False)
        .order_by()
        .values_list(
            *("point_id", f"{at}agency_id", f"{at}agency__kind_id", "event_id", "event__date"),
            *("event__date_as_stated", f"{at}state", f"{at}came", f"{at}walked_in"),
        )
    )
    return [
        (
            point,
            agency,
            kind,
            _Row(
                event,
                day,
                stated,
                people_in_the_room(state, came, walked_in),
                state == AttendanceState.WILL_NOT_BE_SENT,
            ),
        )
        for point, agency, kind, event, day, stated, state, came, walked_in in rows
    ]


def _invited(points: Collection[int], held_events: Q) -> list[tuple[int, int, int, _Row]]:
    """Agencies that were invited and of which there is no row at all: their returns are awaited too."""
    answered = Attendance.objects.filter(event=OuterRef("trainingevent"), agency=OuterRef("agency"))
    events = TrainingEvent.objects.filter(held_events, points_taught__point__in=points).order_by().values("pk")
    rows = (
        TrainingEvent.invited.through.objects.filter(
            ~Exists(answered), trainingevent__in=events, trainingevent__points_taught__point__in=points
        )
        .order_by()
        .values_list(
            *("trainingevent__points_taught__point_id", "agency_id", "agency__kind_id", "trainingevent_id"),
            *("trainingevent__date", "trainingevent__date_as_stated"),
        )
    )
    return [(point, agency, kind, _Row(event, day, stated, None)) for point, agency, kind, event, day, stated in rows]


def _had(who: str, rows: list[_Row]) -> Had:
    came = [row for row in rows if row.people]
    not_sent = sum(1 for row in rows if row.not_sent)
    awaited = sum(1 for row in rows if row.people is None) - not_sent
    if not came:
        return Had(who, awaited=awaited, not_sent=not_sent)
    last = max(came, key=lambda row: row.day or date.min)
    stated = last.stated or (date_format(last.day, "j F Y") if last.day else "")
    people = sum(row.people or 0 for row in came if row.day == last.day)
    times = len({row.event for row in came})
    return Had(who, times, last.day, stated, people, awaited, not_sent)
