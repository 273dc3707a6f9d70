"""The search page, and what it suggests while somebody types."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from wagtail.models import Site

from learning.kept_out import keep_out
from learning.models import Partnership
from partnership.search.choices import read
from partnership.search.domain.find import matches_of
from partnership.search.results_page import results_page
from partnership.search.site_index import site_index
from partnership.search.suggestions import suggest


@require_safe
@gzip_page  # all facets weigh 50 KB, and no front server may be there to compress them
def search(request: HttpRequest) -> HttpResponse:
    """`/search/?q=&theme=&year=&sort=&page=`: everything of this site that everybody may read.

    Any text in any parameter is answered with a page.
    """
    index = site_index(_site(request).pk)
    if request.GET:  # what is found is found elsewhere, and there is no end of questions
        keep_out(request)
    asked = read(request.GET, index)
    return render(
        request, "search/results.html", results_page(asked, matches_of(asked, index), request.GET.get("page"))
    )


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """`/search/suggest/?q=`: what may be meant by what has been typed so far."""
    index = site_index(_site(request).pk)
    return JsonResponse({"suggestions": suggest(request.GET.get("q", ""), index)})


def _site(request: HttpRequest) -> Site:
    partnership = Partnership.for_request(request)
    if partnership is None or partnership.site is None:
        raise Http404
    return partnership.site
