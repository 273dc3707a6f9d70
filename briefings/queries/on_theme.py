"""Briefings and national summaries on a theme."""

from django.core.paginator import Page
from django.db.models import F

from briefings.models import BriefingPage, NationalSummaryPage
from briefings.queries.current import nobody_took_their_place
from learning.models import Partnership, Theme
from learning.public_sources import open_pages
from learning.queries.pages import page_of
from learning.queries.theme_page import SHOWN

NEWEST_FIRST = (F("date").desc(nulls_last=True), "-first_published_at", "pk")
"""Of briefings; those without a date last, whatever the database."""


def briefings_on(theme: Theme, partnership: Partnership) -> Page:
    """The newest of those that everybody may read and none has taken the place of."""
    briefings = open_pages(BriefingPage, partnership).filter(nobody_took_their_place())
    return page_of(briefings.filter(theme_items__tag=theme).order_by(*NEWEST_FIRST), 1, SHOWN)


def summaries_on(theme: Theme, partnership: Partnership) -> Page:
    """The newest national summaries that everybody may read."""
    summaries = open_pages(NationalSummaryPage, partnership).filter(theme_items__tag=theme)
    return page_of(summaries.order_by("-first_published_at", "pk"), 1, SHOWN)
