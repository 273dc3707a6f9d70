"""Lists of gaps counted from the raw rows: as at any day, and by any filter. Looks at each event and learning point there is."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, NamedTuple

from django.db.models import Case, Q, QuerySet, Value, When

from learning.models import Agency, LearningPoint
from training.models import TrainingEvent
from training.queries.attendance import somebody_came
from training.queries.coverage import Question
from training.queries.coverage_cells import old_before
from training.queries.gap_kinds import Found, GapKind, Part, Parts, is_for, with_latest
from training.queries.point_conditions import (
    WIDELY,
    most_widely_found_first,
    taught_at_any,
    with_returns_awaited,
    with_rows,
)


def counted_gaps(asked: Question, agency: Agency | None, planned: Collection[int], limit: int) -> Found:
    """3 queries, one more with an agency."""
    events = _Events.of(asked, agency)
    not_lately = list(_not_lately(asked, events))
    sorted_out = {
        GapKind.NEVER: [row for row in not_lately if not row["reached"]],
        GapKind.NOT_LATELY: [row for row in not_lately if row["reached"]],
    }
    if agency is not None:
        sorted_out[GapKind.NOT_THIS_AGENCY] = list(_not_had_by(asked, agency, events))
    chosen: dict[GapKind, _Rows] = {}
    for kind, found in sorted_out.items():
        waits = _AWAITED[kind]
        open_rows = [row for row in found if row["pk"] not in planned]
        chosen[kind] = _Rows(
            [row for row in open_rows if not row[waits]],
            [row for row in open_rows if row[waits]],
            [row for row in found if row["pk"] in planned],
        )
    shown = {row["pk"]: row[WIDELY] for rows in chosen.values() for part in rows for row in part[:limit]}
    points = _points_to_show(asked, shown)
    return {
        kind: Parts(*(Part(len(part), [points[row["pk"]] for row in part[:limit]]) for part in rows))
        for kind, rows in chosen.items()
    }


class _Rows(NamedTuple):
    """The rows of one list: gaps, those of which a return is awaited, and those that are planned."""

    open: list[Any]
    awaited: list[Any]
    planned: list[Any]


_AWAITED = {
    GapKind.NEVER: "awaited",
    GapKind.NOT_LATELY: "awaited_lately",
    GapKind.NOT_THIS_AGENCY: "awaited_by_agency",
}


class _Events(NamedTuple):
    """The ids of held events, by what their returns say: somebody came; else a return is awaited."""

    came: list[int]
    awaited: list[int]
    came_lately: list[int]
    awaited_lately: list[int]
    came_of_agency: list[int]
    awaited_of_agency: list[int]

    @classmethod
    def of(cls, asked: Question, agency: Agency | None) -> "_Events":
        """Each event is looked at once for all the lists: one query."""
        ever = asked.held("")
        lately = replace(asked.filters, since=old_before(asked.as_at, asked.months))
        this = Q(agency__in=asked.history.counted(agency.pk, asked.as_at)) if agency is not None else None
        rows = (
            TrainingEvent.objects.filter(ever)
            .order_by()
            .annotate(
                standing=_standing(asked.of_kind()),
                standing_of_agency=Value(_UNKNOWN) if this is None else _standing(this),
                is_lately=Case(
                    When(lately.held(asked.partnership, asked.as_at, ""), then=Value(True)), default=Value(False)
                ),
            )
        )
        found = list(rows.values_list("pk", "standing", "standing_of_agency", "is_lately"))
        return cls(
            *([pk for pk, one, _agency, _lately in found if one == standing] for standing in (_CAME, _AWAITED_YET)),
            *(
                [pk for pk, one, _agency, lately in found if one == standing and lately]
                for standing in (_CAME, _AWAITED_YET)
            ),
            *([pk for pk, _one, one, _lately in found if one == standing] for standing in (_CAME, _AWAITED_YET)),
        )


_UNKNOWN, _CAME, _AWAITED_YET = 0, 1, 2


def _standing(whose: Q) -> Case:
    came, awaited = with_rows(somebody_came(), whose), with_returns_awaited(whose)
    return Case(When(came, then=Value(_CAME)), When(awaited, then=Value(_AWAITED_YET)), default=Value(_UNKNOWN))


def _not_lately(asked: Question, events: _Events) -> QuerySet[Any, dict[str, Any]]:
    """The points that nobody has had in the last months, in the order of a list, each with whether anybody ever had it.

    "Awaited" asks only after events nobody is known to have come to: a point taught where somebody came is in no list.
    """
    answers = {
        "reached": taught_at_any(events.came),
        "awaited": taught_at_any(events.awaited),
        "awaited_lately": taught_at_any(events.awaited_lately),
    }
    points = asked.points().exclude(taught_at_any(events.came_lately))
    return most_widely_found_first(points).values("pk", WIDELY, **answers)


def _not_had_by(asked: Question, agency: Agency, events: _Events) -> QuerySet[Any, dict[str, Any]]:
    """The points written for an agency of this kind that it has never had, in the same order."""
    points = asked.points().filter(is_for(agency)).exclude(taught_at_any(events.came_of_agency))
    awaited = taught_at_any(events.awaited_of_agency)
    return most_widely_found_first(points).values("pk", WIDELY, awaited_by_agency=awaited)


def _points_to_show(asked: Question, shown: dict[int, int]) -> dict[int, LearningPoint]:
    """The points by id; `shown` has how widely each was found."""
    points = {point.pk: point for point in with_latest(LearningPoint.objects.filter(pk__in=shown), asked)}
    for pk, point in points.items():
        setattr(point, WIDELY, shown[pk])
    return points
