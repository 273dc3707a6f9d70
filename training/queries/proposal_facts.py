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
from training.queries.coverage_filters import CoverageFilters
from training.queries.proposal_targets import Target, any_of

if TYPE_CHECKING:
    from learning.models import Partnership


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


def facts_of(
    points: Collection[int], targets: Sequence[Target], partnership: "Partnership", as_at: date
) -> dict[int, list[Had]]:
    """By learning point, what each target has had, in their order. 3 queries.

    The events are looked up first: asked for all at once, the database may begin with every attendance there is.
    """
    taught = PointTaught.objects.filter(CoverageFilters().held(partnership, as_at), point__in=points).order_by()
    events: dict[int, list[int]] = defaultdict(list)
    dates: dict[int, tuple[date | None, str]] = {}
    for point, event, day, stated in taught.values_list("point_id", "event_id", "event__date", "event__date_as_stated"):
        events[event].append(point)
        dates[event] = day, stated
    found: dict[tuple[int, int], list[_Row]] = defaultdict(list)
    whose = any_of(targets)
    for event, agency, kind, people, not_sent in [*_returned(events, whose), *_invited(events, whose)]:
        row = _Row(event, *dates[event], people, not_sent)
        for n, target in enumerate(targets):
            if not (target.kinds or target.agencies) or kind in target.kinds or agency in target.agencies:
                for point in events[event]:
                    found[point, n].append(row)
    return {point: [_had(target.who, found[point, n]) for n, target in enumerate(targets)] for point in points}


_Answer = tuple[int, int, int, int | None, bool]  # event, agency, its kind, people, whether it will not be sent


def _returned(events: Collection[int], whose: Q) -> list[_Answer]:
    rows = Attendance.objects.filter(whose, event__in=events).order_by()
    fields = ("event_id", "agency_id", "agency__kind_id", "state", "came", "walked_in")
    return [
        (
            event,
            agency,
            kind,
            people_in_the_room(state, came, walked_in),
            state == AttendanceState.WILL_NOT_BE_SENT,
        )
        for event, agency, kind, state, came, walked_in in rows.values_list(*fields)
    ]


def _invited(events: Collection[int], whose: Q) -> list[_Answer]:
    """Agencies that were invited and of which there is no row at all: their returns are awaited too."""
    answered = Attendance.objects.filter(event=OuterRef("trainingevent"), agency=OuterRef("agency"))
    rows = TrainingEvent.invited.through.objects.filter(whose, ~Exists(answered), trainingevent__in=events).order_by()
    return [(*row, None, False) for row in rows.values_list("trainingevent_id", "agency_id", "agency__kind_id")]


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
