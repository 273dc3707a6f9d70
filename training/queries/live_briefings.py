"""The briefings of a site that a session can use."""

from typing import TYPE_CHECKING

from briefings.models import BriefingPage
from briefings.queries.current import nobody_took_their_place

if TYPE_CHECKING:
    from wagtail.models import Site
    from wagtail.query import PageQuerySet


def live_briefings(site: "Site", words: str = "") -> "PageQuerySet":
    """Published for everybody and not superseded, with all those words in their titles; by title."""
    pages = BriefingPage.objects.live().public().descendant_of(site.root_page).filter(nobody_took_their_place())
    for word in words.split():
        pages = pages.filter(title__icontains=word)
    return pages.order_by("title", "pk")
