"""What in this room makes a learning point public, and brings themes into the list of themes."""

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageViewRestriction

from learning.models import (
    Finding,
    LearningPoint,
    LearningPointTheme,
    Partnership,
    ReviewPageTheme,
    ThemedResourcePage,
    ThemedResourcePageTheme,
    ThemedResourcePoint,
)
from learning.queries.learning_points import register_public_source
from learning.queries.themes import published_reviews, register_theme_carriers


def is_restricted(path: str) -> Exists:
    """Whether the page whose tree path is at `path` ("review__path"), or one above it, is not for everybody."""
    restricted = PageViewRestriction.objects.annotate(
        reached=ExpressionWrapper(OuterRef(path), output_field=CharField())
    ).filter(reached__startswith=F("page__path"))
    return Exists(restricted)


def open_pages(model: type[Page], partnership: Partnership) -> Any:
    """The pages of this kind on the partnership's site that everybody may read."""
    if partnership.site is None:
        return model.objects.none()
    return model.objects.live().descendant_of(partnership.site.root_page).exclude(is_restricted("path"))


@register_public_source
def found_by_published_review() -> Exists:
    found = Finding.objects.filter(point=OuterRef("pk"), review__live=True)
    return Exists(found.exclude(is_restricted("review__path")))


@register_public_source
def in_published_resource() -> Exists:
    passed_on = ThemedResourcePoint.objects.filter(point=OuterRef("pk"), resource__live=True)
    return Exists(passed_on.exclude(is_restricted("resource__path")))


@register_theme_carriers
def published_reviews_carry_themes(partnership: Partnership) -> tuple[type[ReviewPageTheme], Any]:
    return ReviewPageTheme, published_reviews(partnership)


@register_theme_carriers
def public_points_carry_themes(partnership: Partnership) -> tuple[type[LearningPointTheme], Any]:
    return LearningPointTheme, LearningPoint.objects.public().of(partnership)


@register_theme_carriers
def published_resources_carry_themes(partnership: Partnership) -> tuple[type[ThemedResourcePageTheme], Any]:
    return ThemedResourcePageTheme, open_pages(ThemedResourcePage, partnership)
