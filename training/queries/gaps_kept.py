"""Lists of gaps of today from what is kept of coverage: which learning points are in them is not worked out, it is read.

What is said of those shown is counted from the raw rows.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

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
    Value,
    When,
)
from django.db.models.functions import Substr
from django.db.models.lookups import In
from django.utils import timezone

from learning.models import Agency, LearningPoint
from training.models import PointPassedOn
from training.queries.among import Among
from training.queries.coverage import Question
from training.queries.coverage_cells import old_before
from training.queries.gap_kinds import Found, GapKind, Part, Parts, is_for, with_latest
from training.queries.kept_coverage import kept_with
from training.queries.point_conditions import WIDELY

_OPEN, _AWAITED, _PLANNED = range(3)  # in the order of `Parts`
_IN_ORDER = ("-widely", "-made_at", "point")


def kept_gaps(asked: Question, agency: Agency | None, planned: Collection[int], limit: int) -> Found | None:
    """The same as `counted_gaps`; None where what is kept does not answer the question. 3 queries.

    It answers of today, of events of any kind and level and of agencies of any kind. Changes since it was asked last are
    taken in first.
    """
    if asked.as_at != timezone.localdate() or not asked.filters.is_about_all_events:
        return None
    places = _places(asked)
    if places is None:
        return None
    lists = _Lists(asked, agency, planned, places)
    counts = lists.counts()
    points = lists.points(counts, limit) if limit else {}
    return {
        kind: Parts(*(Part(counts[kind, part], points.get((kind, part), [])) for part in (_OPEN, _AWAITED, _PLANNED)))
        for kind in lists.conditions
    }


def _places(asked: Question) -> dict[int, int] | None:
    """Each agency's place in the digits of what is kept. None if that cannot be relied on.

    It knows no days but the last: once an event says it was held on a day to come, today is another question.
    """
    rows = PointPassedOn.objects.filter(partnership=asked.partnership)
    found = kept_with(
        came_later=Exists(rows.filter(came_last__gt=asked.as_at)),
        awaited_later=Exists(rows.filter(awaited_last__gt=asked.as_at)),
    )
    if found is None or found.came_later or found.awaited_later:
        return None
    return {agency: place for place, agency in enumerate(found.agencies)}


class _Lists:
    """The conditions on what is kept that put a learning point into each list, and into which part of it."""

    def __init__(
        self, asked: Question, agency: Agency | None, planned: Collection[int], places: dict[int, int]
    ) -> None:
        self.asked, self.planned = asked, planned
        before = old_before(asked.as_at, asked.months)
        rows = PointPassedOn.objects.filter(partnership=asked.partnership, current_until__gt=asked.as_at).order_by()
        if asked.filters.is_about_some:
            rows = rows.filter(point__in=asked.filters.narrowed(LearningPoint.objects.order_by()).values("pk"))
        self.rows = rows
        self.conditions = {
            GapKind.NEVER: Q(came_last__isnull=True),
            GapKind.NOT_LATELY: Q(came_last__lt=before),
        }
        self.awaited = {
            GapKind.NEVER: Q(awaited_last__isnull=False),
            GapKind.NOT_LATELY: Q(awaited_last__gte=before),
        }
        if agency is not None:
            counted = [places[one] for one in asked.history.counted(agency.pk, asked.as_at) if one in places]
            self.conditions[GapKind.NOT_THIS_AGENCY] = ~_any_of("had_by", counted) & is_for(agency, "point")
            self.awaited[GapKind.NOT_THIS_AGENCY] = _any_of("awaited_by", counted)

    def of(self, kind: GapKind) -> QuerySet[Any]:
        """With `part`, and which list it is."""
        planned = [When(Among(F("point_id"), self.planned), then=Value(_PLANNED))] if self.planned else []
        part = Case(
            *planned,
            When(self.awaited[kind], then=Value(_AWAITED)),
            default=Value(_OPEN),
            output_field=IntegerField(),
        )
        named = Value(str(kind), output_field=CharField())
        return self.rows.filter(self.conditions[kind]).annotate(list=named, part=part)

    def counts(self) -> dict[tuple[GapKind, int], int]:
        first, *others = (
            self.of(kind).values("list", "part").annotate(count=Count("pk")).values_list("list", "part", "count")
            for kind in self.conditions
        )
        found: dict[tuple[GapKind, int], int] = defaultdict(int)
        for name, part, count in first.union(*others, all=True).order_by():
            found[GapKind(name), part] = count
        return found

    def points(
        self, places: Iterable[tuple[GapKind, int]], limit: int
    ) -> dict[tuple[GapKind, int], list[LearningPoint]]:
        """The first of each list and part."""
        found: dict[tuple[GapKind, int], list[Any]] = defaultdict(list)
        queries = [self._first(kind, part, limit) for kind, part in places]
        for point in queries[0].union(*queries[1:], all=True).order_by() if queries else ():
            found[GapKind(point.list), point.part].append(point)
        for points in found.values():
            points.sort(key=lambda point: (-getattr(point, WIDELY), -point.created_at.timestamp(), point.pk))
        return found

    def _first(self, kind: GapKind, part: int, limit: int) -> QuerySet[LearningPoint]:
        first = self.of(kind).filter(part=part).order_by(*_IN_ORDER).values("point")[:limit]
        widely = PointPassedOn.objects.filter(partnership=self.asked.partnership, point=OuterRef("pk"))
        points = LearningPoint.objects.filter(pk__in=first).order_by()
        return with_latest(points, self.asked).annotate(
            list=Value(str(kind), output_field=CharField()),
            part=Value(part, output_field=IntegerField()),
            **{WIDELY: Subquery(widely.values("widely"))},
        )


def _any_of(digits: str, places: Iterable[int]) -> Q:
    """Rows in which an agency at one of those places has its bit in these digits."""
    found = Q(pk__in=[])
    for place in places:
        which = [f"{digit:x}" for digit in range(16) if digit >> place % 4 & 1]
        found |= Q(In(Substr(digits, place // 4 + 1, 1), which))
    return found
