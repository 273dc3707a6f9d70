"""Which pages search engines may find."""

from wagtail.models import Page, get_page_models
from wagtail.query import PageQuerySet

from learning.models.findable import KeptOutOfSearch


def to_be_found(pages: "PageQuerySet[Page]") -> "PageQuerySet[Page]":
    """Those of the pages that no editor keeps out of search engines."""
    for model in get_page_models():
        if issubclass(model, KeptOutOfSearch):
            kept_out = model._default_manager.filter(keep_out_of_search=True)
            pages = pages.exclude(pk__in=kept_out.order_by().values("pk"))
    return pages
