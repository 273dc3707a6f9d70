"""What can be cascaded from this site, to choose from."""

from django.db.models import QuerySet
from wagtail.models import Page

from learning.models import Partnership
from training.cascade_kinds import KINDS
from training.enums import CascadeOf


def things_to_cascade(partnership: Partnership, words: str = "", of: str = "") -> QuerySet[Page]:
    """Pages everybody may read whose title holds all the words; what was published last, first."""
    site = partnership.site
    if site is None:
        return Page.objects.none()
    models = [model for model, kind in KINDS.items() if of in ("", kind)]
    found = Page.objects.live().public().descendant_of(site.root_page).type(*models) if models else Page.objects.none()
    for word in words.split():
        found = found.filter(title__icontains=word)
    return found.select_related("content_type").order_by("-first_published_at", "title", "pk")


def kind_of(page: Page) -> CascadeOf:
    """What a page of `things_to_cascade` is cascaded as."""
    return next(kind for model, kind in KINDS.items() if page.content_type.model == model._meta.model_name)
