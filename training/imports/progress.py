"""How far an import has come, told through the cache: its own rows cannot be read before they are committed."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.core.cache import cache
from django.utils.translation import gettext as _

KEPT_SECONDS: Final = 24 * 3600
SILENT_SECONDS: Final = 15 * 60
"""Nothing heard for so long: whoever was at it has died, and another may start."""
Teller = Callable[[int], None]
"""Told how many rows are done so far."""


def silent(_done: int) -> None:
    """For where nobody waits."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `of` rows; `is_writing` once all are read. `heard_at` is in seconds since 1970."""

    done: int
    of: int
    is_writing: bool
    heard_at: float

    @property
    def said(self) -> str:
        """ "3,200 of 10,000"."""
        return _("%(done)s of %(of)s") % {"done": f"{self.done:,}", "of": f"{self.of:,}"}

    @property
    def is_silent(self) -> bool:
        return time.time() - self.heard_at > SILENT_SECONDS


def tell(number: int, done: int, of: int, *, is_writing: bool = False) -> None:
    cache.set(_key(number), [done, of, is_writing, time.time()], timeout=KEPT_SECONDS)


def heard(number: int) -> Progress | None:
    """What was told last of the import of that number; None if nothing was, or it is forgotten."""
    said = cache.get(_key(number))
    return Progress(*said) if said else None


def forget(number: int) -> None:
    cache.delete(_key(number))


def _key(number: int) -> str:
    return f"attendance-import-{number}"
