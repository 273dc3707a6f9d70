"""A learning point; the themes; everything on one theme."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from wagtail import hooks

from learning.enums import ThemeGroup
from learning.kept_out import heed_choice_of
from learning.models import Finding, LearningPoint, Partnership, ReviewPage, Theme
from learning.public_sources import is_restricted
from learning.queries.themes import themes_in_use


def site_partnership(request: HttpRequest) -> Partnership:
    """The partnership whose site this is; 404 where there is none."""
    partnership = Partnership.for_request(request)
    if partnership is None:
        raise Http404
    return partnership


def learning_point(request: HttpRequest, point_id: int) -> HttpResponse:
    """One learning point: where it was found and, from the rooms above, where it was taught."""
    partnership = site_partnership(request)
    published = Finding.objects.filter(review__live=True).exclude(is_restricted("review__path"))
    found_in = published.select_related("review__publisher").order_by("review__title")
    points = (
        LearningPoint.objects.public()
        .shown_on_site_of(partnership)
        .with_themes()
        .select_related("superseded_by", "partnership")
    )
    point = get_object_or_404(
        points.prefetch_related(
            "for_kinds", "levels", Prefetch("findings", queryset=found_in, to_attr="published_findings")
        ),
        pk=point_id,
    )
    heed_choice_of(point, request)
    context = {"point": point, "findings": point.published_findings}
    for contribute in hooks.get_hooks("cascade_learning_point_context"):
        context |= contribute(point, request)
    return render(request, "learning/learning_point.html", context)


def theme_index(request: HttpRequest) -> HttpResponse:
    """The themes something published here is about, by group."""
    partnership = site_partnership(request)
    themes = list(themes_in_use(partnership).prefetch_related("alternatives"))
    groups = [(label, [theme for theme in themes if theme.group == group]) for group, label in ThemeGroup.choices]
    return render(request, "learning/theme_index.html", {"groups": [pair for pair in groups if pair[1]]})


def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything published on a theme. A retired theme leads to the one used instead."""
    partnership = site_partnership(request)
    found = get_object_or_404(Theme.objects.select_related("successor").prefetch_related("alternatives"), slug=slug)
    if found.is_retired and found.successor:
        return redirect("theme", slug=found.successor.slug, permanent=True)
    reviews = ReviewPage.objects.live().public().filter(theme_items__tag=found)
    context = {
        "theme": found,
        "reviews": reviews.of_site(partnership.site).newest_first().for_list() if partnership.site else reviews.none(),
        "points": LearningPoint.objects.public()
        .of(partnership)
        .filter(theme_items__tag=found)
        .annotate_reviews_found_in(),
    }
    for contribute in hooks.get_hooks("cascade_theme_context"):
        context |= contribute(found, request)
    return render(request, "learning/theme.html", context)
