"""The single dates of a calendar's event that repeats. Runs in a process of its own, and knows nothing of Django.

RFC 5545, 3.8.5: https://www.rfc-editor.org/rfc/rfc5545#section-3.8.5
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, Final

from dateutil.rrule import rruleset, rrulestr

MOST_DATES: Final = 400  # of one series: a year of every weekday, and some
_REPEATS: Final = ("RRULE", "RDATE")
Instead = Mapping[str, set[datetime]]
"""By the UID of a series, the dates that have an entry of their own in the file, by the clock on the wall."""


class NotUnderstood(ValueError):
    """How the event repeats cannot be made out."""


def repeats(entry: Any) -> bool:
    """Whether it stands for several dates."""
    return any(name in entry for name in _REPEATS)


def moment_of(entry: Any, name: str) -> Any:
    """What that property says of a time: a day, a moment or a length; None where there is none, or none that can be."""
    try:
        return getattr(entry.get(name), "dt", None)
    except ValueError:  # 30 February
        return None


def dates_of(entry: Any, instead: Instead, until: date) -> tuple[list[date | datetime], bool]:
    """When each of the series begins, as its first date is given (a day, or a time with its zone), and whether the
    series goes on: after `until`, or after so many dates.

    Left out are the dates it excludes, and those that have an entry of their own. Repeats go by the clock on the wall,
    so that "Thursdays at 9.30" is at 9.30 in summer and winter.

    Raises NotUnderstood: no date can be made out.
    """
    first = moment_of(entry, "DTSTART")
    if not isinstance(first, date):
        raise NotUnderstood
    try:
        found = list(islice(_walls(entry, first), MOST_DATES + 1))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise NotUnderstood from error
    last = datetime.combine(until, time.max)
    taken = [wall for wall in found[:MOST_DATES] if wall <= last]
    own = instead.get(str(entry.get("UID", "")), set())
    return [_as_first(wall, first) for wall in taken if wall not in own], len(taken) < len(found)


def own_dates(entries: list[Any]) -> dict[str, set[datetime]]:
    """The dates of series that have an entry of their own, because they were moved or renamed."""
    zones = {str(one.get("UID", "")): moment_of(one, "DTSTART") for one in entries if repeats(one)}
    found: dict[str, set[datetime]] = {}
    for entry in entries:
        uid, value = str(entry.get("UID", "")), moment_of(entry, "RECURRENCE-ID")
        if isinstance(value, date):
            found.setdefault(uid, set()).add(wall_of(value, zones.get(uid)))
    return found


def wall_of(moment: date | datetime, like: Any) -> datetime:
    """What the clock on the wall says then, where the series is held; a day is its midnight."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    zone = like.tzinfo if isinstance(like, datetime) else None
    if moment.tzinfo is not None and zone is not None:
        moment = moment.astimezone(zone)
    return moment.replace(tzinfo=None)


def _walls(entry: Any, first: date | datetime) -> Iterator[datetime]:
    start = wall_of(first, first)
    dates = rruleset()
    for rule in _several(entry.get("RRULE")):
        dates.rrule(rrulestr(_rule_text(rule, first), dtstart=start))
    dates.rdate(start)
    for moment in _moments(entry.get("RDATE")):
        dates.rdate(wall_of(moment, first))
    for moment in _moments(entry.get("EXDATE")):
        dates.exdate(wall_of(moment, first))
    return iter(dates)


def _rule_text(rule: Any, first: date | datetime) -> str:
    """The rule with its end by the clock on the wall, which is how the rest is reckoned."""
    said = rule.copy()
    ends = said.pop("UNTIL", [])
    text: str = said.to_ical().decode()
    if not ends:
        return text
    is_day = not isinstance(ends[0], datetime)
    end = datetime.combine(ends[0], time.max) if is_day else wall_of(ends[0], first)
    return f"{text};UNTIL={end:%Y%m%dT%H%M%S}"


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _moments(value: Any) -> Iterator[date | datetime]:
    for some in _several(value):
        for one in some.dts:
            yield one.dt[0] if isinstance(one.dt, tuple) else one.dt  # of a period, when it begins


def _as_first(wall: datetime, first: date | datetime) -> date | datetime:
    if not isinstance(first, datetime):
        return wall.date()
    return wall.replace(tzinfo=first.tzinfo)


def in_utc(moment: date | datetime) -> date | datetime:
    """A time whose zone is known in UTC; anything else as it is."""
    is_known = isinstance(moment, datetime) and moment.tzinfo is not None
    return moment.astimezone(UTC) if is_known else moment  # type: ignore[union-attr]  # a datetime


def length_of(entry: Any, first: date | datetime) -> timedelta | None:
    """How long each of the series takes; None where it is not said."""
    end, length = moment_of(entry, "DTEND"), moment_of(entry, "DURATION")
    if isinstance(end, date) and isinstance(end, datetime) == isinstance(first, datetime):
        return wall_of(end, first) - wall_of(first, first)
    return length if isinstance(length, timedelta) else None
