"""Tells whoever answers a request that search engines are to leave the answer alone; the middleware says so in a header."""

from typing import Any

from django.http import HttpRequest

from learning.models import KeptOutOfSearch


def heed_choice_of(thing: Any, request: HttpRequest) -> None:
    """Remembers for this request that the thing it is about is kept out of search engines, if it is."""
    if isinstance(thing, KeptOutOfSearch) and thing.keep_out_of_search:
        keep_out(request)


def keep_out(request: HttpRequest) -> None:
    request._is_kept_out_of_search = True  # type: ignore[attr-defined]


def is_kept_out(request: HttpRequest) -> bool:
    return bool(getattr(request, "_is_kept_out_of_search", False))
