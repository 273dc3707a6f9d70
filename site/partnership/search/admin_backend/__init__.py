"""Wagtail's own search, which the admin uses, made safe to type into. Named in WAGTAILSEARCH_BACKENDS.

Public search does not come here.
"""

from typing import Any

from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name modelsearch looks for
    """The shipped backend of the database in use, guarded."""
    if connection.vendor == "postgresql":
        from partnership.search.admin_backend.postgresql import GuardedPostgreSQLSearchBackend

        return GuardedPostgreSQLSearchBackend(params)
    from partnership.search.admin_backend.sqlite import GuardedSQLiteSearchBackend

    return GuardedSQLiteSearchBackend(params)
