"""How a document comes to be held: past the gate, and with what the gate found written beside it."""

import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile

from media.domain.files import upload_on_disk
from media.domain.findings import as_findings, still_there
from media.domain.limits import limits
from media.domain.preparation import prepare
from media.enums import CopyState
from media.models import Document
from media.opc.child import in_child
from media.opc.gate import Inspection
from media.opc.hidden_items import HiddenData
from media.opc.kinds import PACK_ITEMS, FileKind
from media.opc.refusals import LegacyOffice

NOTHING = HiddenData()
LEGACY_DECKS = frozenset({".ppt", ".pps", ".pot"})


def inspect_upload(file: File, allowed: Collection[FileKind] = PACK_ITEMS) -> Inspection:
    """What the gate says of a file somebody hands in, or FileRefused. It is read in a process of its own."""
    with upload_on_disk(file) as path:
        found: Inspection = in_child(
            *("media.opc.gate:inspect", path),
            name=file.name or "",
            limits=limits(),
            allowed=allowed,
            takes_macro_decks=True,
        )
    return found


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that is past the gate."""

    file: File
    """What was handed in, or the .pptx made of an old .ppt."""
    inspection: Inspection
    lost: tuple[str, ...] = ()
    """A sentence for each thing that was lost when an old .ppt was made into a .pptx."""
    hidden: HiddenData = NOTHING
    """What a workbook carries unseen: readers get it as it came."""


def admit(file: File, allowed: Collection[FileKind] = PACK_ITEMS) -> Admitted:
    """What is kept of a file somebody hands in, or FileRefused. An old .ppt becomes a .pptx, in a process of its own."""
    try:
        inspection = inspect_upload(file, allowed)
        return Admitted(file, inspection, hidden=hidden_in(file, inspection))
    except LegacyOffice:
        name = PurePosixPath(file.name or "")
        if name.suffix.lower() not in LEGACY_DECKS or FileKind.PPTX not in allowed:
            raise
        with upload_on_disk(file) as path, tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "deck.pptx"
            lost = in_child("media.decks.legacy:to_pptx", path, made, limits=limits())
            converted = ContentFile(made.read_bytes(), name=f"{name.stem}.pptx")
        return Admitted(converted, inspect_upload(converted, allowed), tuple(lost))


def hidden_in(file: File, inspection: Inspection) -> HiddenData:
    """What readers would get unseen with a file of a kind that is not cleaned, as far as that can be told."""
    if inspection.kind is not FileKind.XLSX:
        return NOTHING
    with upload_on_disk(file) as path:
        found: HiddenData = in_child("media.opc.workbook:hidden_workbook_data", path, limits=limits())
    return found


def record_inspection(
    document: Document, inspection: Inspection, lost: Sequence[str] = (), hidden: HiddenData = NOTHING
) -> None:
    """Write what the gate found onto a document with a new file, which waits if it has to be cleaned. Does not save it."""
    document.format = inspection.kind.value
    document.sha256 = inspection.sha256
    document.slide_count = inspection.slides
    document.copy_state = CopyState.WAITING if document.needs_clean_copy else CopyState.AS_IT_CAME
    document.copy_problem = ""
    document.lost_in_conversion = list(lost)
    document.hidden_data = as_findings(still_there(hidden))


def keep_document(
    file: File,
    title: str,
    *,
    source: Document.Source = Document.Source.UPLOADED,
    allowed: Collection[FileKind] = PACK_ITEMS,
    **fields: Any,
) -> Document:
    """A new document that holds this file under the file's name, ready to be read.

    Raises FileRefused, and keeps nothing, if the gate refuses it.
    """
    admitted = admit(file, allowed)
    file = admitted.file
    document = Document(title=title, source=source, **fields)
    document.is_prepared_by_caller = True
    record_inspection(document, admitted.inspection, admitted.lost, admitted.hidden)
    document.file.save(file.name, file, save=False)
    try:
        document._set_document_file_metadata()
        document.save()
        prepare(document)
    except Exception:
        if document.pk:
            document.delete()
        document.file.storage.delete(document.file.name)
        raise
    finally:
        document.file.close()
    return document
