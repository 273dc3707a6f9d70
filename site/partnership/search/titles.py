"""What can be asked for by name on a site: kept in each worker's memory once somebody has asked."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from partnership.search.enums import EntryKind
from partnership.search.models import SearchEntry
from partnership.search.words import plain

# What the reader types the name of, best known first.
NAMED = (EntryKind.REVIEW, EntryKind.THEME, EntryKind.BRIEFING, EntryKind.NATIONAL, EntryKind.SERIES)
_ORDER = {kind.value: place for place, kind in enumerate(NAMED)}
_PK_BITS = 40


class Title(NamedTuple):
    """A name as shown, and `spelt` to be looked through: plain words with a space before each."""

    spelt: str
    title: str
    kind: str
    path: str


class Titles:
    """The names of a site's entries. Read by one query when they are first asked for; never changed: replaced."""

    def __init__(self, site_id: int, known: dict[int, Title] | None = None) -> None:
        self._site_id = site_id
        if known is not None:
            self._known = known

    @cached_property
    def _known(self) -> dict[int, Title]:
        """By kind and primary key in one number."""
        rows = SearchEntry.objects.filter(site=self._site_id, kind__in=NAMED, part="").order_by()
        return dict(_numbered(rows.values("pk", "kind", "part", "title", "path")))

    @cached_property
    def in_order(self) -> list[Title]:
        """Best known kinds first, then as they were added."""
        return [self._known[number] for number in sorted(self._known)]

    @cached_property
    def themes(self) -> dict[str, Title]:
        """Themes that something on the site carries, by their plain names."""
        return {one.spelt.strip(): one for one in self.in_order if one.kind == EntryKind.THEME}

    def forward(self, changed: Iterable[int], rows: Iterable[Mapping[str, Any]]) -> "Titles":
        """These names after the entries with these keys changed; `rows` are those of them that are still there."""
        if "_known" not in self.__dict__:
            return Titles(self._site_id)
        known = dict(self._known)
        for pk in changed:
            for kind in NAMED:
                known.pop(_number(kind, pk), None)
        return Titles(self._site_id, known | dict(_numbered(rows)))


def _number(kind: str, pk: int) -> int:
    return _ORDER[kind] << _PK_BITS | pk


def _numbered(rows: Iterable[Mapping[str, Any]]) -> Iterable[tuple[int, Title]]:
    for row in rows:
        if row["kind"] in _ORDER and not row["part"]:
            title = Title(f" {plain(row['title'])}", row["title"], row["kind"], row["path"])
            yield _number(row["kind"], row["pk"]), title
