"""Addresses of what pages name by the dozen: each is put together once a process, which takes Django longer than a line of a list."""

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse


def address_of(name: str, key: int | str | None) -> str:
    """What `reverse` says of the address of that name. Raises NoReverseMatch, as it does."""
    return _address(name, key, get_script_prefix(), get_urlconf())


@lru_cache(maxsize=8192)
def _address(name: str, key: int | str | None, _prefix: str, urlconf: str | None) -> str:
    return reverse(name, urlconf=urlconf, args=[key])
