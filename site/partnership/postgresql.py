"""How connections to PostgreSQL are set up."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


def without_just_in_time_compiling(*, connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Compiling the lists of what has not been passed on takes longer than answering them (docs/performance.md).

    A statement of its own, not an option of the connection: a pooler in between refuses those it does not know.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
