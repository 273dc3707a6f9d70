"""A briefing in each of its formats."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from briefings.exports.briefing_formats import FORMATS
from briefings.views.answers import attachment, published_briefing
from media.pdf.errors import TooLong


def briefing_file(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The briefing in the format of this key; a page that says what to cut where it does not fit."""
    briefing, wanted = published_briefing(request, slug), FORMATS[key]
    try:
        data = wanted.make(briefing)
    except TooLong as error:
        return render(request, "briefings/too_long.html", {"page": briefing, "reason": str(error)}, status=409)
    return attachment(data, wanted.content_type, wanted.saved_as(briefing))
