"""One pass over every byte of an Office file: caps, document types, macros, pictures, and what is worth noting."""

import posixpath
from dataclasses import dataclass
from typing import Final

from media.opc.archive import Entry
from media.opc.package import CONTENT_TYPES, Package
from media.opc.picture_sizes import HEAD_BYTES, validate_picture_size
from media.opc.refusals import Macros, TooComplicated, ZipBomb
from media.opc.xml_parts import LONGEST_MARK, looks_like_xml, validate_encoding, validate_no_document_type

_XML_ENDINGS: Final = frozenset({".xml", ".rels", ".vml", ".svg", ".xhtml", ".html"})
_MACRO_RELATIONSHIPS: Final = frozenset({"vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet"})
_MACRO_MARKS: Final = (b"vbaproject.bin", "_vba_project".encode("utf-16-le"))
_SLIDE: Final = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
_OVERLAP: Final = 64


@dataclass(frozen=True, slots=True)
class Note:
    """Something inside an accepted file that whoever publishes it should know of."""

    code: str
    sentence: str
    part: str = ""


_NOTED_FOLDERS: Final = {
    "embeddings": ("embedded_file", "Another file is embedded in this one; readers can open it."),
    "activex": ("active_x", "There is an ActiveX control in this file; it will not work for most readers."),
    "externallinks": ("external_link", "This file takes data from another file."),
}


def scan_package(package: Package) -> tuple[Note, ...]:
    """Stream every part under its caps and say what is worth noting. Raises FileRefused for what may not come in."""
    package.archive.validate_layout()
    notes = []
    for entry in package.archive.entries:
        content_type = package.content_type(entry.name)
        validate_no_macro_type(entry, content_type)
        _scan_part(package, entry, content_type)
        note = _NOTED_FOLDERS.get(posixpath.basename(posixpath.dirname(entry.name)).casefold())
        if note is not None and not entry.name.endswith((".rels", "/")):
            notes.append(Note(*note, part=entry.name))
    if any(one.kind.casefold() in _MACRO_RELATIONSHIPS for one in package.relationships(package.main_part).values()):
        raise Macros(part=package.main_part)
    if package.archive.has_bytes_after:
        notes.append(Note("bytes_after", "There are bytes after the end of this file that do not belong to it."))
    return tuple(notes)


def validate_no_macro_type(entry: Entry, content_type: str) -> None:
    """Raise Macros for a part that is a macro, or a document that may hold them, by its content type or its name."""
    is_named_so = posixpath.basename(entry.name).casefold() in ("vbaproject.bin", "vbadata.xml")
    if is_named_so or "macroenabled" in content_type or "vbaproject" in content_type:
        raise Macros(part=entry.name)


def _scan_part(package: Package, entry: Entry, content_type: str) -> None:
    limits = package.limits
    is_xml = _is_called_xml(entry, content_type)
    is_embedded = "/embeddings/" in entry.name.casefold() or entry.name.casefold().endswith(".bin")
    counts = _SlideCounts(package, entry.name) if content_type == _SLIDE else None
    produced, tail = 0, b""
    for chunk in package.archive.stream(entry, most=limits.xml_part_bytes if is_xml else limits.part_bytes):
        if produced == 0:
            is_xml = is_xml or looks_like_xml(chunk[:_OVERLAP])
            _look_at_head(package, entry, chunk[:HEAD_BYTES], is_xml)
        produced += len(chunk)
        window = tail + chunk
        if is_xml:
            _validate_ratio(package, entry, produced)
            validate_no_document_type(window, part=entry.name)
        if is_embedded and _has_macro_mark(window):
            raise Macros(part=entry.name)
        if counts is not None:
            counts.add(tail, chunk)
        tail = window[-max(LONGEST_MARK, _OVERLAP) :]


def _has_macro_mark(window: bytes) -> bool:
    """Whether a file inside the file names a macro project: in a zip's directory, or in an OLE one."""
    lower = window.lower()
    return any(mark in lower for mark in _MACRO_MARKS)


def _is_called_xml(entry: Entry, content_type: str) -> bool:
    ending = posixpath.splitext(entry.name)[1].casefold()
    return ending in _XML_ENDINGS or entry.name == CONTENT_TYPES or content_type.endswith(("+xml", "/xml"))


def _look_at_head(package: Package, entry: Entry, head: bytes, is_xml: bool) -> None:
    if is_xml:
        validate_encoding(head, part=entry.name)
    else:
        validate_picture_size(head, limits=package.limits, part=entry.name)


def _validate_ratio(package: Package, entry: Entry, produced: int) -> None:
    limits = package.limits
    if produced > limits.xml_part_bytes:
        raise ZipBomb(part=entry.name)
    if produced > limits.xml_ratio_from_bytes and produced > limits.xml_ratio * max(1, entry.compressed_size):
        raise ZipBomb(part=entry.name)


class _SlideCounts:
    """How much is on a slide, counted without parsing it."""

    _SHAPE: Final = b":cNvPr "

    def __init__(self, package: Package, part: str) -> None:
        self._limits = package.limits
        self._part = part
        self._shapes = 0
        self._nodes = 0

    def add(self, tail: bytes, chunk: bytes) -> None:
        """Count one more chunk. Raises TooComplicated when there is more on the slide than can be shown."""
        self._shapes += (tail[-len(self._SHAPE) + 1 :] + chunk).count(self._SHAPE)
        self._nodes += chunk.count(b"<") + chunk.count(b"=")
        if self._shapes > self._limits.shapes_per_slide + 1:
            raise TooComplicated(
                what=f"more than {self._limits.shapes_per_slide:,} shapes on one slide", part=self._part
            )
        if self._nodes > self._limits.xml_nodes:
            raise TooComplicated(what="a slide or page with too many things on it", part=self._part)
