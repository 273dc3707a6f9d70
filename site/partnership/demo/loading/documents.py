"""Files for the fictional partnership's packs. The real ones' documents are theirs, and are not held here."""

import hashlib

from django.core.files.base import ContentFile
from wagtail.models import Page

from briefings.exports import review_deck
from learning.enums import PackItemKind
from learning.models import PackItem, ReviewPage
from learning.slides.ties import tie_by_title
from media.domain.documents import keep_document
from media.models import Document
from partnership.demo.loading.registry import Loaded

SLIDES = (PackItemKind.LEARNING_PRESENTATION, PackItemKind.SLIDE_DECK)


def hold_presentations(loaded: Loaded) -> None:
    """Composes and stores the learning presentations and decks that the fictional packs name."""
    if not loaded.partnership.is_fictional:
        return
    named = PackItem.objects.filter(review__in=ReviewPage.objects.descendant_of(loaded.home), kind__in=SLIDES)
    for review_id in sorted(set(named.values_list("review_id", flat=True))):
        review = ReviewPage.objects.get(pk=review_id)
        if not review.findings.exists():
            continue
        items = list(review.pack_items.all())
        for item in items:
            if item.kind in SLIDES:
                item.document = _deck(review, item.title)
                tie_by_title(item.document, review)
        review.pack_items = items  # type: ignore[misc]  # how modelcluster takes rows
        review.save_revision(log_action=False).publish(log_action=False)


def made_documents(home: Page) -> list[Document]:
    """The documents made here that packs under this home page hold."""
    held = PackItem.objects.filter(review__in=ReviewPage.objects.descendant_of(home), document__isnull=False)
    return list(Document.objects.filter(pk__in=held.values("document"), source=Document.Source.MADE_HERE))


def _deck(review: ReviewPage, title: str) -> Document:
    data = review_deck.file(review)
    digest = hashlib.sha256(data).hexdigest()
    same = Document.objects.filter(source=Document.Source.MADE_HERE, title=title)
    for older in same.exclude(sha256=digest).filter(pack_items__isnull=True):
        older.delete()
    held = same.filter(sha256=digest).first()
    return held or keep_document(ContentFile(data, name=f"{review.slug}.pptx"), title, source=Document.Source.MADE_HERE)
