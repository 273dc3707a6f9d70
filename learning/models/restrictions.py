"""Pages that may be private, on sites where hardly any are."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Exists, QuerySet
from wagtail.models import Page, PageViewRestriction

from learning.queries.pages import home_path
from learning.queries.prepared import Prepared

AnyPage = TypeVar("AnyPage", bound=Page)


_ANY = Prepared(lambda: PageViewRestriction.objects.order_by().values_list("pk")[:1])


class SeldomRestricted:
    """Asks first whether any page at all is private, and looks at the pages above only then: one query in place of two.

    `any_is_private` says so beforehand, where the page was fetched with it (`with_any_is_private`): no query. What was
    found is remembered: Wagtail asks before it serves a page, and the page's head asks again.
    """

    any_is_private: bool | None = None

    def get_view_restrictions(self) -> "QuerySet[PageViewRestriction]":
        remembered: QuerySet[PageViewRestriction] | None = self.__dict__.get("_view_restrictions")
        if remembered is None:
            remembered = self.__dict__["_view_restrictions"] = self._look_up_view_restrictions()
        return remembered

    def _look_up_view_restrictions(self) -> "QuerySet[PageViewRestriction]":
        if self.any_is_private is None:
            self.any_is_private = bool(_ANY.all())
        if not self.any_is_private:
            nothing = PageViewRestriction.objects.none()
            nothing._result_cache = []  # Django would begin to write SQL before it knows that there is nothing
            return nothing
        return super().get_view_restrictions()  # type: ignore[misc]  # of Page, which it stands in front of


def open_to_all(pages: Iterable[AnyPage], beside: SeldomRestricted) -> list[AnyPage]:
    """Those of the published pages of its site that are private to nobody, to be named on the page `beside`.

    No query where it is known of that page that none is private; else one, however many pages.
    """
    home = home_path(beside)
    pages = [page for page in pages if page.live and page.path.startswith(home)]
    if not pages or beside.any_is_private is False:
        return pages
    closed = private_paths()
    return [page for page in pages if not page.path.startswith(closed)]


def private_paths() -> tuple[str, ...]:
    """The tree paths of the pages that are private with all below them: what `str.startswith` takes. One query."""
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))


def with_any_is_private(pages: "QuerySet[Any]") -> "QuerySet[Any]":
    """The pages, each saying whether any page at all is private."""
    return pages.annotate(any_is_private=Exists(PageViewRestriction.objects.order_by()))
