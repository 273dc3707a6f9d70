"""Coverage: which agencies have had which learning, counted afresh from the raw rows every time. No figure is stored.

Only events that were held count. The database adds up one row for each learning point, agency and layer, so that what
comes back grows with what is shown and the number of queries does not grow at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models import Max as Highest
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.formats import date_format

from learning.models import Agency, LearningPoint, Partnership
from learning.queries.agency_history import AgencyHistory
from training.enums import DEPTH_ORDER
from training.models import Attendance, AwaitedReturns, PointTaught, TrainingEvent
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
from training.queries.coverage_columns import (
    By,
    Column,
    agencies_of,
    agencies_reached,
    column_id,
    columns_by,
    of_kind,
)
from training.queries.coverage_filters import LAYER_OF_KIND, CoverageFilters
from training.queries.kept_coverage import kept_with

if TYPE_CHECKING:
    from learning.queries.learning_points import LearningPointQuerySet

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

_NONE = Value(0, output_field=IntegerField())
_NO_NUMBER = Cast(Value(None), IntegerField())
_NO_TEXT = Cast(Value(None), CharField())


class _Sums(NamedTuple):
    """One row of the database's answer, in the order of the columns asked for.

    Of a learning point, column and layer there are up to two: one of what returns say, and one of invitations to which
    there is no return (`is_invited`), which has `awaiting` and nothing else.
    """

    point: int
    column: int
    layer: str
    people: int | None
    events: int
    not_sent: int
    awaiting: int
    depth: str | None
    last: str | None
    agencies: int | None
    is_invited: int


@dataclass(frozen=True)
class Question:
    """What the figures are asked for: whose, which events, by what, as at which day, and what becomes of old agencies."""

    partnership: Partnership
    filters: CoverageFilters
    as_at: date
    history: AgencyHistory
    months: int = OLD_AFTER_MONTHS
    by: By = By.AGENCY

    @classmethod
    def of(
        cls,
        partnership: Partnership,
        filters: CoverageFilters | None,
        as_at: date | None,
        history: AgencyHistory | None,
        **more: Any,
    ) -> "Question":
        """With what is not given: no filters, today, and the history of agencies as it is, which takes a query."""
        return cls(
            partnership,
            filters or CoverageFilters(),
            as_at or timezone.localdate(),
            AgencyHistory.load() if history is None else history,
            **more,
        )

    def held(self, path: str = "event") -> Q:
        return self.filters.held(self.partnership, self.as_at, path)

    def points(self) -> "LearningPointQuerySet":
        return self.filters.points(self.partnership, self.as_at)

    def of_kind(self, path: str = "agency") -> Q:
        return of_kind(self.filters, self.history, self.as_at, path)

    def column_id(self, agency: str, event: str) -> Any:
        return column_id(self.by, self.history, self.as_at, agency, event)

    def agencies(self, also: Iterable[int] = ()) -> QuerySet[Agency]:
        return agencies_of(self.partnership, self.filters, also=also, history=self.history, as_at=self.as_at)

    def columns(self, found: set[int]) -> list[Column]:
        """All columns, with those found besides (by their ids)."""
        if self.by == By.AGENCY:
            return list(self.agencies(also=found))
        return columns_by(self.by, self.partnership, self.filters, found)

    @property
    def counts_events_once(self) -> bool:
        """Whether rows of several agencies come together in a column, so that an event has to be counted once."""
        return self.by != By.AGENCY or bool(self.history.counts_for(self.as_at))


def coverage(
    partnership: Partnership,
    filters: CoverageFilters | None = None,
    as_at: date | None = None,
    *,
    points: Sequence[LearningPoint] | None = None,
    columns: Sequence[Column] | None = None,
    months: int = OLD_AFTER_MONTHS,
    by: By = By.AGENCY,
    history: AgencyHistory | None = None,
) -> CoverageMatrix:
    """The matrix of `points` (all that pass the filters, if not given) by agencies, as it stood on `as_at` (today).

    Its agencies are the partnership's own and any other that took part. What an agency merged by then had counts for
    its successor. Learning last passed on more than `months` before is old. 4 queries whatever its size; one less for
    each of points, columns and history that are given.
    """
    asked = Question.of(partnership, filters, as_at, history, months=months, by=by)
    if points is None:
        points = list(asked.points())
        within: Any = asked.points().order_by().values("pk")
    else:
        within = [point.pk for point in points]
    agencies = [column.pk for column in columns or ()] if by == By.AGENCY else []
    figures = _figures_by_pair(asked, within, agencies)
    if columns is None:
        columns = asked.columns({column for _point, column in figures})
    return CoverageMatrix(points, columns, asked.as_at, months, layer_choices(asked.filters.kind), figures)


def coverage_rows(
    partnership: Partnership,
    filters: CoverageFilters | None = None,
    as_at: date | None = None,
    *,
    months: int = OLD_AFTER_MONTHS,
    by: By = By.AGENCY,
    history: AgencyHistory | None = None,
) -> tuple[list[Any], Iterator[CoverageRow]]:
    """The same matrix for exports of any size: its columns, and its rows.

    Reads POINTS_AT_ONCE learning points at a time, so that the memory it takes does not grow with their number.
    """
    asked = Question.of(partnership, filters, as_at, history, months=months, by=by)
    path = asked.column_id("agency", "event")
    rows = Attendance.objects.filter(asked.held(), asked.of_kind()).order_by()
    found = set(rows.annotate(column=path).values_list("column", flat=True).distinct())
    columns = asked.columns(found)
    return columns, _rows(asked, list(asked.points()), columns)


def _rows(asked: Question, points: Sequence[LearningPoint], columns: Sequence[Column]) -> Iterator[CoverageRow]:
    for start in range(0, len(points), POINTS_AT_ONCE):
        some = points[start : start + POINTS_AT_ONCE]
        figures = _figures_by_pair(asked, [point.pk for point in some])
        yield from CoverageMatrix(some, columns, asked.as_at, asked.months, figures=figures).rows


def _figures_by_pair(asked: Question, points: Any, agencies: Sequence[int] = ()) -> FiguresByPair:
    """What is known of each learning point (ids, or a subquery of them) and column, in 1 query.

    `agencies` are the only ones looked at, with those merged into them; all are, if none is named.
    """
    before = old_before(asked.as_at, asked.months)
    whose = {one for agency in agencies for one in asked.history.counted(agency, asked.as_at)}
    rows = _sums(asked, points, whose).union(_invitations_without_return(asked, points, whose), all=True).order_by()
    found: dict[tuple[int, int, str], list[_Sums]] = defaultdict(list)
    for row in rows:
        sums = _Sums(*row)
        found[sums.point, sums.column, sums.layer].append(sums)
    layers: dict[tuple[int, int], list[LayerFigures]] = defaultdict(list)
    for (point, column, _layer), parts in found.items():
        layers[point, column].append(_figures(parts, before))
    return {pair: in_layer_order(figures) for pair, figures in layers.items()}


def layer_of(path: str) -> Case:
    """The layer that the kind of event at `path` falls into, for the database to group by."""
    whens = (When(**{path: kind, "then": Value(layer)}) for kind, layer in LAYER_OF_KIND.items())
    return Case(*whens, output_field=CharField())


def _sums(asked: Question, points: Any, agencies: set[int]) -> QuerySet[Any, tuple[Any, ...]]:
    """One row a learning point, column and layer, with the columns of `_Sums`."""
    # One filter() call: a second would join attendance a second time, and count everybody twice.
    whom = f"{_ROWS}__agency"
    rows = Q(event__attendances__isnull=False) & asked.of_kind(whom)
    if agencies:
        rows &= Q(**{f"{whom}__in": agencies})
    came = somebody_came(_ROWS)
    return (
        PointTaught.objects.filter(asked.held(), rows, point__in=points)
        .order_by()
        .annotate(column=asked.column_id(whom, "event"), layer=layer_of("event__kind"))
        .values_list("point_id", "column", "layer")
        .annotate(
            people=Sum(
                Coalesce(F(f"{_ROWS}__came"), 0) + Coalesce(F(f"{_ROWS}__walked_in"), 0), filter=says_how_many(_ROWS)
            ),
            events=Count("event", filter=came, distinct=True) if asked.counts_events_once else Count("pk", filter=came),
            not_sent=Count("pk", filter=will_not_be_sent(_ROWS)),
            awaiting=Count("pk", filter=still_awaited(_ROWS)),
            deepest=Highest(_DEPTH, filter=came),
            last=Highest(LATEST, filter=came),
            agencies=_NO_NUMBER if asked.by == By.AGENCY else agencies_reached(asked.history, asked.as_at, whom, came),
            is_invited=_NONE,
        )
    )


def _invitations_without_return(asked: Question, points: Any, agencies: set[int]) -> QuerySet[Any, tuple[Any, ...]]:
    """In the same columns, how many held events were invited to without a row of attendance: they are awaited too."""
    row = Attendance.objects.filter(event=OuterRef("trainingevent"), agency=OuterRef("agency"))
    invited = TrainingEvent.invited.through.objects.filter(
        asked.held("trainingevent"), asked.of_kind(), ~Exists(row), trainingevent__points_taught__point__in=points
    )
    if agencies:
        invited = invited.filter(agency__in=agencies)
    return (
        invited.order_by()
        .annotate(column=asked.column_id("agency", "trainingevent"), layer=layer_of("trainingevent__kind"))
        .values_list("trainingevent__points_taught__point_id", "column", "layer")
        .annotate(
            people=_NO_NUMBER,
            events=_NONE,
            not_sent=_NONE,
            awaiting=Count("pk"),
            deepest=_NO_TEXT,
            last=_NO_TEXT,
            agencies=_NO_NUMBER if asked.by == By.AGENCY else _NONE,
            is_invited=Value(1, output_field=IntegerField()),
        )
    )


def _figures(parts: Sequence[_Sums], before: date) -> LayerFigures:
    """What was returned without saying how many came is still awaited: it is not zero."""
    sums = min(parts, key=lambda part: part.is_invited)
    last, last_depth, last_stated = read_latest(sums.last)
    return LayerFigures(
        name=sums.layer,
        people=sums.people,
        events=sums.events,
        last=last,
        last_stated=last_stated,
        last_depth=last_depth,
        depth=_DEPTH_AT.get(sums.depth or "", ""),
        awaiting=sum(part.awaiting for part in parts),
        not_sent=sums.not_sent,
        old_before=before,
        agencies=sums.agencies,
    )


def read_latest(latest: str | None) -> tuple[date | None, str, str]:
    """The day, depth and date as stated that the database's `LATEST` carries; None and empty where nothing is known."""
    if not latest:
        return None, "", ""
    day = None if latest.startswith(_NO_DATE) else date.fromisoformat(latest[:_DATE_LENGTH])
    stated = latest[_DATE_LENGTH + 1 :] or (date_format(day, "j F Y") if day else "")
    return day, _DEPTH_AT[latest[_DATE_LENGTH]], stated


