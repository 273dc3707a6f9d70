"""What is still to be passed on: learning points that no agency has had, not lately, or not this agency.

A point whose only returns are still awaited is not a gap and not passed on either: it is listed on its own.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models import Max as Highest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.models import Agency, LearningPoint, Partnership
from learning.queries.agency_history import AgencyHistory
from training.models import Attendance, PointTaught, TrainingEvent
from training.queries.attendance import somebody_came
from training.queries.coverage import LATEST, OLD_AFTER_MONTHS, Question, read_latest
from training.queries.coverage_cells import old_before
from training.queries.coverage_filters import CoverageFilters
from training.queries.point_conditions import (
    WIDELY,
    found_in_and_newest,
    most_widely_found_first,
    taught_at_any,
    with_returns_awaited,
    with_rows,
)

GAPS_SHOWN = 50


class GapKind(StrEnum):
    """The three questions. No point is in both of the first two lists."""

    NEVER = "never"
    NOT_LATELY = "not_lately"
    NOT_THIS_AGENCY = "agency"


@dataclass(frozen=True)
class Gap:
    """A learning point still to be passed on. `found_in` counts published reviews; `last` is None where not known."""

    point: LearningPoint
    why: str
    found_in: int
    last: date | None = None
    last_stated: str = ""
    awaiting: bool = False

    @property
    def found_in_words(self) -> str:
        return ngettext("found in %(n)d review", "found in %(n)d reviews", self.found_in) % {"n": self.found_in}


@dataclass(frozen=True)
class GapList:
    """One question's answer, most widely found first, then newest: the first few of `count`, and what may yet close.

    `planned` are those that events to come are to pass on, where that was asked; then they are not among the others.
    """

    kind: GapKind
    title: str
    explanation: str
    count: int
    gaps: Sequence[Gap]
    awaiting_count: int
    awaiting: Sequence[Gap]
    planned_count: int = 0
    planned: Sequence[Gap] = ()


def gaps(
    partnership: Partnership,
    kind: GapKind,
    *,
    filters: CoverageFilters | None = None,
    as_at: date | None = None,
    months: int = OLD_AFTER_MONTHS,
    agency: Agency | None = None,
    limit: int = GAPS_SHOWN,
    history: AgencyHistory | None = None,
) -> GapList:
    """One of the lists of `gap_lists`.

    Raises:
        ValueError: `NOT_THIS_AGENCY` without an agency.
    """
    lists = gap_lists(
        partnership, filters=filters, as_at=as_at, months=months, agency=agency, limit=limit, history=history
    )
    found = next((one for one in lists if one.kind == kind), None)
    if found is None:
        raise ValueError("Which agency? `agency` is needed for this list.")
    return found


def gap_lists(
    partnership: Partnership,
    *,
    filters: CoverageFilters | None = None,
    as_at: date | None = None,
    months: int = OLD_AFTER_MONTHS,
    agency: Agency | None = None,
    limit: int = GAPS_SHOWN,
    history: AgencyHistory | None = None,
    planned: Collection[int] = (),
) -> list[GapList]:
    """What is still to be passed on as of `as_at` (today): never, not in the last `months`, not to `agency` if given.

    Retired points are no gaps, and a period does not apply: "never" means never. Points written for some kinds of
    agency only are no gap of an agency of another kind. What an agency merged into another had counts for that one.
    Points in `planned` (ids) are told apart. 3 queries, one more with an agency, and one for `history` if not given.
    """
    filters = replace(filters or CoverageFilters(), since=None, until=None, include_retired=False)
    asked = Question.of(partnership, filters, as_at, history, months=months)
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
    shown = {row["pk"] for rows in chosen.values() for part in rows for row in part[:limit]}
    points = _points_to_show(asked, shown)
    return [_gap_list(kind, found, points, months, agency, limit) for kind, found in chosen.items()]


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
    points = asked.points().filter(_is_for(agency)).exclude(taught_at_any(events.came_of_agency))
    awaited = taught_at_any(events.awaited_of_agency)
    return most_widely_found_first(points).values("pk", WIDELY, awaited_by_agency=awaited)


def _is_for(agency: Agency) -> Q:
    kinds = LearningPoint.for_kinds.through.objects.filter(learningpoint=OuterRef("pk"))
    return Q(~Exists(kinds)) | Q(Exists(kinds.filter(agencykind=agency.kind_id)))


def _points_to_show(asked: Question, shown: set[int]) -> dict[int, LearningPoint]:
    """The points by id, each with `latest`: when it was last passed on."""
    came = Attendance.objects.filter(somebody_came(), event=OuterRef("event"))
    last = PointTaught.objects.filter(asked.held(), Exists(came), point=OuterRef("pk"))
    latest = last.order_by().values("point").annotate(latest=Highest(LATEST)).values("latest")
    points = LearningPoint.objects.filter(pk__in=shown).annotate(latest=Subquery(latest))
    return {point.pk: point for point in points}


def _gap_list(
    kind: GapKind,
    rows: _Rows,
    points: dict[int, LearningPoint],
    months: int,
    agency: Agency | None,
    limit: int,
) -> GapList:
    titles = {
        GapKind.NEVER: _("Never passed on"),
        GapKind.NOT_LATELY: _("Not passed on in the last %(months)d months") % {"months": months},
        GapKind.NOT_THIS_AGENCY: _("Not passed on to %(agency)s") % {"agency": agency},
    }
    explanations = {
        GapKind.NEVER: _("No event held here has passed these on to anybody, as far as returns say."),
        GapKind.NOT_LATELY: _("People have moved on since these were last passed on, or the date is not known."),
        GapKind.NOT_THIS_AGENCY: _("Learning points written for this kind of agency, or for all, that it has not had."),
    }
    told = {
        name: [_gap(kind, row, points[row["pk"]], agency, awaiting=name == "awaited") for row in part[:limit]]
        for name, part in rows._asdict().items()
    }
    return GapList(
        kind=kind,
        title=titles[kind],
        explanation=explanations[kind],
        count=len(rows.open),
        gaps=told["open"],
        awaiting_count=len(rows.awaited),
        awaiting=told["awaited"],
        planned_count=len(rows.planned),
        planned=told["planned"],
    )


def _gap(kind: GapKind, row: Any, point: LearningPoint, agency: Agency | None, *, awaiting: bool) -> Gap:
    last, _depth, stated = read_latest(point.latest)
    if awaiting:
        why = _("It was passed on, and who came is not known yet: a return is awaited.")
    elif kind == GapKind.NEVER:
        why = _("No agency has had it.")
    elif kind == GapKind.NOT_THIS_AGENCY:
        why = _("%(agency)s has not had it.") % {"agency": agency}
    elif stated:
        why = _("Last passed on: %(date)s.") % {"date": stated}
    else:
        why = _("Passed on once, on a date that is not known.")
    return Gap(point, why, found_in_and_newest(row[WIDELY])[0], last, stated, awaiting)
