"""What a full-text engine does for search. Each keeps an entry's words in four weights and gives the same answers."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from partnership.search.enums import EntryKind
from partnership.search.models import SearchEntry
from partnership.search.words import Query, index_text

# Only the beginning of a very long text is indexed and searched for an excerpt.
INDEXED_CHARACTERS = 200_000
EXCERPT_CHARACTERS = 20_000

# What a hit brings with it: one joined query, and no more of the body than an excerpt can use.
HIT_COLUMNS = (
    "entry.id, entry.site_id, entry.kind, entry.path, entry.date, entry.date_as_stated, entry.title, "
    f"entry.theme_labels, entry.summary, entry.warning, substr(entry.body, 1, {EXCERPT_CHARACTERS}) AS body"
)

# A file or a date comes after the review or briefing it belongs to, though its few words match more closely. Slides come
# after everything else that answers: their deck speaks for all of them, and forty slides do not fill a page. Where words
# match alike, a review comes before its theme, a briefing before what it was made from, and a page
# that explains before what it explains.
_FACTORS = {
    EntryKind.REVIEW: 1.02,
    EntryKind.BRIEFING: 1.1,
    EntryKind.INFORMATION: 1.1,
    EntryKind.PACK: 0.6,
    EntryKind.DECK: 0.5,
    EntryKind.SLIDE: 0.05,
    EntryKind.DOCUMENT: 0.5,
    EntryKind.EVENT: 0.7,
    EntryKind.COURSE: 0.8,
}
_CASES = " ".join(f"WHEN '{kind.value}' THEN {factor}" for kind, factor in _FACTORS.items())
KIND_FACTOR = f"(CASE entry.kind {_CASES} ELSE 1 END)"


class Part(StrEnum):
    """Where in an entry a word is looked for. A word that very many texts have is told apart by the shorter ones."""

    ANY = ""
    HEADING = "heading"  # title, themes and hidden terms
    TITLE = "title"


class Engine(Protocol):
    """Looks words up. With `any_word` an entry needs one of the query's terms, otherwise all of them."""

    def write(self, entries: Sequence[SearchEntry]) -> None:
        """Indexes the words of saved entries in place of those before. A deleted entry's words go by themselves."""

    def ids(
        self, queries: Sequence[Query], site_id: int, *, any_word: bool = False, part: Part = Part.ANY
    ) -> list[list[int]]:
        """The entries that match each of the queries, in no order; other sites' may be among them. One query, nothing ranked."""

    def hits(
        self, query: Query, site_id: int, *, ids: Sequence[int], any_word: bool, start: int, stop: int
    ) -> list[SearchEntry]:
        """Of these entries, which all match, the best from `start` to `stop`. One query; texts are read only for these."""

    def among(self, query: Query, entry_ids: Sequence[int]) -> set[int]:
        """Those of the given entries that match every term: for "is there anything new?". One query, nothing ranked."""


def read(site_id: int, ids: Sequence[int]) -> list[SearchEntry]:
    """These entries of a site, in this order, with no more of their texts than an excerpt can use. One query."""
    if not ids:
        return []
    marks = ", ".join(["%s"] * len(ids))
    sql = f"SELECT {HIT_COLUMNS} FROM search_searchentry AS entry WHERE entry.site_id = %s AND entry.id IN ({marks})"  # noqa: S608
    found = {entry.pk: entry for entry in SearchEntry.objects.raw(sql, [site_id, *ids])}
    return [found[pk] for pk in ids if pk in found]


def columns(entry: SearchEntry) -> tuple[str, str, str, str]:
    """The words of an entry by weight, heaviest first: title, themes, hidden terms, text.

    The title of a part ("Report: Jacob") weighs as hidden terms do, so that a part comes after the whole. That of a slide
    names its deck, and is not looked in: the deck's name would find each of its slides.
    """
    title, part_title = ("", entry.title) if entry.part else (entry.title, "")
    if entry.kind == EntryKind.SLIDE:
        part_title = ""
    return (
        index_text(title),
        index_text(entry.theme_labels),
        index_text(part_title, entry.hidden_terms),
        index_text(entry.summary, entry.body[:INDEXED_CHARACTERS]),
    )
