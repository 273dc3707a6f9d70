"""What every page's frame needs: whose site this is, its menu, how it is shown."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page, Site

from learning.models import InformationPage, Partnership

CONTRAST_COOKIE = "contrast"


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `partnership`, `menu_pages`, `footer_pages` and `contrast`, looked up only where a template uses them."""
    return {
        "partnership": SimpleLazyObject(lambda: Partnership.for_request(request)),
        "menu_pages": SimpleLazyObject(lambda: _menu_pages(request)),
        "footer_pages": SimpleLazyObject(lambda: _footer_pages(request)),
        "contrast": "high" if request.COOKIES.get(CONTRAST_COOKIE) == "high" else "",
    }


def _menu_pages(request: HttpRequest) -> list[Page]:
    """The published pages under home that an editor put in the menu, in tree order."""
    site = Site.find_for_request(request)
    return list(site.root_page.get_children().live().in_menu().order_by("path")) if site else []


def _footer_pages(request: HttpRequest) -> list[Page]:
    """The published explanations under home that are not in the menu: every page can be reached from every page."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    return list(InformationPage.objects.child_of(site.root_page).live().filter(show_in_menus=False).order_by("path"))
