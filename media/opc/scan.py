"""One pass over every byte of an Office file: caps, document types, macros, pictures, and what is worth noting."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from media.opc.archive import CHUNK, Entry
from media.opc.compound import COMPOUND_HEAD
from media.opc.limits import Limits
from media.opc.macros import LONGEST_MARK as LONGEST_MACRO_MARK
from media.opc.macros import (
    RELATIONSHIPS,
    has_macro_mark,
    has_macro_name,
    holds_macros,
    is_macro_deck_type,
    is_macro_part,
)
from media.opc.package import Package
from media.opc.picture_sizes import HEAD_BYTES, validate_picture_size
from media.opc.refusals import Macros, TooComplicated, ZipBomb
from media.opc.xml_parts import (
    LONGEST_MARK,
    has_plain_start,
    is_called_xml,
    looks_like_xml,
    validate_encoding,
    validate_no_document_type,
)
from media.opc.zip_directory import STORED

_SLIDE: Final = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
_OVERLAP: Final = max(64, LONGEST_MARK, LONGEST_MACRO_MARK)
_FILES_IN_A_FILE: Final = (b"PK\x03\x04", COMPOUND_HEAD)
_MEDIA_HEADS: Final = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"ID3",
    b"OggS",
    b"\x1a\x45\xdf\xa3",
)


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
_MACROS_DROPPED: Final = Note(
    "macros_dropped",
    "This file has macros in it (small programs). They are dropped: no copy that is given out has them.",
)


class _Sort(NamedTuple):
    """What parts of one folder, ending and content type have in common: a deck has hundreds of parts of few sorts."""

    content_type: str
    is_xml: bool
    """Whether they say so themselves."""
    may_hold_macros: bool
    has_macro_type: bool
    is_noted: bool


def scan_package(package: Package, *, takes_macros: bool = False) -> tuple[Note, ...]:
    """Stream every part under its caps and say what is worth noting. Raises FileRefused for what may not come in.

    With `takes_macros` a deck's own macros are noted instead of refused; those of a file embedded in it are not.
    """
    package.archive.validate_layout()
    notes = []
    macros = [
        one.target for one in package.relationships(package.main_part).values() if one.kind.casefold() in RELATIONSHIPS
    ]
    for entry, sort in _sorted(package):
        if (sort.has_macro_type or has_macro_name(entry.name)) and _is_macro(package, entry, sort.content_type):
            macros.append(entry.name)
        _scan_part(package, entry, sort)
        if sort.is_noted and (note := _note_of(entry.name)) is not None:
            notes.append(note)
        if macros and not takes_macros:
            raise Macros(part=macros[0])
    if macros:
        notes.append(_MACROS_DROPPED)
    if package.archive.has_bytes_after:
        notes.append(Note("bytes_after", "There are bytes after the end of this file that do not belong to it."))
    return tuple(notes)


def _sorted(package: Package) -> Iterator[tuple[Entry, _Sort]]:
    """Every entry with its sort."""
    sorts: dict[tuple[str, str, str], _Sort] = {}
    overrides, defaults = package.declared_types
    for entry in package.archive.entries:
        name = entry.name.casefold()
        folder, _, base = name.rpartition("/")
        dot = base.rfind(".")
        content_type = overrides.get(name) or defaults.get(base[dot + 1 :], "")
        key = (folder, base[dot:] if dot >= 0 else "", content_type)
        sort = sorts.get(key)
        if sort is None:
            sort = sorts[key] = _sort_of(*key)
        yield entry, sort


def _sort_of(folder: str, ending: str, content_type: str) -> _Sort:
    return _Sort(
        content_type=content_type,
        is_xml=is_called_xml(ending, content_type),
        may_hold_macros="/embeddings/" in f"{folder}/" or ending == ".bin",
        has_macro_type=holds_macros(content_type) or is_macro_part("", content_type),
        is_noted=folder.rpartition("/")[2] in _NOTED_FOLDERS,
    )


def _note_of(name: str) -> Note | None:
    folder, _, base = name.rpartition("/")
    note = _NOTED_FOLDERS.get(folder.rpartition("/")[2].casefold())
    return None if note is None or not base or name.endswith(".rels") else Note(*note, part=name)


def _is_macro(package: Package, entry: Entry, content_type: str) -> bool:
    """Whether a part is a macro of this file, or the main part of one made to hold them.

    Raises Macros for any other part made to hold them: a workbook with macros inside a deck.
    """
    if not holds_macros(content_type):
        return is_macro_part(entry.name, content_type)
    if not (is_macro_deck_type(content_type) and _is_main(package, entry)):
        raise Macros(part=entry.name)
    return True


def _is_main(package: Package, entry: Entry) -> bool:
    return package.entry(package.main_part) is entry


def _scan_part(package: Package, entry: Entry, sort: _Sort) -> None:
    """Look through one part. Of pictures and films that are stored as they are only the head, and the checksum."""
    limits = package.limits
    if entry.method == STORED and not (sort.is_xml or sort.may_hold_macros) and _is_plainly_a_picture(package, entry):
        return
    most = limits.xml_part_bytes if sort.is_xml else limits.part_bytes
    if entry.size <= CHUNK and entry.compressed_size <= CHUNK:
        content = package.read(entry, most=most)
        if not (sort.is_xml and not sort.may_hold_macros and _is_plainly_harmless(content, entry, sort, limits)):
            _look_through(package, entry, sort, (content,))
    else:
        _look_through(package, entry, sort, package.archive.stream(entry, most=most))


def _is_plainly_harmless(content: bytes, entry: Entry, sort: _Sort, limits: Limits) -> bool:
    """Whether a small XML part need not be looked through: all that there is to find shows in what it starts with,
    in an exclamation mark, or in being large.
    """
    return (
        has_plain_start(content)
        and b"!" not in content
        and len(content) <= limits.xml_ratio_from_bytes
        and len(content) <= limits.xml_part_bytes
        and not (sort.content_type == _SLIDE and _may_be_too_full(entry, limits))
    )


def _look_through(package: Package, entry: Entry, sort: _Sort, chunks: Iterable[bytes]) -> None:
    limits = package.limits
    is_xml, may_hold_macros = sort.is_xml, sort.may_hold_macros
    is_full = sort.content_type == _SLIDE and _may_be_too_full(entry, limits)
    counts = _SlideCounts(package, entry.name) if is_full else None
    produced, tail = 0, b""
    for chunk in chunks:
        if produced == 0:
            is_xml = is_xml or looks_like_xml(chunk[:_OVERLAP])
            may_hold_macros = may_hold_macros or chunk.startswith(_FILES_IN_A_FILE)
            may_hold_macros = may_hold_macros and not is_macro_part(entry.name, sort.content_type)
            _look_at_head(package, entry, chunk[:HEAD_BYTES], is_xml)
        produced += len(chunk)
        window = tail + chunk if tail else chunk
        if is_xml:
            _validate_ratio(package, entry, produced)
            validate_no_document_type(window, part=entry.name)
        if may_hold_macros and has_macro_mark(window):
            raise Macros(part=entry.name)
        if counts is not None:
            counts.add(tail, chunk)
        tail = window[-_OVERLAP:] if produced < entry.size else b""


def _is_plainly_a_picture(package: Package, entry: Entry) -> bool:
    """Whether an entry that is not packed starts as a picture, film or sound does; its size and checksum are checked.

    What is not packed cannot unpack to more than it is, and its bytes are known to be there: nothing more is to be
    learned from looking through all of it.
    """
    head = package.archive.head(entry, HEAD_BYTES)
    if not head.startswith(_MEDIA_HEADS) and head[4:8] != b"ftyp":
        return False
    if entry.size > package.limits.part_bytes:
        raise ZipBomb(part=entry.name)
    package.archive.spend(entry.size, entry)
    package.archive.validate_stored(entry)
    _look_at_head(package, entry, head, is_xml=False)
    return True


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


_SHAPE: Final = b":cNvPr "


def _may_be_too_full(entry: Entry, limits: Limits) -> bool:
    """Whether a slide is long enough to hold more than may be on it. A size that is a lie is found out meanwhile."""
    return entry.size > min(limits.xml_nodes, limits.shapes_per_slide * len(_SHAPE))


class _SlideCounts:
    """How much is on a slide, counted without parsing it."""

    def __init__(self, package: Package, part: str) -> None:
        self._limits = package.limits
        self._part = part
        self._shapes = 0
        self._nodes = 0

    def add(self, tail: bytes, chunk: bytes) -> None:
        """Count one more chunk. Raises TooComplicated when there is more on the slide than can be shown."""
        self._shapes += (tail[-len(_SHAPE) + 1 :] + chunk).count(_SHAPE)
        self._nodes += chunk.count(b"<") + chunk.count(b"=")
        if self._shapes > self._limits.shapes_per_slide + 1:
            what = f"more than {self._limits.shapes_per_slide:,} shapes on one slide"
            raise TooComplicated(what=what, part=self._part, setting="shapes_per_slide")
        if self._nodes > self._limits.xml_nodes:
            raise TooComplicated(what="a slide or page with too many things on it", part=self._part)
