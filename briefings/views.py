"""Packs, decks and briefings as files."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from wagtail.models import Site

from briefings.domain.packs import pack_of
from briefings.exports import briefing_pdf, review_deck
from briefings.exports import pack_zip as pack_archive
from briefings.models import BriefingPage
from learning.models import ReviewPage
from media.pdf.errors import TooLong

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def _published_review(request: HttpRequest, slug: str) -> ReviewPage:
    """A review of this site that everybody may see; 404 otherwise."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return get_object_or_404(ReviewPage.objects.live().public().of_site(site).select_related("publisher"), slug=slug)


def pack(request: HttpRequest, slug: str) -> HttpResponse:
    """What is in the pack."""
    review = _published_review(request, slug)
    contents = pack_of(review)
    return render(request, "briefings/pack.html", {"page": review, "review": review, "pack": contents})


def pack_zip(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """The pack itself, streamed in constant memory with its length known."""
    review = _published_review(request, slug)
    archive = pack_archive.stream(pack_of(review))
    response = StreamingHttpResponse(archive, content_type="application/zip")
    response["Content-Length"] = len(archive)
    response["Content-Disposition"] = f'attachment; filename="{review.slug}-learning-pack.zip"'
    return response


def review_deck_file(request: HttpRequest, slug: str) -> HttpResponse:
    """A deck of the review's learning points; 404 when it has none yet."""
    review = _published_review(request, slug)
    if not review.findings_with_points():
        raise Http404
    return _attachment(review_deck.file(review), PPTX, f"{review.slug}-learning-points.pptx")


def briefing_pdf_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The briefing on one or two sides of A4."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    briefing = get_object_or_404(BriefingPage.objects.live().public().descendant_of(site.root_page), slug=slug)
    try:
        data = briefing_pdf.file(briefing)
    except TooLong as error:
        return render(request, "briefings/too_long.html", {"page": briefing, "reason": str(error)}, status=409)
    return _attachment(data, "application/pdf", f"7-minute-briefing-{briefing.slug}.pdf")


def _attachment(data: bytes, content_type: str, filename: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
