"""Briefings and national summaries on a theme."""

from django.core.paginator import Page
from django.db.models import F, QuerySet

from briefings.models import BriefingPage, NationalSummaryPage
from briefings.queries.current import nobody_took_their_place
from learning.models import Partnership, Theme
from learning.public_sources import open_pages
from learning.queries.prepared_for import PreparedFor, counted
from learning.queries.theme_page import SHOWN

NEWEST_FIRST = (F("date").desc(nulls_last=True), "-first_published_at", "pk")
"""Of briefings; those without a date last, whatever the database."""


def briefings_on(theme: Theme, partnership: Partnership) -> Page:
    """The newest of those that everybody may read and none has taken the place of."""
    return _BRIEFINGS.page(SHOWN, theme, partnership)


def summaries_on(theme: Theme, partnership: Partnership) -> Page:
    """The newest national summaries that everybody may read."""
    return _SUMMARIES.page(SHOWN, theme, partnership)


def _briefings(theme: Theme, partnership: Partnership) -> QuerySet:
    briefings = open_pages(BriefingPage, partnership).filter(nobody_took_their_place(), theme_items__tag=theme)
    return counted(briefings.order_by(*NEWEST_FIRST), SHOWN)


def _summaries(theme: Theme, partnership: Partnership) -> QuerySet:
    summaries = open_pages(NationalSummaryPage, partnership).filter(theme_items__tag=theme)
    return counted(summaries.order_by("-first_published_at", "pk"), SHOWN)


_BRIEFINGS, _SUMMARIES = PreparedFor(_briefings), PreparedFor(_summaries)
