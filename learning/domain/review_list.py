"""What the list of reviews shows: filters, the reviews that pass them, a page of those."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from learning.enums import ReviewKind
from learning.lazily import lazily
from learning.queries.prepared_for import PreparedFor, counted
from learning.queries.reviews import fetch_for_list

if TYPE_CHECKING:
    from learning.models import ReviewIndexPage
    from learning.queries.reviews import ReviewQuerySet

REVIEWS_A_PAGE = 20


@dataclass(frozen=True)
class ReviewFilters:
    """What the reader asked for; whatever cannot be read as a filter is ignored."""

    kind: str = ""
    theme: str = ""
    year: int | None = None
    publisher: str = ""
    has_pack: bool = False

    @classmethod
    def from_query(cls, query: QueryDict) -> "ReviewFilters":
        year = query.get("year", "")
        return cls(
            kind=query.get("kind", "") if query.get("kind") in ReviewKind.values else "",
            theme=query.get("theme", "").replace("\x00", "")[:100],
            year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
            publisher=query.get("publisher", "").replace("\x00", "")[:80],
            has_pack=query.get("pack") == "1",
        )

    @property
    def is_active(self) -> bool:
        return bool(self.kind or self.theme or self.year or self.publisher or self.has_pack)

    def apply(self, reviews: "ReviewQuerySet") -> "ReviewQuerySet":
        if self.kind:
            reviews = reviews.filter(kind=self.kind)
        if self.theme:
            reviews = reviews.filter(theme_items__tag__slug=self.theme)
        if self.year:
            reviews = reviews.published_in(self.year)
        if self.publisher:
            reviews = reviews.filter(publisher__slug=self.publisher)
        if self.has_pack:
            reviews = reviews.has_pack()
        return reviews


def review_list_context(index: "ReviewIndexPage", request: HttpRequest) -> dict[str, Any]:
    """Template context: `filters`, `choices`, `reviews` (a paginator's page), asked for where the template comes to them."""
    return lazily(lambda: _review_list(index, request), "filters", "choices", "reviews")


def _review_list(index: "ReviewIndexPage", request: HttpRequest) -> dict[str, Any]:
    filters = ReviewFilters.from_query(request.GET)
    if filters.is_active or "page" in request.GET:
        found = filters.apply(_live(index)).newest_first().select_related("publisher")
        reviews: PaginatorPage = Paginator(found, REVIEWS_A_PAGE).get_page(request.GET.get("page"))
    else:
        reviews = _NEWEST.page(REVIEWS_A_PAGE, index)
    fetch_for_list(list(reviews))
    return {"filters": filters, "choices": _choices(index), "reviews": reviews}


def _choices(index: "ReviewIndexPage") -> dict[str, list[tuple[Any, str]]]:
    """Only what some published review has: a filter never leads to an empty list by itself."""
    rows = _SAID.all(index)
    years = {published.year if published else year for _kind, year, published, *_ in rows} - {None}
    kinds = {kind for kind, *_ in rows}
    publishers = {(slug, name) for *_, slug, name in rows if slug}
    return {
        "kinds": [(value, str(label)) for value, label in ReviewKind.choices if value in kinds],
        "years": [(year, str(year)) for year in sorted(years, reverse=True)],
        "publishers": sorted(publishers, key=lambda pair: pair[1]),
        "themes": _THEMES.all(index),
    }


def _live(index: "ReviewIndexPage") -> "ReviewQuerySet":
    from learning.models import ReviewPage
    from learning.public_sources import is_restricted

    return ReviewPage.objects.live().child_of(index).exclude(is_restricted("path"))


def _said(index: "ReviewIndexPage") -> QuerySet:
    dated = _live(index).annotate_published_on()
    return dated.values_list("kind", "year", "published_on", "publisher__slug", "publisher__short_name")


def _themes(index: "ReviewIndexPage") -> QuerySet:
    from learning.models import Theme

    carried = Theme.objects.filter(learning_reviewpagetheme_items__content_object__in=_live(index))
    return carried.distinct().values_list("slug", "name")


_NEWEST = PreparedFor(lambda index: counted(_live(index).newest_first().select_related("publisher"), REVIEWS_A_PAGE))
_SAID, _THEMES = PreparedFor(_said), PreparedFor(_themes)
