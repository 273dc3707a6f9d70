"""What an event's page shows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wagtail.log_actions import registry

from learning.models import Agency, LearningPoint, Partnership, ReviewPage
from learning.queries.themes import published_reviews
from training.enums import AttendanceState, EventStatus
from training.models import Attendance, PointTaught, TrainingEvent
from training.validators import COUNT_FIELDS

if TYPE_CHECKING:
    from django.db.models import QuerySet


def points_of(event: TrainingEvent) -> list[PointTaught]:
    """What it passed on, in order, each marked as `mark_points` does."""
    taught = list(event.points_taught.select_related("point").order_by("sort_order", "pk"))
    mark_points(taught, event.partnership)
    return taught


def mark_points(rows: Sequence[Any], partnership: Partnership) -> None:
    """Says of each row whether its learning point `is_public`, `is_current`, and `is_linked`: has a page on the partnership's site.

    One that is not public is known from what strangers may not read, and is not named to them.
    """
    named = {key for row in rows for key in (row.point.pk, row.point.superseded_by_id) if key}
    asked = LearningPoint.objects.public().filter(pk__in=named)
    public = dict(asked.values_list("pk", "partnership"))
    for row in rows:
        row.is_public = row.point.pk in public
        row.is_current = not row.point.is_retired and row.point.superseded_by_id not in public
        row.is_linked = row.is_public and public[row.point.pk] == partnership.pk


def reviews_of(event: TrainingEvent) -> "QuerySet[ReviewPage]":
    """The reviews of its partnership's site it is about that everybody may read."""
    reviews: QuerySet[ReviewPage] = published_reviews(event.partnership).filter(training_events=event).order_by("title")
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
