"""The event that an agency's “shared” counts as, so that coverage has it in a layer of its own and never adds it to training."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from briefings.models import BriefingPage
from learning.models import ReviewPage
from training.enums import CASCADE_DEPTH, AttendanceState, EventKind, EventStatus, RecordedHow, ReplyKind
from training.models import Attendance, CascadeRecipient, CascadeReply, PointTaught, TrainingEvent
from training.queries.cascade_rollup import rollup_of

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    from training.models import Cascade


def count_agency(recipient: CascadeRecipient, *, by: "AbstractBaseUser | None") -> TrainingEvent | None:
    """Makes the event of an agency (`recipient` is its own row) say what it and its teams say now; gives it, if there is one.

    Where nobody says any more that it was shared, the event is cancelled, and keeps its figures. Call it in the
    transaction that changed a reply, with the agency's row locked.
    """
    people, event = rollup_of(recipient).people, recipient.event
    before = _said(event) if event else None
    if people is None:
        if event is None or event.status == EventStatus.CANCELLED:
            return event
        event.status = EventStatus.CANCELLED
        event.save(update_fields=["status", "updated_at"])
    else:
        event = _held(recipient, event, people, by)
    if before != (after := _said(event)):
        log(instance=event, action="training.cascade", user=by, data={"before": before, "after": after})
    return event


def _held(
    recipient: CascadeRecipient, event: TrainingEvent | None, people: int, by: "AbstractBaseUser | None"
) -> TrainingEvent:
    """The event, held; no word of the agency's is in it, which are looked after with the reply."""
    cascade = recipient.cascade
    day, is_new = _day(recipient), event is None
    event = event or TrainingEvent(partnership_id=cascade.partnership_id, kind=EventKind.CASCADE, is_public=False)
    event.title = (_("Cascade: %(title)s") % {"title": cascade.title})[:200]
    event.status = EventStatus.HELD
    event.date_as_stated = f"{day:%-d %B %Y}"
    event.host = recipient.agency
    event.__setattr__("reviews", _reviews_of(cascade))  # modelcluster relations take a list
    counted = Attendance(
        agency=recipient.agency,
        state=AttendanceState.RETURNED,
        came=people,
        how=RecordedHow.RETURN,
        recorded_at=timezone.now(),
        recorded_by_id=by.pk if by else None,
    )
    event.__setattr__("attendances", [counted])
    event.__setattr__("points_taught", _points_taught(cascade, event))
    event.save()
    if is_new:
        recipient.event = event
        recipient.save(update_fields=["event"])
    return event


def _day(recipient: CascadeRecipient) -> date:
    """When it was shared: the day that the agency gives; else a team's, the last; else the day it was first said.

    The first, so that changing a figure weeks later does not move the day on which people heard of it.
    """
    of_agency = CascadeReply.objects.filter(recipient=recipient, kind=ReplyKind.SHARED)
    of_teams = CascadeReply.objects.filter(recipient__parent=recipient, kind=ReplyKind.SHARED)
    for replies in (of_agency, of_teams):
        given = replies.filter(is_current=True).exclude(shared_on=None).order_by("-shared_on").first()
        if given and given.shared_on:
            return given.shared_on
    first = (of_agency | of_teams).order_by("received_at").first()
    return timezone.localdate(first.received_at) if first else timezone.localdate()


def _reviews_of(cascade: "Cascade") -> list[ReviewPage]:
    page = cascade.page.specific if cascade.page_id and cascade.page else None
    if isinstance(page, ReviewPage):
        return [page]
    return list(page.reviews.all()) if isinstance(page, BriefingPage) else []


def _points_taught(cascade: "Cascade", event: TrainingEvent) -> list[PointTaught]:
    """The points that were sent. What somebody has since said of one on the event, its depth, stays."""
    there = {row.point_id: row for row in PointTaught.objects.filter(event=event)} if event.pk else {}
    points = cascade.points.order_by("title", "pk")
    return [
        there.get(point.pk) or PointTaught(point=point, depth=CASCADE_DEPTH, sort_order=order)
        for order, point in enumerate(points)
    ]


def _said(event: TrainingEvent) -> dict[str, Any]:
    rows = Attendance.objects.filter(event=event)
    return {
        "status": str(event.status),
        "date": event.date_as_stated,
        "agencies": {str(row.agency_id): row.counts for row in rows},
    }
