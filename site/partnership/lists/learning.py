"""Reviews, learning points, themes, and resources of series."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from learning.domain.review_list import ReviewFilters
from learning.models import Finding, LearningPoint, ReviewPage, Theme, ThemedResourcePage
from learning.queries.learning_points import is_replaced
from partnership import published
from partnership.api.serializers.pieces import guarded
from partnership.lists.columns import Column, ListFile
from partnership.published import Place


def _reviews(request: HttpRequest, place: Place) -> QuerySet[Any]:
    reviews: Any = published.reviews(place)
    narrowed = ReviewFilters.from_query(request.GET).apply(reviews).newest_first()
    found: QuerySet[Any] = narrowed.select_related("publisher").prefetch_related(
        "theme_items__tag", "stated_dates", "subjects", "findings"
    )
    return found


REVIEWS = ListFile(
    "reviews",
    _reviews,
    (
        Column("id", lambda review, place: review.pk),
        Column("title", lambda review, place: review.title),
        Column("kind", lambda review, place: str(review.get_kind_display())),
        Column("kind_code", lambda review, place: review.kind),
        Column("year", lambda review, place: review.year),
        Column("published_as_stated", lambda review, place: guarded(review, review.published.text)),
        Column("published_on", lambda review, place: review.published.date),
        Column("published_precision", lambda review, place: str(review.published.precision)),
        Column("publisher", lambda review, place: review.publisher.name if review.publisher else ""),
        Column("publication", lambda review, place: str(review.get_publication_state_display())),
        Column("outcome", lambda review, place: str(review.get_outcome_display())),
        Column("age_bands", lambda review, place: [str(subject) for subject in review.subjects.all()]),
        Column("themes", lambda review, place: _names(review)),
        Column("learning_points", lambda review, place: len(review.findings.all())),
        Column("address", lambda review, place: place.page(review)),
        Column("published_elsewhere", lambda review, place: review.public_url),
    ),
)


def _points(request: HttpRequest, place: Place) -> QuerySet[LearningPoint]:
    """`?theme=` narrows, as on the page of a theme."""
    reviews = published.reviews(place).only("title", "url_path", "publication_state").values("pk")
    found_in = Finding.objects.filter(review__in=reviews).select_related("review").order_by("review_id")
    points = published.points(place).annotate(is_replaced=is_replaced()).order_by("title", "pk")
    theme = request.GET.get("theme", "").replace("\x00", "")[:100]
    narrowed = points.filter(theme_items__tag__slug=theme) if theme else points
    return narrowed.prefetch_related(
        *("for_kinds", "theme_items__tag"), Prefetch("findings", queryset=found_in, to_attr="published_findings")
    )


POINTS = ListFile(
    "points",
    _points,
    (
        Column("id", lambda point, place: point.pk),
        Column("title", lambda point, place: point.title),
        Column("found", lambda point, place: point.found),
        Column("change", lambda point, place: point.change),
        Column("question", lambda point, place: point.question),
        Column("is_good_practice", lambda point, place: point.is_good_practice),
        Column("for_kinds_of_agency", lambda point, place: [kind.name for kind in point.for_kinds.all()]),
        Column("for_roles", lambda point, place: point.for_roles),
        Column("themes", lambda point, place: _names(point)),
        Column("reviews", lambda point, place: [finding.review.title for finding in point.published_findings]),
        Column("is_current", lambda point, place: not point.is_retired and not point.is_replaced),
        Column("retired_on", lambda point, place: point.retired_on),
        Column("updated", lambda point, place: point.changed_at),
        Column("address", lambda point, place: place.at(point.get_absolute_url())),
    ),
)


def _themes(request: HttpRequest, place: Place) -> QuerySet[Theme]:
    return published.themes(place).order_by("name").select_related("successor").prefetch_related("alternatives")


THEMES = ListFile(
    "themes",
    _themes,
    (
        Column("slug", lambda theme, place: theme.slug),
        Column("name", lambda theme, place: theme.name),
        Column("group", lambda theme, place: str(theme.get_group_display())),
        Column("scope_note", lambda theme, place: theme.scope_note),
        Column("other_words", lambda theme, place: [other.label for other in theme.alternatives.all()]),
        Column("is_retired", lambda theme, place: theme.is_retired),
        Column("use_instead", lambda theme, place: theme.successor.name if theme.successor else ""),
        Column("address", lambda theme, place: place.at(f"/themes/{theme.slug}/")),
    ),
)


def _resources(request: HttpRequest, place: Place) -> list[ThemedResourcePage]:
    """In the order of their series, each with its series' title. `?series=` is the slug of one."""
    above = {series.path: series for series in published.series(place).only("title", "slug", "path")}
    wanted = request.GET.get("series", "")
    resources = published.resources(place).select_related("level").prefetch_related("theme_items__tag")
    found = []
    for resource in resources.order_by("path"):
        series = above.get(resource.path[: -ThemedResourcePage.steplen])
        if series is not None and wanted in {"", series.slug}:
            resource.series_title = series.title
            found.append(resource)
    return found


SERIES = ListFile(
    "series",
    _resources,
    (
        Column("id", lambda resource, place: resource.pk),
        Column("series", lambda resource, place: resource.series_title),
        Column("title", lambda resource, place: resource.title),
        Column("audience", lambda resource, place: resource.audience),
        Column("level", lambda resource, place: resource.level.name if resource.level else ""),
        Column("themes", lambda resource, place: _names(resource)),
        Column("updated", lambda resource, place: resource.changed_at),
        Column("address", lambda resource, place: place.page(resource)),
    ),
)


def _names(thing: ReviewPage | LearningPoint | ThemedResourcePage) -> list[str]:
    return [theme.name for theme in thing.theme_list]
