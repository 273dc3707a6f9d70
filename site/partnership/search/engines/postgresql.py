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
_HEADING = " || ".join(f"setweight(to_tsvector('cascade', %s), '{weight}')" for weight in "ABC")
# Constants only: everything that depends on a reader is a parameter.
_IDS = (
    "SELECT {n}, (SELECT string_agg(entry.id::text, ',') FROM search_searchentry AS entry "
    "WHERE entry.{column} @@ to_tsquery('cascade', %s) AND entry.site_id = %s)"
)
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
        entries_changed(entry.site_id for entry in entries)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE search_searchentry SET words = {_VECTOR}, heading = {_HEADING} WHERE id = %s",  # noqa: S608
                [(*(texts := columns(entry)), *texts[:3], entry.pk) for entry in entries],
            )

    def ids(
        self, queries: Sequence[Query], site_id: int, *, any_word: bool = False, part: Part = Part.ANY
    ) -> list[list[int]]:
        weight = "A" if part is Part.TITLE else ""
        column = "words" if part is Part.ANY else "heading"
        sql = " UNION ALL ".join(_IDS.format(n=n, column=column) for n in range(len(queries)))
        parameters = [(match(query, any_word=any_word, weight=weight), site_id) for query in queries]
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


def match(query: Query, *, any_word: bool, weight: str = "") -> str:
    """A tsquery for the query; of words with that weight, if one is given. Every word is quoted, of letters and digits."""
    terms = (f"({' | '.join(_phrase(phrase, weight) for phrase in term.phrases)})" for term in query.terms)
    return (" | " if any_word else " & ").join(terms)


def _phrase(phrase: Phrase, weight: str) -> str:
    marks = [weight] * len(phrase.words)
    if phrase.is_prefix:
        marks[-1] = f"*{weight}"
    words = [f"'{word}'" + (f":{mark}" if mark else "") for word, mark in zip(phrase.words, marks, strict=True)]
    return f"({' <-> '.join(words)})"
