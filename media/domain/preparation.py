"""What happens to a file once the gate has let it in: clean copy, check, slides, pictures, words."""

from django.db import transaction
from django.utils.translation import gettext as _

from media.decks.outline import DeckOutline
from media.domain.checks import check_accessibility
from media.domain.clean_copies import make_clean_copy
from media.domain.files import stored_on_disk
from media.domain.slides import store_slides
from media.domain.words import read_words
from media.enums import CopyState
from media.models import Document
from media.opc.child import in_child
from media.opc.refusals import FileRefused

SECONDS_TO_READ = 120.0


def prepare(document: Document) -> None:
    """Makes the document ready for its readers, or writes on it why it is not. Pictures of its slides follow by themselves.

    Whatever a deck makes impossible, the rest still stands: a deck that cannot be checked is "not checked".
    """
    from media.tasks import picture_slides

    if document.copy_state == CopyState.WAITING:
        make_clean_copy(document)
    if document.is_ready and document.is_deck:
        check_accessibility(document)
        read_slides(document)
        transaction.on_commit(lambda: picture_slides.enqueue(document.pk))
    read_words(document)


def prepare_later(document: Document) -> None:
    """The same in the background, once the document is stored."""
    from media.tasks import prepare_document

    transaction.on_commit(lambda: prepare_document.enqueue(document.pk))


def read_slides(document: Document) -> None:
    """Stores what each slide says, and what could not be read. A deck that cannot be read at all can still be had."""
    try:
        with stored_on_disk(document.file) as path:
            outline: DeckOutline = in_child("media.decks.outline:read_outline", path, seconds=SECONDS_TO_READ)
    except (FileRefused, FileNotFoundError):
        outline = DeckOutline(
            (), (_("The text of this deck could not be read. The file itself can still be downloaded."),)
        )
    store_slides(document, outline)
    document.slide_count, document.reading_problems = len(outline.slides), list(outline.problems)
    document.save(update_fields=["slide_count", "reading_problems"])
