"""What lists of learning points ask of each point: where it was taught, and how widely it was found."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models import Max as Highest
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from learning.models import Finding, LearningPoint
from training.models import Attendance, PointTaught, TrainingEvent
from training.queries.among import Among
from training.queries.attendance import still_awaited

WIDELY = "found_in_and_newest"
YEARS = 10_000


def most_widely_found_first(points: QuerySet[LearningPoint]) -> QuerySet[LearningPoint]:
    """Found in most published reviews first, then in the newest; `found_in_and_newest` is that in one number.

    It is read by looking once at a point's findings: reviews times 10,000 plus the newest one's year.
    """
    found = Finding.objects.filter(point=OuterRef("pk"), review__live=True).order_by().values("point")
    widely = Count("pk") * YEARS + Coalesce(Highest("review__year"), 0)
    number = Subquery(found.annotate(value=widely).values("value"))
    in_order = points.annotate(**{WIDELY: Coalesce(number, 0)})
    return in_order.order_by(f"-{WIDELY}", "-created_at", "pk")


def found_in_and_newest(number: int) -> tuple[int, int]:
    """In how many published reviews a point was found, and the newest one's year; 0 where there is none."""
    return divmod(number, YEARS)


def taught_at(*conditions: Any) -> Exists:
    """Points taught at such events. The events are found first, once: one look at each one's rows, not one a point."""
    events = TrainingEvent.objects.filter(*conditions).order_by().values("pk")
    # "+ 0" keeps SQLite from going through all those events for every point, because both are in an index.
    taught = PointTaught.objects.annotate(at=F("event_id") + 0)
    return Exists(taught.filter(point=OuterRef("pk"), at__in=events))


def taught_at_any(events: Collection[int]) -> Combinable:
    """Points taught at any of these events (ids)."""
    if not events:
        return Value(False)
    taught = PointTaught.objects.annotate(at=F("event_id") + 0)
    return Exists(taught.filter(Among(F("at"), events), point=OuterRef("pk")))


def with_rows(*conditions: Q) -> Exists:
    """Events with such a row of attendance."""
    return Exists(Attendance.objects.filter(*conditions, event=OuterRef("pk")))


def with_returns_awaited(whose: Q) -> Q:
    """Events of which a row says that a return is awaited, or to which there was an invitation and no row at all."""
    answered = Attendance.objects.filter(event=OuterRef("trainingevent"), agency=OuterRef("agency"))
    invited = TrainingEvent.invited.through.objects.filter(whose, ~Exists(answered), trainingevent=OuterRef("pk"))
    return Q(with_rows(still_awaited(), whose)) | Q(Exists(invited))
