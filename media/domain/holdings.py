"""Where something is held: each page, pack edition and deck that has it, for whoever thinks of taking it back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from media.models import Document, SlideOrigin


@dataclass(frozen=True, slots=True)
class Holding:
    """One place that holds a document or a page: what kind of place ("Review", "Pack edition"), its name, and where to look at it."""

    kind: str
    title: str
    url: str = ""


Holder = Callable[[Model], Iterable[Holding]]
"""Of a document or a page; of what it does not know about, nothing."""
_holders: list[Holder] = []


def register_holder(holder: Holder) -> Holder:
    """Lets a room say which of its things hold a document or a page, published or not."""
    _holders.append(holder)
    return holder


def holdings_of(thing: Model) -> list[Holding]:
    """All that hold the document or page, by kind and name."""
    found = [holding for holder in _holders for holding in holder(thing)]
    return sorted(dict.fromkeys(found), key=lambda holding: (holding.kind, holding.title))


@register_holder
def decks_with_its_slides(document: Model) -> Iterable[Holding]:
    """The combined decks that took slides from it."""
    if not isinstance(document, Document):
        return []
    took = SlideOrigin.objects.filter(source_document=document).exclude(slide__document=document)
    decks = Document.objects.filter(pk__in=took.order_by().values("slide__document"))
    return [
        Holding(_("Deck with slides of it"), deck.title, reverse("wagtaildocs:edit", args=[deck.pk])) for deck in decks
    ]


@register_holder
def the_same_file_again(document: Model) -> Iterable[Holding]:
    """Other documents with the very same bytes."""
    if not isinstance(document, Document) or not document.sha256:
        return []
    same = Document.objects.filter(sha256=document.sha256, withdrawn_at=None).exclude(pk=document.pk)
    return [
        Holding(_("The same file, uploaded again"), one.title, reverse("wagtaildocs:edit", args=[one.pk]))
        for one in same
    ]
