"""Reads of a series: its resources in order, and where one of them stands among them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

if TYPE_CHECKING:
    from wagtail.models import Page

    from learning.models import SeriesPage, ThemedResourcePage


@dataclass(frozen=True)
class Place:
    """Where a resource stands: the third of eight, with its neighbours. `number` is 0 for what readers cannot see there."""

    number: int = 0
    of: int = 0
    previous: "Page | None" = None
    next: "Page | None" = None


def resources_of(series: "SeriesPage | Page") -> QuerySet[Any]:
    """The series' resources that everybody may read, in the editor's order."""
    from learning.models import ThemedResourcePage
    from learning.public_sources import is_restricted

    return ThemedResourcePage.objects.live().child_of(series).exclude(is_restricted("path")).order_by("path")


def place_of(resource: "ThemedResourcePage") -> Place:
    """Where the resource stands among those of its series: 1 query."""
    if not resource.path:  # a preview of what was never saved
        return Place()
    found = list(_siblings(resource))
    keys = [page.pk for page in found]
    if resource.pk not in keys:
        return Place(of=len(found))
    at = keys.index(resource.pk)
    return Place(
        number=at + 1,
        of=len(found),
        previous=found[at - 1] if at else None,
        next=found[at + 1] if at + 1 < len(found) else None,
    )


def _siblings(resource: "ThemedResourcePage") -> QuerySet[Any]:
    from learning.public_sources import is_restricted

    model = type(resource)
    siblings = model.objects.live().sibling_of(resource).exclude(is_restricted("path"))
    return siblings.order_by("path").only("title", "url_path", "path", "depth", "content_type", "slug")
