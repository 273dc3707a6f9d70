"""What every page's frame needs: whose site this is, its menu, how it is shown."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, IntegerField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page, Site

from learning.models import InformationPage, Partnership
from learning.public_sources import is_restricted
from learning.queries.pages import LAST_STEP
from learning.queries.prepared import Blank, Prepared
from media.permissions import may_reuse_slides
from partnership.home.look.of_request import look_of
from partnership.home.own_work import edits_pages, has_desk, own_work

CONTRAST_COOKIE = "contrast"


@dataclass(frozen=True, slots=True)
class PageLink:
    """What the frame says of a page."""

    pk: int
    title: str
    url: str
    is_information: bool


@dataclass(frozen=True, slots=True)
class PagesUnderHome:
    """The pages under home that everybody may read, in tree order."""

    menu: list[PageLink]
    """Those an editor put in the menu."""
    footer: list[PageLink]
    """Explanations that are not in the menu: every page can be reached from every page."""


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `partnership`, `look`, `menu_pages`, `footer_pages`, `may_reuse_slides`, `own_work`, `has_desk`,
    `edits_pages` and `contrast`.

    Each is looked up only where a template uses it.
    """
    under_home: Any = SimpleLazyObject(lambda: _pages_under_home(request))
    return {
        "partnership": SimpleLazyObject(lambda: Partnership.for_request(request)),
        "menu_pages": SimpleLazyObject(lambda: under_home.menu),
        "footer_pages": SimpleLazyObject(lambda: under_home.footer),
        "may_reuse_slides": SimpleLazyObject(lambda: may_reuse_slides(request)),
        "own_work": SimpleLazyObject(lambda: own_work(request)),
        "has_desk": SimpleLazyObject(lambda: has_desk(request)),
        "edits_pages": lambda: edits_pages(request),
        "look": SimpleLazyObject(lambda: look_of(request)),
        "contrast": "high" if request.COOKIES.get(CONTRAST_COOKIE) == "high" else "",
    }


def _pages_under_home(request: HttpRequest) -> PagesUnderHome:
    site = Site.find_for_request(request)
    home = site.root_page if site else None
    if site is None or home is None or home.is_leaf():
        return PagesUnderHome([], [])
    links = [
        (in_menu, PageLink(pk, title, site_url(site, url_path), _is_information(content_type)))
        for pk, title, url_path, in_menu, content_type in _UNDER.all(
            path=home.path, last=f"{home.path}{LAST_STEP}", depth=home.depth + 1
        )
    ]
    return PagesUnderHome(
        menu=[link for in_menu, link in links if in_menu],
        footer=[link for in_menu, link in links if not in_menu and link.is_information],
    )


_UNDER = Prepared(
    lambda: (
        Page.objects.filter(path__gt=Blank("path", CharField()), path__lte=Blank("last", CharField()))
        .filter(depth=Blank("depth", IntegerField()), live=True)
        .exclude(is_restricted("path"))
        .order_by("path")
        .values_list("pk", "title", "url_path", "show_in_menus", "content_type")
    )
)


def site_url(site: Site, url_path: str) -> str:
    """The address, on its own site, of the page with that path in the tree: what `pageurl` says of a whole page."""
    return reverse("wagtail_serve", args=[url_path.removeprefix(site.root_page.url_path)])


def _is_information(content_type: int) -> bool:
    model = ContentType.objects.get_for_id(content_type).model_class()
    return model is not None and issubclass(model, InformationPage)
