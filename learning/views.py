"""A learning point; the themes; everything on one theme."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from wagtail import hooks

from learning.kept_out import heed_choice_of
from learning.lazily import lazily
from learning.models import Partnership
from learning.queries.campaigns import campaign_now, campaigns_of
from learning.queries.point_page import for_whom_and_themes, newer_point, point_shown_to_all, where_found
from learning.queries.theme_page import decks_on, packs_on, points_on, related_themes, resources_on, reviews_on
from learning.queries.themes import by_group, by_letter, other_words, theme_named, themes_listed


def site_partnership(request: HttpRequest) -> Partnership:
    """The partnership whose site this is; 404 where there is none."""
    partnership = Partnership.for_request(request)
    if partnership is None:
        raise Http404
    return partnership


def learning_point(request: HttpRequest, point_id: int) -> HttpResponse:
    """One learning point: where it was found and, from the rooms above, where it was taught."""
    partnership = site_partnership(request)
    point = point_shown_to_all(point_id, partnership)
    if point is None:
        raise Http404
    heed_choice_of(point, request)
    context = {
        "point": point,
        **lazily(lambda: {"findings": where_found(point, partnership)}, "findings"),
        **lazily(lambda: {"newer": newer_point(point, partnership)}, "newer"),
        **lazily(lambda: for_whom_and_themes(point), "kinds", "levels", "themes"),
    }
    for contribute in hooks.get_hooks("cascade_learning_point_context"):
        context |= contribute(point, request)
    return render(request, "learning/learning_point.html", context)


def theme_index(request: HttpRequest) -> HttpResponse:
    """The themes something published here is about: by group, or with `?by=letter` from A to Z; and other words for them."""
    partnership = site_partnership(request)
    is_by_letter = request.GET.get("by") == "letter"
    context = {"is_by_letter": is_by_letter, "frame": "themes"}
    context |= lazily(lambda: _themes_listed(partnership, is_by_letter), "groups", "count", "words")
    return render(request, "learning/theme_index.html", context)


def _themes_listed(partnership: Partnership, is_by_letter: bool) -> dict[str, Any]:
    themes = themes_listed(partnership)
    groups = by_letter(themes) if is_by_letter else by_group(themes)
    return {"groups": groups, "count": len(themes), "words": other_words(themes)}


def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything published on a theme. A retired theme leads to the one used instead."""
    partnership = site_partnership(request)
    found = theme_named(slug)
    if found is None:
        raise Http404
    if found.is_retired and found.successor:
        return redirect("theme", slug=found.successor.slug, permanent=True)
    context = {
        "theme": found,
        **lazily(lambda: {"reviews": reviews_on(found, partnership)}, "reviews"),
        **lazily(lambda: {"packs": packs_on(found, partnership)}, "packs"),
        **lazily(lambda: {"points": points_on(found, partnership)}, "points"),
        **lazily(lambda: {"resources": resources_on(found, partnership)}, "resources"),
        **lazily(lambda: {"decks": decks_on(found, partnership)}, "decks"),
        **lazily(lambda: {"related_themes": related_themes(found, partnership)}, "related_themes"),
        **lazily(lambda: {"campaign": campaign_now(partnership, theme=found)}, "campaign"),
    }
    for contribute in hooks.get_hooks("cascade_theme_context"):
        context |= contribute(found, request)
    return render(request, "learning/theme.html", context)


def campaigns(request: HttpRequest) -> HttpResponse:
    """The campaign calendar: this month and those to come, then those that were, latest first."""
    partnership = site_partnership(request)
    months = campaigns_of(partnership)
    return render(request, "learning/campaigns.html", {"months": months, "frame": "campaigns"})
