"""Parts of pages that stay the same from request to request, kept in each worker's memory (docs/decisions/0006-page-cache.md).

Where the page cache serves readers without an account, this serves everybody: the frame around a page, and the told
part of a review, are the same for one trainer as for the next. Like a page, a part is kept under the content version
the request began with, so a change shows at once. What differs for those who may see figures by agency, or who have
other work here, is kept apart.
Under another version it is given only where the database answers as it did when the part was made (`partnership.asked_again`).
"""

import copy
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Site

from learning.models import Partnership
from media.permissions import may_reuse_slides
from partnership.asked_again import Answers, Listener
from partnership.content_version import version_at_start
from partnership.home.own_work import is_offered
from partnership.home.whose_site import look_up_site
from partnership.page_cache import is_public_address, may_be_answered_from_cache
from partnership.shelf import Key, Shelf
from training.permissions import can_see_cascades, can_see_counts

ROOM_FOR_PARTS = 16 * 1024 * 1024  # bytes a worker
SIZE_OF_A_SITE = 4096  # bytes, about: a site, its home page and its partnership


@dataclass(frozen=True, slots=True)
class KeptText:
    """A part of a page, as HTML: under which version and at which address it was made, when, and of what."""

    html: str
    version: str
    path: str
    made: float
    answers: Answers | None
    """None where that is not known: then it is never given under another version."""

    @property
    def size(self) -> int:
        return 2 * len(self.html) + (self.answers.size if self.answers else 0)


@dataclass(frozen=True, slots=True)
class KeptSite:
    """Which site a host is, with its home page, and whose."""

    site: Site
    partnership: Partnership | None
    version: str
    made: float
    answers: Answers | None
    size: int = SIZE_OF_A_SITE


_texts: Shelf[KeptText] = Shelf(ROOM_FOR_PARTS)
_sites: Shelf[KeptSite] = Shelf(64 * SIZE_OF_A_SITE)


class KeptPartsMiddleware:
    """Gives public requests their site, from memory where parts are kept, and lets templates keep parts (`{% kept %}`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or not _has_the_frame(request):
            return self.get_response(request)
        request._keeps_parts = bool(settings.KEPT_PARTS_SECONDS)  # type: ignore[attr-defined]
        request._listener = listener = Listener()  # type: ignore[attr-defined]
        # What is asked for somebody who is signed in is not written down: it would be asked again for others.
        listens = settings.KEPT_PARTS_SECONDS and may_be_answered_from_cache(request)
        with listener.listening() if listens else nullcontext():
            _give_site(request)
            return self.get_response(request)


def kept_text(request: HttpRequest | None, name: Key, make: Callable[[], str]) -> str:
    """The part of that name for readers like this one: from memory, or made. A preview is always made."""
    if not getattr(request, "_keeps_parts", False) or getattr(request, "is_preview", False) or request is None:
        return make()
    key = (*_reader(request), get_language(), *name)
    listener: Listener = request._listener  # type: ignore[attr-defined]
    version, text = version_at_start(request), _texts.get(key, settings.KEPT_PARTS_SECONDS)
    if text is not None and text.version == version:
        listener.include(text.answers)
    elif text is not None and _is_the_same(text, request, listener):
        text = replace(text, version=version)
        _texts.put(key, text, text.made)
    else:
        text = KeptText(make(), version, request.path, time.monotonic(), listener.heard())
        _texts.put(key, text)
    return text.html


def _reader(request: HttpRequest) -> Key:
    """What parts differ by, of whoever reads: worked out once a request."""
    reader: Key | None = getattr(request, "_kept_for", None)
    if reader is None:
        rights = (can_see_counts(request), may_reuse_slides(request), can_see_cascades(request))
        reader = request._kept_for = (request.get_host(), *rights, is_offered(request))  # type: ignore[attr-defined]
    return reader


def _is_the_same(text: KeptText, request: HttpRequest, listener: Listener) -> bool:
    """Whether a part of another version would be made the same today.

    Only at the address it was made at: what it is made of is asked there anyway, and elsewhere making it takes less.
    """
    return text.answers is not None and text.path == request.path and listener.are_the_same(text.answers)


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
    key, version = (request.get_host(),), version_at_start(request)
    listener: Listener = request._listener  # type: ignore[attr-defined]
    kept = _sites.get(key, settings.KEPT_PARTS_SECONDS)
    if kept is not None and kept.version == version:
        listener.include(kept.answers)
    elif kept is not None and kept.answers is not None and listener.are_the_same(kept.answers):
        kept = replace(kept, version=version)
        _sites.put(key, kept, kept.made)
    else:
        found = look_up_site(request)
        if found is None:
            return None
        kept = KeptSite(*found, version, time.monotonic(), listener.heard())
        _sites.put(key, kept)
    site = copy.copy(kept.site)
    site.root_page = copy.copy(kept.site.root_page)
    partnership = copy.copy(kept.partnership)
    if partnership is not None:
        partnership.site = site
    return site, partnership
