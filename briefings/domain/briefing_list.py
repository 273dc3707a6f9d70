"""What the list of briefings shows."""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, QueryDict

from briefings.enums import Preset
from learning.lazily import lazily

if TYPE_CHECKING:
    from briefings.models import BriefingIndexPage, BriefingPage

BRIEFINGS_A_PAGE = 20


def briefing_list_context(index: "BriefingIndexPage", request: HttpRequest) -> dict[str, Any]:
    """Template context: `briefings` (a paginator's page), `preset` and `theme` asked for, `choices`."""
    return {
        "preset": request.GET.get("preset", ""),
        "theme": _theme_asked(request.GET),
        **lazily(lambda: _listed(index, request), "briefings", "choices"),
    }


def _listed(index: "BriefingIndexPage", request: HttpRequest) -> dict[str, Any]:
    from briefings.models import BriefingPage
    from learning.models import Theme
    from learning.public_sources import is_restricted

    live = BriefingPage.objects.live().child_of(index).exclude(is_restricted("path"))
    ordered = chosen_briefings(live, request.GET)
    page = Paginator(ordered.prefetch_related("theme_items__tag"), BRIEFINGS_A_PAGE).get_page(request.GET.get("page"))
    themes = (
        Theme.objects.filter(briefings_briefingpagetheme_items__content_object__in=live)
        .distinct()
        .values_list("slug", "name")
    )
    return {
        "briefings": page,
        "choices": {"presets": Preset.choices, "themes": list(themes)},
    }


def chosen_briefings(briefings: "QuerySet[BriefingPage]", query: QueryDict) -> "QuerySet[BriefingPage]":
    """Those that the reader asked for, current ones first; whatever cannot be read as a filter is ignored."""
    preset, theme = query.get("preset", ""), _theme_asked(query)
    if preset in Preset.values:
        briefings = briefings.filter(preset=preset)
    if theme:
        briefings = briefings.filter(theme_items__tag__slug=theme)
    return briefings.order_by(F("superseded_by").asc(nulls_first=True), F("date").desc(nulls_last=True), "title", "pk")


def _theme_asked(query: QueryDict) -> str:
    return query.get("theme", "").replace("\x00", "")[:100]
