"""Reads of the campaign calendar."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils import timezone

if TYPE_CHECKING:
    from learning.models import Campaign, Partnership, Theme


@dataclass(frozen=True)
class Months:
    """The month that is now, those to come, soonest first, and those that were, latest first."""

    now: "Campaign | None"
    coming: "list[Campaign]"
    past: "list[Campaign]"


def campaigns_of(partnership: "Partnership", on: date | None = None) -> Months:
    """The partnership's whole calendar, each month with its `public_links`: 2 queries."""
    from learning.models import Campaign, CampaignLink
    from learning.public_sources import is_restricted

    on = on or timezone.localdate()
    links = CampaignLink.objects.filter(page__live=True).exclude(is_restricted("page__path")).select_related("page")
    if partnership.site is not None:
        links = links.filter(page__path__startswith=partnership.site.root_page.path)
    found = Campaign.objects.of(partnership).select_related("theme")
    rows = list(
        found.prefetch_related(Prefetch("links", queryset=links.order_by("sort_order", "pk"), to_attr="public_links"))
    )
    this_month = (on.year, on.month)
    return Months(
        now=next((row for row in rows if (row.year, row.month) == this_month), None),
        coming=[row for row in rows if (row.year, row.month) > this_month],
        past=[row for row in reversed(rows) if (row.year, row.month) < this_month],
    )


def latest_and_now(partnership: "Partnership", on: date | None = None) -> "tuple[bool, Campaign | None]":
    """Whether the partnership has a calendar at all, and what is asked for this month: 1 query."""
    from learning.models import Campaign

    on = on or timezone.localdate()
    near = Campaign.objects.of(partnership).filter(year__gte=on.year - 1).select_related("theme")
    found = list(near)
    return bool(found), next((row for row in found if (row.year, row.month) == (on.year, on.month)), None)


def campaign_now(
    partnership: "Partnership", *, theme: "Theme | None" = None, on: date | None = None
) -> "Campaign | None":
    """What is asked for this month; with `theme`, only where it is on that theme."""
    from learning.models import Campaign

    found = Campaign.objects.of(partnership).in_month_of(on or timezone.localdate()).select_related("theme")
    return (found.filter(theme=theme) if theme else found).first()
