"""Coverage: which agencies have had which learning, counted afresh from the raw rows every time. Nothing is stored.

Only events that were held count. The database adds up one row for each learning point, agency and layer, so that what
comes back grows with what is shown and the number of queries does not grow at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models import Max as Highest
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.formats import date_format

from learning.models import Agency, LearningPoint, Partnership
from training.enums import DEPTH_ORDER
from training.models import Attendance, PointTaught, TrainingEvent
from training.queries.attendance import says_how_many, somebody_came, still_awaited, will_not_be_sent
from training.queries.coverage_cells import (
    CoverageMatrix,
    CoverageRow,
    FiguresByPair,
    LayerFigures,
    in_layer_order,
    layer_choices,
    old_before,
)
from training.queries.coverage_filters import LAYER_OF_KIND, CoverageFilters

OLD_AFTER_MONTHS: int = settings.COVERAGE_OLD_AFTER_MONTHS

POINTS_AT_ONCE = 200

_NO_DATE = "0000-00-00"
_DATE_LENGTH = len(_NO_DATE)
_DEPTH_AT = {str(order): depth for depth, order in DEPTH_ORDER.items()}

_DEPTH = Case(
    *(When(depth=depth, then=Value(str(order))) for depth, order in DEPTH_ORDER.items()),
    default=Value("1"),
    output_field=CharField(),
)
# Sorts by date, then depth; carries the date as stated, so that the latest event's own words come back with the sum.
LATEST = Concat(
    Coalesce(Cast("event__date", CharField()), Value(_NO_DATE)),
    _DEPTH,
    F("event__date_as_stated"),
    output_field=CharField(),
)

_ROWS = "event__attendances"


class _Sums(NamedTuple):
    """One row of the database's answer, in the order of the columns asked for."""

    point: int
    agency: int
    layer: str
    people: int | None
    events: int
    not_sent: int
    awaiting: int
    depth: str | None
    last: str | None


def coverage(
    partnership: Partnership,
    filters: CoverageFilters | None = None,
    as_at: date | None = None,
    *,
    points: Sequence[LearningPoint] | None = None,
    months: int = OLD_AFTER_MONTHS,
) -> CoverageMatrix:
    """The matrix of `points` (all that pass the filters, if not given) by agencies, as it stood on `as_at` (today).

    Its agencies are the partnership's own and any other that took part. Learning last passed on more than `months`
    before is old. 4 queries whatever its size; 3 if points are given.
    """
    filters, as_at = filters or CoverageFilters(), as_at or timezone.localdate()
    if points is None:
        points = list(filters.points(partnership, as_at))
        within: Any = filters.points(partnership, as_at).order_by().values("pk")
    else:
        within = [point.pk for point in points]
    figures = _figures_by_pair(partnership, filters, as_at, within, months)
    agencies = list(agencies_of(partnership, filters, also={agency for _point, agency in figures}))
    return CoverageMatrix(points, agencies, as_at, months, layer_choices(filters.kind), figures)


def coverage_rows(
    partnership: Partnership,
    filters: CoverageFilters | None = None,
    as_at: date | None = None,
    *,
    months: int = OLD_AFTER_MONTHS,
) -> tuple[list[Agency], Iterator[CoverageRow]]:
    """The same matrix for exports of any size: its agencies, and its rows.

    Reads POINTS_AT_ONCE learning points at a time, so that the memory it takes does not grow with their number.
    """
    filters, as_at = filters or CoverageFilters(), as_at or timezone.localdate()
    took_part = Attendance.objects.filter(filters.held(partnership, as_at)).values("agency")
    agencies = list(agencies_of(partnership, filters, also=took_part))
    points = list(filters.points(partnership, as_at))
    return agencies, _rows(partnership, filters, as_at, points, agencies, months)


def _rows(
    partnership: Partnership,
    filters: CoverageFilters,
    as_at: date,
    points: Sequence[LearningPoint],
    agencies: Sequence[Agency],
    months: int,
) -> Iterator[CoverageRow]:
    for start in range(0, len(points), POINTS_AT_ONCE):
        some = points[start : start + POINTS_AT_ONCE]
        figures = _figures_by_pair(partnership, filters, as_at, [point.pk for point in some], months)
        yield from CoverageMatrix(some, agencies, as_at, months, figures=figures).rows


def _figures_by_pair(
    partnership: Partnership, filters: CoverageFilters, as_at: date, points: Any, months: int
) -> FiguresByPair:
    """What is known of each learning point (ids, or a subquery of them) and agency, in 2 queries."""
    before = old_before(as_at, months)
    layers: dict[tuple[int, int], list[LayerFigures]] = defaultdict(list)
    invited = _invitations_without_return(partnership, filters, as_at, points)
    for sums in map(_Sums._make, _sums(partnership, filters, as_at, points)):
        awaited = invited.pop((sums.point, sums.agency, sums.layer), 0)
        layers[sums.point, sums.agency].append(_figures(sums, awaited, before))
    for (point, agency, layer), awaited in invited.items():
        layers[point, agency].append(LayerFigures(layer, awaiting=awaited, old_before=before))
    return {pair: in_layer_order(found) for pair, found in layers.items()}


