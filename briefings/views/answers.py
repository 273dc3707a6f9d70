"""What the views of this room share: finding what everybody may see, and handing over a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.models import Site

from briefings.models import BriefingPage
from learning.models import ReviewPage


def published_review(request: HttpRequest, slug: str) -> ReviewPage:
    """A review of this site that everybody may see; 404 otherwise."""
    reviews = ReviewPage.objects.live().public().of_site(_site(request))
    return get_object_or_404(reviews.select_related("publisher"), slug=slug)


def published_briefing(request: HttpRequest, slug: str) -> BriefingPage:
    """A briefing of this site that everybody may see; 404 otherwise."""
    briefings = BriefingPage.objects.live().public().descendant_of(_site(request).root_page)
    return get_object_or_404(briefings, slug=slug)


def attachment(data: bytes, content_type: str, filename: str) -> HttpResponse:
    """The file, to be saved under this name."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _site(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site
