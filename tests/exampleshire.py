"""Exampleshire as an install shows it, loaded once for all processes of a run: a file with the database, and its uploads."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.test import override_settings

from partnership.demo.loading import load_one
from tests.browser.database import copy_to_file, database_in

SHORT = "exampleshire"


def kept_exampleshire(folder: Path) -> Path:
    """The database's file, in that folder. Who asks first loads it there; others wait. It stays as it was loaded: work on a copy."""
    database = folder / f"{SHORT}.sqlite3"
    with (folder / f"{SHORT}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not database.exists():
            loading = folder / f"{SHORT}-loading.sqlite3"
            loading.unlink(missing_ok=True)
            copy_to_file(loading)
            with override_settings(MEDIA_ROOT=folder / "uploads"), database_in(loading):
                load_one(SHORT)
            loading.rename(database)
    shutil.copytree(folder / "uploads", settings.MEDIA_ROOT, dirs_exist_ok=True)
    return database


@contextmanager
def copied_exampleshire(folder: Path, place: Path) -> Iterator[Path]:
    """Every thread uses a copy of it in that place until the end. The files it shows are where uploads are."""
    path = Path(shutil.copy(kept_exampleshire(folder), place / "site.sqlite3"))
    with database_in(path):
        yield path
