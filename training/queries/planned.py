"""What the programme will pass on, to whom, and what will still be missing after it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from learning.models import Agency, LearningPoint
from training.models import PointTaught, TrainingEvent
from training.queries.coverage import Question, coverage
from training.queries.coverage_cells import CellState
from training.queries.reach import STILL_TO_HAVE_IT


@dataclass(frozen=True)
class PlannedPoint:
    """A learning point that events to come are to pass on.

    `invited` are the agencies invited to any of them; none, where an event `is_open`: nobody is named for it. `not_yet`
    are agencies it is meant for that have not had it and are not invited; of some others a return is awaited.
    """

    point: LearningPoint
    events: Sequence[TrainingEvent]
    invited: Sequence[Agency]
    is_open: bool
    not_yet: Sequence[Agency]
    had_by: int


@dataclass(frozen=True)
class Programme:
    """Events to come by a day, soonest first, what they are to pass on by learning point, and events without a date."""

    events: Sequence[TrainingEvent]
    points: dict[int, list[TrainingEvent]] = field(default_factory=dict)
    undated: int = 0
    without_points: int = 0


def programme(asked: Question, until: date) -> Programme:
    """Planned or moved events from the day asked about to `until`, that pass the filters. 2 queries."""
    filters = asked.filters
    of_level = Q(course__level=filters.level) | Q(course__level__isnull=True, plan__level=filters.level)
    wanted = (Q(kind=filters.kind) if filters.kind else Q()) & (of_level if filters.level else Q())
    coming = TrainingEvent.objects.filter(wanted, partnership=asked.partnership).coming(asked.as_at)
    every = list(coming.filter(Q(date__lte=until) | Q(date__isnull=True)).select_related("course__level", "host"))
    events = {event.pk: event for event in every if event.date}
    points: dict[int, list[TrainingEvent]] = defaultdict(list)
    taught = PointTaught.objects.filter(event__in=list(events), point__in=asked.points().order_by().values("pk"))
    rows = set(taught.order_by().values_list("event", "point"))
    for event in events.values():
        event.points_planned = 0
    for event, point in rows:
        events[event].points_planned += 1
        points[point].append(events[event])
    return Programme(
        list(events.values()),
        {point: sorted(found, key=lambda one: (one.date, one.pk)) for point, found in points.items()},
        len(every) - len(events),
        sum(1 for event in events.values() if not event.points_planned),
    )


def planned_points(asked: Question, plan: Programme, points: Sequence[LearningPoint]) -> list[PlannedPoint]:
    """For each of these points what is planned, and which agencies will still not have had it. 4 queries at most."""
    ids = {event.pk for point in points for event in plan.points[point.pk]}
    through = TrainingEvent.invited.through.objects.filter(trainingevent__in=ids).select_related("agency")
    moved = asked.history.counts_for(asked.as_at)
    invited: dict[int, list[Agency]] = defaultdict(list)
    for row in through.order_by("agency__name", "agency"):
        invited[row.trainingevent_id].append(row.agency)
    matrix = coverage(asked.partnership, asked.filters, asked.as_at, points=points, history=asked.history)
    return [_planned(row, plan.points[row.point.pk], invited, moved) for row in matrix.rows]


def _planned(
    row: Any, events: Sequence[TrainingEvent], invited: dict[int, list[Agency]], moved: dict[int, int]
) -> PlannedPoint:
    asked_to = {agency.pk: agency for event in events for agency in invited.get(event.pk, ())}
    comes = {moved.get(agency, agency) for agency in asked_to}
    is_open = any(event.pk not in invited for event in events)
    kinds = {kind.pk for kind in row.point.for_kinds.all()}
    missing = [
        cell.agency
        for cell in row.cells
        if cell.state in STILL_TO_HAVE_IT
        and cell.agency.pk not in comes
        and (not kinds or cell.agency.kind_id in kinds)
    ]
    return PlannedPoint(
        row.point,
        events,
        sorted(asked_to.values(), key=lambda agency: agency.name),
        is_open,
        missing,
        sum(1 for cell in row.cells if cell.state in (CellState.REACHED, CellState.OLD)),
    )


def end_of_next_term(on: date) -> date:
    """The last day of the term after this one: terms end with December, April and August."""
    ends = [date(on.year + years, month, day) for years in (0, 1) for month, day in ((4, 30), (8, 31), (12, 31))]
    return [end for end in ends if end >= on][1]
