"""Search on PostgreSQL: a weighted tsvector in the entries' table under a GIN index.

The text search configuration `cascade` (see the migration) stems as SQLite does and has no stop words, so that
both engines find the same entries.
"""

from collections.abc import Sequence

from django.db import connection

from partnership.search.engines.base import HIT_COLUMNS, KIND_FACTOR, Part, columns
from partnership.search.models import SearchEntry
from partnership.search.state import entries_changed
from partnership.search.words import Phrase, Query

WEIGHTS = "{0.05, 0.15, 0.4, 1.0}"  # of D, C, B and A
_VECTOR = " || ".join(f"setweight(to_tsvector('cascade', %s), '{weight}')" for weight in "ABCD")
_COLUMNS = {Part.ANY: "words", Part.HEADING: "heading", Part.TITLE: "title_words"}
_WRITE = (
    f"UPDATE search_searchentry SET words = {_VECTOR}, heading = to_tsvector('cascade', %s), "  # noqa: S608
    "title_words = to_tsvector('cascade', %s) WHERE id = %s"
)
# Constants only: everything that depends on a reader is a parameter.
_IDS = "SELECT {n}, search_ids_in_{column}(to_tsquery('cascade', %s), %s)"  # see the migration
_SCORE = f"ts_rank('{WEIGHTS}', entry.words, to_tsquery('cascade', %s)) * {KIND_FACTOR}"
_HITS = (
    f"SELECT {HIT_COLUMNS} FROM (SELECT entry.id AS id, {_SCORE} AS score FROM search_searchentry AS entry "  # noqa: S608
    "WHERE entry.id = ANY(%s) AND entry.site_id = %s ORDER BY score DESC, entry.id LIMIT %s OFFSET %s) AS hit "
    "JOIN search_searchentry AS entry ON entry.id = hit.id ORDER BY hit.score DESC, hit.id"
)

_AMONG = (
    "SELECT entry.id FROM search_searchentry AS entry, to_tsquery('cascade', %s) AS asked "
    "WHERE entry.words @@ asked AND entry.id = ANY(%s)"
)


class PostgreSQLEngine:
    def write(self, entries: Sequence[SearchEntry]) -> None:
        entries_changed(entries)
        with connection.cursor() as cursor:
            cursor.executemany(
                _WRITE,
                [(*(texts := columns(entry)), "\n".join(texts[:3]), texts[0], entry.pk) for entry in entries],
            )

    def ids(
        self, queries: Sequence[Query], site_id: int, *, any_word: bool = False, part: Part = Part.ANY
    ) -> list[list[int]]:
        sql = " UNION ALL ".join(_IDS.format(n=n, column=_COLUMNS[part]) for n in range(len(queries)))
        parameters = [(match(query, any_word=any_word), site_id) for query in queries]
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for pair in parameters for value in pair])
            return [[*map(int, found.split(","))] if found else [] for _n, found in sorted(cursor.fetchall())]

    def hits(
        self, query: Query, site_id: int, *, ids: Sequence[int], any_word: bool, start: int, stop: int
    ) -> list[SearchEntry]:
        parameters = [match(query, any_word=any_word), list(ids), site_id, stop - start, start]
        return list(SearchEntry.objects.raw(_HITS, parameters))

    def among(self, query: Query, entry_ids: Sequence[int]) -> set[int]:
        with connection.cursor() as cursor:
            cursor.execute(_AMONG, [match(query, any_word=False), list(entry_ids)])
            return {pk for (pk,) in cursor.fetchall()}


def match(query: Query, *, any_word: bool) -> str:
    """A tsquery for the query. Every word is quoted and holds only letters and digits."""
    terms = (f"({' | '.join(_phrase(phrase) for phrase in term.phrases)})" for term in query.terms)
    return (" | " if any_word else " & ").join(terms)


def _phrase(phrase: Phrase) -> str:
    words = [f"'{word}'" for word in phrase.words]
    return f"({' <-> '.join(words)}{':*' if phrase.is_prefix else ''})"
