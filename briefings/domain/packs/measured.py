"""The files of a pack, each read or made once to know its size and checksums."""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from briefings.domain.packs.contents import PackEntry
from briefings.domain.packs.made_store import keep_made_file
from briefings.models import PackEdition
from media.models import Document
from media.pdf.errors import TypesettingError

CHUNK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sums:
    """What a zip says of a file."""

    size: int
    crc32: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Measured:
    """An entry and its sums; without them its file cannot be had, and the entry says why."""

    entry: PackEntry
    sums: Sums | None
    is_missing: bool = False
    """Whether its file should be there and is not."""


Known = dict[tuple[int, str], Sums]


def known_sums(edition: PackEdition | None) -> Known:
    """What was measured for the edition before, by document and checksum: those files need not be read again."""
    if edition is None:
        return {}
    return {
        (item.document_id, item.sha256): Sums(item.size, item.crc32, item.sha256)
        for item in edition.items.all()
        if item.document_id
    }


def measure(entries: Iterable[PackEntry], known: Known) -> list[Measured]:
    """Each entry that is held with its sums; made files are kept."""
    return [_measured(entry, known) for entry in entries if entry.is_held]


def sums_of(document: Document) -> Sums:
    """Of a document's file as it is now: it is read. Raises OSError if it is gone."""
    return _of_document(document, {})


def _measured(entry: PackEntry, known: Known) -> Measured:
    try:
        sums = _of_document(entry.document, known) if entry.document else _of_made(entry.make)
    except TypesettingError as error:
        return Measured(replace(entry, note=str(error)), None)
    except (OSError, ValueError):
        return Measured(replace(entry, note=_("Its file is missing.")), None, is_missing=True)
    return Measured(entry, sums)


def _of_document(document: Document, known: Known) -> Sums:
    found = known.get((document.pk, document.sha256)) if document.sha256 else None
    if found is not None and found.size == document.file.size:
        return found
    with document.file.storage.open(document.file.name, "rb") as file:
        return _sums(iter(lambda: file.read(CHUNK), b""))


def _of_made(make: Callable[[], bytes] | None) -> Sums:
    content = make() if make else b""
    sums = _sums(iter([content]))
    keep_made_file(content, sums.sha256)
    return sums


def _sums(chunks: Iterator[bytes]) -> Sums:
    size, crc32, digest = 0, 0, hashlib.sha256()
    for chunk in chunks:
        size, crc32 = size + len(chunk), zlib.crc32(chunk, crc32)
        digest.update(chunk)
    return Sums(size, crc32, digest.hexdigest())
