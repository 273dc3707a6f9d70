"""Where published pages use a document: what makes a file public."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction, ReferenceIndex, Site

from learning.models import PackItem, ReviewPage, ThemedResourceItem
from media.models import Document
from media.permissions import register_published_use


@register_published_use
def is_on_published_page(document: Document, request: HttpRequest) -> bool:
    """Whether a live page that this reader may open has the document: in its pack, among its items, or in its text.

    A draft's own document is in a revision, not on the page, and does not count. What is in a page's text is read from
    Wagtail's reference index, which the background worker brings up to date: a moment after publishing where there is one.
    """
    pages = Page.objects.live().filter(
        Q(pk__in=PackItem.objects.filter(document=document).values("review"))
        | Q(pk__in=ThemedResourceItem.objects.filter(document=document).values("resource"))
        | Q(pk__in=_pages_that_mention(document))
    )
    for restriction in PageViewRestriction.objects.select_related("page"):
        if not restriction.accept_request(request):
            pages = pages.not_descendant_of(restriction.page, inclusive=True)
    return pages.exists()


@hooks.register("cascade_deck_context")
def deck_context(document: Document, request: HttpRequest) -> dict[str, Any]:
    """The published review of this site whose pack the deck is in, if there is one."""
    site = Site.find_for_request(request)
    if site is None:
        return {}
    reviews = ReviewPage.objects.live().public().of_site(site).filter(pack_items__document=document)
    review = reviews.order_by("path").first()
    return {"source_url": review.get_url(request), "source_title": review.title} if review else {}


def _pages_that_mention(document: Document) -> list[int]:
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Document),
        to_object_id=str(document.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    return [int(pk) for pk in references.values_list("object_id", flat=True).distinct()]
