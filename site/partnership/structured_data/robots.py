"""The header that asks search engines to leave an answer alone: all answers but those named here, and what editors keep out.

Whoever adds an address need not think of it: what is not known to be for everybody is not for search engines
(docs/decisions/0045-what-the-world-may-find.md).
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from briefings.exports.briefing_formats import FORMATS, SUMMARY_FORMATS
from learning.kept_out import is_kept_out
from learning.models import Partnership
from partnership.structured_data.registry import described_addresses

HEADER = "X-Robots-Tag"
NOINDEX = "noindex"
DOCUMENTS = "documents/<int:pk>/<path:filename>"  # has no name: it stands in front of Wagtail's own (media.urls)
# Files that readers are given, and the newest edition of a pack (older ones say on the page that they are).
FILES = frozenset(
    {
        *("deck_file", DOCUMENTS, "pack_edition", "review_pack_zip", "review_deck", "upload"),
        *(one.url_name for one in (*FORMATS.values(), *SUMMARY_FORMATS.values())),
    }
)
SITE_ITSELF = frozenset({"wagtail_serve", "robots", "sitemap", "sitemap_section"})


class SearchEnginesMiddleware:
    """Stands inside the page cache, which keeps the header with the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        from partnership.structured_data import head  # noqa: F401 - has every page that may be found registered

        self.get_response = get_response
        self.may_be_found = described_addresses() | FILES | SITE_ITSELF

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if self._is_kept_out(request, response):
            response.headers.setdefault(HEADER, NOINDEX)
        return response

    def _is_kept_out(self, request: HttpRequest, response: HttpResponse) -> bool:
        match = request.resolver_match
        if (
            match is None
            or match.namespaces
            or (match.url_name or match.route) not in self.may_be_found
            or response.status_code >= 400
        ):
            return True
        if is_kept_out(request) or getattr(request, "is_preview", False):
            return True
        partnership = Partnership.for_request(request)
        return partnership is not None and partnership.keep_out_of_search
