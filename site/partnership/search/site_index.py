"""What facets are counted from: a site's entries as sets, in each worker's memory (docs/decisions/0039-facets-in-memory.md).

Made anew when the site's state is another (`state`), so what is counted is what everybody may read now.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat

from django.utils.functional import cached_property

from partnership.search.bitmaps import bitmap
from partnership.search.enums import EntryKind
from partnership.search.facets import Facet, unpacked
from partnership.search.models import SearchEntry
from partnership.search.names import BY_KEY, Names, names_in_use
from partnership.search.state import state_of
from partnership.search.words import plain

SITES_KEPT = 16
# They come after the whole that they are a part of, where so much is found that only some can be ranked.
_PARTS = (EntryKind.DECK, EntryKind.SLIDE, EntryKind.DOCUMENT, EntryKind.EVENT, EntryKind.COURSE)
# What the reader types the name of.
_NAMED = (EntryKind.REVIEW, EntryKind.THEME, EntryKind.BRIEFING, EntryKind.NATIONAL, EntryKind.SERIES)


@dataclass
class SiteIndex:
    """One site's entries. A place counts from the newest entry; what has no date comes last."""

    site_id: int
    state: str
    names: Names
    ids: list[int] = field(default_factory=list)
    having: dict[Facet, dict[str, int]] = field(default_factory=dict)  # by facet and value: the set of entries

    @cached_property
    def _place_of(self) -> dict[int, int]:
        return {pk: place for place, pk in enumerate(self.ids)}

    @property
    def size(self) -> int:
        return len(self.ids)

    def set_of(self, ids: Iterable[int]) -> int:
        """The set of these entries; those that are not this site's, or not known yet, are left out."""
        place, size = self._place_of.get, self.size
        return bitmap(map(place, ids, repeat(size)), size + 1) & ((1 << size) - 1)

    def knows(self, facet: Facet, value: str) -> bool:
        """Whether a value can be chosen: something has it, or it is one of a fixed list."""
        if value in self.having.get(facet, {}):
            return True
        return facet not in BY_KEY and self.names.name(facet, value) is not None

    def has(self, pk: int, facet: Facet, value: str) -> bool:
        """Whether an entry has that value."""
        place = self._place_of.get(pk)
        return place is not None and bool(self.having.get(facet, {}).get(value, 0) >> place & 1)

    def label(self, facet: Facet, value: str) -> str:
        """A value as a page shows it."""
        name = self.names.name(facet, value)
        return str(name.label) if name else value

    @cached_property
    def parts(self) -> int:
        """The set of entries that are part of something else, or an occasion of it."""
        kinds = self.having.get(Facet.KIND, {})
        return sum(kinds.get(kind, 0) for kind in _PARTS)  # no entry is of two kinds

    @cached_property
    def titles(self) -> list[tuple[str, str, str, str]]:
        """What can be asked for by name, best known kinds first: title as shown, kind, path. One query, the first time."""
        rows = SearchEntry.objects.filter(site=self.site_id, kind__in=_NAMED, part="").order_by("pk")
        order = {kind.value: place for place, kind in enumerate(_NAMED)}
        found = rows.values_list("title", "kind", "path")
        return sorted(
            ((f" {plain(title)}", title, kind, path) for title, kind, path in found), key=lambda row: order[row[2]]
        )


_kept: dict[int, SiteIndex] = {}


def site_index(site_id: int) -> SiteIndex:
    """The index of a site as its entries are now. One query where nothing has changed, three where something has."""
    state = state_of(site_id)
    index = _kept.pop(site_id, None)
    if index is None or index.state != state:
        index = _load(site_id, state)
    _kept[site_id] = index
    while len(_kept) > SITES_KEPT:
        _kept.pop(next(iter(_kept)), None)
    return index


def _load(site_id: int, state: str) -> SiteIndex:
    names = names_in_use()
    rows = SearchEntry.objects.filter(site=site_id).order_by().values_list("kind", "date", "facets", "pk")
    entries = sorted(rows, key=_newest_first)
    index = SiteIndex(site_id, state, names, [pk for _kind, _date, _facets, pk in entries])
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, (kind, _date, facets, _pk) in enumerate(entries):
        found[Facet.KIND, kind].append(place)
        for one in unpacked(facets):
            found[one].append(place)
    having: dict[Facet, dict[str, int]] = {facet: {} for facet in Facet}
    for (facet, value), where in found.items():
        for shown_facet, shown_value in names.shown(facet, value):
            of_facet = having[shown_facet]
            of_facet[shown_value] = of_facet.get(shown_value, 0) | bitmap(where, index.size)
    index.having = having
    return index


def _newest_first(row: tuple[str, date | None, str, int]) -> tuple[int, int]:
    return (-row[1].toordinal() if row[1] else 1, -row[3])
