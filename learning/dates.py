"""Dates as a published page states them: kept as given, sorted by what is known, never completed by guessing."""

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from learning.enums import DatePrecision

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH_NUMBERS = {name: number for number, name in enumerate(_MONTHS, start=1)}
_MONTH_NUMBERS |= {name[:3]: number for name, number in _MONTH_NUMBERS.items()} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))

_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_ISO_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})")
_NUMERIC_DAY = re.compile(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})")
_WRITTEN_DAY = re.compile(
    rf"(?:\w+day,?\s+)?(?P<day>\d{{1,2}})\s*(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name>{_MONTH})\.?,?\s+(?P<year>\d{{4}})",
    re.I,
)
_WRITTEN_MONTH = re.compile(rf"(?P<name>{_MONTH})\.?,?\s+(?P<year>\d{{4}})", re.I)
_NUMERIC_MONTH = re.compile(r"(?P<month>\d{1,2})[./](?P<year>\d{4})")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})")
_YEAR_ALONE = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")

_PATTERNS = (
    (_ISO_DAY, DatePrecision.DAY),
    (_NUMERIC_DAY, DatePrecision.DAY),
    (_WRITTEN_DAY, DatePrecision.DAY),
    (_ISO_MONTH, DatePrecision.MONTH),
    (_WRITTEN_MONTH, DatePrecision.MONTH),
    (_NUMERIC_MONTH, DatePrecision.MONTH),
    (_YEAR, DatePrecision.YEAR),
)


@dataclass(frozen=True)
class AsStatedDate:
    """A date as it was given: `text` to show, `date` (the first day it could be) to sort by, and how exact that is.

    "15.05.2018" is a day, "May 2018" a month, "2019" a year. Day comes before month in numbers, as in Britain.
    A text that names no single year ("2014 to 2017", "date to be confirmed") has no date; it is still shown.
    """

    date: datetime.date | None
    precision: DatePrecision
    text: str

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def year(self) -> int | None:
        return self.date.year if self.date else None

    @property
    def sort_key(self) -> tuple[bool, datetime.date, str]:
        """Orders by what is known, oldest first; what has no date comes before everything."""
        return (self.date is not None, self.date or datetime.date.min, self.precision)

    @classmethod
    def parse(cls, text: str | None) -> "AsStatedDate":
        """The date in `text`, however it is spelled. Never raises: what cannot be read has no date."""
        return _parse(" ".join((text or "").split()))


@lru_cache(maxsize=4096)
def _parse(text: str) -> AsStatedDate:
    for pattern, precision in _PATTERNS:
        if match := pattern.fullmatch(text):
            found = _first_day(match.groupdict())
            if found:
                return AsStatedDate(found, precision, text)
    return AsStatedDate(*_only_year_named(text), text)


def _first_day(parts: dict[str, str]) -> datetime.date | None:
    month = _MONTH_NUMBERS[parts["name"].lower()] if "name" in parts else int(parts.get("month", 1))
    try:
        return datetime.date(int(parts["year"]), month, int(parts.get("day", 1)))
    except ValueError:  # 31.02.2018, 15.13.2018
        return None


def _only_year_named(text: str) -> tuple[datetime.date | None, DatePrecision]:
    years = set(_YEAR_ALONE.findall(text))
    is_range = re.search(r"\d{4}\s*(?:-|–|/|to)\s*\d{2}", text)
    if len(years) == 1 and not is_range:
        return datetime.date(int(years.pop()), 1, 1), DatePrecision.YEAR
    return None, DatePrecision.NONE
