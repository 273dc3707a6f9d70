"""Each row as it will be: against the other rows, and against what is there already. Nothing is written here."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from learning.enums import DatePrecision
from learning.models import Partnership
from training.domain.attendance import NOTHING, Counts
from training.enums import UNKNOWN_STATES, AttendanceState, EventStatus
from training.imports.agencies import AgencyNames
from training.imports.cells import SheetNotRead, folded
from training.imports.columns import Columns, said
from training.imports.progress import Teller, silent
from training.imports.reading import Table
from training.imports.rows import WRITTEN, Action, EventKey, KeptReturn, KnownEvent, PlannedRow
from training.imports.understanding import understood
from training.models import Attendance, Course, TrainingEvent
from training.validators import COUNT_FIELDS

_AT_ONCE = 500  # events asked for by number in one query: SQLite takes so many values, and no end of them
Kept = dict[tuple[int, int], KeptReturn]
"""What is there, by event and agency."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import will do. `more_than_the_room` says that rooms may hold more than they do."""

    partnership: Partnership
    columns: Columns
    rows: list[PlannedRow]
    more_than_the_room: bool = False

    @property
    def errors(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.errors]

    @property
    def counted(self) -> Counter[Action]:
        return Counter(row.action for row in self.rows)


def rows_of(
    table: Table,
    partnership: Partnership,
    today: datetime.date,
    *,
    left_out: Iterable[str] = (),
    tell: Teller = silent,
) -> list[PlannedRow]:
    """What each row says by itself. Takes most of the time, and no lock.

    `left_out` are the folded names of agencies whose rows are not wanted.

    Raises SheetNotRead: there is no row below the headings.
    """
    rows: list[PlannedRow] = []
    for row in understood(table, AgencyNames.of(partnership, left_out), today):
        rows.append(row)
        if len(rows) % _AT_ONCE == 0:
            tell(len(rows))
    if not rows:
        raise SheetNotRead(_("There are headings and no row below them: nothing to import."))
    return rows


def planned(
    rows: list[PlannedRow],
    columns: Columns,
    partnership: Partnership,
    *,
    more_than_the_room: bool = False,
    today: datetime.date,
) -> Plan:
    """What importing the rows into this partnership will do, set beside what is there now."""
    _refuse_twice(rows)
    _find_events(rows, partnership)
    _find_courses(rows, partnership)
    _refuse_odd_events(rows, today)
    kept = kept_returns({row.event.pk for row in rows if row.is_live and row.event})
    _compare(rows, kept)
    if not more_than_the_room:
        _refuse_crowds(rows, kept)
    return Plan(partnership, columns, rows, more_than_the_room)


def by_event(rows: Iterable[PlannedRow]) -> dict[EventKey, list[PlannedRow]]:
    """The rows that say something, by the event they belong to, in the order of the file."""
    found: dict[EventKey, list[PlannedRow]] = defaultdict(list)
    for row in rows:
        if row.is_live and row.key:
            found[row.key].append(row)
    return found


def _refuse_twice(rows: list[PlannedRow]) -> None:
    """One agency has one return of an event: which of two is right, nobody can say here."""
    for of_event in by_event(rows).values():
        seen: dict[int, list[PlannedRow]] = defaultdict(list)
        for row in of_event:
            if row.agency:
                seen[row.agency.pk].append(row)
        for same in (rows for rows in seen.values() if len(rows) > 1):
            for row in same:
                others = ", ".join(str(other.number) for other in same if other is not row)
                row.refuse(_("The same event and agency as row %(rows)s. Keep one.") % {"rows": others})


def _find_events(rows: list[PlannedRow], partnership: Partnership) -> None:
    known: dict[EventKey, list[KnownEvent]] = defaultdict(list)
    events = TrainingEvent.objects.of(partnership).values_list(
        "pk", "title", "date", "date_precision", "status", "capacity"
    )
    for pk, title, date, precision, status, capacity in events.iterator():
        known[EventKey(folded(title), date, DatePrecision(precision))].append(
            KnownEvent(pk, EventStatus(status), capacity)
        )
    for key, of_event in by_event(rows).items():
        found = known.get(key, [])
        for row in of_event:
            if len(found) > 1:
                row.refuse(_("There are %(count)d events of that title and date.") % {"count": len(found)})
            elif found:
                row.event = found[0]


def _find_courses(rows: list[PlannedRow], partnership: Partnership) -> None:
    """Ties an event to be made to the course named, if there is one of that title."""
    courses: dict[str, list[int]] = defaultdict(list)
    for pk, title in Course.objects.filter(partnership=partnership).values_list("pk", "title"):
        courses[folded(title)].append(pk)
    for row in rows:
        name = row.texts.get("course")
        if name and row.is_live and row.event is None:
            found = courses.get(folded(name), [])
            row.course_id = found[0] if len(found) == 1 else None
            if row.course_id is None:
                row.notes.append(_("“%(name)s” is no course of the catalogue: not tied to one") % {"name": name})


