"""The tests' database, migrated once for all the processes of a run, beside the tests that need none."""

import fcntl
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

ROOT = Path(__file__).resolve().parents[1]
# Migrating makes models by the thousand and keeps them: looking for rubbish among them takes a quarter of the time.
MIGRATE = """
import gc
gc.disable()
from django.core.management import call_command
import django
django.setup()
call_command("migrate", verbosity=0)
"""


def in_memory() -> bool:
    """Whether each process has a database of its own, which lives and dies with it."""
    database: dict[str, Any] = settings.DATABASES["default"]
    return "sqlite3" in database["ENGINE"] and database["TEST"]["NAME"] == ":memory:"


def start_migrating(database: Path) -> subprocess.Popen:
    """A process that migrates a new database in that file, as an install does. Others wait for it in `copy_migrated`.

    It holds a lock beside the file until it ends, however it ends: the system lets go of it.
    """
    paths = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{database}", "PYTHONPATH": paths}
    with _lock(database).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return subprocess.Popen(
            [sys.executable, "-c", MIGRATE],
            cwd=ROOT,
            env=environment | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
            pass_fds=[lock.fileno()],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def copy_migrated(database: Path) -> sqlite3.Connection:
    """Fills the tests' database in memory with what was migrated. It is there as long as the connection is open.

    Django then migrates it all the same: there is nothing left to do, or what did not go well goes wrong again and is told.
    """
    with _lock(database).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
    memory = sqlite3.connect(connections["default"].creation._get_test_db_name(), uri=True, check_same_thread=False)
    source = sqlite3.connect(database)
    source.backup(memory)
    source.close()
    return memory


def _lock(database: Path) -> Path:
    return database.with_suffix(".lock")