def layer_of(path: str) -> Case:
    """The layer that the kind of event at `path` falls into, for the database to group by."""
    whens = (When(**{path: kind, "then": Value(layer)}) for kind, layer in LAYER_OF_KIND.items())
    return Case(*whens, output_field=CharField())


def agencies_of(
    partnership: Partnership, filters: CoverageFilters, *, also: Iterable[int] | QuerySet[Any] = ()
) -> QuerySet[Agency]:
    """The partnership's active agencies and those in `also`, by kind and name.

    Each comes once, however many partnerships it belongs to.
    """
    members = Agency.partnerships.through.objects.filter(agency=OuterRef("pk"), partnership=partnership)
    agencies = Agency.objects.filter(Q(Exists(members), is_active=True) | Q(pk__in=also))
    if filters.agency_kind:
        agencies = agencies.filter(kind__slug=filters.agency_kind)
    return agencies.select_related("kind").order_by("kind__sort_order", "kind__name", "name", "pk")


def _sums(
    partnership: Partnership, filters: CoverageFilters, as_at: date, points: Any
) -> QuerySet[Any, tuple[Any, ...]]:
    """One row a learning point, agency and layer, with the columns of `_Sums`."""
    # One filter() call: a second would join attendance a second time, and count everybody twice.
    rows = Q(event__attendances__isnull=False)
    if filters.agency_kind:
        rows &= Q(event__attendances__agency__kind__slug=filters.agency_kind)
    return (
        PointTaught.objects.filter(filters.held(partnership, as_at), rows, point__in=points)
        .order_by()
        .annotate(layer=layer_of("event__kind"))
        .values_list("point_id", "event__attendances__agency_id", "layer")
        .annotate(
            people=Sum(
                Coalesce(F(f"{_ROWS}__came"), 0) + Coalesce(F(f"{_ROWS}__walked_in"), 0), filter=says_how_many(_ROWS)
            ),
            events=Count("pk", filter=somebody_came(_ROWS)),
            not_sent=Count("pk", filter=will_not_be_sent(_ROWS)),
            awaiting=Count("pk", filter=still_awaited(_ROWS)),
            deepest=Highest(_DEPTH, filter=somebody_came(_ROWS)),
            last=Highest(LATEST, filter=somebody_came(_ROWS)),
        )
    )


def _figures(sums: _Sums, invited: int, before: date) -> LayerFigures:
    """What was returned without saying how many came is still awaited: it is not zero."""
    last, last_depth, last_stated = read_latest(sums.last)
    return LayerFigures(
        name=sums.layer,
        people=sums.people,
        events=sums.events,
        last=last,
        last_stated=last_stated,
        last_depth=last_depth,
        depth=_DEPTH_AT.get(sums.depth or "", ""),
        awaiting=sums.awaiting + invited,
        not_sent=sums.not_sent,
        old_before=before,
    )


def read_latest(latest: str | None) -> tuple[date | None, str, str]:
    """The day, depth and date as stated that the database's `LATEST` carries; None and empty where nothing is known."""
    if not latest:
        return None, "", ""
    day = None if latest.startswith(_NO_DATE) else date.fromisoformat(latest[:_DATE_LENGTH])
    stated = latest[_DATE_LENGTH + 1 :] or (date_format(day, "j F Y") if day else "")
    return day, _DEPTH_AT[latest[_DATE_LENGTH]], stated


def _invitations_without_return(
    partnership: Partnership, filters: CoverageFilters, as_at: date, points: Any
) -> dict[tuple[int, int, str], int]:
    """How many held events each agency was invited to without a row of attendance: those returns are awaited too."""
    row = Attendance.objects.filter(event=OuterRef("trainingevent"), agency=OuterRef("agency"))
    invited = TrainingEvent.invited.through.objects.filter(
        filters.held(partnership, as_at, "trainingevent"), ~Exists(row), trainingevent__points_taught__point__in=points
    )
    if filters.agency_kind:
        invited = invited.filter(agency__kind__slug=filters.agency_kind)
    asked_for = invited.annotate(layer=layer_of("trainingevent__kind")).values_list(
        "trainingevent__points_taught__point_id", "agency_id", "layer"
    )
    return {(point, agency, layer): count for point, agency, layer, count in asked_for.annotate(Count("pk")).order_by()}


def returns_awaited(partnership: Partnership, filters: CoverageFilters, as_at: date) -> int:
    """How many returns of events held have not come, in 2 queries: rows that say so, and invitations without a row."""
    of_kind = Q(agency__kind__slug=filters.agency_kind) if filters.agency_kind else Q()
    rows = Attendance.objects.filter(filters.held(partnership, as_at), still_awaited(), of_kind)
    answered = Attendance.objects.filter(event=OuterRef("trainingevent"), agency=OuterRef("agency"))
    invited = TrainingEvent.invited.through.objects.filter(
        filters.held(partnership, as_at, "trainingevent"), of_kind, ~Exists(answered)
    )
    return rows.count() + invited.count()
