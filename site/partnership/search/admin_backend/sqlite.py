"""Makes the shipped SQLite search answer in time.

As shipped it repeats the whole match for every row to order by relevance (350 s for one letter at 8,000 pages), and
without statistics SQLite may look up every indexed thing before it matches any. Here the match comes first, once.
"""

from typing import Any

from django.db import connections
from django.db.models import Case, IntegerField, QuerySet, When
from django.db.models.expressions import RawSQL
from modelsearch.backends.database.sqlite.query import MatchExpression, normalize
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    SQLiteAutocompleteQueryCompiler,
    SQLiteFTSIndexEntry,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.query import MatchAll, Not
from modelsearch.utils import get_descendants_content_types_pks

from partnership.search.admin_backend.guard import AnyFilter, GuardedQueries

RANKED_MATCHES = 200  # more than these are listed newest first


class MatchFirst:
    """Mixed into a shipped compiler."""

    def search(self, config: Any, start: int | None, stop: int | None, score_field: str | None = None) -> QuerySet[Any]:
        query = normalize(self.query)  # type: ignore[attr-defined]  # a mixin
        if isinstance(query, MatchAll | Not) or score_field is not None:
            return super().search(config, start, stop, score_field=score_field)  # type: ignore[misc]
        sql, parameters = self._matches(query, config)
        queryset: QuerySet[Any] = self.queryset.filter(pk__in=RawSQL(sql, parameters))  # type: ignore[attr-defined]  # noqa: S611
        if self.order_by_relevance:  # type: ignore[attr-defined]
            queryset = self._ranked(queryset, sql, parameters)
        elif not queryset.query.order_by:
            queryset = queryset.order_by("-pk")
        return queryset[start:stop]

    def _matches(self, query: Any, config: Any) -> tuple[str, list[Any]]:
        """SQL for the keys of what matches. All that a person typed is in the parameters."""
        connection = connections[self.queryset.db]  # type: ignore[attr-defined]
        words, entries = SQLiteFTSIndexEntry._meta.db_table, IndexEntry._meta.db_table
        wanted = MatchExpression(self.fields or self.FTS_TABLE_FIELDS, self.build_search_query(query, config=config))  # type: ignore[attr-defined]
        match, parameters = wanted.as_sql(
            SQLiteFTSIndexEntry.objects.all().query.get_compiler(connection=connection), connection
        )
        kinds = ", ".join(str(int(pk)) for pk in get_descendants_content_types_pks(self.queryset.model))  # type: ignore[attr-defined]
        sql = (
            f"SELECT entry.object_id FROM {words} CROSS JOIN {entries} AS entry ON entry.id = {words}.rowid "  # noqa: S608
            f"WHERE {match} AND entry.content_type_id IN ({kinds})"
        )
        return sql, list(parameters)

    def _ranked(self, queryset: QuerySet[Any], sql: str, parameters: list[Any]) -> QuerySet[Any]:
        """Best first, or newest first where there are too many to rank."""
        with connections[queryset.db].cursor() as cursor:
            cursor.execute(f"{sql} LIMIT {RANKED_MATCHES + 1}", parameters)
            if len(cursor.fetchall()) > RANKED_MATCHES:
                return queryset.order_by("-pk")
            cursor.execute(f"{sql} ORDER BY bm25({SQLiteFTSIndexEntry._meta.db_table})", parameters)
            places = [When(pk=key, then=place) for place, (key,) in enumerate(cursor.fetchall())]
        return queryset.order_by(Case(*places, default=len(places), output_field=IntegerField()), "-pk")


class MatchFirstSearch(AnyFilter, MatchFirst, SQLiteSearchQueryCompiler):
    """Whole words."""


class MatchFirstAutocomplete(AnyFilter, MatchFirst, SQLiteAutocompleteQueryCompiler):
    """The beginnings of words."""


class GuardedSQLiteSearchBackend(GuardedQueries, SQLiteSearchBackend):
    query_compiler_class = MatchFirstSearch
    autocomplete_query_compiler_class = MatchFirstAutocomplete
