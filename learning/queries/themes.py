"""Reads of themes."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from learning.enums import ThemeGroup

if TYPE_CHECKING:
    from learning.models import Partnership, Theme, ThemeAlternative


def themes_in_use(partnership: "Partnership") -> "QuerySet[Theme]":
    """Themes that a published review or public learning point of this partnership carries.

    Adds `review_count`: how many published reviews of its site carry it.
    """
    from learning.models import LearningPoint, LearningPointTheme, ReviewPageTheme, Theme

    if partnership.site is None:
        return Theme.objects.none()
    reviews = published_reviews(partnership)
    points = LearningPoint.objects.public().of(partnership)
    on_review = ReviewPageTheme.objects.filter(tag=OuterRef("pk"), content_object__in=reviews)
    on_point = LearningPointTheme.objects.filter(tag=OuterRef("pk"), content_object__in=points)
    items = "learning_reviewpagetheme_items__content_object"
    counted = Count(items, filter=Q(**{f"{items}__in": reviews}), distinct=True)
    return Theme.objects.filter(Exists(on_review) | Exists(on_point)).annotate(review_count=counted).order_by("name")


def published_reviews(partnership: "Partnership") -> Any:
    """The reviews of its site that everybody may read: in 1 query, whichever of its pages are private."""
    from learning.models import ReviewPage
    from learning.public_sources import is_restricted

    if partnership.site is None:
        return ReviewPage.objects.none()
    return ReviewPage.objects.live().of_site(partnership.site).exclude(is_restricted("path"))


def by_group(themes: Sequence["Theme"]) -> list[tuple[str, list["Theme"]]]:
    """The themes under their groups, in the order of the groups; a group without any is left out."""
    groups = [(str(label), [theme for theme in themes if theme.group == group]) for group, label in ThemeGroup.choices]
    return [pair for pair in groups if pair[1]]


def by_letter(themes: Iterable["Theme"]) -> list[tuple[str, list["Theme"]]]:
    """The themes from A to Z, under their letters."""
    letters: dict[str, list[Theme]] = {}
    for theme in sorted(themes, key=lambda theme: theme.name.lower()):
        letters.setdefault(theme.name[:1].upper(), []).append(theme)
    return list(letters.items())


def other_words(themes: Iterable["Theme"]) -> list["ThemeAlternative"]:
    """The other words for these themes from A to Z, each with its `theme`. They are fetched with their alternatives."""
    words = [word for theme in themes for word in theme.alternatives.all()]
    return sorted(words, key=lambda word: word.label.lower())
