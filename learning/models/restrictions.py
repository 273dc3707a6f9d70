"""Pages that may be private, on sites where hardly any are."""

from typing import Any

from django.db.models import Exists, QuerySet
from wagtail.models import PageViewRestriction


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
        known = self.any_is_private
        if not (PageViewRestriction.objects.exists() if known is None else known):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()  # type: ignore[misc]  # of Page, which it stands in front of


def with_any_is_private(pages: "QuerySet[Any]") -> "QuerySet[Any]":
    """The pages, each saying whether any page at all is private."""
    return pages.annotate(any_is_private=Exists(PageViewRestriction.objects.order_by()))
