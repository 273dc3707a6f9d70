"""Reads of themes."""

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

if TYPE_CHECKING:
    from learning.models import Partnership, Theme


def themes_in_use(partnership: "Partnership") -> "QuerySet[Theme]":
    """Themes that a published review or public learning point of this partnership carries.

    Adds `review_count`: how many published reviews of its site carry it.
    """
    from learning.models import LearningPoint, LearningPointTheme, ReviewPage, ReviewPageTheme, Theme
    from learning.public_sources import is_restricted

    if partnership.site is None:
        return Theme.objects.none()
    # Not `public()`: that asks beforehand what is private, one more query.
    reviews = ReviewPage.objects.live().of_site(partnership.site).exclude(is_restricted("path"))
    points = LearningPoint.objects.public().of(partnership)
    on_review = ReviewPageTheme.objects.filter(tag=OuterRef("pk"), content_object__in=reviews)
    on_point = LearningPointTheme.objects.filter(tag=OuterRef("pk"), content_object__in=points)
    items = "learning_reviewpagetheme_items__content_object"
    counted = Count(items, filter=Q(**{f"{items}__in": reviews}), distinct=True)
    return Theme.objects.filter(Exists(on_review) | Exists(on_point)).annotate(review_count=counted).order_by("name")
