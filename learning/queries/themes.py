"""Reads of themes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, Exists, IntegerField, OuterRef, Q, QuerySet

from learning.enums import ThemeGroup
from learning.queries.prepared import Blank, Prepared
from learning.queries.prepared_for import PreparedFor, remember

if TYPE_CHECKING:
    from learning.models import Partnership, Theme, ThemeAlternative
    from learning.models.theme import ThemedItem


# Each gives rows of a theme and what carries it, and which of those everybody may read. Higher rooms add theirs.
ThemeCarriers = Callable[["Partnership"], tuple[type["ThemedItem"], "QuerySet[Any]"]]
_carriers: list[ThemeCarriers] = []


def register_theme_carriers(carriers: ThemeCarriers) -> ThemeCarriers:
    """Lets a room add a kind of thing that brings its themes into the list of themes."""
    _carriers.append(carriers)
    return carriers


def themes_in_use(partnership: "Partnership", *, to_be_found: bool = False) -> "QuerySet[Theme]":
    """Themes that something carries which everybody may read: a review, a learning point of the partnership, a briefing ...

    Adds `review_count`: how many published reviews of its site carry it. `to_be_found`: only by what no editor keeps out of
    search engines.
    """
    from learning.models import Theme

    if partnership.site is None:
        return Theme.objects.none()
    items = "learning_reviewpagetheme_items__content_object"
    counted = Count(items, filter=Q(**{f"{items}__in": published_reviews(partnership)}), distinct=True)
    carried = carried_on(partnership, to_be_found=to_be_found)
    return Theme.objects.filter(carried).annotate(review_count=counted).order_by("name")


def themes_listed(partnership: "Partnership") -> list["Theme"]:
    """What `themes_in_use` gives without those that are retired, each with its other words: 2 prepared queries."""
    themes = [theme for theme in _IN_USE.all(partnership) if not theme.is_retired]
    others = defaultdict(list)
    for word in _OTHER_WORDS.all():
        others[word.theme_id].append(word)
    for theme in themes:
        remember(theme, "alternatives", others[theme.pk])
    return themes


def theme_named(slug: str) -> "Theme | None":
    """The theme of that address, with what is used instead of it and its other words."""
    theme: Theme | None = _NAMED.first(slug=slug)
    if theme is not None:
        remember(theme, "alternatives", _ITS_WORDS.all(theme=theme.pk))
    return theme


def carried_on(partnership: "Partnership", *, to_be_found: bool = False) -> Q:
    """Of themes: whether something of the partnership's carries them that everybody may read."""
    carried = Q()
    for carriers in _carriers:
        rows, things = carriers(partnership)
        things = things.filter(keep_out_of_search=False) if to_be_found else things
        of_things = things.order_by().values("pk")
        carried |= Q(Exists(rows._default_manager.filter(tag=OuterRef("pk"), content_object__in=of_things)))
    return carried


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


def _words() -> "QuerySet[ThemeAlternative]":
    """Of all themes: there is one list of words, and nearly all of it is in use."""
    from learning.models import ThemeAlternative

    return ThemeAlternative.objects.all()


def _named() -> "QuerySet[Theme]":
    from learning.models import Theme

    return Theme.objects.filter(slug=Blank("slug", CharField())).select_related("successor")


_NAMED = Prepared(_named)
_ITS_WORDS = Prepared(lambda: _words().filter(theme=Blank("theme", IntegerField())))
_IN_USE = PreparedFor(themes_in_use)
_OTHER_WORDS = Prepared(_words)
