"""Search on SQLite: an FTS5 table beside the entries, stemmed with Porter's algorithm.

The match comes first (`CROSS JOIN` keeps SQLite from turning the join round), ranking and LIMIT next, texts last.
"""

import json
from collections.abc import Sequence

from django.db import connection

from partnership.search.engines.base import HIT_COLUMNS, KIND_FACTOR, columns
from partnership.search.models import SearchEntry
from partnership.search.words import Phrase, Query

WEIGHTS = "100.0, 20.0, 5.0, 1.0"  # far apart: bm25 levels off, and favours short entries
# Constants only: everything that depends on a reader is a parameter.
_MATCHES = (
    "FROM search_entry_words CROSS JOIN search_searchentry AS entry ON entry.id = search_entry_words.rowid "
    "WHERE search_entry_words MATCH %s AND entry.site_id = %s"
)
_COUNTS = f"SELECT entry.kind, COUNT(*) {_MATCHES} GROUP BY entry.kind"
_HITS = (
    f"SELECT {HIT_COLUMNS} FROM (SELECT entry.id AS id, bm25(search_entry_words, {WEIGHTS}) * {KIND_FACTOR} AS score {_MATCHES} "  # noqa: S608
    "AND (%s = '' OR entry.kind = %s) ORDER BY score, entry.id LIMIT %s OFFSET %s) AS hit "
    "JOIN search_searchentry AS entry ON entry.id = hit.id ORDER BY hit.score, hit.id"
)

_AMONG = (
    "SELECT rowid FROM search_entry_words WHERE search_entry_words MATCH %s "
    "AND rowid IN (SELECT value FROM json_each(%s))"
)


class SQLiteEngine:
    def write(self, entries: Sequence[SearchEntry]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_entry_words WHERE rowid = %s", [(entry.pk,) for entry in entries])
            cursor.executemany(
                "INSERT INTO search_entry_words (rowid, title, themes, hidden, body) VALUES (%s, %s, %s, %s, %s)",
                [(entry.pk, *columns(entry)) for entry in entries],
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
            cursor.execute(_AMONG, [match(query, any_word=False), json.dumps(list(entry_ids))])
            return {pk for (pk,) in cursor.fetchall()}


def match(query: Query, *, any_word: bool) -> str:
    """FTS5's words for the query. Every word is in double quotes and holds only letters and digits."""
    terms = (f"({' OR '.join(_phrase(phrase) for phrase in term.phrases)})" for term in query.terms)
    return (" OR " if any_word else " AND ").join(terms)


def _phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"' + (" *" if phrase.is_prefix else "")
