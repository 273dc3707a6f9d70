"""Whose site a page stands on and what may be named beside it, for the files made from it: asked once, however many pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from wagtail.models import Page, Site

from briefings.models import StandingQuestions
from learning.models import Partnership
from learning.models.restrictions import AnyPage, private_paths
from learning.queries.pages import home_path


@dataclass(frozen=True, slots=True)
class SiteOfPage:
    """Whose site it is, and the questions that go with its briefings. All None for a page on no site."""

    partnership: Partnership | None = None
    standing: StandingQuestions | None = None


class SitesOfPages:
    """The sites of pages that are exported together, and which other pages are private."""

    def __init__(self) -> None:
        self._known: dict[int, SiteOfPage] = {}

    def of(self, page: Page) -> SiteOfPage:
        site_id = next((root.site_id for root in Site.get_site_root_paths() if _is_under(page, root.root_path)), None)
        if site_id is None:
            return SiteOfPage()
        if site_id not in self._known:
            site = Site.objects.get(pk=site_id)
            partnership = Partnership.objects.filter(site=site).first()
            self._known[site_id] = SiteOfPage(partnership, StandingQuestions.for_site(site))
        return self._known[site_id]

    def open_to_all(self, pages: Iterable[AnyPage], beside: Page) -> list[AnyPage]:
        """Those of the pages on the site of `beside` that are published and private to nobody.

        A file goes to whoever has it, so it names no other.
        """
        home = home_path(beside)
        pages = [page for page in pages if page.live and page.path.startswith(home)]
        return [page for page in pages if not page.path.startswith(self._private)] if pages else []

    @cached_property
    def _private(self) -> tuple[str, ...]:
        return private_paths()


def _is_under(page: Page, root_path: str) -> bool:
    return bool(page.url_path) and page.url_path.startswith(root_path)
