"""Days and hours as people write them on a form, and as they are said back: nothing is guessed in silence."""

import re
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.dates import AsStatedDate
from learning.enums import DatePrecision

FIRST_YEAR, LAST_YEAR = 1950, 2100
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:\s*[.:h]?\s*(?P<minute>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?", re.I | re.ASCII)
_NOON = re.compile(r"(?:12\s*)?(?:noon|midday)", re.I)
# "2" or "3.30" could be either half of the day; "7" to "12" are when sessions start, and "02:00" is a clock of 24 hours.
_EITHER_HALF = re.compile(r"[1-6]\D|[1-6]$|[1-6]\d\d$")


class NotUnderstood(ValueError):
    """What was written names no day, or no hour; `str()` is a sentence for the person who wrote it."""


def read_stated_day(text: str) -> AsStatedDate:
    """The date as somebody states it, as exact as they know it: a day, a month, a year, or words without figures.

    Raises:
        NotUnderstood: there are figures in it that make no date, or its year cannot be meant.
    """
    stated = AsStatedDate.parse(text)
    figures = re.findall(r"\d+", text)
    is_read = stated.precision in (DatePrecision.DAY, DatePrecision.MONTH) or figures in ([], [str(stated.year)])
    if not is_read:
        raise NotUnderstood(
            _("“%(text)s” is not a date that can be read. Write it like 3 March 2027; or March 2027, if that is known.")
            % {"text": text}
        )
    if stated.date and not FIRST_YEAR <= stated.date.year <= LAST_YEAR:
        raise NotUnderstood(_("Look at the year of “%(text)s” again.") % {"text": text})
    return stated


def read_day(text: str) -> date:
    """One single day.

    Raises:
        NotUnderstood: it is none.
    """
    stated = read_stated_day(text)
    if stated.date is None or stated.precision != DatePrecision.DAY:
        raise NotUnderstood(_("“%(text)s” is not a single day. Write it like 3 March 2027.") % {"text": text})
    return stated.date


def read_clock(text: str) -> time:
    """An hour of the day: "9.30am", "9:30", "930", "14.00", "2pm", "12 noon".

    Raises:
        NotUnderstood: it is none, or could be in either half of the day.
    """
    text = " ".join(text.split())
    if _NOON.fullmatch(text):
        return time(12)
    match = _CLOCK.fullmatch(text)
    found = _time_of(match) if match else None
    if match is None or found is None:
        raise NotUnderstood(
            _("“%(text)s” is not a time that can be read. Write it like 9.30am or 14:00.") % {"text": text}
        )
    if not match["half"] and _EITHER_HALF.match(text):
        raise NotUnderstood(_("Is “%(text)s” in the morning or in the afternoon? Add am or pm.") % {"text": text})
    return found


def _time_of(match: re.Match[str]) -> time | None:
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), (match["half"] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def day_in_words(moment: date | datetime) -> str:
    """ "3 March 2027", of a moment in local time."""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return date_format(day, "j F Y")


def time_in_words(moment: datetime) -> str:
    """ "9.30am", in local time, as `read_clock` reads it."""
    clock = timezone.localtime(moment)
    minute = f".{clock.minute:02}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minute}{'am' if clock.hour < 12 else 'pm'}"
