"""Where published pages use a document: what makes a file public."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction, ReferenceIndex, Site

from learning.kept_out import is_kept_out, keep_out
from learning.models import PackItem, ReviewPage, ThemedResourceItem, ThemedResourcePage
from learning.queries.findable import to_be_found
from media.domain.holdings import Holding, register_holder
from media.models import Document, Image
from media.permissions import register_published_documents, register_published_use

# Items of packs and resources are asked for themselves: the index keeps one that was taken out until its page is saved again.
_ASKED_THEMSELVES = ("pack_items.item.document", "items.item.document")


@register_published_use
def is_on_published_page(document: Document, request: HttpRequest) -> bool:
    """Whether a live page that this reader may open has the document: in its pack, among its items, or in its text.

    A draft's own document is in a revision, not on the page, and does not count. What is in a page's text is read from
    Wagtail's reference index, which the background worker brings up to date: a moment after publishing where there is one.
    """
    return readable_pages(request).filter(_has(document)).exists()


def _has(document: Document) -> Q:
    """A page has the document in its pack, among its items or in its text."""
    return (
        Q(pk__in=PackItem.objects.filter(document=document).values("review"))
        | Q(pk__in=ThemedResourceItem.objects.filter(document=document).values("resource"))
        | Q(pk__in=_pages_that_mention(document))
    )


@register_published_documents
def documents_on_published_pages(request: HttpRequest) -> list[QuerySet]:
    """The documents of which `is_on_published_page` is true."""
    return documents_on(readable_pages(request).order_by())


def documents_on(pages: QuerySet[Page]) -> list[QuerySet]:
    """The primary keys of what those pages have in their packs, among their items and in their text: a queryset each."""
    mentions = _mentions().filter(object_id__in=pages.values(key=Cast("pk", CharField())))
    return [
        PackItem.objects.filter(review__in=pages.values("pk"), document__isnull=False).values("document"),
        ThemedResourceItem.objects.filter(resource__in=pages.values("pk"), document__isnull=False).values("document"),
        mentions.values(key=Cast("to_object_id", BigIntegerField())),
    ]


def readable_pages(request: HttpRequest) -> QuerySet[Page]:
    """The live pages that this reader may open."""
    pages = Page.objects.live()
    for restriction in PageViewRestriction.objects.select_related("page"):
        if not restriction.accept_request(request):
            pages = pages.not_descendant_of(restriction.page, inclusive=True)
    return pages


@hooks.register("cascade_deck_context")
def deck_context(document: Document, request: HttpRequest) -> dict[str, Any]:
    """The published review of this site whose pack the deck is in, the edition stated there, and all `uses` that are pages."""
    site = Site.find_for_request(request)
    if site is None:
        return {}
    in_packs = PackItem.objects.filter(document=document).order_by("review__path").select_related("review")
    items = list(in_packs.filter(review__in=ReviewPage.objects.live().public().of_site(site)))
    in_resources = (
        ThemedResourcePage.objects.live().public().descendant_of(site.root_page).filter(items__document=document)
    )
    uses = [*(item.review for item in items), *in_resources.distinct().order_by("path")]
    if not uses or any(page.keep_out_of_search for page in uses):
        heed_choice_of_its_pages(document, request)
    told: dict[str, Any] = {
        "is_kept_out": is_kept_out(request),
        "uses": [{"title": page.title, "url": page.get_url(request)} for page in dict.fromkeys(uses)],
    }
    if items:
        first = items[0]
        told |= {"source_url": first.review.get_url(request), "source_title": first.review.title}
        told |= {
            "warnings": list(
                dict.fromkeys(item.review.content_warning for item in items if item.review.content_warning)
            )
        }
        told |= {"edition": first.edition, "date": first.date_as_stated}
    return told


@hooks.register("cascade_document_given")
def heed_choice_of_its_pages(document: Document, request: HttpRequest) -> None:
    """A file may be found through search engines where a page that everybody may read, and may find, has it: in its pack,
    among its items or in its text. Where all its pages are kept out, it is.
    """
    if not to_be_found(Page.objects.live().public().filter(_has(document))).exists():
        keep_out(request)


def heed_choice_of_pages_with(picture: Image, request: HttpRequest) -> None:
    """A picture that pages show is kept out of search engines where each of them is kept out, or not for everybody.

    One that no page shows, such as a logo, may be found: 1 query; else 3.
    """
    pages = _pages_that_mention(picture)
    if pages and not to_be_found(Page.objects.live().public().filter(pk__in=pages)).exists():
        keep_out(request)


@register_holder
def pages_that_hold(thing: Model) -> list[Holding]:
    """Every page with the document in its pack, among its items or in its text, published or not; with a link to the page."""
    if not isinstance(thing, Document | Page):
        return []
    has_it = _has(thing) if isinstance(thing, Document) else Q(pk__in=_pages_that_mention(thing))
    pages = Page.objects.filter(has_it).select_related("content_type")
    own = thing.pk if isinstance(thing, Page) else None
    return [
        Holding(_kind_of(page), page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]))
        for page in pages.exclude(pk=own)
    ]


def _kind_of(page: Page) -> str:
    kind = capfirst(page.content_type.name)
    return kind if page.live else _("%(kind)s, not published") % {"kind": kind}


def public_pages_that_mention(document: Document) -> QuerySet[Page]:
    """The pages everybody may open that have the document in their text."""
    return Page.objects.live().public().filter(pk__in=_pages_that_mention(document)).order_by("path")


def documents_mentioned(page: int | None = None) -> QuerySet[ReferenceIndex]:
    """The primary keys of documents in the text of one page, or of any."""
    mentions = _mentions() if page is None else _mentions().filter(object_id=str(page))
    return mentions.values_list(Cast("to_object_id", BigIntegerField()), flat=True)


def _pages_that_mention(thing: Document | Page | Image) -> list[int]:
    of = next(model for model in (Document, Image, Page) if isinstance(thing, model))
    references = _mentions(of).filter(to_object_id=str(thing.pk))
    return [int(pk) for pk in references.values_list("object_id", flat=True).distinct()]


def _mentions(of: type[Model] = Document) -> QuerySet[ReferenceIndex]:
    """What Wagtail knows of documents, pictures, or other pages, in the text of pages."""
    return ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(of),
        base_content_type=ContentType.objects.get_for_model(Page),
    ).exclude(model_path__in=_ASKED_THEMSELVES)
