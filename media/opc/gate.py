"""The gate: every file that somebody hands in passes here before anything else looks at it."""

import hashlib
import struct
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from lxml import etree

from media.opc.compound import compound_content
from media.opc.kinds import (
    DECKS,
    ENDINGS,
    LEGACY_ENDINGS,
    MACRO_DECK_ENDINGS,
    MACRO_ENDINGS,
    OFFICE_PACKAGES,
    PACK_ITEMS,
    PICTURES,
    RECORDINGS,
    UNCLEANABLE_RECORDINGS,
    FileKind,
)
from media.opc.limits import Limits
from media.opc.package import CONTENT_TYPES, Package
from media.opc.pdf_file import validate_pdf
from media.opc.picture_sizes import validate_picture
from media.opc.refusals import (
    CannotBeOpened,
    CouldNotBeRead,
    Damaged,
    Empty,
    FileRefused,
    Html,
    LegacyOffice,
    Macros,
    NotAllowed,
    NotCleanable,
    PasswordProtected,
    Renamed,
    TooComplicated,
    TooLarge,
)
from media.opc.scan import Note, scan_package
from media.opc.sniff import recognised
from media.opc.xml_parts import local_name

_READING_ERRORS: Final = (
    struct.error,
    zlib.error,
    ValueError,
    KeyError,
    EOFError,
    OverflowError,
)
_CHUNK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the gate found in a file that it let in."""

    kind: FileKind
    extension: str
    """The ending of its name, lower-case and without the dot: it agrees with the content."""
    size: int
    """Bytes."""
    sha256: str
    """Of the file as it came, in hexadecimal."""
    slides: int | None
    """How many slides a deck shows or hides; None for anything but a deck."""
    notes: tuple[Note, ...] = ()


def inspect(
    file: BinaryIO | Path | str,
    *,
    name: str = "",
    limits: Limits | None = None,
    allowed: Collection[FileKind] = PACK_ITEMS,
    takes_macro_decks: bool = False,
) -> Inspection:
    """Say what a file is, or raise FileRefused with a sentence for the person who uploaded it; nothing else.

    `name` is the name it was uploaded under (by default that of the path); `allowed` the kinds taken in this place.
    `takes_macro_decks` lets a .pptm, .ppsm or .potm in as a deck, with a note: for those who drop the macros before
    anybody gets the file.
    The file must be seekable; it is left at its start. Memory stays within a few MB and the parts that say what the
    file is.
    """
    limits = limits or Limits()
    with refusing(), opened(file) as stream:
        try:
            return _inspect(stream, name or _name_of(file), limits, _Wanted(allowed, takes_macro_decks))
        finally:
            stream.seek(0)


def ending_of(name: str) -> str:
    """The ending of a file name, lower-case and without the dot; blank if it has none."""
    base = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = base.rpartition(".")
    return ending.strip().casefold() if dot and stem else ""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is taken in this place."""

    kinds: Collection[FileKind]
    macro_decks: bool

    def has_macros_dropped(self, kind: FileKind, ending: str) -> bool:
        """Whether a file of this kind and name may have macros, because they will be dropped."""
        return self.macro_decks and kind in DECKS and ending in MACRO_DECK_ENDINGS


def _inspect(file: BinaryIO, name: str, limits: Limits, wanted: _Wanted) -> Inspection:
    file.seek(0, 2)
    size = file.tell()
    if size == 0:
        raise Empty
    if size > limits.upload_bytes:
        raise TooLarge(limit=limits.upload_bytes)
    (kind, package), ending = recognised(file, limits), ending_of(name)
    _validate_kind(file, kind, ending, limits, wanted)
    slides: int | None = None
    notes: tuple[Note, ...] = ()
    if package is not None:
        notes = scan_package(package, takes_macros=wanted.has_macros_dropped(kind, ending))
        main = package.xml(package.main_part)
        slides = _count_slides(main, package) if kind is FileKind.PPTX else None
    elif kind is FileKind.PDF:
        validate_pdf(file, size=size, limits=limits)
    elif kind in PICTURES:
        validate_picture(file, kind, size=size, limits=limits)
    sha256 = _sha256(file) if package is None else package.archive.sha256()
    return Inspection(kind, ending, size, sha256, slides, notes)


