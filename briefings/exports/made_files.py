"""Keeps files that are made here, so that the second reader does not wait for them to be made again."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.cache import cache

KEPT_SECONDS = 24 * 60 * 60


def kept(what: str, content: Any, make: Callable[[], bytes]) -> bytes:
    """The file made from `content` (anything whose `repr` says all of it): from the cache, else from `make`.

    The key is the content itself, so a changed source never shows an old file.
    """
    digest = hashlib.sha256(repr(content).encode("utf-8", "surrogatepass")).hexdigest()
    key = f"made-{what}-{digest}"
    data: bytes | None = cache.get(key)
    if data is None:
        data = make()
        cache.set(key, data, KEPT_SECONDS)
    return data
