"""Recording who came: counts by agency, never names."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from training.enums import AttendanceState, EventStatus, RecordedHow
from training.errors import CountNotValid, EventCancelled, EventNotHeld, MoreThanTheRoom, NothingReturned
from training.models import Attendance, TrainingEvent
from training.validators import COUNT_FIELDS

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    from learning.models import Agency


@dataclass(frozen=True)
class Counts:
    """One agency's figures, in people. None is "not given", which is not zero."""

    booked: int | None = None
    came: int | None = None
    walked_in: int | None = None
    did_not_come: int | None = None
    cancelled: int | None = None

    @property
    def people(self) -> int:
        """How many were in the room, as far as is given."""
        return (self.came or 0) + (self.walked_in or 0)


NOTHING = Counts()


def record_attendance(
    event: TrainingEvent,
    counts: "Mapping[Agency, Counts]",
    *,
    by: "AbstractBaseUser | None",
    more_than_the_room: bool = False,
    how: RecordedHow = RecordedHow.TYPED,
) -> list[Attendance]:
    """Keeps these agencies' returns, all or none; other agencies' stay. What each row said before is logged.

    `how` says where the figures come from.

    Raises:
        CountNotValid: a figure is negative or no whole number.
        NothingReturned: an agency has no figure at all.
        EventCancelled: the event was cancelled.
        EventNotHeld: somebody came, to an event not marked as held.
        MoreThanTheRoom: more came, with the other agencies', than the room holds; pass `more_than_the_room` to confirm.
    """
    for agency, figures in counts.items():
        validate_counts(agency, figures)
    with transaction.atomic():
        event = _locked(event)
        if any(figures.people for figures in counts.values()) and event.status != EventStatus.HELD:
            raise EventNotHeld(event)
        kept = {row.agency_id: row for row in event.attendances.all()}
        if not more_than_the_room:
            _check_room(event, counts, kept.values())
        before = {str(agency.pk): _said(kept.get(agency.pk)) for agency in counts}
        rows = [
            _said_now(event, agency, kept.get(agency.pk), AttendanceState.RETURNED, figures)
            for agency, figures in counts.items()
        ]
        _keep(event, rows, by, how)
        _log(event, "training.attendance", by, before, rows)
    return rows


def mark_awaiting(
    event: TrainingEvent,
    agencies: "Iterable[Agency]",
    *,
    by: "AbstractBaseUser | None",
    will_not_be_sent: bool = False,
) -> list[Attendance]:
    """Says that these agencies' returns are awaited, or will never be sent. Figures they had are taken out, and logged.

    Raises:
        EventCancelled: the event was cancelled, so there is nothing to await.
    """
    state = AttendanceState.WILL_NOT_BE_SENT if will_not_be_sent else AttendanceState.AWAITING
    agencies = list(agencies)
    with transaction.atomic():
        event = _locked(event)
        kept = {row.agency_id: row for row in event.attendances.all()}
        before = {str(agency.pk): _said(kept.get(agency.pk)) for agency in agencies}
        rows = [_said_now(event, agency, kept.get(agency.pk), state, NOTHING) for agency in agencies]
        _keep(event, rows, by, RecordedHow.TYPED)
        _log(event, "training.awaiting", by, before, rows)
    return rows


def validate_counts(agency: "Agency", figures: Counts) -> None:
    """A return has at least one figure, and each is a whole number of people.

    Raises:
        CountNotValid, NothingReturned: as they say.
    """
    for field in fields(figures):
        value = getattr(figures, field.name)
        if value is not None and (type(value) is not int or value < 0):
            raise CountNotValid(agency, field.name, value)
    if figures == NOTHING:
        raise NothingReturned(agency)


def _locked(event: TrainingEvent) -> TrainingEvent:
    event = TrainingEvent.objects.select_for_update().get(pk=event.pk)
    if event.status == EventStatus.CANCELLED:
        raise EventCancelled(event)
    return event


def _check_room(event: TrainingEvent, counts: "Mapping[Agency, Counts]", kept: Iterable[Attendance]) -> None:
    if event.capacity is None:
        return
    changed = {agency.pk for agency in counts}
    others = sum(row.people or 0 for row in kept if row.agency_id not in changed)
    people = others + sum(figures.people for figures in counts.values())
    if people > event.capacity:
        raise MoreThanTheRoom(people, event.capacity)


def _said_now(
    event: TrainingEvent, agency: "Agency", row: Attendance | None, state: AttendanceState, figures: Counts
) -> Attendance:
    row = row or Attendance(event=event, agency=agency)
    row.state = state
    for name, value in asdict(figures).items():
        setattr(row, name, value)
    return row


def _keep(event: TrainingEvent, rows: list[Attendance], by: "AbstractBaseUser | None", how: RecordedHow) -> None:
    """All rows in two queries. The event is saved for its signals: saved one by one, each row has it indexed again."""
    now = timezone.now()
    for row in rows:
        row.how, row.recorded_at, row.recorded_by_id = how, now, by.pk if by else None
    added, changed = [row for row in rows if row.pk is None], [row for row in rows if row.pk is not None]
    Attendance.objects.bulk_create(added)
    Attendance.objects.bulk_update(changed, ["state", *COUNT_FIELDS, "how", "recorded_at", "recorded_by"])
    event.save(update_fields=["updated_at"])


def _said(row: Attendance | None) -> dict[str, str | int | None] | None:
    return {"state": str(row.state), **row.counts} if row else None


def _log(
    event: TrainingEvent,
    action: str,
    by: "AbstractBaseUser | None",
    before: Mapping[str, object],
    rows: list[Attendance],
) -> None:
    after = {str(row.agency_id): _said(row) for row in rows}
    log(instance=event, action=action, user=by, data={"before": before, "after": after})
