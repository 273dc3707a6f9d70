"""The list of everything that search engines may find, by kind, each with when it last changed (https://www.sitemaps.org/protocol.html)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.sitemaps import Sitemap
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.html import escape
from wagtail.models import Page, Site

from learning.models import (
    AgencyKind,
    LearningPoint,
    PackItem,
    Partnership,
    ReviewPage,
    Theme,
    ThemedResourceItem,
    ThemedResourcePage,
)
from learning.public_sources import is_restricted
from learning.queries.findable import to_be_found
from learning.queries.pages import CountOf
from learning.queries.themes import themes_in_use
from media.enums import DocumentFormat
from media.models import Document
from media.permissions import documents_for_everybody
from partnership.home.context import site_url
from partnership.home.settings_of_readers import settings_with_something
from training.models import Course, TrainingEvent

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
Sections = dict[str, "type[Sitemap[Any]] | Sitemap[Any]"]  # as Django's views take them


class Section(Sitemap):
    """A part of the list: things of one kind, of one partnership."""

    def __init__(self, partnership: Partnership | None, site: Site) -> None:
        self.partnership, self.site = partnership, site

    @property
    def is_kept_out(self) -> bool:
        return self.partnership is not None and self.partnership.keep_out_of_search

    def found(self) -> QuerySet[Any]:
        """What of its kind may be found, in a fixed order."""
        raise NotImplementedError

    def items(self) -> QuerySet[Any]:
        return self.found().none() if self.is_kept_out else self.found()

    def entries(self) -> Iterator[tuple[str, datetime | None]]:
        """The path of each, and when it last changed if that is known."""
        last_changed: Any = getattr(self, "lastmod", lambda item: None)
        for item in self.items():
            yield self.location(item), last_changed(item)

    def get_latest_lastmod(self) -> datetime | None:
        """Not said of a whole section: it would take all of it to know."""
        return None


class Pages(Section):
    """The pages of the site's tree, those that editors keep out of search engines left out."""

    def found(self) -> QuerySet[Any]:
        pages = to_be_found(_open(Page, self.site, inclusive=True))
        rows: QuerySet[Any] = pages.order_by("path").only("url_path", "last_published_at")
        return rows

    def entries(self) -> Iterator[tuple[str, datetime | None]]:
        """Of pages there may be very many: no object is made of any."""
        home = self.site.root_page.url_path
        for url_path, moment in self.items().values_list("url_path", "last_published_at"):
            yield iri_to_uri(f"/{url_path.removeprefix(home)}"), moment

    def location(self, item: Page) -> str:
        return site_url(self.site, item.url_path)

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at


class LearningPoints(Section):
    """The partnership's own, while they are current: the page of another's is on that one's site."""

    def found(self) -> QuerySet[Any]:
        points = (
            LearningPoint.objects.public()
            .filter(partnership=self.partnership, keep_out_of_search=False)
            .current_for_readers()
        )
        return points.order_by("pk").only("updated_at")

    def lastmod(self, item: LearningPoint) -> datetime | None:
        return item.updated_at


class Themes(Section):
    """Those that something carries which everybody may find. They change with what they gather, and no day is said."""

    def found(self) -> QuerySet[Any]:
        if self.partnership is None:
            return Theme.objects.none()
        themes = themes_in_use(self.partnership, to_be_found=True).order_by("slug")
        return themes.filter(Q(retired_on=None) | Q(successor=None))

    def location(self, item: Theme) -> str:
        return reverse("theme", args=[item.slug])


class Events(Section):
    """Those shown to everybody, cancelled ones too: whoever knows of one finds that it is not held."""

    def found(self) -> QuerySet[Any]:
        return TrainingEvent.objects.filter(partnership=self.partnership).public().order_by("pk").only("updated_at")

    def lastmod(self, item: TrainingEvent) -> datetime | None:
        return item.updated_at


class Courses(Section):
    """Those on offer."""

    def found(self) -> QuerySet[Any]:
        return Course.objects.filter(partnership=self.partnership).offered().order_by("pk").only("slug")


class Decks(Section):
    """Decks in the packs of reviews, and of resources, that may be found themselves."""

    def found(self) -> QuerySet[Any]:
        reviews, resources = _open(ReviewPage, self.site), _open(ThemedResourcePage, self.site)
        shown = Q()
        for model, field, pages in ((PackItem, "review", reviews), (ThemedResourceItem, "resource", resources)):
            found = pages.filter(keep_out_of_search=False).order_by()
            rows = model._default_manager.filter(document__isnull=False, **{f"{field}__in": found})
            shown |= Q(pk__in=rows.values("document"))
        decks = documents_for_everybody().filter(shown, format=DocumentFormat.PPTX)
        return decks.order_by("pk").only("created_at")

    def location(self, item: Document) -> str:
        return reverse("deck", args=[item.pk])

    def lastmod(self, item: Document) -> datetime | None:
        return item.created_at


class Settings(Section):
    """What is for people who work in one kind of setting."""

    def found(self) -> QuerySet[Any]:
        if self.partnership is None:
            return AgencyKind.objects.none()
        return settings_with_something(self.partnership)

    def location(self, item: AgencyKind) -> str:
        return reverse("for_setting", args=[item.slug])


class FixedPages(Section):
    """Lists and statements that stand at fixed addresses, outside the tree."""

    names: ClassVar = ("theme_index", "for_settings", "campaigns", "training", "cascades", "accessibility")

    def items(self) -> Any:
        return [] if self.is_kept_out else list(self.names)

    def location(self, item: str) -> str:
        return reverse(item)


SECTIONS: dict[str, type[Section]] = {
    "pages": Pages,
    "learning": LearningPoints,
    "themes": Themes,
    "events": Events,
    "courses": Courses,
    "decks": Decks,
    "settings": Settings,
    "fixed": FixedPages,
}


def sections_of(partnership: Partnership | None, site: Site) -> Sections:
    """All sections; the pages alone of a site that is no partnership's."""
    whose = SECTIONS if partnership else {"pages": Pages}
    return {name: section(partnership, site) for name, section in whose.items()}


def how_many_in(sections: Sequence[Section]) -> int:
    """How many things they list together: 1 query."""
    listed = [section.items() for section in sections]
    asked = [items for items in listed if isinstance(items, QuerySet) and not items.query.is_empty()]
    counts = {f"n{at}": CountOf(items.order_by().values("pk")) for at, items in enumerate(asked)}
    fixed = sum(len(items) for items in listed if not isinstance(items, QuerySet))
    if not counts:
        return fixed
    return fixed + sum(Site.objects.order_by().annotate(**counts).values_list(*counts)[0])


def urlset(sections: Iterable[Section], root_url: str) -> str:
    """The list as https://www.sitemaps.org/protocol.html has it: written line by line, for it may have 50,000."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<urlset xmlns="{NAMESPACE}">']
    for section in sections:
        for path, moment in section.entries():
            day = f"<lastmod>{timezone.localtime(moment).date().isoformat()}</lastmod>" if moment else ""
            lines.append(f"<url><loc>{escape(root_url + path)}</loc>{day}</url>")
    return "\n".join([*lines, "</urlset>", ""])


def _open(model: type[Page], site: Site, *, inclusive: bool = False) -> Any:
    """Its pages on the site that everybody may read; whatever is private, no query more."""
    pages: Any = model.objects.live().descendant_of(site.root_page, inclusive=inclusive)
    return pages.exclude(is_restricted("path"))
