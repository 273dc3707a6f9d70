"""What the list of briefings shows."""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, QueryDict

from briefings.enums import Preset
from learning.lazily import lazily
from learning.queries.prepared_for import Keys, PreparedFor, counted, remember

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
    if request.GET:
        chosen = chosen_briefings(_live(index), request.GET)
        page: PaginatorPage = Paginator(chosen, BRIEFINGS_A_PAGE).get_page(request.GET.get("page"))
    else:
        page = _CURRENT_FIRST.page(BRIEFINGS_A_PAGE, index)
    carried = _THEMES_OF.belonging_to(list(page), "content_object_id")
    for briefing in page:
        remember(briefing, "theme_items", carried[briefing.pk])
    return {
        "briefings": page,
        "choices": {"presets": Preset.choices, "themes": _THEMES.all(index)},
    }


def _live(index: "BriefingIndexPage") -> "QuerySet[BriefingPage]":
    from briefings.models import BriefingPage
    from learning.public_sources import is_restricted

    return BriefingPage.objects.live().child_of(index).exclude(is_restricted("path"))


def _themes(index: "BriefingIndexPage") -> QuerySet:
    from learning.models import Theme

    carried = Theme.objects.filter(briefings_briefingpagetheme_items__content_object__in=_live(index))
    return carried.distinct().values_list("slug", "name")


def _themes_of(briefings: Keys) -> QuerySet:
    from briefings.models import BriefingPageTheme

    return BriefingPageTheme.objects.filter(content_object__in=briefings).select_related("tag").order_by("pk")


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


_CURRENT_FIRST = PreparedFor(lambda index: counted(chosen_briefings(_live(index), QueryDict()), BRIEFINGS_A_PAGE))
_THEMES, _THEMES_OF = PreparedFor(_themes), PreparedFor(_themes_of)
