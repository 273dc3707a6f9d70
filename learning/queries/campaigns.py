"""Reads of the campaign calendar."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import IntegerField, Prefetch, QuerySet
from django.utils import timezone

from learning.queries.prepared import Blank, Prepared

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
    on = on or timezone.localdate()
    found: list[Campaign] = _SINCE.all(partnership=partnership.pk, year=on.year - 1)
    return bool(found), next((row for row in found if (row.year, row.month) == (on.year, on.month)), None)


def campaign_now(
    partnership: "Partnership", *, theme: "Theme | None" = None, on: date | None = None
) -> "Campaign | None":
    """What is asked for this month; with `theme`, only where it is on that theme."""
    on = on or timezone.localdate()
    now: Campaign | None = _IN_MONTH.first(partnership=partnership.pk, year=on.year, month=on.month)
    return now if now is not None and (theme is None or now.theme_id == theme.pk) else None


def _since() -> "QuerySet[Campaign]":
    from learning.models import Campaign

    return Campaign.objects.of(PARTNERSHIP).filter(year__gte=YEAR).select_related("theme")


def _in_month() -> "QuerySet[Campaign]":
    from learning.models import Campaign

    month = {"year": YEAR, "month": Blank("month", IntegerField())}
    return Campaign.objects.of(PARTNERSHIP).filter(**month).select_related("theme")


PARTNERSHIP: Any = Blank("partnership", IntegerField())
YEAR: Any = Blank("year", IntegerField())
_SINCE, _IN_MONTH = Prepared(_since), Prepared(_in_month)
