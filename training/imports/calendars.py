"""Events from an iCalendar file: each VEVENT a row that makes an event, and says nothing of who came."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from learning.dates import AsStatedDate
from learning.models import Partnership
from media.opc.child import in_child
from media.opc.gate import inspect
from media.opc.kinds import FileKind
from media.opc.limits import MIB, Limits
from media.opc.refusals import NotAllowed, Renamed
from training.enums import EventStatus, ImportState
from training.imports.calendar_child import MOST_EVENTS
from training.imports.cells import SheetNotRead, as_text, folded
from training.imports.columns import Columns
from training.imports.plan import Plan
from training.imports.rows import Action, KnownEvent, PlannedRow
from training.imports.values import FIRST_YEAR, too_early
from training.models import AttendanceImport, TrainingEvent

LIMITS: Final = Limits(upload_bytes=5 * MIB)
SECONDS_TO_READ: Final = 30.0
SERIES_AHEAD: Final = datetime.timedelta(days=366)
NO_COLUMNS: Final = Columns(0, {}, {"event": "Event", "date": "Date", "place": "Venue"}, [], 0)
"""What stands over rows of a calendar that are given back."""
_LONGEST: Final = 200
_YEARS_AHEAD: Final = 10
Entry = dict[str, Any]
"""A VEVENT, as `calendar_child` tells it."""


def is_calendar(name: str) -> bool:
    return name.casefold().endswith((".ics", ".ical", ".ifb", ".icalendar"))


def read_calendar(file: Any) -> list[Entry]:
    """What each event of the file says.

    Raises:
        FileRefused: empty, too large, or it could not be read in time.
        SheetNotRead: it is no calendar, or one without events.
    """
    try:
        inspect(file, name="calendar.txt", limits=LIMITS, allowed={FileKind.TEXT})
    except (NotAllowed, Renamed) as error:
        raise SheetNotRead(
            _("This is %(what)s whose name says that it is a calendar. Export the calendar again as iCal (.ics).")
            % {"what": error.found.described}
        ) from error
    file.seek(0)
    with NamedTemporaryFile(suffix=".ics") as copy:
        copy.write(file.read())
        copy.flush()
        found: list[Entry] | str = in_child(
            "training.imports.calendar_child:read_events",
            Path(copy.name),
            until=_series_until(),
            seconds=SECONDS_TO_READ,
        )
    if isinstance(found, str):
        raise SheetNotRead(_problem(found))
    return found


def _series_until() -> datetime.date:
    """The last day for which dates of events that repeat are taken: many repeat for ever."""
    return timezone.localdate() + SERIES_AHEAD


def _problem(word: str) -> str:
    if word == "too many":
        return _("There are more than %(most)d events in this calendar. Export fewer of them.") % {"most": MOST_EVENTS}
    if word == "none":
        return _("There is no event in this calendar.")
    return _("This calendar is damaged or no iCal file. Export it again, as iCal (.ics).")


def calendar_rows(entries: list[Entry], now: datetime.datetime) -> list[PlannedRow]:
    """What each event says by itself: held if it is over, otherwise planned. Numbered as they come in the file."""
    return [_row(number, entry, now) for number, entry in enumerate(entries, start=1)]


def _row(number: int, entry: Entry, now: datetime.datetime) -> PlannedRow:
    title, place = as_text(entry["title"]), as_text(entry["place"])
    texts = {"event": title, "date": entry["start"][: len("2026-03-12")], "place": place}
    row = PlannedRow(number, texts, title=title, place=place[:_LONGEST], uid=entry["uid"])
    if entry["is_cancelled"]:
        row.leave_out(_("cancelled in the calendar. If it is an event here, cancel it on its own page"))
    elif entry["repeats"]:
        row.refuse(_("It repeats in a way that cannot be made out here. Export its dates as events of their own."))
    elif not row.title:
        row.refuse(_("There is no title."))
    elif len(row.title) > _LONGEST:
        row.refuse(_("The title is longer than %(longest)d letters.") % {"longest": _LONGEST})
    elif entry["zone"]:
        row.refuse(_("Its time zone “%(zone)s” is not known.") % {"zone": entry["zone"][:60]})
    elif not entry["start"]:
        row.refuse(_("There is no date that can be read."))
    elif (stated := AsStatedDate.parse(texts["date"])).date is None or stated.date.year < FIRST_YEAR:
        row.refuse(too_early(stated))  # and perhaps no time zone can be reckoned there
    elif stated.date.year > now.year + _YEARS_AHEAD:
        row.refuse(_("%(date)s is more than %(years)d years ahead.") % {"date": stated, "years": _YEARS_AHEAD})
    else:
        _date(row, entry, now)
        if entry["series"]:
            row.notes.append(_("one of a series"))
        if entry["series"] == "goes on":
            row.notes.append(_("the series goes on: import the calendar again for its later dates"))
    return row


def _date(row: PlannedRow, entry: Entry, now: datetime.datetime) -> None:
    is_all_day = len(entry["start"]) == len("2026-03-12")
    if is_all_day:
        day = last = datetime.date.fromisoformat(entry["start"])
        if len(entry["end"]) == len(entry["start"]):  # the day after the last
            last = max(day, datetime.date.fromisoformat(entry["end"]) - datetime.timedelta(days=1))
        is_over = last < timezone.localdate(now)
    else:
        row.starts_at, row.ends_at = _moment(entry["start"]), _moment(entry["end"])
        if row.ends_at and row.starts_at and row.ends_at <= row.starts_at:
            row.ends_at = None
        is_over = (row.ends_at or row.starts_at or now) < now
        day = timezone.localdate(row.starts_at)
        last = timezone.localdate(row.ends_at) if row.ends_at else day
        row.notes.append(_times(row))
    row.stated = AsStatedDate.parse(f"{day:%-d %B} {day.year:04}")
    row.status = EventStatus.HELD if is_over else EventStatus.PLANNED
    if last > day:
        row.notes.append(_("until %(day)s") % {"day": f"{last:%-d %B %Y}"})


def _moment(text: str) -> datetime.datetime | None:
    """In local time; a time without a zone is local."""
    if not text:
        return None
    moment = datetime.datetime.fromisoformat(text)
    return timezone.localtime(moment) if moment.tzinfo else timezone.make_aware(moment)


def _times(row: PlannedRow) -> str:
    start = f"{row.starts_at:%H:%M}" if row.starts_at else ""
    return _("%(start)s to %(end)s") % {"start": start, "end": f"{row.ends_at:%H:%M}"} if row.ends_at else start


def planned_calendar(rows: list[PlannedRow], partnership: Partnership) -> Plan:
    """What taking these events in will do, set beside the events that are there. Nothing that is there is changed."""
    imported = _imported(partnership)
    events = {event.pk: event for event in TrainingEvent.objects.of(partnership).defer("description")}
    there: dict[tuple[str, object], list[TrainingEvent]] = defaultdict(list)
    for event in events.values():
        there[folded(event.title), event.date].append(event)
    seen: dict[object, int] = {}
    for row in rows:
        if not row.is_live or not row.stated:
            continue
        if row.key in seen:
            row.leave_out(_("the same event as number %(number)d") % {"number": seen[row.key]})
            continue
        seen[row.key] = row.number
        same = [one for one in there[folded(row.title), row.stated.date] if _is_at(one, row)]
        before = events.get(imported.get(row.uid, 0)) if row.uid else None
        if same:
            _is_there(row, same[0])
        elif before:
            row.refuse(
                _("It was taken in before, and is here as “%(event)s”. Move or rename it on its own page.")
                % {"event": before}
            )
    return Plan(partnership, NO_COLUMNS, rows)


def _is_there(row: PlannedRow, event: TrainingEvent) -> None:
    row.event, row.action = KnownEvent(event.pk, EventStatus(event.status), event.capacity), Action.SAME
    if event.status != row.status:
        row.notes.append(_("here it is “%(status)s”") % {"status": event.get_status_display()})


def _is_at(event: TrainingEvent, row: PlannedRow) -> bool:
    return event.starts_at is None or row.starts_at is None or event.starts_at == row.starts_at


def _imported(partnership: Partnership) -> Mapping[str, int]:
    """The events made from calendars before, by what the calendar knows them by."""
    done = AttendanceImport.objects.filter(partnership=partnership, state=ImportState.DONE, mapping__calendar=True)
    return {uid: event for uids in done.values_list("made__uids", flat=True) for uid, event in (uids or {}).items()}
