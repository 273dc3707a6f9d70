"""What a page on one theme gathers: each list cut short, with how many there are in all; each list is one prepared query."""

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from learning.queries.prepared_for import PreparedFor, counted
from learning.queries.themes import carried_on, published_reviews

if TYPE_CHECKING:
    from learning.models import Partnership, Theme

SHOWN = 6
RELATED_SHOWN = 12


def reviews_on(theme: "Theme", partnership: "Partnership") -> Page:
    """The newest of its reviews that everybody may read."""
    return _REVIEWS.page(SHOWN, theme, partnership)


def packs_on(theme: "Theme", partnership: "Partnership") -> Page:
    """The newest of those with something to pass on besides their report."""
    return _PACKS.page(SHOWN, theme, partnership)


def points_on(theme: "Theme", partnership: "Partnership") -> Page:
    """Current learning points, those that most reviews found first."""
    return _POINTS.page(SHOWN, theme, partnership, timezone.localdate())


def resources_on(theme: "Theme", partnership: "Partnership") -> Page:
    """Resources of its series, in the order of the series."""
    return _RESOURCES.page(SHOWN, theme, partnership)


def decks_on(theme: "Theme", partnership: "Partnership") -> list[Any]:
    """Decks that everybody may have: of its reviews and resources, and those with a slide on one of its learning points.

    Each has `slides_on_theme`, how many of its slides are tied to such a point.
    """
    from media.permissions import public_documents

    decks = {deck.pk: deck for deck in _DECKS.all(theme, partnership)}
    public = public_documents(decks.keys()) if decks else set()
    return [deck for key, deck in decks.items() if key in public]


def related_themes(theme: "Theme", partnership: "Partnership") -> list["Theme"]:
    """Themes that go with it on the same reviews and learning points, most often first; then others of its group.

    Each has `together`: on how many they are together.
    """
    together: Counter[int] = Counter()
    for beside in (_BESIDE_ON_REVIEWS, _BESIDE_ON_POINTS):
        together.update(dict(beside.all(theme, partnership)))
    found: list[Theme] = _NEAR.all(theme, partnership)
    for one in found:
        one.together = together[one.pk]
    found.sort(key=lambda one: (-together[one.pk], one.group != theme.group, one.name.lower()))
    return found[:RELATED_SHOWN]


def _reviews(theme: "Theme", partnership: "Partnership") -> Any:
    return published_reviews(partnership).filter(theme_items__tag=theme)


def _points(theme: "Theme", partnership: "Partnership") -> Any:
    from learning.models import LearningPoint

    return LearningPoint.objects.public().of(partnership).filter(theme_items__tag=theme)


def _current_points(theme: "Theme", partnership: "Partnership", on: date) -> QuerySet:
    points = _points(theme, partnership).current_for_readers(on).annotate_reviews_found_in(partnership)
    return counted(points.order_by("-reviews_found_in", "title", "pk"), SHOWN)


def _resources(theme: "Theme", partnership: "Partnership") -> QuerySet:
    from learning.models import ThemedResourcePage
    from learning.public_sources import open_pages

    resources = open_pages(ThemedResourcePage, partnership).filter(theme_items__tag=theme)
    return counted(resources.order_by("path"), SHOWN)


def _decks(theme: "Theme", partnership: "Partnership") -> QuerySet:
    from media.enums import DocumentFormat
    from media.models import Document

    points = Q(slides__point_ties__point__in=_points(theme, partnership).order_by().values("pk"))
    about = points | Q(pack_items__review__in=_reviews(theme, partnership).order_by().values("pk"))
    found = Document.objects.filter(about, format=DocumentFormat.PPTX, superseded_by__isnull=True)
    return found.annotate(slides_on_theme=Count("slides", filter=points, distinct=True)).order_by("title", "pk")


def _themes_beside(theme: "Theme", rows: Any, things: Any) -> Any:
    """The rows that carry another theme for one of the things."""
    return rows.objects.filter(content_object__in=things.order_by().values("pk")).exclude(tag=theme).order_by()


def _beside_on_reviews(theme: "Theme", partnership: "Partnership") -> Any:
    from learning.models import ReviewPageTheme

    return _themes_beside(theme, ReviewPageTheme, _reviews(theme, partnership))


def _beside_on_points(theme: "Theme", partnership: "Partnership") -> Any:
    from learning.models import LearningPointTheme

    return _themes_beside(theme, LearningPointTheme, _points(theme, partnership))


def _near(theme: "Theme", partnership: "Partnership") -> QuerySet:
    from learning.models import Theme

    near = Q(group=theme.group)
    for beside in (_beside_on_reviews, _beside_on_points):
        near |= Q(pk__in=beside(theme, partnership).values("tag"))
    found = Theme.objects.filter(carried_on(partnership), near, retired_on__isnull=True)
    return found.exclude(pk=theme.pk).order_by("name")


def _how_often(rows: Any) -> QuerySet:
    return rows.values_list("tag").annotate(n=Count("pk"))


_REVIEWS = PreparedFor(lambda *of: counted(_reviews(*of).newest_first(), SHOWN))
_PACKS = PreparedFor(lambda *of: counted(_reviews(*of).has_pack().newest_first(), SHOWN))
_POINTS, _RESOURCES = PreparedFor(_current_points), PreparedFor(_resources)
_DECKS, _NEAR = PreparedFor(_decks), PreparedFor(_near)
_BESIDE_ON_REVIEWS = PreparedFor(lambda *of: _how_often(_beside_on_reviews(*of)))
_BESIDE_ON_POINTS = PreparedFor(lambda *of: _how_often(_beside_on_points(*of)))
