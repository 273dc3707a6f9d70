"""What a session may pass on: learning points its audience has not had, or had longest ago, and why each is proposed.

An audience is some kinds of agency and some agencies, or everybody. Each of them is asked about by itself, so that what
the police have had does not hide that no health visitor has. Nothing is stored: it is read from the raw rows every time.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Case, DateField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models import Max as Highest
from django.db.models.functions import Coalesce
from django.utils import timezone

from learning.models import Agency, AgencyKind, Finding, LearningPoint, Level, Partnership
from training.models import Attendance, PointTaught, TrainingEvent
from training.queries.attendance import somebody_came, still_awaited
from training.queries.coverage_filters import CoverageFilters
from training.queries.point_conditions import (
    WIDELY,
    found_in_and_newest,
    most_widely_found_first,
    taught_at,
    with_returns_awaited,
    with_rows,
)
from training.queries.proposal_facts import Had, facts_of
from training.queries.proposal_targets import Target, any_of
from training.queries.proposal_words import why

PROPOSED = 12
MOST_TARGETS = 8
UNKNOWN = date(1, 1, 2)  # of an event: later than no day at all
PROPER_NAMES = frozenset({"Cafcass"})  # of the kinds of agency


@dataclass(frozen=True)
class Audience:
    """Whom a session is for. Neither kinds nor agencies means everybody; no level means any."""

    kinds: tuple[AgencyKind, ...] = ()
    agencies: tuple[Agency, ...] = ()
    level: Level | None = None

    @property
    def targets(self) -> tuple[Target, ...]:
        """At most MOST_TARGETS: of a longer list, the last is all the others together."""
        each = [Target(_lower(kind.name), kinds=(kind.pk,)) for kind in self.kinds]
        each += [Target(agency.name, agencies=(agency.pk,)) for agency in self.agencies]
        if not each:
            return (Target(),)
        if len(each) <= MOST_TARGETS:
            return tuple(each)
        first, rest = each[: MOST_TARGETS - 1], each[MOST_TARGETS - 1 :]
        others = Target(
            ", ".join(one.who for one in rest),
            tuple(pk for one in rest for pk in one.kinds),
            tuple(pk for one in rest for pk in one.agencies),
        )
        return (*first, others)

    @property
    def kind_ids(self) -> set[int]:
        """The kinds of agency in it, also of the agencies named."""
        return {kind.pk for kind in self.kinds} | {agency.kind_id for agency in self.agencies}


@dataclass(frozen=True)
class ProposalFilters:
    """What narrows the proposals; whatever is empty does not. `theme` is a slug, the others ids; `words` are in a title."""

    theme: str = ""
    review: int | None = None
    resource: int | None = None  # a themed resource of a series, such as Working Together Better
    words: str = ""


class Standing(IntEnum):
    """How much the audience has had of a point, as the proposals are ordered."""

    NEVER = 0
    NOT_ALL = 1
    AWAITED = 2
    HAD = 3


@dataclass(frozen=True)
class Proposal:
    """A learning point with why it is proposed. `found_in` counts published reviews, `latest` is the newest one's year."""

    point: LearningPoint
    standing: Standing
    found_in: int
    latest: int | None
    had: Sequence[Had] = field(default=())

    @property
    def why(self) -> str:
        return why(self.had, self.found_in, self.latest)


@dataclass(frozen=True)
class Proposals:
    """The first few of `count`, in order."""

    count: int
    proposals: Sequence[Proposal]


class _Ranked(NamedTuple):
    """A candidate before anything is said of it. Never before had, had longest ago first; then most widely found."""

    standing: Standing
    last: date
    pk: int
    widely: int


def proposals(
    partnership: Partnership,
    audience: Audience,
    filters: ProposalFilters | None = None,
    *,
    leave_out: Collection[int] = (),
    only: Collection[int] | None = None,
    start: int = 0,
    limit: int = PROPOSED,
    as_at: date | None = None,
) -> Proposals:
    """Current learning points for this audience, without those in `leave_out` (or only those in `only`).

    Points written for other kinds of agency or other levels alone are left out. At most 7 queries, whatever there is.
    """
    as_at, targets, filters = as_at or timezone.localdate(), audience.targets, filters or ProposalFilters()
    candidates = _candidates(partnership, audience, filters, as_at).exclude(pk__in=leave_out)
    if only is not None:
        candidates = candidates.filter(pk__in=only)
    # What nobody has had comes first. There is mostly enough of it, and it is found several times as quickly.
    shown = _never_had(candidates, partnership, as_at, targets, start, start + limit)
    if len(shown) == limit:
        count = candidates.count()
    else:
        is_narrow = only is not None or filters != ProposalFilters()
        had = _when_had(partnership, as_at, targets, candidates if is_narrow else None)
        rows = most_widely_found_first(candidates).values_list("pk", WIDELY)
        ranked = sorted((_ranked(pk, widely, had.get(pk)) for pk, widely in rows), key=itemgetter(0, 1))
        count, shown = len(ranked), ranked[start : start + limit]
    points = LearningPoint.objects.in_bulk([one.pk for one in shown])
    facts = facts_of(list(points), targets, partnership, as_at)
    return Proposals(count, [_proposal(one, points[one.pk], facts[one.pk]) for one in shown if one.pk in points])


