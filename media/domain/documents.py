"""How a document comes to be held: past the gate, and with what the gate found written beside it."""

from django.conf import settings
from django.core.files import File

from media.models import Document
from media.opc.gate import Inspection, inspect
from media.opc.limits import Limits


def inspect_upload(file: File) -> Inspection:
    """What the gate says of a file somebody hands in, or FileRefused. `MEDIA_UPLOAD_LIMIT` (bytes) is the most it may be."""
    return inspect(file, name=file.name or "", limits=Limits(upload_bytes=settings.MEDIA_UPLOAD_LIMIT))  # type: ignore[arg-type]  # a File reads as a BinaryIO


def record_inspection(document: Document, inspection: Inspection) -> None:
    """Write what the gate found onto the document; does not save it."""
    document.format = inspection.kind.value
    document.sha256 = inspection.sha256
    document.slide_count = inspection.slides


def keep_document(
    file: File,
    title: str,
    *,
    source: Document.Source = Document.Source.UPLOADED,
) -> Document:
    """A new document that holds this file under the file's name. Raises FileRefused, and keeps nothing, if the gate refuses it."""
    inspection = inspect_upload(file)
    document = Document(title=title, source=source)
    record_inspection(document, inspection)
    document.file.save(file.name, file, save=False)
    try:
        document._set_document_file_metadata()
        document.save()
    except Exception:
        document.file.storage.delete(document.file.name)
        raise
    finally:
        document.file.close()
    return document
