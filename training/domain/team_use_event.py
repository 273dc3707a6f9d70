"""The event that an accepted team use counts as, so that coverage has it beside training and never added to it."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from training.enums import TEAM_BRIEFING_DEPTH, AttendanceState, EventKind, EventStatus, RecordedHow
from training.models import Attendance, PointTaught, TeamUse, TrainingEvent

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def hold_event_of(use: TeamUse, *, by: "AbstractBaseUser | None") -> TrainingEvent:
    """The event of this use, held, saying what the use says; the one it had before, if it had one.

    Which team it was and who led it stay with the use: words that a person typed are looked after in one place.
    """
    event = use.event or TrainingEvent(partnership_id=use.partnership_id, kind=EventKind.TEAM_BRIEFING, is_public=False)
    before = _said(event) if event.pk else None
    event.title = (_("Team briefing: %(briefing)s") % {"briefing": use.briefing_title})[:200]
    event.status = EventStatus.HELD
    event.date_as_stated = f"{use.date:%-d %B %Y}"
    event.host = use.agency
    # modelcluster relations take a list
    event.__setattr__("reviews", list(use.briefing.reviews.all()) if use.briefing else [])
    counted = Attendance(
        agency=use.agency,
        state=AttendanceState.RETURNED,
        came=use.present,
        how=RecordedHow.TEAM_USE,
        recorded_at=timezone.now(),
        recorded_by_id=by.pk if by else None,
    )
    event.__setattr__("attendances", [counted])
    event.__setattr__("points_taught", _points_taught(use, event))
    event.save()
    log(instance=event, action="training.team_use", user=by, data={"before": before, "after": _said(event)})
    return event


def cancel_counted_event(event: TrainingEvent, *, by: "AbstractBaseUser | None") -> None:
    """Takes an event that a team use counted as out of what counts. Its figures stay in it, and in the log."""
    event = TrainingEvent.objects.select_for_update().get(pk=event.pk)
    before = _said(event)
    event.status = EventStatus.CANCELLED
    event.save(update_fields=["status", "updated_at"])
    log(instance=event, action="training.team_use", user=by, data={"before": before, "after": _said(event)})


def _points_taught(use: TeamUse, event: TrainingEvent) -> list[PointTaught]:
    """The points of the briefing that day. What somebody has since said of one on the event, its depth, stays."""
    there = {row.point_id: row for row in PointTaught.objects.filter(event=event)} if event.pk else {}
    points = use.points.order_by("title", "pk")
    return [
        there.get(point.pk) or PointTaught(point=point, depth=TEAM_BRIEFING_DEPTH, sort_order=order)
        for order, point in enumerate(points)
    ]


def _said(event: TrainingEvent) -> dict[str, Any]:
    rows = Attendance.objects.filter(event=event)
    return {
        "status": str(event.status),
        "date": event.date_as_stated,
        "agencies": {row.agency_id: row.counts for row in rows},
    }
