"""Search on SQLite: an FTS5 table beside the entries, stemmed with Porter's algorithm.

Ids come as one text (`group_concat`): a row each would take ten times as long. Where ranking is for some of the
matches only, `+rowid` keeps SQLite from looking the words up again for each of them.
"""

import json
from collections.abc import Sequence

from django.db import connection

from partnership.search.engines.base import HIT_COLUMNS, KIND_FACTOR, Part, columns
from partnership.search.models import SearchEntry
from partnership.search.state import entries_changed
from partnership.search.words import Phrase, Query

WEIGHTS = "100.0, 20.0, 5.0, 1.0"  # far apart: bm25 levels off, and favours short entries
# Constants only: everything that depends on a reader is a parameter.
_IDS = "SELECT {n}, (SELECT group_concat(rowid) FROM search_entry_words WHERE search_entry_words MATCH %s)"
_SCORE = f"bm25(search_entry_words, {WEIGHTS}) * {KIND_FACTOR}"
_HITS = (
    f"SELECT {HIT_COLUMNS} FROM (SELECT entry.id AS id, {_SCORE} AS score "  # noqa: S608
    "FROM search_entry_words CROSS JOIN search_searchentry AS entry ON entry.id = search_entry_words.rowid "
    "WHERE search_entry_words MATCH %s AND +search_entry_words.rowid IN (SELECT value FROM json_each(%s)) "
    "AND entry.site_id = %s ORDER BY score, entry.id LIMIT %s OFFSET %s) AS hit "
    "JOIN search_searchentry AS entry ON entry.id = hit.id ORDER BY hit.score, hit.id"
)
_PARTS = {Part.ANY: "{}", Part.HEADING: "{{title themes hidden}} : ({})", Part.TITLE: "title : ({})"}

_AMONG = (
    "SELECT rowid FROM search_entry_words WHERE search_entry_words MATCH %s "
    "AND rowid IN (SELECT value FROM json_each(%s))"
)


class SQLiteEngine:
    def write(self, entries: Sequence[SearchEntry]) -> None:
        entries_changed(entries)
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_entry_words WHERE rowid = %s", [(entry.pk,) for entry in entries])
            cursor.executemany(
                "INSERT INTO search_entry_words (rowid, title, themes, hidden, body) VALUES (%s, %s, %s, %s, %s)",
                [(entry.pk, *columns(entry)) for entry in entries],
            )

    def ids(
        self, queries: Sequence[Query], site_id: int, *, any_word: bool = False, part: Part = Part.ANY
    ) -> list[list[int]]:
        matches = [_PARTS[part].format(match(query, any_word=any_word)) for query in queries]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(_IDS.format(n=n) for n in range(len(matches))), matches)
            return [[*map(int, found.split(","))] if found else [] for _n, found in sorted(cursor.fetchall())]

    def hits(
        self, query: Query, site_id: int, *, ids: Sequence[int], any_word: bool, start: int, stop: int
    ) -> list[SearchEntry]:
        parameters = [match(query, any_word=any_word), json.dumps(list(ids)), site_id, stop - start, start]
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
