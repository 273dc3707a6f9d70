"""What the values of facets are called: in an address (“neglect”, “2024”) and on a page (“Neglect”)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from learning.enums import AgeBand, ReviewKind, ThemeGroup
from learning.models import AgencyKind, Level, Partnership, Theme, ThemeAlternative
from partnership.search.enums import PLURALS, EntryKind, Format
from partnership.search.facets import PACK, Facet
from partnership.search.words import plain

# Those whose values are rows of a table, each found by its primary key.
BY_KEY = (Facet.THEME, Facet.PUBLISHER, Facet.AGENCY, Facet.LEVEL)
_WORD = "word"  # another word for a theme
_FIXED: dict[Facet, dict[str, Any]] = {
    Facet.KIND: {kind.value: PLURALS[kind] for kind in EntryKind},
    Facet.GROUP: dict(ThemeGroup.choices),
    Facet.REVIEW: dict(ReviewKind.choices),
    Facet.AGE: dict(AgeBand.choices),
    Facet.FORMAT: dict(Format.choices),
    Facet.PACK: {PACK: _("Has a learning pack")},
}


@dataclass(frozen=True)
class Name:
    """A value of a facet: as in an address, as on a page; values of a facet are offered by `order`."""

    value: str
    label: Any  # text, perhaps not translated yet
    order: tuple[Any, ...] = ()
    group: str = ""  # of a theme


@dataclass
class Names:
    """All names, as they were when the index that holds them was made."""

    by_key: dict[tuple[str, str], Name] = field(default_factory=dict)
    by_value: dict[tuple[Facet, str], Name] = field(default_factory=dict)
    same_words: list[list[str]] = field(default_factory=list)  # a theme's label with its other words

    @cached_property
    def other_words(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each theme's plain label with its other words: plain, and as editors wrote them."""
        return [(plain(label), [(plain(word), word) for word in others]) for label, *others in self.same_words]

    def shown(self, facet: str, kept: str) -> Iterator[tuple[Facet, str]]:
        """The facets and values that readers choose by, of one as an entry keeps it; nothing of what has no name."""
        if (facet, kept) in self.by_key:
            name = self.by_key[facet, kept]
            yield Facet(facet), name.value
            if name.group:
                yield Facet.GROUP, name.group
        elif facet == Facet.YEAR or (facet in _FIXED and kept in _FIXED[Facet(facet)]):
            yield Facet(facet), kept

    def name(self, facet: Facet, value: str) -> Name | None:
        """What a value in an address is called; nothing where it could be no value."""
        if facet == Facet.YEAR:
            return Name(value, value, (-int(value),)) if _is_year(value) else None
        if facet in _FIXED:
            labels = _FIXED[facet]
            return Name(value, labels[value], (list(labels).index(value),)) if value in labels else None
        return self.by_value.get((facet, value))


def _is_year(value: str) -> bool:
    return len(value) == 4 and value.isascii() and value.isdigit()


def names_in_use() -> Names:
    """Reads all names. One query."""
    names = Names()
    labels: dict[int, str] = {}
    words: dict[int, list[str]] = defaultdict(list)
    for what, pk, value, label, group, order in _rows():
        if what == _WORD:
            words[pk].append(label)
            continue
        name = Name(value or slugify(label) or str(pk), label, (order, label.casefold()), group)
        names.by_key[what, str(pk)] = name
        names.by_value.setdefault((Facet(what), name.value), name)
        if what == Facet.THEME:
            labels[pk] = label
    names.same_words = [[labels[theme], *others] for theme, others in words.items() if theme in labels]
    return names


def _rows() -> QuerySet[Any, Any]:
    themes = _named(Theme.objects.all(), Facet.THEME, F("pk"), F("slug"), F("name"), F("group"))
    return themes.union(
        _named(ThemeAlternative.objects.all(), _WORD, F("theme_id"), _text(""), F("label")),
        _named(Partnership.objects.all(), Facet.PUBLISHER, F("pk"), F("slug"), F("short_name")),
        _named(AgencyKind.objects.all(), Facet.AGENCY, F("pk"), F("slug"), F("name"), order=F("sort_order")),
        _named(Level.objects.all(), Facet.LEVEL, F("pk"), _text(""), F("name"), order=F("sort_order")),
        all=True,
    ).order_by()


def _named(
    rows: QuerySet[Any], what: str, pk: F, value: Any, label: F, group: Any = None, order: Any = None
) -> QuerySet[Any, Any]:
    return (
        rows.order_by()
        .annotate(n_what=_text(what), n_pk=pk, n_value=value, n_label=label)
        .annotate(n_group=group or _text(""), n_order=order or Value(0, output_field=IntegerField()))
        .values_list("n_what", "n_pk", "n_value", "n_label", "n_group", "n_order")
    )


def _text(value: str) -> Value:
    return Value(str(value), output_field=CharField())
