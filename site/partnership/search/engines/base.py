"""What a full-text engine does for search. Each keeps an entry's words in four weights and gives the same answers."""

from collections.abc import Sequence
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
    f"entry.theme_labels, entry.summary, substr(entry.body, 1, {EXCERPT_CHARACTERS}) AS body"
)

# A file or a date comes after the review or briefing it belongs to, though its few words match more closely. Slides come
# after everything else that answers: their deck speaks for all of them, and forty slides do not fill a page. Where words
# match alike, a review comes before its theme and a briefing before what it was made from.
_FACTORS = {
    EntryKind.REVIEW: 1.02,
    EntryKind.BRIEFING: 1.1,
    EntryKind.DECK: 0.5,
    EntryKind.SLIDE: 0.05,
    EntryKind.DOCUMENT: 0.5,
    EntryKind.EVENT: 0.7,
    EntryKind.COURSE: 0.8,
}
_CASES = " ".join(f"WHEN '{kind.value}' THEN {factor}" for kind, factor in _FACTORS.items())
KIND_FACTOR = f"(CASE entry.kind {_CASES} ELSE 1 END)"


class Engine(Protocol):
    """Looks words up. With `any_word` an entry needs one of the query's terms, otherwise all of them."""

    def write(self, entries: Sequence[SearchEntry]) -> None:
        """Indexes the words of saved entries in place of those before. A deleted entry's words go by themselves."""

    def count_by_kind(self, query: Query, site_id: int, *, any_word: bool) -> dict[str, int]:
        """How many entries of each kind match; kinds without any are absent. One query, nothing ranked."""

    def hits(
        self, query: Query, site_id: int, *, kind: str, any_word: bool, start: int, stop: int
    ) -> list[SearchEntry]:
        """The best matches from `start` to `stop`. One query; texts are read only for these."""

    def among(self, query: Query, entry_ids: Sequence[int]) -> set[int]:
        """Those of the given entries that match every term: for "is there anything new?". One query, nothing ranked."""


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
