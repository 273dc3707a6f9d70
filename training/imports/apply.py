"""Doing what was planned: all of it, inside the caller's transaction, in a number of queries that follows the rows alone."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from training.domain.attendance import Counts, validate_counts
from training.domain.logged_together import log_together
from training.enums import UNKNOWN_STATES, AttendanceState, EventKind, RecordedHow
from training.errors import TrainingError
from training.imports.plan import Plan, by_event, in_portions, kept_returns
from training.imports.progress import Teller, silent
from training.imports.rows import WRITTEN, KeptReturn, PlannedRow
from training.models import Attendance, TrainingEvent
from training.tasks import index_references, take_in_coverage
from training.validators import COUNT_FIELDS

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

_AT_ONCE = 500


class ChangedMeanwhile(TrainingError):
    """Somebody has changed an event between the look at it and the writing."""

    def __init__(self, event: str) -> None:
        super().__init__(
            _("“%(event)s” was changed while this was being imported. Nothing was written: try again.")
            % {"event": event}
        )


@dataclass(frozen=True, slots=True)
class Made:
    """What an import has written: the events it made, and the rows, each with the event it is of."""

    events: list[int] = field(default_factory=list)
    rows: list[tuple[int, PlannedRow]] = field(default_factory=list)


def carry_out(plan: Plan, *, by: "AbstractBaseUser | None", source: str, tell: Teller = silent) -> Made:
    """Makes the events that are not there and records every row that is new or changed; rows in error are passed over.

    `source` is the file's name, kept in the log of the events it made. What the events refer to is brought up to date
    after the commit.

    Raises TrainingError: an event was changed since the plan was made; nothing is kept.
    """
    groups = list(by_event(row for row in plan.rows if row.action in WRITTEN).values())
    with transaction.atomic():
        _check_unchanged(groups)
        made = _make_events(plan, [rows for rows in groups if rows[0].event is None], by, source)
        written = [(made.get(rows[0].number) or _known(rows[0]), rows) for rows in groups]
        _keep(written, by, tell)
        log_together(_entries(written), by=by)
        _say_they_changed([event.pk for event, _rows in written], made)
    return Made(
        [event.pk for event in made.values()],
        [(event.pk, row) for event, rows in written for row in rows],
    )


def _check_unchanged(groups: list[list[PlannedRow]]) -> None:
    """Locks the events that are there. Raises ChangedMeanwhile: one, or a return in it, is not as the plan has it."""
    known = {rows[0].event.pk: rows for rows in groups if rows[0].event}
    status: dict[int, str] = {}
    for some in in_portions(sorted(known)):
        events = TrainingEvent.objects.select_for_update(of=("self",)).filter(pk__in=some).order_by("pk")
        status |= dict(events.values_list("pk", "status"))
    kept = kept_returns(known)
    for pk, rows in known.items():
        planned_for = rows[0].event
        returns_differ = any(row.agency and kept.get((pk, row.agency.pk)) != row.before for row in rows)
        if planned_for is None or status.get(pk) != planned_for.status or returns_differ:
            raise ChangedMeanwhile(rows[0].title)


def _make_events(
    plan: Plan, groups: list[list[PlannedRow]], by: "AbstractBaseUser | None", source: str
) -> dict[int, TrainingEvent]:
    """The events made, each under the number of its first row."""
    events = [_event(plan, rows[0]) for rows in groups]
    TrainingEvent.objects.bulk_create(events, batch_size=_AT_ONCE)
    made = {rows[0].number: event for rows, event in zip(groups, events, strict=True)}
    entries = ((event, "training.import", {"file": source, "row": row}) for row, event in made.items())
    log_together(entries, by=by)
    return made


def _event(plan: Plan, row: PlannedRow) -> TrainingEvent:
    event = TrainingEvent(
        partnership=plan.partnership,
        title=row.title,
        date_as_stated=str(row.stated),
        kind=row.kind or EventKind.COURSE,
        mode=row.mode or "",
        place=row.place,
        course_id=row.course_id,
        status=row.status,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        is_public=False,
    )
    event.read_stated_date()  # as save() would
    return event


def _known(row: PlannedRow) -> TrainingEvent:
    """Enough of an event that is there to write its returns and its log."""
    return TrainingEvent(pk=row.event.pk if row.event else None, title=row.title, date_as_stated=str(row.stated))


def _keep(written: list[tuple[TrainingEvent, list[PlannedRow]]], by: "AbstractBaseUser | None", tell: Teller) -> None:
    """The returns, new or instead of what was there. They are unique by event and agency."""
    now, whose = timezone.now(), by.pk if by else None
    returns = [_return(event, row, now, whose) for event, rows in written for row in rows if row.agency]
    said = ["state", *COUNT_FIELDS, "how", "recorded_at", "recorded_by"]
    for start in range(0, len(returns), _AT_ONCE):
        Attendance.objects.bulk_create(
            returns[start : start + _AT_ONCE],
            update_conflicts=True,
            unique_fields=["event", "agency"],
            update_fields=said,
        )
        tell(min(start + _AT_ONCE, len(returns)))


def _return(event: TrainingEvent, row: PlannedRow, now: Any, whose: int | None) -> Attendance:
    if row.state == AttendanceState.RETURNED and row.agency:
        validate_counts(row.agency, row.counts)
    return Attendance(
        event_id=event.pk,
        agency=row.agency,
        state=row.state or AttendanceState.RETURNED,
        how=RecordedHow.IMPORTED,
        recorded_at=now,
        recorded_by_id=whose,
        **asdict(row.counts),
    )


def _entries(
    written: list[tuple[TrainingEvent, list[PlannedRow]]],
) -> Iterator[tuple[TrainingEvent, str, dict[str, Any]]]:
    """What the log says of each event's returns, in the words of `training.domain.attendance`."""
    for event, rows in written:
        for action, of_state in (
            ("training.attendance", [row for row in rows if row.agency and row.state not in UNKNOWN_STATES]),
            ("training.awaiting", [row for row in rows if row.agency and row.state in UNKNOWN_STATES]),
        ):
            if of_state:
                before = {_number(row): _said(row.before) for row in of_state}
                after = {_number(row): {"state": str(row.state), **asdict(row.counts)} for row in of_state}
                yield event, action, {"before": before, "after": after}


def _number(row: PlannedRow) -> str:
    return str(row.agency.pk) if row.agency else ""


def _said(before: KeptReturn | None) -> dict[str, Any] | None:
    counts: Counts | None = before.counts if before else None
    return {"state": str(before.state), **asdict(counts)} if before and counts else None


def _say_they_changed(numbers: list[int], made: dict[int, TrainingEvent]) -> None:
    """Whoever listens to events being saved hears of one: pages that are kept are then all made again.

    Search is told of none: events made by an import are not shown to everybody, and returns are not searched.
    """
    if not numbers:
        return
    new = {event.pk for event in made.values()}
    for some in in_portions([number for number in numbers if number not in new]):
        TrainingEvent.objects.filter(pk__in=some).update(updated_at=timezone.now())
    TrainingEvent.objects.get(pk=numbers[-1]).save(update_fields=["updated_at"])
    transaction.on_commit(lambda: index_references.enqueue(numbers))
    transaction.on_commit(take_in_coverage.enqueue)
