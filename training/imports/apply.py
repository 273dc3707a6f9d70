"""Doing what was planned: all of it, inside the caller's transaction."""

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from learning.models import Agency
from training.domain.attendance import Counts, mark_awaiting, record_attendance
from training.enums import UNKNOWN_STATES, AttendanceState, EventKind, EventStatus, RecordedHow
from training.imports.plan import Plan, by_event
from training.imports.rows import WRITTEN, PlannedRow
from training.models import TrainingEvent

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def carry_out(plan: Plan, *, by: "AbstractBaseUser | None", source: str) -> None:
    """Makes the events that are not there and records every row that is new or changed; rows in error are passed over.

    `source` is the file's name, kept in the log of the events it made.

    Raises TrainingError: an event was changed since the plan was made; nothing is kept.
    """
    with transaction.atomic():
        for rows in by_event(row for row in plan.rows if row.action in WRITTEN).values():
            event = _event(plan, rows[0], by, source)
            returned = _returned(rows)
            if returned:
                record_attendance(
                    event,
                    returned,
                    by=by,
                    more_than_the_room=plan.more_than_the_room,
                    how=RecordedHow.IMPORTED,
                )
            for state in UNKNOWN_STATES:
                agencies = [row.agency for row in rows if row.state == state and row.agency]
                if agencies:
                    never = state == AttendanceState.WILL_NOT_BE_SENT
                    mark_awaiting(event, agencies, by=by, will_not_be_sent=never)


def _returned(rows: list[PlannedRow]) -> dict[Agency, Counts]:
    return {row.agency: row.counts for row in rows if row.state == AttendanceState.RETURNED and row.agency}


def _event(plan: Plan, row: PlannedRow, by: "AbstractBaseUser | None", source: str) -> TrainingEvent:
    if row.event:
        return TrainingEvent(pk=row.event.pk)  # the domain fetches and locks it
    event = TrainingEvent.objects.create(
        partnership=plan.partnership,
        title=row.title,
        date_as_stated=str(row.stated),
        kind=row.kind or EventKind.COURSE,
        mode=row.mode or "",
        place=row.place,
        course_id=row.course_id,
        status=EventStatus.HELD,
        is_public=False,
    )
    log(instance=event, action="training.import", user=by, data={"file": source, "row": row.number})
    return event
