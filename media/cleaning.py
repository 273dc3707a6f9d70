"""The clean copy of a file of any kind that has one: decks, documents, PDFs, pictures and most recordings.

No Django here: called in a process of its own (`in_child("media.cleaning:clean_file", ...)`). Most files are decks: what
cleans a PDF, a document or an old .ppt is imported when there is one, for that takes longer than to clean a deck.
"""

import tempfile
from contextlib import suppress
from pathlib import Path

from media.decks.cleaning.clean import clean_deck
from media.opc.compound import compound_content
from media.opc.gate import inspect
from media.opc.hidden_items import CleaningReport
from media.opc.kinds import FileKind
from media.opc.limits import Limits
from media.opc.metadata.files import CLEANABLE as CLEANABLE_MEDIA
from media.opc.metadata.files import clean_media
from media.opc.refusals import CannotBeOpened, Macros, NotAllowed, RunsPrograms
from media.opc.sniff import sniff

CLEANABLE = frozenset({FileKind.PPTX, FileKind.DOCX, FileKind.PDF}) | CLEANABLE_MEDIA


def clean_file(
    source: Path,
    out: Path,
    *,
    keep_notes: bool = False,
    keep_hidden_slides: bool = False,
    title: str = "",
    limits: Limits | None = None,
) -> CleaningReport:
    """Write the clean copy of a file of one of the kinds CLEANABLE, or of an old .ppt, and say what was left out of it.

    `title` is all that the copy's properties say; pictures and recordings say nothing. Raises FileRefused, and then writes nothing.
    """
    wishes = {"keep_notes": keep_notes, "keep_hidden_slides": keep_hidden_slides}
    if not source.is_file():
        raise CannotBeOpened
    with source.open("rb") as file:
        kind = sniff(file, limits)
        is_old_deck = kind is FileKind.LEGACY_OFFICE and compound_content(file) == "ppt"
    if is_old_deck:
        from media.decks.legacy import to_pptx

        with tempfile.TemporaryDirectory() as folder:
            converted = Path(folder) / "deck.pptx"
            to_pptx(source, converted, limits=limits)
            return clean_deck(converted, out, **wishes, title=title, limits=limits)
    with suppress(Macros, RunsPrograms):  # what runs is not copied
        inspect(source, allowed=CLEANABLE, limits=limits)
    if kind is FileKind.PPTX:
        return clean_deck(source, out, **wishes, title=title, limits=limits)
    if kind is FileKind.DOCX:
        from media.word.cleaning import clean_document

        return clean_document(source, out, title=title, limits=limits)
    if kind is FileKind.PDF:
        from media.pdf.cleaning import clean_pdf

        return clean_pdf(source, out, title=title, limits=limits)
    if kind in CLEANABLE_MEDIA:
        return clean_media(source, out, limits=limits)
    raise NotAllowed(found=kind, allowed=CLEANABLE)
