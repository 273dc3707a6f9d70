"""When a review should be published by, and when its report may be taken down. Shown, never acted upon."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from learning.enums import DatePrecision, PublicationState, StatedDateKind

if TYPE_CHECKING:
    from learning.models import PublicationTimings, ReviewPage


@dataclass(frozen=True)
class Timing:
    """A date worked out from a stated one, with the rule it comes from. `is_exact` is false for "May 2018"."""

    on: date
    months: int
    source: str
    is_exact: bool


def add_months(start: date, months: int) -> date:
    """The same day of a later month, or that month's last day: 31 August + 6 months is 28 or 29 February."""
    month_index = start.month - 1 + months
    year, month = start.year + month_index // 12, month_index % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def publish_by(review: "ReviewPage", timings: "PublicationTimings") -> Timing | None:
    """Six months from the decision to review, where that decision's day or month is known."""
    return _after(review, StatedDateKind.DECISION, timings.publish_within_months, timings.publish_within_source)


def may_be_taken_down_from(review: "ReviewPage", timings: "PublicationTimings") -> Timing | None:
    """At least a year after the report was published. The record, learning points and pack stay whatever happens to it."""
    if review.publication_state != PublicationState.FULL_REPORT:
        return None
    return _after(review, StatedDateKind.PUBLISHED, timings.keep_available_months, timings.keep_available_source)


def _after(review: "ReviewPage", kind: StatedDateKind, months: int, source: str) -> Timing | None:
    known = [
        row.stated_date
        for row in review.stated_dates.all()
        if row.kind == kind and row.stated_date.precision in (DatePrecision.DAY, DatePrecision.MONTH)
    ]
    if not known:
        return None
    latest = max(known, key=lambda stated: stated.sort_key)
    assert latest.date is not None  # noqa: S101 - a day or month always has one
    return Timing(add_months(latest.date, months), months, source, latest.precision == DatePrecision.DAY)
