"""What every page's frame needs: whose site this is, its menu, how it is shown."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page, Site

from learning.models import Partnership

CONTRAST_COOKIE = "contrast"


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `partnership`, `menu_pages` and `contrast`, looked up only where a template uses them."""
    return {
        "partnership": SimpleLazyObject(lambda: Partnership.for_request(request)),
        "menu_pages": SimpleLazyObject(lambda: _menu_pages(request)),
        "contrast": "high" if request.COOKIES.get(CONTRAST_COOKIE) == "high" else "",
    }


def _menu_pages(request: HttpRequest) -> list[Page]:
    """The published pages under home that an editor put in the menu, in tree order."""
    site = Site.find_for_request(request)
    return list(site.root_page.get_children().live().in_menu().order_by("path")) if site else []
