"""Parts of pages that stay the same from request to request, kept in each worker's memory (docs/decisions/0006-page-cache.md).

Where the page cache serves readers without an account, this serves everybody: the frame around a page, and the told
part of a review, are the same for a trainer who is signed in. Like a page, a part is kept under the content version
the request began with, so a change shows at once. What differs for those who may see figures by agency is kept apart.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Site

from learning.models import Partnership
from media.permissions import may_reuse_slides
from partnership.content_version import version_at_start
from partnership.home.whose_site import look_up_site
from partnership.page_cache import is_public_address
from partnership.shelf import Key, Shelf
from training.permissions import can_see_cascades, can_see_counts

ROOM_FOR_PARTS = 16 * 1024 * 1024  # bytes a worker
SIZE_OF_A_SITE = 4096  # bytes, about: a site, its home page and its partnership


@dataclass(frozen=True, slots=True)
class KeptText:
    """A part of a page, as HTML."""

    html: str

    @property
    def size(self) -> int:
        return 2 * len(self.html)


@dataclass(frozen=True, slots=True)
class KeptSite:
    """Which site a host is, with its home page, and whose."""

    site: Site
    partnership: Partnership | None
    size: int = SIZE_OF_A_SITE


_texts: Shelf[KeptText] = Shelf(ROOM_FOR_PARTS)
_sites: Shelf[KeptSite] = Shelf(64 * SIZE_OF_A_SITE)


class KeptPartsMiddleware:
    """Gives public requests their site, from memory where parts are kept, and lets templates keep parts (`{% kept %}`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD"} and _has_the_frame(request):
            request._keeps_parts = bool(settings.KEPT_PARTS_SECONDS)  # type: ignore[attr-defined]
            _give_site(request)
        return self.get_response(request)


def kept_text(request: HttpRequest | None, name: Key, make: Callable[[], str]) -> str:
    """The part of that name for readers like this one: from memory, or made. A preview is always made."""
    if not getattr(request, "_keeps_parts", False) or getattr(request, "is_preview", False) or request is None:
        return make()
    key = (
        version_at_start(request),
        request.get_host(),
        get_language(),
        can_see_counts(request),
        may_reuse_slides(request),
        can_see_cascades(request),
        *name,
    )
    text = _texts.get(key, settings.KEPT_PARTS_SECONDS)
    if text is None:
        text = KeptText(make())
        _texts.put(key, text)
    return text.html


def _has_the_frame(request: HttpRequest) -> bool:
    """Whether this is a page of the site. Those of coverage are kept for nobody, and their frame is everybody's."""
    return is_public_address(request) or request.path_info.startswith("/coverage/")


def _give_site(request: HttpRequest) -> None:
    """The request's site and partnership, where Wagtail and `Partnership.for_request` look first."""
    found = _kept_site(request) if settings.KEPT_PARTS_SECONDS else look_up_site(request)
    if found is not None:
        request._wagtail_site, request._partnership = found  # type: ignore[attr-defined]


def _kept_site(request: HttpRequest) -> tuple[Site, Partnership | None] | None:
    """Copies of what is kept: nothing is shared between requests."""
    key = (version_at_start(request), request.get_host())
    kept = _sites.get(key, settings.KEPT_PARTS_SECONDS)
    if kept is None:
        found = look_up_site(request)
        if found is None:
            return None
        kept = KeptSite(*found)
        _sites.put(key, kept)
    site = copy.copy(kept.site)
    site.root_page = copy.copy(kept.site.root_page)
    partnership = copy.copy(kept.partnership)
    if partnership is not None:
        partnership.site = site
    return site, partnership
