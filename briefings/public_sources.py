"""What in this room makes a learning point public, and brings themes into the list of themes."""

from typing import Any

from django.db.models import Exists, OuterRef

from briefings.models import (
    BriefingPage,
    BriefingPageTheme,
    BriefingPoint,
    NationalSummaryPage,
    NationalSummaryPageTheme,
    SummaryPoint,
)
from learning.models import Partnership
from learning.public_sources import is_restricted, open_pages
from learning.queries.learning_points import register_public_source
from learning.queries.themes import register_theme_carriers


@register_public_source
def in_published_briefing() -> Exists:
    passed_on = BriefingPoint.objects.filter(point=OuterRef("pk"), briefing__live=True)
    return Exists(passed_on.exclude(is_restricted("briefing__path")))


@register_public_source
def in_published_summary() -> Exists:
    passed_on = SummaryPoint.objects.filter(point=OuterRef("pk"), summary__live=True)
    return Exists(passed_on.exclude(is_restricted("summary__path")))


@register_theme_carriers
def published_briefings_carry_themes(partnership: Partnership) -> tuple[type[BriefingPageTheme], Any]:
    return BriefingPageTheme, open_pages(BriefingPage, partnership)


@register_theme_carriers
def published_summaries_carry_themes(partnership: Partnership) -> tuple[type[NationalSummaryPageTheme], Any]:
    return NationalSummaryPageTheme, open_pages(NationalSummaryPage, partnership)
