"""The shipped PostgreSQL search, guarded."""

from modelsearch.backends.database.postgres.postgres import PostgresSearchBackend

from partnership.search.admin_backend.guard import GuardedQueries


class GuardedPostgreSQLSearchBackend(GuardedQueries, PostgresSearchBackend):
    pass
