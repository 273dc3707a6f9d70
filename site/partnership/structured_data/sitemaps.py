"""The list of everything that search engines may find, by kind, each with when it last changed (https://www.sitemaps.org/protocol.html)."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from wagtail.models import Page, Site, get_page_models

from learning.models import (
    AgencyKind,
    KeptOutOfSearch,
    LearningPoint,
    LearningPointTheme,
    PackItem,
    Partnership,
    ReviewPage,
    ReviewPageTheme,
    Theme,
    ThemedResourceItem,
    ThemedResourcePage,
)
from media.enums import DocumentFormat
from media.models import Document
from media.permissions import documents_for_everybody
from partnership.home.context import site_url
from partnership.home.settings_of_readers import settings_with_something
from training.models import Course, TrainingEvent

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

    def get_latest_lastmod(self) -> datetime | None:
        """Not said of a whole section: it would take all of it to know."""
        return None


class Pages(Section):
    """The pages of the site's tree, those that editors keep out of search engines left out."""

    def found(self) -> QuerySet[Any]:
        pages = Page.objects.live().public().descendant_of(self.site.root_page, inclusive=True)
        for model in get_page_models():
            if issubclass(model, KeptOutOfSearch):
                pages = pages.exclude(pk__in=model._default_manager.filter(keep_out_of_search=True).values("pk"))
        rows: QuerySet[Any] = pages.order_by("path").only("url_path", "last_published_at")
        return rows

    def location(self, item: Page) -> str:
        return site_url(self.site, item.url_path)

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at


class LearningPoints(Section):
    """The partnership's own, while they are current: the page of another's is on that one's site."""

    def found(self) -> QuerySet[Any]:
        points = LearningPoint.objects.public().filter(partnership=self.partnership, keep_out_of_search=False).current()
        return points.order_by("pk").only("updated_at")

    def lastmod(self, item: LearningPoint) -> datetime | None:
        return item.updated_at


class Themes(Section):
    """Those that something carries which everybody may find. They change with what they gather, and no day is said."""

    def found(self) -> QuerySet[Any]:
        reviews = ReviewPage.objects.live().public().of_site(self.site).filter(keep_out_of_search=False)
        points = LearningPoint.objects.public().filter(partnership=self.partnership, keep_out_of_search=False)
        on_review = ReviewPageTheme.objects.filter(tag=OuterRef("pk"), content_object__in=reviews)
        on_point = LearningPointTheme.objects.filter(tag=OuterRef("pk"), content_object__in=points)
        themes = Theme.objects.filter(Exists(on_review) | Exists(on_point)).order_by("slug")
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
        reviews = ReviewPage.objects.live().public().of_site(self.site)
        resources = ThemedResourcePage.objects.live().public().descendant_of(self.site.root_page)
        shown, hidden = Q(), Q()
        for model, field, pages in ((PackItem, "review", reviews), (ThemedResourceItem, "resource", resources)):
            rows = model._default_manager.filter(document__isnull=False)
            shown |= Q(pk__in=rows.filter(**{f"{field}__in": pages}).values("document"))
            hidden |= Q(pk__in=rows.filter(**{f"{field}__keep_out_of_search": True}).values("document"))
        decks = documents_for_everybody().filter(shown, format=DocumentFormat.PPTX).exclude(hidden)
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
