"""Everything we can say of a file without keeping it: the gate's word, what is hidden in it, how accessible it is.

No Django here: this runs in a process of its own (`media.opc.child`), for whatever file somebody has.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from media.decks.accessibility import DeckAccessibility, check_deck
from media.decks.hidden_data import hidden_data
from media.decks.legacy import to_pptx
from media.opc.child import in_child
from media.opc.gate import Inspection, inspect
from media.opc.hidden_items import HiddenData
from media.opc.kinds import FileKind
from media.opc.limits import Limits
from media.opc.metadata.files import CLEANABLE as CLEANABLE_MEDIA
from media.opc.metadata.files import hidden_media_data
from media.opc.refusals import CannotBeOpened, CouldNotBeRead, FileRefused, LegacyOffice
from media.opc.workbook import hidden_workbook_data
from media.pdf.hidden_values import hidden_pdf_data
from media.word.hidden_data import hidden_document_data

BATCH = 20
"""Files looked at by one process: starting one takes as long as looking at a few."""
_SECONDS_A_FILE = 60.0


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found out about one file. With `refusal` nothing else is known."""

    file: Path
    refusal: FileRefused | None = None
    found: Inspection | None = None
    hidden: HiddenData | None = None
    """None for a kind of file that is not looked into."""
    accessibility: DeckAccessibility | None = None
    """None for anything but a deck."""
    lost: tuple[str, ...] = ()
    """What is lost when an old .ppt is made into a .pptx, which is then what the rest is about."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A report as it comes out of the process: refusals do not travel."""

    found: Inspection | None
    hidden: HiddenData | None
    accessibility: DeckAccessibility | None
    lost: tuple[str, ...]
    refused: tuple[str, str, str] | None


class Refused(FileRefused):
    """A refusal as it came out of the process that looked: with the code it had there."""

    def __init__(self, code: str, sentence: str, part: str) -> None:
        super().__init__(sentence, part=part)
        self.code = code  # type: ignore[misc]  # of this one refusal, not of the class


def reports_on(files: Sequence[Path], limits: Limits | None = None) -> list[FileReport]:
    """A report on each file, in order. A file that brings a process down is refused, the others are looked at again."""
    reports: list[FileReport] = []
    for start in range(0, len(files), BATCH):
        reports += _of_batch(files[start : start + BATCH], limits or Limits())
    return reports


def _of_batch(files: Sequence[Path], limits: Limits) -> list[FileReport]:
    try:
        told: list[_Told] = in_child(
            "media.inspection:look_at", tuple(files), limits, seconds=_SECONDS_A_FILE * len(files)
        )
    except CouldNotBeRead as refusal:
        if len(files) == 1:
            return [FileReport(files[0], refusal=refusal)]
        return [report for file in files for report in _of_batch([file], limits)]
    return [
        FileReport(
            file, Refused(*one.refused) if one.refused else None, one.found, one.hidden, one.accessibility, one.lost
        )
        for file, one in zip(files, told, strict=True)
    ]


def look_at(files: Sequence[Path], limits: Limits) -> list[_Told]:
    """In the child: what there is to say of each file."""
    return [_told_of(file, limits) for file in files]


def _told_of(file: Path, limits: Limits) -> _Told:
    try:
        if not file.is_file():
            raise CannotBeOpened
        try:
            return _looked_at(file, inspect(file, takes_macro_decks=True, limits=limits), limits, ())
        except LegacyOffice:
            with tempfile.TemporaryDirectory() as folder:
                made = Path(folder) / "deck.pptx"
                lost = tuple(to_pptx(file, made, limits=limits))
                return _looked_at(made, inspect(made, limits=limits), limits, lost)
    except FileRefused as refusal:
        return _Told(None, None, None, (), (refusal.code, refusal.sentence, refusal.part))


def _looked_at(file: Path, found: Inspection, limits: Limits, lost: tuple[str, ...]) -> _Told:
    hidden = None
    if found.kind is FileKind.PPTX:
        hidden = hidden_data(file, limits=limits)
    elif found.kind is FileKind.DOCX:
        hidden = hidden_document_data(file, limits=limits)
    elif found.kind is FileKind.PDF:
        hidden = hidden_pdf_data(file.read_bytes())
    elif found.kind is FileKind.XLSX:
        hidden = hidden_workbook_data(file, limits=limits)
    elif found.kind in CLEANABLE_MEDIA:
        hidden = hidden_media_data(file, limits=limits)
    accessibility = check_deck(file, limits=limits) if found.kind is FileKind.PPTX else None
    return _Told(found, hidden, accessibility, lost, None)
