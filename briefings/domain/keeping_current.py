"""How long a briefing holds good, and what a reader is told when it no longer does."""

import calendar
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

USUAL_MONTHS = 24

if TYPE_CHECKING:
    from briefings.models import BriefingPage


def months_after(day: date, months: int) -> date:
    """The same day of the month, `months` later; the last of a month that is too short for it."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def proposed_review_by(reviewed_on: date | None, months: int, on: date | None = None) -> date:
    """When it should be looked at again: `months` after it was reviewed, else after `on` (today), the day it is published."""
    return months_after(reviewed_on or on or timezone.localdate(), months)


def months_until_review(page: Page) -> int:
    """What the partnership on whose site the page stands has settled on; the usual two years for a page on no site."""
    from briefings.models import StandingQuestions

    site = page.get_site()
    return StandingQuestions.for_site(site).months_until_review if site else USUAL_MONTHS


def notice_of(briefing: "BriefingPage", newer: "BriefingPage | None", on: date | None = None) -> str:
    """What whoever holds a printed or saved copy must know first; blank while the briefing is current.

    `newer`: the briefing that takes its place, if it may be named to everybody.
    """
    if newer:
        named = f"{newer.title}, {newer.full_url}" if newer.full_url else newer.title
        return _("Superseded: a newer briefing takes its place. %(newer)s") % {"newer": named}
    if briefing.is_past_review(on) and briefing.review_by:
        return _(
            "This was to be looked at again by %(date)s. Practice may have moved on: check for a newer one before you use it."
        ) % {"date": date_format(briefing.review_by, "j F Y")}
    return ""
