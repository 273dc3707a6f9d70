"""Briefings as files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from wagtail.models import Site

from briefings.exports import briefing_pdf
from briefings.models import BriefingPage
from media.pdf.errors import TooLong

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


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
    return attachment(data, "application/pdf", f"7-minute-briefing-{briefing.slug}.pdf")


def attachment(data: bytes, content_type: str, filename: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
