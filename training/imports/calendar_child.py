"""The events of an iCalendar file as plain values. Runs in a process of its own, and knows nothing of Django.

RFC 5545: https://www.rfc-editor.org/rfc/rfc5545
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from icalendar import Calendar

from training.imports.calendar_series import (
    Instead,
    NotUnderstood,
    dates_of,
    in_utc,
    length_of,
    moment_of,
    own_dates,
    repeats,
)

MOST_EVENTS: Final = 5_000
_LONGEST: Final = 1_000  # letters of any text that are handed on


def read_events(path: Path, until: date = date.max) -> list[dict[str, Any]] | str:
    """What each VEVENT says; instead of that, a word for why it cannot be read: "damaged", "too many" or "none".

    One that repeats is there once for each of its dates up to `until`, with `series`: "one", or "goes on" at the last
    that is taken where others follow. `repeats` is left for one whose dates cannot be made out.

    `start` and `end` are ISO 8601: a day, a time in UTC, or a time without a zone. `zone` is the name of a time zone
    that nobody knows, and otherwise blank.
    """
    try:
        calendars = Calendar.from_ical(path.read_bytes(), multiple=True)
        entries = [entry for calendar in calendars for entry in calendar.walk("VEVENT")]
        instead = own_dates(entries)
        said: list[dict[str, Any]] = []
        for entry in entries:
            said += _series(entry, instead, until) if repeats(entry) else [_said(entry)]
            if len(said) > MOST_EVENTS:
                return "too many"
        return said or "none"
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
        "repeats": repeats(entry),
        "series": "one" if "RECURRENCE-ID" in entry else "",
    }


def _series(entry: Any, instead: Instead, until: date) -> list[dict[str, Any]]:
    """What it says for each of its dates. Cancelled as a whole, or not understood, it is told of once."""
    whole = _said(entry)
    if whole["is_cancelled"] or whole["zone"]:
        return [whole]
    try:
        dates, goes_on = dates_of(entry, instead, until)
    except NotUnderstood:
        return [whole]
    first = entry.get("DTSTART").dt
    length = length_of(entry, first)
    said = []
    for start in dates:
        moment = in_utc(start)
        end = in_utc(start + length).isoformat() if length is not None else ""
        wall = f"{start:%Y%m%dT%H%M%S}" if isinstance(start, datetime) else f"{start:%Y%m%d}"
        one = {
            "uid": f"{whole['uid']} {wall}",
            "start": moment.isoformat(),
            "end": end,
            "repeats": False,
            "series": "one",
        }
        said.append(whole | one)
    if said and goes_on:
        said[-1]["series"] = "goes on"
    return said


def _moment(entry: Any, name: str) -> tuple[date | datetime | None, str]:
    """The moment, in UTC where its zone is known; and the name of the zone where it is not."""
    moment = moment_of(entry, name)
    if not isinstance(moment, date):
        return None, ""
    if not isinstance(moment, datetime):
        return moment, ""
    if moment.tzinfo is not None:
        return moment.astimezone(UTC), ""
    return moment, str(entry.get(name).params.get("TZID", ""))[:_LONGEST]


def _end_of(start: date | datetime | None, entry: Any) -> str:
    length = moment_of(entry, "DURATION")
    try:
        return (start + length).isoformat() if isinstance(start, datetime) and length is not None else ""
    except OverflowError:
        return ""


def _text(entry: Any, name: str) -> str:
    value = entry.get(name)
    if isinstance(value, list):
        value = value[0]
    return (
        " ".join(str(value.to_ical().decode() if name == "RECURRENCE-ID" else value).split())[:_LONGEST]
        if value
        else ""
    )
