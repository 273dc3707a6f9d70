"""Whose site a page stands on, for the files made from it: asked once a site, however many pages."""

from dataclasses import dataclass

from wagtail.models import Page, Site

from briefings.models import StandingQuestions
from learning.models import Partnership


@dataclass(frozen=True, slots=True)
class SiteOfPage:
    """Whose site it is, and the questions that go with its briefings. All None for a page on no site."""

    partnership: Partnership | None = None
    standing: StandingQuestions | None = None


class SitesOfPages:
    """The sites of pages that are exported together."""

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


def _is_under(page: Page, root_path: str) -> bool:
    return bool(page.url_path) and page.url_path.startswith(root_path)
