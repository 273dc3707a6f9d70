"""Keeps files that are made here, so that the second reader does not wait for them to be made again.

Of many who ask at once, in whatever thread or worker, one makes the file and the others wait for it.
"""

import hashlib
import pickle
from collections.abc import Callable
from typing import Any, Final

from django.core.cache import cache

from briefings.exports.one_at_a_time import one_at_a_time

KEPT_SECONDS: Final = 24 * 60 * 60
FAILED_SECONDS: Final = 5
"""How long those who ask are told that a file cannot be made, before it is tried again."""


def kept(what: str, content: Any, make: Callable[[], bytes]) -> bytes:
    """The file made from `content` (anything whose `repr` says all of it): from the cache, else from `make`.

    The key is the content itself, so a changed source never shows an old file. If `make` raises, so it does for all
    who are waiting, and for whoever asks in the next few seconds.
    """
    digest = hashlib.sha256(repr(content).encode("utf-8", "surrogatepass")).hexdigest()
    key = f"made-{what}-{digest}"
    data = _found(key)
    if data is not None:
        return data
    with one_at_a_time(key):
        data = _found(key)
        if data is None:
            data = _made(key, make)
    return data


def _found(key: str) -> bytes | None:
    """What was made before; raises what was raised instead."""
    found: bytes | Exception | None = cache.get(key)
    if isinstance(found, Exception):
        raise found
    return found


def _made(key: str, make: Callable[[], bytes]) -> bytes:
    try:
        data = make()
    except Exception as error:
        if _travels(error):
            cache.set(key, error.with_traceback(None), FAILED_SECONDS)
        raise
    cache.set(key, data, KEPT_SECONDS)
    return data


def _travels(error: Exception) -> bool:
    """Whether the error can be kept for other workers to raise."""
    try:
        arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own, this moment
        return type(arrived) is type(error) and str(arrived) == str(error)
    except Exception:
        return False
