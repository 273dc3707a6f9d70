"""Years from April to March, as they stand in an address: "2025-26"."""

import re
from datetime import date, datetime

from django.utils import timezone

_YEAR = re.compile(r"([0-9]{4})-([0-9]{2})")
FIRST, LAST = 2000, 2100


def year_of(moment: datetime) -> str:
    """The year in which a moment lies: "2025-26" for 31 March 2026."""
    day = timezone.localdate(moment)
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def days_of(year: str) -> tuple[date, date]:
    """Its first and last day.

    Raises:
        ValueError: what is no year of this kind ("2025-27").
    """
    found = _YEAR.fullmatch(year)
    if not found or not FIRST <= int(found[1]) < LAST or (int(found[1]) + 1) % 100 != int(found[2]):
        raise ValueError(year)
    first = int(found[1])
    return date(first, 4, 1), date(first + 1, 3, 31)
