"""A briefing in each of its formats."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from wagtail.models import Site

from briefings.counted_answers import counted_briefing_file
from briefings.exports import briefing_email
from briefings.exports.briefing_formats import FORMATS
from briefings.exports.briefing_sheet import sheet_of, used_address
from briefings.models import BriefingPage
from learning.kept_out import heed_choice_of
from media.pdf.errors import TooLong
from media.sheets.qr import qr_png


def published_briefing(request: HttpRequest, slug: str) -> BriefingPage:
    """A briefing of this site that everybody may see; 404 otherwise."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    briefing = get_object_or_404(BriefingPage.objects.live().public().descendant_of(site.root_page), slug=slug)
    heed_choice_of(briefing, request)
    return briefing


def briefing_file(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The briefing in the format of this key; a page that says what to cut where it does not fit."""
    briefing, wanted = published_briefing(request, slug), FORMATS[key]
    try:
        data = wanted.make(briefing)
    except TooLong as error:
        return render(request, "briefings/too_long.html", {"page": briefing, "reason": str(error)}, status=409)
    return counted_briefing_file(request, briefing, wanted, data)


def briefing_email_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The briefing to be copied into an e-mail."""
    briefing = published_briefing(request, slug)
    body = briefing_email.body_of(sheet_of(briefing), title_level=2, with_looks=False)
    context = {
        "page": briefing,
        "body": body,
        "kind": "briefing",
        "html_url": FORMATS["html"].file_url(briefing),
        "text_url": FORMATS["txt"].file_url(briefing),
    }
    return render(request, "briefings/email.html", context)


def briefing_qr_code(request: HttpRequest, slug: str) -> HttpResponse:
    """A PNG to print: the code that opens the form on which a team says that it has used the briefing."""
    briefing = published_briefing(request, slug)
    return HttpResponse(qr_png(used_address(briefing)), content_type="image/png")


def attachment(data: bytes, content_type: str, filename: str) -> HttpResponse:
    """The file, to be saved under this name."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