def _proposal(one: _Ranked, point: LearningPoint, facts: Sequence[Had]) -> Proposal:
    found_in, latest = found_in_and_newest(one.widely)
    return Proposal(point, one.standing, found_in, latest or None, facts)


def _never_had(
    candidates: QuerySet[LearningPoint],
    partnership: Partnership,
    as_at: date,
    targets: Sequence[Target],
    start: int,
    end: int,
) -> list[_Ranked]:
    """Those that no target has had, and of which no return is awaited."""
    held, whose = CoverageFilters().held(partnership, as_at, ""), any_of(targets)
    concerned = taught_at(held, Q(with_rows(somebody_came(), whose)) | with_returns_awaited(whose))
    rows = most_widely_found_first(candidates.filter(~concerned)).values_list("pk", WIDELY)
    return [_Ranked(Standing.NEVER, date.min, pk, widely) for pk, widely in rows[start:end]]


def _when_had(
    partnership: Partnership, as_at: date, targets: Sequence[Target], points: QuerySet[LearningPoint] | None
) -> dict[int, tuple[Any, ...]]:
    """By learning point passed on at all: the last day on which each target had it; last, whether a return is awaited.

    The events of each target are found first, and asked once for every point taught at them. UNKNOWN is a day that
    nobody knows: it comes before all others, as nobody can say that it was lately. `points` are the only ones looked at.
    """
    held = CoverageFilters().held(partnership, as_at, "")
    day = Coalesce("event__date", Value(UNKNOWN), output_field=DateField())
    reached = {
        f"had_{n}": Highest(Case(When(event__in=_events(held, somebody_came(), one.rows()), then=day)))
        for n, one in enumerate(targets)
    }
    whose = any_of(targets)
    answered = Attendance.objects.filter(event=OuterRef("trainingevent"), agency=OuterRef("agency"))
    invited = TrainingEvent.invited.through.objects.filter(whose, ~Exists(answered)).values("trainingevent")
    awaited = Q(event__in=_events(held, still_awaited(), whose)) | Q(event__in=invited)
    rows = PointTaught.objects.filter(CoverageFilters().held(partnership, as_at)).order_by().values_list("point_id")
    if points is not None:
        rows = rows.filter(point__in=points.order_by().values("pk"))
    return {
        point: tuple(values)
        for point, *values in rows.annotate(**reached, awaited=Highest(Case(When(awaited, then=Value(1)))))
    }


def _events(held: Q, *conditions: Q) -> QuerySet[Any]:
    """Events that were held and have such a row of attendance."""
    rows = Attendance.objects.filter(*conditions, event=OuterRef("pk"))
    return TrainingEvent.objects.filter(held).filter(Exists(rows)).order_by().values("pk")


def _ranked(pk: int, widely: int, had: tuple[Any, ...] | None) -> _Ranked:
    *each, awaited = had or (None, None)
    given = [day for day in each if day]
    # Of several, whoever had it longest ago decides.
    if given and len(given) == len(each):
        return _Ranked(Standing.HAD, min(given), pk, widely)
    if given:
        return _Ranked(Standing.NOT_ALL, date.min, pk, widely)
    return _Ranked(Standing.AWAITED if awaited else Standing.NEVER, date.min, pk, widely)


def _candidates(
    partnership: Partnership, audience: Audience, filters: ProposalFilters, as_at: date
) -> QuerySet[LearningPoint]:
    """Those that may be proposed, the newest made first."""
    points = LearningPoint.objects.current(as_at).shown_on_site_of(partnership)
    points = points.filter(_written_for("for_kinds", "agencykind", audience.kind_ids))
    points = points.filter(_written_for("levels", "level", {audience.level.pk} if audience.level else set()))
    if filters.theme:
        points = points.filter(pk__in=LearningPoint.objects.filter(theme_items__tag__slug=filters.theme).values("pk"))
    if filters.review:
        points = points.filter(pk__in=Finding.objects.filter(review=filters.review).values("point"))
    if filters.resource:
        points = points.filter(resource_points__resource=filters.resource)
    for word in filters.words.split():
        points = points.filter(title__icontains=word)
    return points.order_by("-created_at", "title", "pk")


def _written_for(field_name: str, column: str, wanted: set[int]) -> Q:
    """Points written for one of those, or for all. Where none is wanted, every point is."""
    if not wanted:
        return Q()
    through = getattr(LearningPoint, field_name).through.objects.filter(learningpoint=OuterRef("pk"))
    return Q(~Exists(through)) | Q(Exists(through.filter(**{f"{column}__in": wanted})))


def _lower(name: str) -> str:
    """ "Health visiting" as it stands inside a sentence; what is written in capitals, and a proper name, stays."""
    if name in PROPER_NAMES or name[1:2] != name[1:2].lower():
        return name
    return name[:1].lower() + name[1:]
