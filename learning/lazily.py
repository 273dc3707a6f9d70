"""Template context that is worked out only where the template comes to it."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import SimpleLazyObject


def lazily(work: Callable[[], dict[str, Any]], *names: str) -> dict[str, Any]:
    """`names` of what `work` gives, worked out together when the first of them is used, and once."""
    whole: Any = SimpleLazyObject(work)
    return {name: SimpleLazyObject(lambda name=name: whole[name]) for name in names}  # type: ignore[misc]  # binds this one
