"""What facets are counted from: a site's entries as sets, in each worker's memory (docs/decisions/0039-facets-in-memory.md).

Brought up to the site's state (`state`) whenever that is another, so what is counted is what everybody may read now.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from threading import Lock
from typing import Any

from partnership.search.bitmaps import bitmap
from partnership.search.enums import EntryKind
from partnership.search.facets import Facet, unpacked
from partnership.search.models import SearchEntry
from partnership.search.names import BY_KEY, Names, names_in_use
from partnership.search.order import Order, place_key
from partnership.search.state import State, changes_between, state_of
from partnership.search.titles import Titles

SITES_KEPT = 16
FOLLOWED_AT_ONCE = 100  # entries that changed; with more of them, reading everything anew takes no longer
# They come after the whole that they are a part of, where so much is found that only some can be ranked.
_PARTS = (EntryKind.PACK, EntryKind.DECK, EntryKind.SLIDE, EntryKind.DOCUMENT, EntryKind.EVENT, EntryKind.COURSE)
_ALL = ("kind", "date", "facets", "pk")  # what is read of every entry: one index has all of it
_OF_FEW = (*_ALL, "part", "title", "path")

Row = Mapping[str, Any]
Sets = dict[tuple[str, str], int]
"""The set of entries, by facet and value as entries keep them; kinds are a facet too."""


@dataclass(frozen=True)
class SiteIndex:
    """One site's entries. A place counts from the newest entry; what has no date comes last. Never changed: replaced."""

    site_id: int
    state: State = field(default_factory=State)
    names: Names = field(default_factory=Names)
    order: Order = field(default_factory=Order)
    sets: Sets = field(default_factory=dict)
    titles: Titles = field(default_factory=lambda: Titles(0))

    @property
    def size(self) -> int:
        return len(self.order.keys)

    @cached_property
    def having(self) -> dict[Facet, dict[str, int]]:
        """By facet and value as readers choose them: the set of entries."""
        having: dict[Facet, dict[str, int]] = {facet: {} for facet in Facet}
        for (facet, value), entries in self.sets.items():
            for shown_facet, shown_value in self.names.shown(facet, value):
                of_facet = having[shown_facet]
                of_facet[shown_value] = of_facet.get(shown_value, 0) | entries
        return having

    def set_of(self, ids: Iterable[int]) -> int:
        """The set of these entries; those that are not this site's, or not known yet, are left out."""
        place, size = self.order.place_of.get, self.size
        return bitmap(map(place, ids, repeat(size)), size + 1) & ((1 << size) - 1)

    def knows(self, facet: Facet, value: str) -> bool:
        """Whether a value can be chosen: something has it, or it is one of a fixed list."""
        if value in self.having[facet]:
            return True
        return facet not in BY_KEY and self.names.name(facet, value) is not None

    def has(self, pk: int, facet: Facet, value: str) -> bool:
        """Whether an entry has that value."""
        place = self.order.place_of.get(pk)
        return place is not None and bool(self.having[facet].get(value, 0) >> place & 1)

    def label(self, facet: Facet, value: str) -> str:
        """A value as a page shows it."""
        name = self.names.name(facet, value)
        return str(name.label) if name else value

    @cached_property
    def parts(self) -> int:
        """The set of entries that are part of something else, or an occasion of it."""
        kinds = self.having[Facet.KIND]
        return sum(kinds.get(kind, 0) for kind in _PARTS)  # no entry is of two kinds


_kept: dict[int, SiteIndex] = {}
_making = Lock()


def site_index(site_id: int) -> SiteIndex:
    """The index of a site as its entries are now. One query where nothing has changed; where something has, two more."""
    state = state_of(site_id)
    index = _kept.get(site_id)
    if index is not None and index.state == state:
        return index
    with _making:  # one thread brings it up to date, the others of this worker wait for that
        index = _kept.pop(site_id, None)
        if index is None or index.state != state:
            index = _brought_up_to(state, site_id, index)
        _kept[site_id] = index
        while len(_kept) > SITES_KEPT:
            del _kept[next(iter(_kept))]
    return index


def index_of(site_id: int, state: State, names: Names, rows: Iterable[Row]) -> SiteIndex:
    """The index of these entries."""
    entries = sorted((place_key(row["date"], row["pk"]), row) for row in rows)
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, (_key, row) in enumerate(entries):
        for one in _facets_of(row):
            found[one].append(place)
    sets = {one: bitmap(places, len(entries)) for one, places in found.items()}
    return SiteIndex(site_id, state, names, Order([key for key, _row in entries]), sets, Titles(site_id))


def followed(held: SiteIndex, state: State, names: Names, changed: set[int], rows: Iterable[Row]) -> SiteIndex:
    """The index after the entries with these primary keys changed. `rows`: those of them that are still there."""
    by_key = {place_key(row["date"], row["pk"]): row for row in rows}
    order, moved = held.order.changed(changed, by_key)
    sets = {one: kept for one, entries in held.sets.items() if (kept := moved(entries))}
    for key, row in by_key.items():
        bit = 1 << order.place(key)
        for one in _facets_of(row):
            sets[one] = sets.get(one, 0) | bit
    return SiteIndex(held.site_id, state, names, order, sets, held.titles.forward(changed, by_key.values()))


def _brought_up_to(state: State, site_id: int, held: SiteIndex | None) -> SiteIndex:
    is_named = held is not None and held.state.names == state.names
    names = held.names if held is not None and is_named else names_in_use()
    entries = SearchEntry.objects.filter(site=site_id).order_by()
    changed = changes_between(site_id, held.state, state) if held is not None else None
    if held is None or changed is None or len(changed) > FOLLOWED_AT_ONCE:
        return index_of(site_id, state, names, entries.values(*_ALL))
    return followed(held, state, names, changed, entries.filter(pk__in=changed).values(*_OF_FEW) if changed else ())


def _facets_of(row: Row) -> Iterator[tuple[str, str]]:
    """Each once, as entries keep them."""
    yield Facet.KIND.value, row["kind"]
    yield from dict.fromkeys(unpacked(row["facets"]))
