"""Files of the site as files on this machine, for what reads by path."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath

from django.core.files import File
from django.db import transaction
from django.db.models.fields.files import FieldFile

_CHUNK = 1024 * 1024


@contextmanager
def upload_on_disk(upload: File) -> Iterator[Path]:
    """The path of a file somebody hands in: where Django put it, or a copy for as long as it is needed."""
    if hasattr(upload, "temporary_file_path"):
        yield Path(upload.temporary_file_path())
        return
    with _copied(upload, upload.name or "") as path:
        yield path


@contextmanager
def stored_on_disk(stored: FieldFile) -> Iterator[Path]:
    """The path of a stored file, wherever it is stored. Raises FileNotFoundError if it is gone."""
    try:
        path = Path(stored.path)
    except NotImplementedError:  # it is stored elsewhere
        with stored.storage.open(stored.name or "", "rb") as file, _copied(file, stored.name or "") as path:
            yield path
        return
    if not path.exists():
        raise FileNotFoundError(path)
    yield path


def delete_after_commit(*stored: FieldFile) -> None:
    """Deletes stored files once the transaction is committed, for then nothing refers to them."""
    for file in stored:
        if file.name:
            transaction.on_commit(partial(file.storage.delete, file.name))


@contextmanager
def _copied(file: File, name: str) -> Iterator[Path]:
    with tempfile.NamedTemporaryFile(suffix=PurePosixPath(name).suffix[:10]) as copy:
        file.seek(0)
        while chunk := file.read(_CHUNK):
            copy.write(chunk)
        copy.flush()
        file.seek(0)
        yield Path(copy.name)
