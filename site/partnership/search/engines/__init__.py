"""The full-text engines, one for each database the site runs on."""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from partnership.search.engines.base import Engine


def current_engine() -> Engine:
    """The engine of the database in use.

    Raises:
        ImproperlyConfigured: on a database that is neither SQLite nor PostgreSQL.
    """
    if connection.vendor == "sqlite":
        from partnership.search.engines.sqlite import SQLiteEngine

        return SQLiteEngine()
    if connection.vendor == "postgresql":
        from partnership.search.engines.postgresql import PostgreSQLEngine

        return PostgreSQLEngine()
    raise ImproperlyConfigured(f"Search runs on SQLite and PostgreSQL, not on {connection.vendor}.")
