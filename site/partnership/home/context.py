"""What every page's frame needs: whose site this is, its menu, how it is shown."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page, Site

from learning.models import InformationPage, Partnership
from media.permissions import may_reuse_slides

CONTRAST_COOKIE = "contrast"


@dataclass(frozen=True, slots=True)
class PagesUnderHome:
    """The published pages under home, in tree order."""

    menu: list[Page]
    """Those an editor put in the menu."""
    footer: list[Page]
    """Explanations that are not in the menu: every page can be reached from every page."""


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `partnership`, `menu_pages`, `footer_pages`, `may_reuse_slides` and `contrast`.

    Each is looked up only where a template uses it.
    """
    under_home: Any = SimpleLazyObject(lambda: _pages_under_home(request))
    return {
        "partnership": SimpleLazyObject(lambda: Partnership.for_request(request)),
        "menu_pages": SimpleLazyObject(lambda: under_home.menu),
        "footer_pages": SimpleLazyObject(lambda: under_home.footer),
        "may_reuse_slides": SimpleLazyObject(lambda: may_reuse_slides(request)),
        "contrast": "high" if request.COOKIES.get(CONTRAST_COOKIE) == "high" else "",
    }


def _pages_under_home(request: HttpRequest) -> PagesUnderHome:
    site = Site.find_for_request(request)
    pages = list(site.root_page.get_children().live().order_by("path")) if site else []
    return PagesUnderHome(
        menu=[page for page in pages if page.show_in_menus],
        footer=[
            page
            for page in pages
            if not page.show_in_menus and issubclass(page.cached_content_type.model_class(), InformationPage)
        ],
    )
