"""The clean copy of an upload: what readers get, while the original lies sealed."""

import hashlib
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any, Final

from django.core.files import File
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from media.domain.files import stored_on_disk
from media.domain.findings import as_findings
from media.domain.limits import limits
from media.enums import CopyState
from media.models import Document
from media.opc.child import MIB, in_child
from media.opc.refusals import FileRefused

_SECONDS_A_MB: Final = 2
_LEAST_SECONDS: Final = 60
_CHANGED: Final = (
    *("file", "original", "sha256", "file_size", "file_hash"),
    *("hidden_data", "copy_state", "copy_problem"),
)


def make_clean_copy(document: Document) -> None:
    """Puts the clean copy where the upload was, and seals the upload; or says on the document why there is none.

    What is sealed already is cleaned again, as the editor now wishes. Until this has ended nobody can have the file. Where
    the editor has thought again meanwhile, it changes nothing: the worker has been told of that too.
    """
    source = document.original or document.file
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"clean.{document.format}"
        try:
            with stored_on_disk(source) as path:
                report = _clean(document, path, made)
        except (FileRefused, FileNotFoundError) as refusal:
            document.copy_state = CopyState.NONE
            document.copy_problem = refusal.sentence if isinstance(refusal, FileRefused) else _("The file is gone.")
            _as_it_was(document).update(copy_state=document.copy_state, copy_problem=document.copy_problem)
            return
        if not _as_it_was(document).exists():
            return
        seal(document)
        replace_file(document, made)
    document.hidden_data = as_findings(report)
    document.copy_state, document.copy_problem = CopyState.CLEAN, ""
    document.save(update_fields=_CHANGED)


def _as_it_was(document: Document) -> QuerySet[Document]:
    """The document's row, unless it has gone, has another file, or is to be cleaned otherwise since it was read."""
    same = {name: getattr(document, name) for name in ("pk", "sha256", "keeps_notes", "keeps_hidden_slides")}
    return Document.objects.filter(**same, file=document.file.name)


def _clean(document: Document, path: Path, made: Path) -> Any:
    wishes: dict[str, Any] = {"title": document.title, "limits": limits()}
    if document.is_deck:
        wishes |= {"keep_notes": document.keeps_notes, "keep_hidden_slides": document.keeps_hidden_slides}
    seconds = _LEAST_SECONDS + _SECONDS_A_MB * path.stat().st_size // MIB
    return in_child("media.cleaning:clean_file", path, made, seconds=seconds, **wishes)


def seal(document: Document) -> None:
    """Puts the file as it is now out of reach, the first time: what was sealed before stays."""
    if document.original:
        return
    with document.file.storage.open(document.file.name, "rb") as upload:
        document.original.save(PurePosixPath(document.file.name).name, File(upload), save=False)
    Document.objects.filter(pk=document.pk).update(original=document.original.name)


def replace_file(document: Document, made: Path) -> None:
    """Makes these bytes the document's file; does not save it. The former is removed, the name stays with the ending that fits."""
    former, storage = document.file.name, document.file.storage
    name = f"{PurePosixPath(former).stem}.{document.format}"
    document.file.close()
    with made.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        storage.delete(former)
        document.file.save(name, File(file), save=False)
    document.sha256 = digest
    document._set_document_file_metadata()
    document.file.close()
