"""The shipped PostgreSQL search, guarded."""

from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)

from partnership.search.admin_backend.guard import AnyFilter, GuardedQueries


class GuardedSearch(AnyFilter, PostgresSearchQueryCompiler):
    """Whole words."""


class GuardedAutocomplete(AnyFilter, PostgresAutocompleteQueryCompiler):
    """The beginnings of words."""


class GuardedPostgreSQLSearchBackend(GuardedQueries, PostgresSearchBackend):
    query_compiler_class = GuardedSearch
    autocomplete_query_compiler_class = GuardedAutocomplete
