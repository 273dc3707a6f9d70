"""What becomes of an event: held or cancelled."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from training.enums import AttendanceState, EventStatus
from training.errors import EventAlreadyHeld, EventCancelled
from training.models import Attendance, TrainingEvent
from training.planning_errors import NotYetToBeHeld

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def hold_event(event: TrainingEvent, *, by: "AbstractBaseUser | None", on: date | None = None) -> TrainingEvent:
    """Marks an event as held. From then on the returns of the agencies invited are awaited, until they come.

    Raises:
        EventCancelled: it was cancelled.
        EventAlreadyHeld: it was marked before; nothing changes.
        NotYetToBeHeld: its day, month or year has not begun.
    """
    with transaction.atomic():
        held = _locked(event)
        if held.date and held.date > (on or timezone.localdate()):
            raise NotYetToBeHeld(held)
        answered = held.attendances.values("agency")
        Attendance.objects.bulk_create(
            Attendance(event=held, agency=agency, state=AttendanceState.AWAITING)
            for agency in held.invited.exclude(pk__in=answered)
        )
        _set_status(held, EventStatus.HELD, "training.hold", by)
    event.status = held.status
    return held


def cancel_event(event: TrainingEvent, *, by: "AbstractBaseUser | None", why: str = "") -> TrainingEvent:
    """Cancels an event that has not been held. It stays on record and passes nothing on.

    Raises:
        EventCancelled: it was cancelled before.
        EventAlreadyHeld: it was held.
    """
    with transaction.atomic():
        cancelled = _locked(event)
        _set_status(cancelled, EventStatus.CANCELLED, "training.cancel", by, why=why.strip())
    event.status = cancelled.status
    return cancelled


def _locked(event: TrainingEvent) -> TrainingEvent:
    event = TrainingEvent.objects.select_for_update().get(pk=event.pk)
    if event.status == EventStatus.CANCELLED:
        raise EventCancelled(event)
    if event.status == EventStatus.HELD:
        raise EventAlreadyHeld(event)
    return event


def _set_status(
    event: TrainingEvent, status: EventStatus, action: str, by: "AbstractBaseUser | None", **data: str
) -> None:
    before, event.status = event.status, status
    event.save(update_fields=["status", "updated_at"])
    log(instance=event, action=action, user=by, data={"before": str(before), **data})
