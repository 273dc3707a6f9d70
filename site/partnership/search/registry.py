"""Which models make search entries. Registered by being in `sources`, one file for each kind of thing."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from wagtail.models import Page, Site

from learning.models import LearningPoint, Partnership, ReviewPage, Theme

# A source by its model's label and primary key: ("learning.reviewpage", 12).
Key = tuple[str, int]


@dataclass(frozen=True)
class Draft:
    """What an entry should say. `path` is its address on that site; `part` tells entries of one source apart.

    From `review_kind` on it is what facets narrow by: agency kinds and levels by primary key, `year` as published.
    `reviews` and `points` lend it theirs: published reviews it is about (with their subjects and stated dates
    prefetched) their kind, publisher, year and age bands; current learning points their agency kinds and levels.
    """

    site_id: int
    kind: str
    path: str
    title: str
    summary: str = ""
    body: str = ""
    themes: tuple[Theme, ...] = ()
    hidden_terms: tuple[str, ...] = ()
    date: datetime.date | None = None
    date_as_stated: str = ""
    part: str = ""
    review_kind: str = ""
    publisher_id: int | None = None
    year: int | None = None
    age_bands: tuple[str, ...] = ()
    agency_kinds: tuple[int, ...] = ()
    levels: tuple[int, ...] = ()
    formats: tuple[str, ...] = ()
    has_pack: bool = False
    reviews: tuple[ReviewPage, ...] = ()
    points: tuple[LearningPoint, ...] = ()
    warnings: tuple[str, ...] | None = None  # what it warns of before it is read; None: what its reviews warn of


class Source:
    """How one model gets into search. Subclasses say what of it everybody may read, and what its entries say."""

    model: ClassVar[type[Model]]

    def readable(self) -> QuerySet[Any]:
        """What a reader without an account may open, with whatever `drafts` reads prefetched."""
        raise NotImplementedError

    def of_site(self, readable: QuerySet[Any], site: Site) -> QuerySet[Any]:
        """Those of `readable` that belong to one site."""
        return readable.filter(partnership__site=site)

    def drafts(self, thing: Any) -> Iterable[Draft]:
        """The entries it makes: none where it has no address."""
        raise NotImplementedError

    def dependants(self, pk: int) -> Iterable[Key]:
        """What else says something different in search once this thing changes, appears or goes."""
        return ()


class PageSource(Source):
    """Pages: live, under no view restriction, on the site whose tree they are in."""

    def readable(self) -> QuerySet[Any]:
        return self.model._default_manager.live().public()  # type: ignore[attr-defined]  # a page manager

    def of_site(self, readable: QuerySet[Any], site: Site) -> QuerySet[Any]:
        return readable.descendant_of(site.root_page, inclusive=True)  # type: ignore[attr-defined]  # a page queryset

    def place(self, page: Page) -> tuple[int, str] | None:
        """The site it is on and its path there, or None where it is on no site."""
        parts = page.get_url_parts()
        return (parts[0], parts[2]) if parts and parts[2] else None


_sources: dict[str, Source] = {}


def register(source: type[Source]) -> type[Source]:
    _sources[source.model._meta.label_lower] = source()
    return source


def sources() -> dict[str, Source]:
    """Every source by its model's label, in the order they were registered: themes last."""
    return _sources


def site_of(partnership: Partnership | None) -> int:
    """The primary key of a partnership's site; `readable` has left out whatever has none."""
    if partnership is None or partnership.site_id is None:
        raise ValueError("Only things of a partnership with a site are readable.")
    return partnership.site_id


def key_of(thing: Model) -> Key | None:
    """The key of a thing that search knows, else None."""
    label = thing._meta.label_lower
    return (label, thing.pk) if label in _sources and thing.pk is not None else None