def _refuse_odd_events(rows: list[PlannedRow], today: datetime.date) -> None:
    """Events that cannot have been held, and rows that say different things of an event to be made."""
    for of_event in by_event(rows).values():
        for row in of_event:
            if row.event:
                _refuse_not_held(row, row.event)
            elif row.stated and row.stated.date and row.stated.date > today:
                row.refuse(_("%(date)s is still to come, so nobody can have come.") % {"date": row.stated})
        if of_event[0].event is None:
            for name in ("kind", "mode", "place", "course"):
                _agree(of_event, name)


def _refuse_not_held(row: PlannedRow, event: KnownEvent) -> None:
    if event.status == EventStatus.CANCELLED:
        row.refuse(_("The event is there and was cancelled. If it took place after all, change its status first."))
    elif event.status != EventStatus.HELD and row.counts.people:
        row.refuse(_("The event is there and not marked as held. Mark it as held first."))


def _agree(rows: list[PlannedRow], name: str) -> None:
    """One row may say for all where the event was; a row that says otherwise is refused."""
    field = "course_id" if name == "course" else name
    saying = [row for row in rows if getattr(row, field)]
    for row in rows:
        if getattr(row, field) and folded(str(getattr(row, field))) != folded(str(getattr(saying[0], field))):
            row.refuse(
                _("The same event has another %(what)s in row %(row)d.") % {"what": said(name), "row": saying[0].number}
            )
        elif saying:
            setattr(row, field, getattr(saying[0], field))


def _compare(rows: list[PlannedRow], kept: Kept) -> None:
    """Says of each row whether it is new, changes what is kept, or says the same. Figures it lacks are kept."""
    for row in (row for row in rows if row.is_live and row.agency):
        before = kept.get((row.event.pk, row.agency.pk)) if row.event and row.agency else None
        if before is None or row.state is None:
            continue
        row.before = before
        if row.state in UNKNOWN_STATES and before.counts != NOTHING:
            row.refuse(
                _("Figures are there already (%(figures)s), and an import takes none out.") % _figures(before.counts)
            )
            continue
        row.counts = _filled(row.counts, before.counts)
        is_same = (row.state, row.counts) == (before.state, before.counts)
        row.action = Action.SAME if is_same else Action.UPDATE
        if row.action == Action.UPDATE:
            row.notes.append(_("before: %(figures)s") % _figures(before.counts, before.state))


def kept_returns(events: Iterable[int]) -> Kept:
    """What the attendance of these events says now."""
    return {
        (event, agency): KeptReturn(AttendanceState(state), Counts(*figures), how, recorded_at, recorded_by)
        for some in in_portions(sorted(events))
        for event, agency, state, how, recorded_at, recorded_by, *figures in Attendance.objects.filter(event__in=some)
        .order_by()
        .values_list("event_id", "agency_id", "state", "how", "recorded_at", "recorded_by_id", *COUNT_FIELDS)
    }


def in_portions(numbers: list[int]) -> Iterator[list[int]]:
    """The numbers, as many at a time as a query may name."""
    return (numbers[start : start + _AT_ONCE] for start in range(0, len(numbers), _AT_ONCE))


def _filled(given: Counts, before: Counts) -> Counts:
    kept = asdict(before)
    return Counts(**{name: kept[name] if value is None else value for name, value in asdict(given).items()})


def _refuse_crowds(rows: list[PlannedRow], kept: Kept) -> None:
    there: dict[int, dict[int, int]] = defaultdict(dict)
    for (event, agency), before in kept.items():
        there[event][agency] = before.counts.people if before.state == AttendanceState.RETURNED else 0
    for of_event in by_event(rows).values():
        known = of_event[0].event
        changed = {row.agency.pk: row for row in of_event if row.agency and row.action in WRITTEN}
        if known is None or known.capacity is None or not changed:
            continue
        people = there[known.pk] | {agency: row.counts.people for agency, row in changed.items()}
        if sum(people.values()) > known.capacity:
            for row in changed.values():
                _refuse_crowd(row, sum(people.values()), known.capacity)


def _refuse_crowd(row: PlannedRow, people: int, capacity: int) -> None:
    row.is_crowded = not row.errors
    row.refuse(
        _(
            "%(people)d people came in all, and the room holds %(capacity)d. If that is right, say so (on the command "
            "line: --more-than-the-room)."
        )
        % {"people": people, "capacity": capacity}
    )


def figures_said(counts: Counts, state: AttendanceState | None = None) -> str:
    """Figures in words: "booked 6, came 5"; of a return that has none, its state."""
    given = [f"{said(name)} {value}" for name, value in asdict(counts).items() if value is not None]
    return ", ".join(given) or (str(state.label).lower() if state else "")


def _figures(counts: Counts, state: AttendanceState | None = None) -> dict[str, str]:
    return {"figures": figures_said(counts, state)}
