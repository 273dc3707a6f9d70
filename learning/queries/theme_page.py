"""What a page on one theme gathers: each list cut short, with how many there are in all."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import Count, Q

from learning.queries.pages import page_of
from learning.queries.themes import published_reviews, themes_in_use

if TYPE_CHECKING:
    from learning.models import Partnership, Theme

SHOWN = 6
RELATED_SHOWN = 12


def reviews_on(theme: "Theme", partnership: "Partnership") -> Page:
    """The newest of its reviews that everybody may read."""
    reviews = published_reviews(partnership).filter(theme_items__tag=theme)
    return page_of(reviews.newest_first(), 1, SHOWN)


def packs_on(theme: "Theme", partnership: "Partnership") -> Page:
    """The newest of those with something to pass on besides their report."""
    reviews = published_reviews(partnership).filter(theme_items__tag=theme)
    return page_of(reviews.has_pack().newest_first(), 1, SHOWN)


def points_on(theme: "Theme", partnership: "Partnership") -> Page:
    """Current learning points, those that most reviews found first."""
    from learning.models import LearningPoint

    points = LearningPoint.objects.public().of(partnership).current_for_readers().filter(theme_items__tag=theme)
    return page_of(points.annotate_reviews_found_in(partnership).order_by("-reviews_found_in", "title", "pk"), 1, SHOWN)


def resources_on(theme: "Theme", partnership: "Partnership") -> Page:
    """Resources of its series, in the order of the series."""
    from learning.models import ThemedResourcePage

    resources = _of_site(ThemedResourcePage.objects.live(), partnership).filter(theme_items__tag=theme)
    return page_of(resources.order_by("path"), 1, SHOWN)


def decks_on(theme: "Theme", partnership: "Partnership") -> list[Any]:
    """Decks that everybody may have: of its reviews and resources, and those with a slide on one of its learning points.

    Each has `slides_on_theme`, how many of its slides are tied to such a point.
    """
    from learning.models import LearningPoint
    from media.enums import DocumentFormat
    from media.models import Document
    from media.permissions import public_documents

    on_theme = LearningPoint.objects.public().of(partnership).filter(theme_items__tag=theme)
    points = Q(slides__point_ties__point__in=on_theme.order_by().values("pk"))
    reviews = published_reviews(partnership).filter(theme_items__tag=theme)
    about = points | Q(pack_items__review__in=reviews.order_by().values("pk"))
    found = Document.objects.filter(about, format=DocumentFormat.PPTX, superseded_by__isnull=True)
    among = found.annotate(slides_on_theme=Count("slides", filter=points, distinct=True)).order_by("title", "pk")
    decks = {deck.pk: deck for deck in among}
    public = public_documents(decks.keys())
    return [deck for key, deck in decks.items() if key in public]


def related_themes(theme: "Theme", partnership: "Partnership") -> list["Theme"]:
    """Themes that go with it on the same reviews and learning points, most often first; then others of its group.

    Each has `together`: on how many they are together.
    """
    together = _together(theme, partnership)
    near = themes_in_use(partnership).filter(Q(pk__in=list(together)) | Q(group=theme.group)).exclude(pk=theme.pk)
    found = list(near.filter(retired_on__isnull=True))
    for one in found:
        one.together = together[one.pk]
    found.sort(key=lambda one: (-together[one.pk], one.group != theme.group, one.name.lower()))
    return found[:RELATED_SHOWN]


def _together(theme: "Theme", partnership: "Partnership") -> Counter[int]:
    from learning.models import LearningPoint, LearningPointTheme, ReviewPageTheme

    reviews = published_reviews(partnership).filter(theme_items__tag=theme).order_by().values("pk")
    points = LearningPoint.objects.public().of(partnership).filter(theme_items__tag=theme).order_by().values("pk")
    counted: Counter[int] = Counter()
    for rows, things in ((ReviewPageTheme, reviews), (LearningPointTheme, points)):
        beside = rows.objects.filter(content_object__in=things).exclude(tag=theme)
        counted.update(dict(beside.values_list("tag").annotate(n=Count("pk")).order_by()))
    return counted


def _of_site(pages: Any, partnership: "Partnership") -> Any:
    from learning.public_sources import is_restricted

    if partnership.site is None:
        return pages.none()
    return pages.descendant_of(partnership.site.root_page).exclude(is_restricted("path"))
