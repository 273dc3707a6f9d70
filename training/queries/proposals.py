"""What a session may pass on: learning points its audience has not had, or had longest ago, and why each is proposed.

An audience is some kinds of agency and some agencies, or everybody. Each of them is asked about by itself, so that what
the police have had does not hide that no health visitor has. Nothing is stored: it is read from the raw rows every time.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any, NamedTuple

from django.db.models import Case, Count, DateField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models import Max as Highest
from django.db.models.functions import Coalesce
from django.utils import timezone

from learning.models import Agency, AgencyKind, Finding, LearningPoint, Level, Partnership
from training.models import Attendance, PointTaught, TrainingEvent
from training.queries.attendance import somebody_came, still_awaited
from training.queries.coverage_filters import CoverageFilters
from training.queries.proposal_facts import Had, any_of, facts_of
from training.queries.proposal_words import why

PROPOSED = 12
MOST_TARGETS = 8
UNKNOWN = date(1, 1, 2)  # of an event: later than no day at all
PROPER_NAMES = frozenset({"Cafcass"})  # of the kinds of agency


@dataclass(frozen=True)
class Target:
    """One part of an audience: a kind of agency, one agency, or several taken together. `who` is empty for everybody."""

    who: str = ""
    kinds: tuple[int, ...] = ()
    agencies: tuple[int, ...] = ()

    def rows(self, path: str = "agency") -> Q:
        """The condition on rows with an agency at `path` that they are its."""
        if not self.kinds and not self.agencies:
            return Q()
        return Q(**{f"{path}__kind__in": self.kinds}) | Q(**{f"{path}__in": self.agencies})


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
    """A candidate before anything is said of it; they sort as they are proposed.

    Never before had, had longest ago first; then found most widely, then newest.
    """

    standing: Standing
    last: date
    found_in: int  # negative, as the next one is: the larger comes first
    latest: int
    pk: int


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
    as_at = as_at or timezone.localdate()
    had = _when_had(partnership, as_at, audience.targets)
    candidates = _candidates(partnership, audience, filters or ProposalFilters(), as_at)
    if only is not None:
        candidates = candidates.filter(pk__in=only)
    found = _found()
    ranked = [_ranked(pk, had, found) for pk in candidates.values_list("pk", flat=True) if pk not in leave_out]
    ranked.sort(key=lambda one: one[:4])  # which leaves the newest made first among equals
    shown = ranked[start : start + limit]
    points = LearningPoint.objects.in_bulk([one.pk for one in shown])
    facts = facts_of(list(points), audience.targets, partnership, as_at)
    return Proposals(
        len(ranked),
        [
            Proposal(points[one.pk], one.standing, -one.found_in, -one.latest or None, facts[one.pk])
            for one in shown
            if one.pk in points
        ],
    )


def _when_had(partnership: Partnership, as_at: date, targets: Sequence[Target]) -> dict[int, tuple[Any, ...]]:
    """By learning point passed on at all: the last day on which each target had it; last, whether a return is awaited.

    The events of each target are found first, and asked once for every point taught at them. UNKNOWN is a day that
    nobody knows: it comes before all others, as nobody can say that it was lately.
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
    return {
        point: tuple(values)
        for point, *values in rows.annotate(**reached, awaited=Highest(Case(When(awaited, then=Value(1)))))
    }


def _events(held: Q, *conditions: Q) -> QuerySet[Any]:
    """Events that were held and have such a row of attendance."""
    rows = Attendance.objects.filter(*conditions, event=OuterRef("pk"))
    return TrainingEvent.objects.filter(held).filter(Exists(rows)).order_by().values("pk")


def _ranked(pk: int, had: dict[int, tuple[Any, ...]], found: dict[int, tuple[int, int | None]]) -> _Ranked:
    *each, awaited = had.get(pk, (None, None))
    given = [day for day in each if day]
    # Of several, whoever had it longest ago decides.
    last = date.min
    if given and len(given) == len(each):
        standing, last = Standing.HAD, min(given)
    elif given:
        standing = Standing.NOT_ALL
    else:
        standing = Standing.AWAITED if awaited else Standing.NEVER
    found_in, latest = found.get(pk, (0, None))
    return _Ranked(standing, last, -found_in, -(latest or 0), pk)


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


def _found() -> dict[int, tuple[int, int | None]]:
    """By learning point, in how many published reviews it was found, and the newest one's year. All at once: a look at
    each point's findings takes longer than all of them together."""
    rows = Finding.objects.filter(review__live=True).order_by().values_list("point_id")
    told = rows.annotate(found_in=Count("review", distinct=True), latest=Highest("review__year"))
    return {point: (found_in, latest) for point, found_in, latest in told}


def _lower(name: str) -> str:
    """ "Health visiting" as it stands inside a sentence; what is written in capitals, and a proper name, stays."""
    if name in PROPER_NAMES or name[1:2] != name[1:2].lower():
        return name
    return name[:1].lower() + name[1:]
