"""Search on PostgreSQL: a weighted tsvector in the entries' table under a GIN index.

The text search configuration `cascade` (see the migration) stems as SQLite does and has no stop words, so that
both engines find the same entries.
"""

from collections.abc import Sequence

from django.db import connection

from partnership.search.engines.base import HIT_COLUMNS, KIND_FACTOR, columns
from partnership.search.models import SearchEntry
from partnership.search.words import Phrase, Query

WEIGHTS = "{0.05, 0.15, 0.4, 1.0}"  # of D, C, B and A
_VECTOR = " || ".join(f"setweight(to_tsvector('cascade', %s), '{weight}')" for weight in "ABCD")
# Constants only: everything that depends on a reader is a parameter.
_MATCHES = (
    "FROM search_searchentry AS entry, to_tsquery('cascade', %s) AS asked "
    "WHERE entry.words @@ asked AND entry.site_id = %s"
)
_COUNTS = f"SELECT entry.kind, COUNT(*) {_MATCHES} GROUP BY entry.kind"
_SCORE = f"ts_rank('{WEIGHTS}', entry.words, asked) * {KIND_FACTOR}"
_HITS = (
    f"SELECT {HIT_COLUMNS} FROM (SELECT entry.id AS id, {_SCORE} AS score {_MATCHES} "  # noqa: S608
    "AND (%s = '' OR entry.kind = %s) ORDER BY score DESC, entry.id LIMIT %s OFFSET %s) AS hit "
    "JOIN search_searchentry AS entry ON entry.id = hit.id ORDER BY hit.score DESC, hit.id"
)

_AMONG = (
    "SELECT entry.id FROM search_searchentry AS entry, to_tsquery('cascade', %s) AS asked "
    "WHERE entry.words @@ asked AND entry.id = ANY(%s)"
)


class PostgreSQLEngine:
    def write(self, entries: Sequence[SearchEntry]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE search_searchentry SET words = {_VECTOR} WHERE id = %s",  # noqa: S608
                [(*columns(entry), entry.pk) for entry in entries],
            )

    def count_by_kind(self, query: Query, site_id: int, *, any_word: bool) -> dict[str, int]:
        with connection.cursor() as cursor:
            cursor.execute(_COUNTS, [match(query, any_word=any_word), site_id])
            return dict(cursor.fetchall())

    def hits(
        self, query: Query, site_id: int, *, kind: str, any_word: bool, start: int, stop: int
    ) -> list[SearchEntry]:
        parameters = [match(query, any_word=any_word), site_id, kind, kind, stop - start, start]
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
