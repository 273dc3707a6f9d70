"""What the list of briefings shows."""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest

from briefings.enums import Preset

if TYPE_CHECKING:
    from briefings.models import BriefingIndexPage

BRIEFINGS_A_PAGE = 20


def briefing_list_context(index: "BriefingIndexPage", request: HttpRequest) -> dict[str, Any]:
    """Template context: `briefings` (a paginator's page), `preset` and `theme` asked for, `choices`."""
    from briefings.models import BriefingPage
    from learning.models import Theme

    live = BriefingPage.objects.live().child_of(index)
    preset = request.GET.get("preset", "")
    theme = request.GET.get("theme", "").replace("\x00", "")[:100]
    chosen = live.filter(preset=preset) if preset in Preset.values else live
    if theme:
        chosen = chosen.filter(theme_items__tag__slug=theme)
    ordered = chosen.order_by(F("superseded_by").asc(nulls_first=True), F("date").desc(nulls_last=True), "title", "pk")
    page = Paginator(ordered.prefetch_related("theme_items__tag"), BRIEFINGS_A_PAGE).get_page(request.GET.get("page"))
    themes = (
        Theme.objects.filter(briefings_briefingpagetheme_items__content_object__in=live)
        .distinct()
        .values_list("slug", "name")
    )
    return {
        "briefings": page,
        "preset": preset,
        "theme": theme,
        "choices": {"presets": Preset.choices, "themes": list(themes)},
    }