def returns_awaited(
    partnership: Partnership, filters: CoverageFilters, as_at: date, history: AgencyHistory | None = None
) -> int:
    """How many returns of events held have not come: rows that say so, and invitations without a row.

    1 query, of events of some kinds or levels too, which are counted from the raw rows.
    """
    if filters.is_about_all_events and (kept := kept_with(awaited=_awaited_kept(partnership, filters, as_at))):
        return kept.awaited or 0
    asked = Question.of(partnership, filters, as_at, history)
    rows = Attendance.objects.filter(asked.held(), still_awaited(), asked.of_kind())
    answered = Attendance.objects.filter(event=OuterRef("trainingevent"), agency=OuterRef("agency"))
    invited = TrainingEvent.invited.through.objects.filter(
        asked.held("trainingevent"), asked.of_kind(), ~Exists(answered)
    )
    return rows.order_by().values("pk").union(invited.order_by().values("pk"), all=True).order_by().count()


def _awaited_kept(partnership: Partnership, filters: CoverageFilters, as_at: date) -> Subquery:
    in_time = Q(date__lte=as_at) | Q(date__isnull=True)
    for condition, day in (("date__gte", filters.since), ("date__lte", filters.until)):
        in_time &= Q(**{condition: day}) if day else Q()
    rows = AwaitedReturns.objects.filter(in_time, partnership=partnership).order_by().values("partnership")
    return Subquery(rows.annotate(sum=Sum("count")).values("sum"))
