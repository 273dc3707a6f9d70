"""Whose look a page has."""

from django.http import HttpRequest
from wagtail.models import Site

from partnership.home.look.model import PartnershipLook

PREVIEWED = PartnershipLook.get_cache_attr_name()  # where the admin's preview puts the look that is being typed


def look_of(request: HttpRequest) -> PartnershipLook | None:
    """The look of the site that is being read, or of the preview; None where nothing has been chosen.

    Public pages are given their site with its look (`whose_site`); elsewhere it is looked up, once a request.
    """
    if not hasattr(request, PREVIEWED):
        site = Site.find_for_request(request)
        setattr(request, PREVIEWED, getattr(site, "partnershiplook", None))
    look: PartnershipLook | None = getattr(request, PREVIEWED)
    return look
