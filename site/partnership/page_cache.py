"""A page cache for readers without an account (docs/decisions/0006-page-cache.md).

Each worker keeps the pages it has made in its own memory, under the content version that all workers share: the one
read *before* the page was made, so that a page made from older content can never be found again.
"""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from partnership.content_version import version_at_start
from partnership.home.context import CONTRAST_COOKIE
from partnership.shared_cache.headers import for_shared_caches, only_for_this_reader
from partnership.shelf import Key, Shelf

MESSAGES_COOKIE = "messages"
NEVER_KEPT = frozenset(
    {
        *("admin", "accounts", "alerts", "api", "_util", "contrast", "coverage", "documents", "healthz", "oai"),
        *("search", "uploads"),
    }
)
KEPT_TYPES = ("text/html", "text/calendar", "text/xml", "application/xml", "application/atom+xml")
# A page that differs by any other header of the request is not kept: nobody can plant one for others to read.
VARIES_ONLY_BY = frozenset({"cookie", "accept-encoding"})
ASK_AGAIN = "max-age=0, must-revalidate"
LARGEST_PAGE = 512 * 1024  # bytes
# A worker's room, in bytes. Addresses with a query have their own: asking ?a=1, ?a=2 ... cannot push the pages out.
ROOM_FOR_PAGES = 24 * 1024 * 1024
ROOM_FOR_QUERIES = 6 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptPage:
    """An answer as it was made, and the same compressed."""

    headers: dict[str, str]
    body: bytes
    compressed: bytes
    etag: str

    @classmethod
    def of(cls, response: HttpResponse) -> "KeptPage":
        headers = {name: value for name, value in response.items() if name != "Content-Length"}
        etag = f'W/"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
        return cls(headers, response.content, gzip.compress(response.content, 6, mtime=0), etag)

    @property
    def size(self) -> int:
        return len(self.body) + len(self.compressed)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page for this reader; 304 where the reader has it. No secret is in it, so it may be compressed."""
        headers = {**self.headers, "ETag": self.etag}
        if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
            body, headers["Content-Encoding"] = self.compressed, "gzip"
        else:
            body = self.body
        headers["Content-Length"] = str(len(body))
        response = HttpResponse(body, headers=headers)
        if "HTTP_IF_NONE_MATCH" in request.META:
            response = get_conditional_response(request, etag=self.etag, response=response) or response
        return response


class AnonymousPageCacheMiddleware:
    """Answers readers without an account from memory for `PAGE_CACHE_SECONDS`, or until anything published changes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages, self.queries = Shelf[KeptPage](ROOM_FOR_PAGES), Shelf[KeptPage](ROOM_FOR_QUERIES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seconds = settings.PAGE_CACHE_SECONDS
        if not seconds or not may_be_answered_from_cache(request):
            return only_for_this_reader(request, self.get_response(request))
        shelf = self.queries if request.META.get("QUERY_STRING") else self.pages
        key = (version_at_start(request), *_address(request))
        page = shelf.get(key, seconds)
        if page is None:
            response = self.get_response(request)
            if not may_be_kept(request, response):
                return response
            patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
            response.setdefault("Cache-Control", for_shared_caches(request, ASK_AGAIN))
            page = KeptPage.of(response)
            shelf.put(key, page)
        return page.answer(request)


def may_be_answered_from_cache(request: HttpRequest) -> bool:
    """Whether this is a reader without session, message or password, reading an address whose pages are kept."""
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and MESSAGES_COOKIE not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
        and is_public_address(request)
    )


def is_public_address(request: HttpRequest) -> bool:
    """Whether pages of this address may be kept at all, for anybody."""
    return request.path_info.lstrip("/").partition("/")[0] not in NEVER_KEPT


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer is whole, public, and would be the same for everybody else who asks at this address."""
    if (
        getattr(request, "is_preview", False)
        or request.method != "GET"
        or response.status_code != 200
        or response.streaming
        or response.cookies
    ):
        return False
    if not response.get("Content-Type", "").startswith(KEPT_TYPES) or len(response.content) > LARGEST_PAGE:
        return False
    said = response.get("Cache-Control", "").lower()
    if any(word in said for word in ("private", "no-store", "no-cache")) or response.has_header("Content-Encoding"):
        return False
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return varies <= VARIES_ONLY_BY


def _address(request: HttpRequest) -> Key:
    """What tells one page from another. `get_host` refuses a host that is not ours before anything is looked up."""
    contrast = "high" if request.COOKIES.get(CONTRAST_COOKIE) == "high" else ""
    return (
        request.scheme or "http",
        request.get_host().lower(),
        request.path,
        request.META.get("QUERY_STRING", ""),
        contrast,
    )
