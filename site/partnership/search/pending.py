"""What changed in this transaction and is to be indexed once it is committed, each thing once."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import local

from django.db import transaction

from partnership.search.registry import Key


class _Pending(local):
    def __init__(self) -> None:
        self.keys: dict[Key, None] = {}
        self.is_paused = False


_pending = _Pending()


def index_after_commit(keys: Iterable[Key]) -> None:
    """Indexes these things in a task after the transaction; at once where there is none."""
    if _pending.is_paused:
        return
    _pending.keys |= dict.fromkeys(keys)
    if _pending.keys:
        transaction.on_commit(_hand_over)


@contextmanager
def indexing_paused() -> Iterator[None]:
    """Nothing saved inside is indexed: for loaders, which call `rebuild` once at their end."""
    before, _pending.is_paused = _pending.is_paused, True
    try:
        yield
    finally:
        _pending.is_paused = before


def _hand_over() -> None:
    """The first call after a commit takes everything; the others find nothing left."""
    from partnership.search.tasks import index_things

    keys, _pending.keys = list(_pending.keys), {}
    if keys:
        index_things.enqueue([list(key) for key in keys])
