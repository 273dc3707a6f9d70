"""Briefings and national summaries on a theme."""

from typing import Any

from django.core.paginator import Page

from briefings.models import BriefingPage, NationalSummaryPage
from learning.models import Partnership, Theme
from learning.public_sources import is_restricted
from learning.queries.pages import page_of
from learning.queries.theme_page import SHOWN


def briefings_on(theme: Theme, partnership: Partnership) -> Page:
    """The newest of those that everybody may read and none has taken the place of."""
    briefings = _of_site(BriefingPage.objects.live(), partnership).filter(superseded_by__isnull=True)
    return page_of(briefings.filter(theme_items__tag=theme).order_by("-date", "-first_published_at", "pk"), 1, SHOWN)


def summaries_on(theme: Theme, partnership: Partnership) -> Page:
    """The newest national summaries that everybody may read."""
    summaries = _of_site(NationalSummaryPage.objects.live(), partnership).filter(theme_items__tag=theme)
    return page_of(summaries.order_by("-first_published_at", "pk"), 1, SHOWN)


def _of_site(pages: Any, partnership: Partnership) -> Any:
    if partnership.site is None:
        return pages.none()
    return pages.descendant_of(partnership.site.root_page).exclude(is_restricted("path"))
