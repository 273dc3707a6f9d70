"""The figures behind a report: how much, how well, what difference. Everything is counted afresh, in a fixed number of queries.

These are all the figures, small ones too: what may be told of them to whom is decided in `training.reports.telling`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models import Max as Highest
from django.db.models.functions import Coalesce

from learning.models import Agency, LearningPoint
from training.enums import DEPTH_ORDER, TRAINING_KINDS, AttendanceState, FeedbackMoment, QuoteState
from training.models import (
    Attendance,
    FeedbackConfidence,
    FeedbackQuote,
    FeedbackResponse,
    PointTaught,
    TrainingEvent,
)
from training.queries.attendance import says_how_many, still_awaited, will_not_be_sent
from training.queries.attendance_figures import Share
from training.queries.coverage import layer_of
from training.queries.coverage_filters import LAYER_OF_KIND
from training.queries.distributions import Distribution
from training.queries.evidence_asked import EvidenceAsked
from training.queries.small_numbers import SUPPRESSED_UNDER

QUOTES_SHOWN = 20
_DEPTH_RANK = Case(
    *(When(depth=depth, then=Value(order)) for depth, order in DEPTH_ORDER.items()),
    default=Value(1),
    output_field=IntegerField(),
)
_PEOPLE = Coalesce(F("came"), 0) + Coalesce(F("walked_in"), 0)


NOT_TOLD = Share(None, None, 0)


@dataclass(frozen=True)
class Returned:
    """What the returns of one agency for events of one kind say. `people` is None where none says how many."""

    kind: str
    agency: int
    people: int | None = None
    awaited: int = 0
    not_sent: int = 0

    @property
    def layer(self) -> str:
        return LAYER_OF_KIND[self.kind]  # type: ignore[index]  # a kind is one of the enum's values


@dataclass(frozen=True)
class HowMuch:
    """Events by kind, returns by kind and agency, points by layer and deepest depth, and the three attendance figures."""

    events: Mapping[str, int] = field(default_factory=dict)
    returns: Sequence[Returned] = ()
    agencies: Mapping[int, Agency] = field(default_factory=dict)
    depths: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    came_of_booked: Share = NOT_TOLD
    all_of_booked: Share = NOT_TOLD
    of_capacity: Share = NOT_TOLD


@dataclass(frozen=True)
class HowWell:
    """Answers by learning point and moment, and how many people gave any, by moment."""

    people: Mapping[str, int] = field(default_factory=dict)
    by_point: Mapping[int, Mapping[str, Distribution]] = field(default_factory=dict)

    def overall(self, moment: str) -> Distribution:
        pairs = [one[moment].counts for one in self.by_point.values() if moment in one]
        return Distribution(tuple(map(sum, zip(*pairs, strict=True)))) if pairs else Distribution()


def how_much(asked: EvidenceAsked) -> HowMuch:
    """7 queries."""
    returns = _returns(asked)
    return HowMuch(
        events=_events(asked),
        returns=returns,
        agencies=Agency.objects.select_related("kind").in_bulk({one.agency for one in returns}),
        depths=_depths(asked),
        **_shares(asked),
    )


def _events(asked: EvidenceAsked) -> dict[str, int]:
    """By kind; of one agency or kind of agency, those to which somebody of theirs came."""
    events = TrainingEvent.objects.filter(asked.held("")).order_by()
    if asked.is_of_some_agencies:
        events = events.filter(asked.they_came("pk"))
    return dict(events.values_list("kind").annotate(Count("pk")))


def _returns(asked: EvidenceAsked) -> list[Returned]:
    """Rows, and invitations to which there is no row: those returns are awaited too. 2 queries."""
    rows = Attendance.objects.filter(asked.held(), asked.whose()).order_by()
    summed = rows.values_list("event__kind", asked.counted_agency()).annotate(
        were_there=Sum(_PEOPLE, filter=says_how_many()),
        awaited=Count("pk", filter=still_awaited()),
        not_sent=Count("pk", filter=will_not_be_sent()),
    )
    answered = Attendance.objects.filter(event=OuterRef("trainingevent"), agency=OuterRef("agency"))
    invited = TrainingEvent.invited.through.objects.filter(
        asked.held("trainingevent"), asked.whose(), ~Exists(answered)
    )
    waiting = invited.order_by().values_list("trainingevent__kind", asked.counted_agency()).annotate(Count("pk"))
    missing = {(kind, agency): count for kind, agency, count in waiting}
    found = [
        Returned(kind, agency, people, awaited + missing.pop((kind, agency), 0), not_sent)
        for kind, agency, people, awaited, not_sent in summed
    ]
    return found + [Returned(kind, agency, None, count) for (kind, agency), count in missing.items()]


def _depths(asked: EvidenceAsked) -> dict[str, dict[str, int]]:
    """How many learning points each layer passed on, by the deepest at which it did; only where somebody came."""
    rows = PointTaught.objects.filter(asked.held(), asked.they_came("event"))
    if asked.is_about_some:
        rows = rows.filter(point__in=asked.points().order_by().values("pk"))
    deepest = rows.order_by().annotate(layer=layer_of("event__kind")).values_list("layer", "point")
    at = {order: str(depth) for depth, order in DEPTH_ORDER.items()}
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for layer, _point, depth in deepest.annotate(deepest=Highest(_DEPTH_RANK)):
        found[layer][at[depth]] += 1
    return found


def _shares(asked: EvidenceAsked) -> dict[str, Share]:
    """The three figures, of training alone: nobody books a team briefing. As `attendance_figures`, summed by the database.

    A query of its own: who was booked is not in the index that covers all else, and only this reads the rows themselves.
    """
    training = Attendance.objects.filter(asked.held(), asked.whose(), event__kind__in=TRAINING_KINDS)
    told = Q(state=AttendanceState.RETURNED)
    both = told & Q(booked__isnull=False, came__isnull=False)
    there = says_how_many() & Q(booked__isnull=False)
    seats = says_how_many() & Q(event__capacity__isnull=False)
    sums = training.aggregate(
        came_sum=Sum("came", filter=both),
        booked_sum=Sum("booked", filter=both),
        rows=Count("pk", filter=both),
        people=Sum(_PEOPLE, filter=there),
        booked_there=Sum("booked", filter=there),
        rows_there=Count("pk", filter=there),
        seated=Sum(_PEOPLE, filter=seats),
        rows_seated=Count("pk", filter=seats),
    )
    return {
        "came_of_booked": Share(sums["came_sum"], sums["booked_sum"], sums["rows"]),
        "all_of_booked": Share(sums["people"], sums["booked_there"], sums["rows_there"]),
        "of_capacity": Share(sums["seated"], _capacity(asked), sums["rows_seated"]),
    }


def _capacity(asked: EvidenceAsked) -> int | None:
    """Seats of the events that say both how many there were and how many people came. An agency has no seats."""
    if asked.is_of_some_agencies:
        return None
    events = TrainingEvent.objects.filter(asked.held(""), kind__in=TRAINING_KINDS, capacity__isnull=False)
    said = Attendance.objects.filter(says_how_many(), event=OuterRef("pk"))
    total: int | None = events.filter(Exists(said)).aggregate(total=Sum("capacity"))["total"]
    return total


def how_well(asked: EvidenceAsked) -> HowWell:
    """2 queries. Nobody says which agency they are from, so of some agencies alone nothing can be told."""
    if asked.is_of_some_agencies:
        return HowWell()
    rows = _answered(asked, FeedbackConfidence.objects.all(), "response__")
    if asked.is_about_some:
        rows = rows.filter(point__in=asked.points().order_by().values("pk"))
    counted: dict[int, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    moments = rows.values_list("point", "response__round__moment", "score").annotate(Count("pk"))
    for point, moment, score, count in moments:
        counted[point][moment].append((score, count))
    people = rows.values_list("response__round__moment").annotate(Count("response", distinct=True))
    return HowWell(
        people=dict(people),
        by_point={
            point: {moment: Distribution.of(pairs) for moment, pairs in moments.items()}
            for point, moments in counted.items()
        },
    )


def what_was_done(asked: EvidenceAsked) -> dict[str, int]:
    """How many said weeks later that they did, partly did, or have not yet done what they meant to. 1 query."""
    if asked.is_of_some_agencies:
        return {}
    said = _answered(asked, FeedbackResponse.objects.exclude(has_done=""))
    return dict(said.filter(round__moment=FeedbackMoment.LATER).values_list("has_done").annotate(Count("pk")))


def quotes_to_tell(asked: EvidenceAsked) -> list[FeedbackQuote]:
    """Those found fit to be shown; the latest few, by question. 1 query."""
    if asked.is_of_some_agencies:
        return []
    shown = _answered(asked, FeedbackQuote.objects.filter(state=QuoteState.SHOWN), "response__")
    return sorted(shown.order_by("-pk")[:QUOTES_SHOWN], key=lambda quote: (quote.question, quote.text))


def titles_of(points: Sequence[int]) -> dict[int, LearningPoint]:
    return LearningPoint.objects.in_bulk(list(points))


def _answered(asked: EvidenceAsked, rows: Any, path: str = "") -> QuerySet[Any]:
    """Of these answers, those about the events asked about that had come by the day.

    None of a round that only a few have answered: in no sum, so that nothing can be taken from it to find them.
    """
    same = FeedbackResponse.objects.filter(round=OuterRef(f"{path}round"), received_on__lte=asked.as_at)
    enough = same.order_by().values("round").annotate(n=Count("pk")).filter(n__gte=SUPPRESSED_UNDER).values("n")
    rows = rows.filter(asked.held(f"{path}round__event"), Exists(enough))
    return rows.filter(**{f"{path}received_on__lte": asked.as_at}).order_by()
