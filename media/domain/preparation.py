"""What happens to a file once the gate has let it in: clean copy, check, slides, pictures, words."""

from contextlib import suppress
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from media.decks.outline import DeckOutline
from media.domain.checks import SECONDS_TO_CHECK, check_accessibility, save_check
from media.domain.clean_copies import make_clean_copy
from media.domain.files import stored_on_disk
from media.domain.slides import store_slides
from media.domain.words import read_words
from media.enums import CopyState
from media.models import Document
from media.opc.child import in_child
from media.opc.refusals import FileRefused

if TYPE_CHECKING:
    from media.decks.reading import ReadDeck

SECONDS_TO_READ = 120.0


def prepare(document: Document) -> None:
    """Makes the document ready for its readers, or writes on it why it is not. Pictures of its slides follow by themselves.

    Whatever a deck makes impossible, the rest still stands: a deck that cannot be checked is "not checked".
    """
    from media.tasks import picture_slides

    if document.copy_state == CopyState.WAITING:
        make_clean_copy(document)
    if document.is_ready and document.is_deck:
        read_and_check(document)
        transaction.on_commit(lambda: picture_slides.enqueue(document.pk))
    read_words(document)


def prepare_later(document: Document) -> None:
    """The same in the background, once the document is stored."""
    from media.tasks import prepare_document

    transaction.on_commit(lambda: prepare_document.enqueue(document.pk))


def read_and_check(document: Document) -> None:
    """Stores what each slide of a deck says, and how accessible it is: both by one process, which opens it once.

    What could not be found out so is tried again by itself: a deck that is too much for both may not be for one.
    """
    found: ReadDeck | None = None
    with suppress(FileRefused, FileNotFoundError), stored_on_disk(document.file) as path:
        found = in_child("media.decks.reading:read_and_check", path, seconds=SECONDS_TO_READ + SECONDS_TO_CHECK)
    if found and found.accessibility:
        save_check(document, found.accessibility)
    else:
        check_accessibility(document)
    if found and found.outline:
        _save_outline(document, found.outline)
    else:
        read_slides(document)


def read_slides(document: Document) -> None:
    """Stores what each slide says, and what could not be read. A deck that cannot be read at all can still be had."""
    try:
        with stored_on_disk(document.file) as path:
            outline: DeckOutline = in_child("media.decks.outline:read_outline", path, seconds=SECONDS_TO_READ)
    except (FileRefused, FileNotFoundError):
        outline = DeckOutline(
            (), (_("The text of this deck could not be read. The file itself can still be downloaded."),)
        )
    _save_outline(document, outline)


def _save_outline(document: Document, outline: DeckOutline) -> None:
    store_slides(document, outline)
    document.slide_count, document.reading_problems = len(outline.slides), list(outline.problems)
    document.save(update_fields=["slide_count", "reading_problems"])
