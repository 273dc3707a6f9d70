"""What stands side by side in the coverage matrix: agencies, kinds of agency, or levels of training."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.models import Agency, AgencyKind, Level, Partnership
from learning.queries.agency_history import AgencyHistory
from training.models import PointTaught
from training.queries.coverage_filters import CoverageFilters

Column = Agency | AgencyKind | Level
NO_LEVEL = 0  # the id of the column of events whose level nobody stated


class By(StrEnum):
    """The columns of the matrix."""

    AGENCY = "agency"
    KIND = "kind"
    LEVEL = "level"


BY_CHOICES = [
    (By.AGENCY.value, gettext_lazy("Agencies")),
    (By.KIND.value, gettext_lazy("Kinds of agency")),
    (By.LEVEL.value, gettext_lazy("Levels of training")),
]


def column_id(by: By, history: AgencyHistory, as_at: date, agency: str, event: str) -> Combinable:
    """For the database to group by: the column that a row counts for, with its agency and event at these paths."""
    if by == By.LEVEL:
        return Coalesce(F(f"{event}__course__level_id"), F(f"{event}__plan__level_id"), Value(NO_LEVEL))
    if by == By.KIND:
        return _moved(history.kind_counted_for(as_at), f"{agency}_id", f"{agency}__kind_id")
    return counted_agency(history, as_at, agency)


def counted_agency(history: AgencyHistory, as_at: date, agency: str) -> Combinable:
    """The id of the agency that the row of the agency at this path counts for."""
    return _moved(history.counts_for(as_at), f"{agency}_id", f"{agency}_id")


def _moved(moved: dict[int, int], path: str, otherwise: str) -> Combinable:
    if not moved:
        return F(otherwise)
    whens = (When(**{path: old, "then": Value(new)}) for old, new in moved.items())
    return Case(*whens, default=F(otherwise), output_field=BigIntegerField())


def agencies_of(
    partnership: Partnership,
    filters: CoverageFilters,
    *,
    also: Iterable[int] | QuerySet[Any] = (),
    history: AgencyHistory | None = None,
    as_at: date | None = None,
) -> QuerySet[Agency]:
    """The partnership's agencies as of that day, and those in `also`, by kind and name.

    They are the active ones, and those merged or split since; an agency merged by then is not one of them. Each comes
    once, however many partnerships it belongs to.
    """
    then, gone = _then_and_gone(history, as_at)
    members = Agency.partnerships.through.objects.filter(agency=OuterRef("pk"), partnership=partnership)
    agencies = Agency.objects.filter(Q(Exists(members)) & (Q(is_active=True) | Q(pk__in=then)) | Q(pk__in=also))
    if gone:
        agencies = agencies.exclude(pk__in=gone)
    if filters.agency_kind:
        agencies = agencies.filter(kind__slug=filters.agency_kind)
    return agencies.select_related("kind").order_by("kind__sort_order", "kind__name", "name", "pk")


def members_then(
    members: Sequence[Agency], filters: CoverageFilters, history: AgencyHistory, as_at: date
) -> list[Agency]:
    """The same of agencies that have been read, with their kinds, in the order they are in."""
    then, gone = _then_and_gone(history, as_at)
    return [
        agency
        for agency in members
        if (agency.is_active or agency.pk in then)
        and agency.pk not in gone
        and (not filters.agency_kind or agency.kind.slug == filters.agency_kind)
    ]


def _then_and_gone(history: AgencyHistory | None, as_at: date | None) -> tuple[set[int], set[int]]:
    if history is None or as_at is None:
        return set(), set()
    return history.still_there(as_at), set(history.counts_for(as_at))


def of_kind(filters: CoverageFilters, history: AgencyHistory, as_at: date, path: str = "agency") -> Q:
    """Rows of the kind of agency asked for, by what they count for; all of them if none is."""
    return history.of_kind(filters.agency_kind, as_at, path) if filters.agency_kind else Q()


def guests(
    partnership: Partnership,
    filters: CoverageFilters,
    as_at: date,
    points: Any,
    known: Sequence[Agency],
    history: AgencyHistory,
) -> QuerySet[Agency]:
    """Agencies that are not in `known` and count for a row at an event here that taught one of these points."""
    whose = "event__attendances__agency"
    condition = Q(event__attendances__isnull=False) & of_kind(filters, history, as_at, whose)
    rows = PointTaught.objects.filter(filters.held(partnership, as_at), condition, point__in=points)
    found = rows.order_by().annotate(column=counted_agency(history, as_at, whose)).values("column").distinct()
    return Agency.objects.filter(pk__in=found).exclude(pk__in=[agency.pk for agency in known]).select_related("kind")


def columns_of_page(
    partnership: Partnership,
    filters: CoverageFilters,
    as_at: date,
    points: Sequence[Any],
    members: list[Agency],
    history: AgencyHistory,
) -> list[Agency]:
    """The agencies that stand over these learning points: `members`, and guests, in their place. 1 query."""
    others = list(guests(partnership, filters, as_at, [point.pk for point in points], members, history))
    if not others:
        return members
    return sorted([*members, *others], key=lambda one: (one.kind.sort_order, one.kind.name, one.name, one.pk))


def columns_by(by: By, partnership: Partnership, filters: CoverageFilters, found: set[int]) -> list[Column]:
    """The kinds of agency of this partnership, or its levels, in their order, and those found besides."""
    if by == By.KIND:
        ours = Agency.objects.filter(partnerships=partnership, is_active=True).values("kind")
        kinds = AgencyKind.objects.filter(Q(pk__in=ours) | Q(pk__in=found))
        return list(kinds.filter(slug=filters.agency_kind) if filters.agency_kind else kinds)
    levels = Level.objects.filter(Q(partnership=partnership) | Q(pk__in=found))
    named: list[Column] = list(levels.filter(pk=filters.level) if filters.level else levels)
    return [*named, Level(pk=NO_LEVEL, name=_("No level stated"))] if NO_LEVEL in found else named


def agencies_reached(history: AgencyHistory, as_at: date, agency: str, came: Q) -> Count:
    """How many agencies somebody came from, those merged counted as one."""
    return Count(counted_agency(history, as_at, agency), filter=came, distinct=True)
