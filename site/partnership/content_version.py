"""The one value that all workers share: which state of the published content they are at.

It is in the default cache (files of one machine, or Redis), changes whenever anything published changes
(`partnership.page_cache_signals`), and is part of the key of everything a worker keeps in its own memory.
"""

import secrets
import time

from django.core.cache import cache
from django.http import HttpRequest

VERSION_KEY = "content-version"


def content_version() -> str:
    """The version shared by every worker; a new one where there is none, never one that has been used before."""
    version = cache.get(VERSION_KEY)
    return version if isinstance(version, str) else content_changed()


def content_changed() -> str:
    """Tells every worker that what readers see has changed. A bulk write sends no signal: call it after one."""
    version = f"{int(time.time()):x}-{secrets.token_hex(8)}"
    cache.set(VERSION_KEY, version, timeout=None)
    return version


def changed_second(version: str) -> int | None:
    """When this version began, in seconds since 1970; None for one that does not say."""
    second, dash, _rest = version.partition("-")
    try:
        return int(second, 16) if dash else None
    except ValueError:
        return None


def version_at_start(request: HttpRequest) -> str:
    """The version this request began with: asked for before any content is read, and once.

    What is made from older content than that cannot be found again by anybody.
    """
    if not hasattr(request, "_content_version"):
        request._content_version = content_version()  # type: ignore[attr-defined]
    return request._content_version  # type: ignore[attr-defined]
