"""What an event's page shows."""

from typing import TYPE_CHECKING, Any

from wagtail.log_actions import registry

from learning.models import Agency, LearningPoint, Partnership, ReviewPage
from training.enums import AttendanceState, EventStatus
from training.models import Attendance, PointTaught, TrainingEvent
from training.validators import COUNT_FIELDS

if TYPE_CHECKING:
    from django.db.models import QuerySet


def points_of(event: TrainingEvent) -> list[PointTaught]:
    """What it passed on, in order, each with `is_linked`: whether the learning point has a page here."""
    taught = list(event.points_taught.select_related("point").order_by("sort_order", "pk"))
    linked = linked_points(event.partnership, [row.point_id for row in taught])
    for row in taught:
        row.is_linked = row.point_id in linked
    return taught


def linked_points(partnership: Partnership, points: list[int]) -> set[int]:
    """Which of these learning points, by primary key, have a page on the partnership's site."""
    public = LearningPoint.objects.public().of(partnership).filter(pk__in=points)
    return set(public.values_list("pk", flat=True))


def reviews_of(event: TrainingEvent) -> "QuerySet[ReviewPage]":
    """The published reviews it is about."""
    reviews: QuerySet[ReviewPage] = ReviewPage.objects.live().filter(training_events=event).order_by("title")
    return reviews


def why_cancelled(event: TrainingEvent) -> str:
    """What was said when it was cancelled, for those who run events. Empty for any other event."""
    if event.status != EventStatus.CANCELLED:
        return ""
    last = registry.get_logs_for_instance(event).filter(action="training.cancel").order_by("-timestamp").first()
    return str(last.data.get("why", "")) if last else ""


def attendance_of(event: TrainingEvent) -> list[Attendance]:
    return list(event.attendances.select_related("agency").order_by("agency__name", "agency_id"))


def took_part(rows: list[Attendance]) -> list[Agency]:
    """The agencies that had somebody there."""
    return [row.agency for row in rows if row.people]


def totals(rows: list[Attendance]) -> dict[str, Any]:
    """Each figure over the returns that give it, None where none does; and how many returns are not in."""
    returned = [row for row in rows if row.state == AttendanceState.RETURNED]
    sums = {name: _sum(getattr(row, name) for row in returned) for name in COUNT_FIELDS}
    return {
        **sums,
        "people": _sum(row.people for row in rows),
        "awaiting": sum(1 for row in rows if row.state == AttendanceState.AWAITING),
        "not_sent": sum(1 for row in rows if row.state == AttendanceState.WILL_NOT_BE_SENT),
    }


def _sum(figures: Any) -> int | None:
    given = [figure for figure in figures if figure is not None]
    return sum(given) if given else None
