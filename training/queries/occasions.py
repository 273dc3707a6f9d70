"""The events that passed on a learning point, or what a review found, and who was there: two prepared queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, DateField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from learning.enums import SuccessionKind
from learning.models import Agency, AgencySuccession, Finding, LearningPoint
from learning.queries.agency_history import last_of_chain
from learning.queries.prepared import Blank, Prepared
from training.enums import COMING_STATES, AttendanceState, EventStatus
from training.models import Attendance, PointTaught, TrainingEvent
from training.models.event import people_in_the_room

if TYPE_CHECKING:
    from training.queries.events import TrainingEventQuerySet

PARTNERSHIP, REVIEW, POINT = (Blank(name, IntegerField()) for name in ("partnership", "review", "point"))
TODAY = Blank("today", DateField())
SHOWN = (
    *("title", "kind", "status", "mode", "date", "date_as_stated", "date_precision", "starts_at", "ends_at"),
    "is_public",
)


class Asked(NamedTuple):
    """What is asked after, and whether for somebody who may see figures, and events that are not shown to everybody."""

    about: Literal["review", "point"]
    with_counts: bool


class AtEvent(NamedTuple):
    """A row of what an event taught (a learning point and its depth) or of who was there (an agency and its return).

    Or, of no event, that an agency (`pk`) was merged into another (`came`) by today.
    """

    part: Literal["taught", "there", "merged"]
    event: int
    sort_order: int | None
    pk: int
    name: str
    state: str
    came: int | None
    walked_in: int | None


@dataclass(frozen=True, slots=True)
class There:
    """An agency's return; `people` is None while it is not known. `counts_for` is the id of the agency that it is now."""

    agency: Agency
    people: int | None
    counts_for: int


@dataclass
class EventRows:
    """The points asked after that an event taught, with how deeply, and which agencies were there, by name."""

    points: list[LearningPoint] = field(default_factory=list)
    depths: list[str] = field(default_factory=list)
    there: list[There] = field(default_factory=list)


def events_of(asked: Asked, **blanks: Any) -> list[TrainingEvent]:
    """Events held, latest first, and to come, with what a row of a list shows: `host_name` and `level_name` in place of these.

    Adds `invited_without_return`, a number or None.
    """
    return _prepared_events(asked).all(**blanks)


def rows_of_events(asked: Asked, **blanks: Any) -> dict[int, EventRows]:
    """For each of those events, by its id."""
    agencies: dict[int, Agency] = {}
    points: dict[int, LearningPoint] = {}
    found: dict[int, EventRows] = defaultdict(EventRows)
    every = [AtEvent(*row) for row in _prepared_rows(asked).all(**blanks)]
    merged = {row.pk: row.came for row in every if row.part == "merged" and row.came}
    rows = [row for row in every if row.part != "merged"]
    for row in sorted(rows, key=lambda row: (row.sort_order or 0, row.name if row.part == "there" else "", row.pk)):
        of_event = found[row.event]
        if row.part == "taught":
            if row.pk not in points:
                points[row.pk] = LearningPoint.from_db(DEFAULT_DB_ALIAS, ["id", "title"], [row.pk, row.name])
            of_event.points.append(points[row.pk])
            of_event.depths.append(row.state)
        else:
            if row.pk not in agencies:
                agencies[row.pk] = Agency.from_db(DEFAULT_DB_ALIAS, ["id", "name"], [row.pk, row.name])
            people = people_in_the_room(row.state, row.came, row.walked_in)
            of_event.there.append(There(agencies[row.pk], people, last_of_chain(merged, row.pk)))
    return found


@cache
def _prepared_events(asked: Asked) -> Prepared:
    return Prepared(lambda: _events(asked))


@cache
def _prepared_rows(asked: Asked) -> Prepared:
    return Prepared(lambda: _rows(asked))


def _events(asked: Asked) -> QuerySet:
    answered = Attendance.objects.filter(event=OuterRef("trainingevent"), agency=OuterRef("agency"))
    unanswered = TrainingEvent.invited.through.objects.filter(~Exists(answered), trainingevent=OuterRef("pk"))
    counted = unanswered.order_by().values("trainingevent").annotate(count=Count("pk")).values("count")
    names: dict[str, Any] = {
        "host_name": F("host__name"),
        "level_name": Coalesce("course__level__name", "plan__level__name"),
    }
    return _wanted(asked).only(*SHOWN).annotate(invited_without_return=Subquery(counted), **names).latest_first()


def _rows(asked: Asked) -> QuerySet:
    """Of the states of a return, one is left out: what will not be sent says nothing of who was there."""
    events = {"event__in": _wanted(asked).order_by().values("pk")}
    taught = PointTaught.objects.filter(point__in=_points(asked), **events).order_by()
    there = Attendance.objects.filter(~Q(state=AttendanceState.WILL_NOT_BE_SENT), **events).order_by()
    unknown = Cast(Value(None), IntegerField())
    merged = AgencySuccession.objects.filter(kind=SuccessionKind.MERGED, on__lte=TODAY).order_by()
    # The first of them says what type each column has.
    return (
        there.values_list(Value("there"), "event", Value(0), "agency", "agency__name", "state", "came", "walked_in")
        .union(
            taught.values_list(
                Value("taught"), "event", "sort_order", "point", "point__title", "depth", unknown, unknown
            ),
            merged.values_list(
                Value("merged"), Value(0), Value(0), "predecessor", Value(""), Value(""), "successor", unknown
            ),
            all=True,
        )
        .order_by()
    )


def _wanted(asked: Asked) -> "TrainingEventQuerySet":
    about = Q(pk__in=PointTaught.objects.filter(point__in=_points(asked)).order_by().values("event"))
    if asked.about == "review":
        about |= Q(pk__in=TrainingEvent.reviews.through.objects.filter(reviewpage=REVIEW).values("trainingevent"))
    to_come = Q(status__in=COMING_STATES) & (Q(date__gte=TODAY) | Q(date__isnull=True))
    events = TrainingEvent.objects.filter(Q(status=EventStatus.HELD) | to_come, about, partnership=PARTNERSHIP)
    return events if asked.with_counts else events.public()


def _points(asked: Asked) -> QuerySet:
    if asked.about == "review":
        return Finding.objects.filter(review=REVIEW).order_by().values("point")
    return LearningPoint.objects.filter(pk=POINT).order_by().values("pk")
