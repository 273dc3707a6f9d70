"""A database in a file: a browser asks for several things at once, which one connection in memory cannot answer."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connections


def copy_to_file(path: Path) -> None:
    """Writes what the tests' database holds to a new file. Refuses to copy any other database."""
    tests = connections["default"]
    name = str(tests.settings_dict["NAME"])
    assert "memory" in name or name == tests.settings_dict["TEST"]["NAME"], f"{name} is not the tests' own database"
    tests.ensure_connection()
    with closing(sqlite3.connect(path)) as target:
        tests.connection.backup(target)


@contextmanager
def database_in(path: Path) -> Iterator[None]:
    """Every thread uses the database in that file until the end, then the one it used before."""
    before = connections["default"]
    name = before.settings_dict["NAME"]
    before.settings_dict["NAME"] = str(path)  # new connections of any thread read this
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        before.settings_dict["NAME"] = name
        connections["default"] = before
