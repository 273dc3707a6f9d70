"""The slides of a deck that is held, as rows: each is found and used by itself."""

from django.db import transaction
from django.db.models import F

from media.decks.outline import DeckOutline, SlideOutline
from media.domain.files import delete_after_commit
from media.domain.matching import matched
from media.enums import AccessibilityStatus
from media.models import Document, Slide

_OUT_OF_THE_WAY = 1_000_000  # more than any deck has slides: numbers are unique while they change


def store_slides(document: Document, outline: DeckOutline) -> list[Slide]:
    """Makes the document's slides those of the outline, and returns them in order. Their pictures have to be made anew.

    A slide that was there before keeps its row, and so what is tied to it: first by its fingerprint, wherever it stands
    now, then by what most of its words are.
    """
    with transaction.atomic():
        former = list(document.slides.select_for_update().order_by("number"))
        rows = [row or Slide() for row in matched(former, outline.slides)]
        kept = {row.pk for row in rows if row.pk}
        for slide in former:
            if slide.pk in kept:
                delete_after_commit(slide.picture, slide.thumbnail)
        Slide.objects.filter(pk__in=[slide.pk for slide in former if slide.pk not in kept]).delete()
        document.slides.update(number=F("number") + _OUT_OF_THE_WAY)
        for row, told in zip(rows, outline.slides, strict=True):
            _tell(row, told)
        Slide.objects.bulk_update([row for row in rows if row.pk], _TOLD)
        Slide.objects.bulk_create([_of(document, row) for row in rows if not row.pk])
    return rows


def forget_slides(document: Document) -> None:
    """What is no deck any more has no slides, and nothing is said of them."""
    document.slides.all().delete()
    Document.objects.filter(pk=document.pk).update(
        accessibility=AccessibilityStatus.NOT_CHECKED,
        accessibility_problems=[],
        accessibility_weight=0,
        reading_problems=[],
    )


_TOLD = (
    *("number", "title", "text", "notes", "alt_texts", "links", "is_hidden"),
    *("fingerprint", "words_fingerprint", "picture", "thumbnail", "picture_height"),
    *("folded_title", "folded_words"),
)


def _of(document: Document, row: Slide) -> Slide:
    row.document = document
    return row


def _tell(row: Slide, told: SlideOutline) -> None:
    """Writes what the outline says of a slide into its row."""
    row.number, row.title, row.is_hidden = told.number, told.title, told.is_hidden
    row.text, row.notes = "\n".join(told.paragraphs), "\n".join(told.notes)
    row.alt_texts = list(told.alt_texts)
    row.links = [{"words": link.words, "address": link.address, "slide": link.slide} for link in told.links]
    row.fingerprint, row.words_fingerprint = told.fingerprint, told.words_fingerprint
    row.fold()
    row.picture = row.thumbnail = ""
    row.picture_height = 0
