"""What a cache between us and the reader is told (docs/decisions/0046-a-cache-in-front.md)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

# Pages that are told of when they change: each has an entry in search, is a list above one, or is named in `purging`.
TOLD_OF = frozenset({"wagtail_serve", "review_pack", "learning_point", "theme_index", "theme", "training"})


def for_shared_caches(request: HttpRequest, otherwise: str) -> str:
    """`Cache-Control` of a page that is the same for everybody: a shared cache may keep what it would be told to drop.

    Browsers ask again each time either way. An address with a query is nowhere listed: nobody could tell of it.
    """
    seconds = settings.SHARED_CACHE_SECONDS
    match = request.resolver_match
    if not seconds or not settings.WAGTAILFRONTENDCACHE or match is None or request.META.get("QUERY_STRING"):
        return otherwise
    return f"{otherwise}, s-maxage={seconds}" if match.url_name in TOLD_OF else otherwise


def only_for_this_reader(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer to somebody who is signed in, marked so that no shared cache gives it to anybody else."""
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META
    if signed_in and not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True)
    return response
