"""The clean copy of a deck: made by a list of what may stay, then searched for what the original hid."""

import hashlib
import io
from pathlib import Path
from typing import BinaryIO

from media.decks.cleaning.copying import DeckCopier
from media.decks.hidden_data import hidden_data_of
from media.opc.editable import EditablePackage
from media.opc.gate import opened, refusing
from media.opc.hidden_items import CleaningReport
from media.opc.hidden_values import office_values
from media.opc.limits import Limits
from media.opc.package import Package
from media.opc.strict import make_transitional
from media.opc.verify import verify


def clean_deck(
    source: BinaryIO | Path | str,
    out: BinaryIO | Path | str,
    *,
    keep_notes: bool = False,
    keep_hidden_slides: bool = False,
    title: str = "",
    limits: Limits | None = None,
) -> CleaningReport:
    """Write a copy of a deck that holds what its viewers see, and say what was left out of it.

    The same deck gives the same bytes. The copy is always an ordinary presentation (.pptx) and its properties say
    nothing but `title`. Nothing is written before a second, independent search has found none of the original's
    hidden values in it. Raises FileRefused; of its children StillHidden says that the search found one, NothingLeft
    that every slide is hidden.
    """
    limits = limits or Limits()
    with refusing(), opened(source) as stream:
        stream.seek(0)
        original = stream.read(limits.upload_bytes + 1)
    with refusing():
        package = Package(io.BytesIO(original), limits)
        deck = EditablePackage.of(package)
        make_transitional(deck)
        before = hidden_data_of(package, deck, io.BytesIO(original))
        copier = DeckCopier(deck, keep_notes=keep_notes, keep_hidden_slides=keep_hidden_slides)
        written = io.BytesIO()
        copier.copied(title=title).write(written)
        clean = written.getvalue()
        values = office_values(original, keep_notes=keep_notes, keep_hidden_slides=keep_hidden_slides, limits=limits)
        values.sentences.update(copier.words_left_out)
        values.seen.append(title)
        verify(values, clean, limits=limits)
        after = hidden_data_of(Package(written, limits), copier.made, written)
    _hand_over(clean, out)
    removed = before.without(after).items + copier.lost
    return CleaningReport(removed, after.items, len(clean), hashlib.sha256(clean).hexdigest())


def _hand_over(clean: bytes, out: BinaryIO | Path | str) -> None:
    if isinstance(out, str | Path):
        Path(out).write_bytes(clean)
    else:
        out.write(clean)
