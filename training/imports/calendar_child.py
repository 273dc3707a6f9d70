"""The events of an iCalendar file as plain values. Runs in a process of its own, and knows nothing of Django.

RFC 5545: https://www.rfc-editor.org/rfc/rfc5545
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from icalendar import Calendar

MOST_EVENTS: Final = 5_000
_REPEATS: Final = ("RRULE", "RDATE")
_LONGEST: Final = 1_000  # letters of any text that are handed on


def read_events(path: Path) -> list[dict[str, Any]] | str:
    """What each VEVENT says; instead of that, a word for why it cannot be read: "damaged", "too many" or "none".

    `start` and `end` are ISO 8601: a day, a time in UTC, or a time without a zone. `zone` is the name of a time zone
    that nobody knows, and otherwise blank.
    """
    try:
        calendars = Calendar.from_ical(path.read_bytes(), multiple=True)
        entries = [entry for calendar in calendars for entry in calendar.walk("VEVENT")]
        if len(entries) > MOST_EVENTS:
            return "too many"
        return [_said(entry) for entry in entries] or "none"
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError):
        return "damaged"


def _said(entry: Any) -> dict[str, Any]:
    start, zone = _moment(entry, "DTSTART")
    end, _zone = _moment(entry, "DTEND")
    return {
        "uid": _text(entry, "UID") + (f" {_text(entry, 'RECURRENCE-ID')}" if "RECURRENCE-ID" in entry else ""),
        "title": _text(entry, "SUMMARY"),
        "place": _text(entry, "LOCATION"),
        "start": start.isoformat() if start else "",
        "end": end.isoformat() if end else _end_of(start, entry),
        "zone": zone,
        "is_cancelled": _text(entry, "STATUS").upper() == "CANCELLED",
        "repeats": any(name in entry for name in _REPEATS),
    }


def _moment(entry: Any, name: str) -> tuple[date | datetime | None, str]:
    """The moment, in UTC where its zone is known; and the name of the zone where it is not."""
    value = entry.get(name)
    moment = getattr(value, "dt", None)
    if not isinstance(moment, date):
        return None, ""
    if not isinstance(moment, datetime):
        return moment, ""
    if moment.tzinfo is not None:
        return moment.astimezone(UTC), ""
    return moment, str(value.params.get("TZID", ""))[:_LONGEST]


def _end_of(start: date | datetime | None, entry: Any) -> str:
    length = getattr(entry.get("DURATION"), "dt", None)
    return (start + length).isoformat() if isinstance(start, datetime) and length is not None else ""


def _text(entry: Any, name: str) -> str:
    value = entry.get(name)
    if isinstance(value, list):
        value = value[0]
    return (
        " ".join(str(value.to_ical().decode() if name == "RECURRENCE-ID" else value).split())[:_LONGEST]
        if value
        else ""
    )