def count_slides(package: Package) -> int:
    """How many slides the deck lists, hidden ones too. Raises TooComplicated above the limit, Damaged if unreadable."""
    return _count_slides(package.xml(package.main_part), package)


def _count_slides(main: etree._Element, package: Package) -> int:
    lists = [child for child in main if local_name(child) == "sldIdLst"]
    slides = sum(1 for listed in lists for slide in listed if local_name(slide) == "sldId")
    if slides > package.limits.slides:
        what = f"more than {package.limits.slides:,} slides"
        raise TooComplicated(what=what, part=package.main_part, setting="slides")
    return slides


def _validate_kind(file: BinaryIO, kind: FileKind, ending: str, limits: Limits, wanted: _Wanted) -> None:
    """Raise the refusal that fits unless the content is of an allowed kind and the name says the same."""
    if kind is FileKind.PASSWORD_CONTAINER:
        raise PasswordProtected(ending=ending)
    if kind is FileKind.LEGACY_OFFICE:
        raise LegacyOffice(format=compound_content(file))
    if kind is FileKind.HTML:
        raise Html
    if kind in UNCLEANABLE_RECORDINGS and not RECORDINGS.isdisjoint(wanted.kinds):
        raise NotCleanable(found=kind)
    if kind is FileKind.ZIP:
        _explain_zip(file, ending, limits)
    endings = ENDINGS.get(kind, ())
    if kind in OFFICE_PACKAGES and ending in MACRO_ENDINGS:
        if not wanted.has_macros_dropped(kind, ending):
            raise Macros
        endings += (ending,)
    if kind not in ENDINGS or kind not in wanted.kinds:
        is_renamed = ending in _ALL_ENDINGS and ending not in endings
        raise Renamed(found=kind, ending=ending) if is_renamed else NotAllowed(found=kind, allowed=wanted.kinds)
    if ending not in endings:
        raise Renamed(found=kind, ending=ending)


def _explain_zip(file: BinaryIO, ending: str, limits: Limits) -> None:
    """Raise what is wrong with a zip that should have been an Office file; return if it is merely a zip."""
    if ending not in _PACKAGE_ENDINGS:
        return
    package = Package(file, limits)
    if package.entry(CONTENT_TYPES) is not None:
        package.content_type(package.main_part)
        raise Damaged(part=CONTENT_TYPES)


_ALL_ENDINGS: Final = (
    frozenset(ending for endings in ENDINGS.values() for ending in endings) | LEGACY_ENDINGS | MACRO_ENDINGS
)
_PACKAGE_ENDINGS: Final = MACRO_ENDINGS | frozenset(ending for kind in OFFICE_PACKAGES for ending in ENDINGS[kind])


@contextmanager
def refusing() -> Iterator[None]:
    """Turn whatever reading a broken file may raise into a refusal."""
    try:
        yield
    except FileRefused:
        raise
    except OSError as error:
        raise CannotBeOpened from error
    except (MemoryError, RecursionError) as error:
        raise CouldNotBeRead from error
    except _READING_ERRORS as error:
        raise Damaged from error


@contextmanager
def opened(file: BinaryIO | Path | str) -> Iterator[BinaryIO]:
    if isinstance(file, str | Path):
        if not Path(file).is_file():
            raise CannotBeOpened
        with Path(file).open("rb") as stream:
            yield stream
    else:
        yield file


def _name_of(file: BinaryIO | Path | str) -> str:
    return str(file) if isinstance(file, str | Path) else str(getattr(file, "name", ""))


def _sha256(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
