"""What readers could read in a document, kept for search."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q, QuerySet

from media.domain.files import stored_on_disk
from media.enums import READ_FORMATS, CopyState, WordsState
from media.models import Document, DocumentWords
from media.opc.child import in_child
from media.opc.refusals import FileRefused

if TYPE_CHECKING:
    from media.words import FileWords

SECONDS_TO_READ = 120.0


def read_words(document: Document) -> DocumentWords | None:
    """Reads what readers get of the document and keeps its words, or that it has none; once for the same file.

    Nothing is read, and None returned, while there is nothing to be had, and of a file that should have a clean copy
    and goes out without.
    """
    if not may_be_read(document):
        return None
    kept = words_kept_of(document).first()
    if kept is not None:
        return kept
    try:
        with stored_on_disk(document.file) as path:
            found: FileWords = in_child("media.words:read_words", path, document.format, seconds=SECONDS_TO_READ)
    except (FileRefused, FileNotFoundError):
        state, text = WordsState.UNREADABLE, ""
    else:
        text = found.text if found.text.strip() else ""
        state = WordsState.NONE if not text else WordsState.CUT if found.is_cut else WordsState.READ
    said = {"sha256": document.sha256, "state": state, "text": text}
    words, _is_new = DocumentWords.objects.update_or_create(document=document, defaults=said)
    return words


def read_words_later(document: Document) -> None:
    """The same in the background, once the document is stored."""
    from media.tasks import read_document_words

    transaction.on_commit(lambda: read_document_words.enqueue(document.pk))


def may_be_read(document: Document) -> bool:
    """Whether its words may be kept: it is of a format that is read, and what readers get of it is there."""
    is_theirs = document.copy_state == CopyState.CLEAN or not document.needs_clean_copy
    return bool(document.format in READ_FORMATS and document.is_ready and is_theirs and document.sha256)


def lacks_words(document: Document) -> bool:
    """Whether its words may be kept, and are not, or are those of another file. One query, or none."""
    return may_be_read(document) and not words_kept_of(document).exists()


def words_kept_of(document: Document) -> QuerySet[DocumentWords]:
    """What is kept of the file that the document has now."""
    return DocumentWords.objects.filter(document=document, sha256=document.sha256)


def documents_without_words() -> QuerySet[Document]:
    """Those whose file could be read and has not been."""
    unread = Q(words=None) | ~Q(words__sha256=F("sha256"))
    return Document.objects.filter(unread, format__in=READ_FORMATS, withdrawn_at=None).order_by("pk")
