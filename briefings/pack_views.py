"""A review's learning pack: its contents page and its files."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from wagtail.models import Site

from briefings.domain.packs import pack_of
from briefings.exports import pack_zip as pack_archive
from briefings.exports import review_deck
from briefings.exports.briefing_formats import PPTX
from briefings.views import attachment
from learning.models import ReviewPage


def published_review(request: HttpRequest, slug: str) -> ReviewPage:
    """A review of this site that everybody may see; 404 otherwise."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return get_object_or_404(ReviewPage.objects.live().public().of_site(site).select_related("publisher"), slug=slug)


def pack(request: HttpRequest, slug: str) -> HttpResponse:
    """What is in the pack."""
    review = published_review(request, slug)
    contents = pack_of(review)
    return render(request, "briefings/pack.html", {"page": review, "review": review, "pack": contents})


def pack_zip(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """The pack itself, streamed in constant memory with its length known."""
    review = published_review(request, slug)
    archive = pack_archive.stream(pack_of(review))
    response = StreamingHttpResponse(archive, content_type="application/zip")
    response["Content-Length"] = len(archive)
    response["Content-Disposition"] = f'attachment; filename="{review.slug}-learning-pack.zip"'
    return response


def review_deck_file(request: HttpRequest, slug: str) -> HttpResponse:
    """A deck of the review's learning points; 404 when it has none yet."""
    review = published_review(request, slug)
    if not review.findings_with_points():
        raise Http404
    return attachment(review_deck.file(review), PPTX, f"{review.slug}-learning-points.pptx")
