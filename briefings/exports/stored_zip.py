"""A zip of files stored as they are: every byte's place is known before any file is opened, so it can be resumed.

Sizes and checksums are handed in, so nothing is read to know the length, and any part of the archive can be sent alone
(docs/decisions/0020-a-pack-is-laid-out-before-it-is-sent.md). The format: APPNOTE.TXT,
https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7, 4.3.12 to 4.3.16 and 4.5.3.
"""

import hashlib
import stat
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO, Final
from zipfile import ZIP_STORED, ZipInfo

CHUNK: Final = 256 * 1024
UTF8_NAME: Final = 0x800
MADE_ON_UNIX: Final = 3
READABLE_FILE: Final = (stat.S_IFREG | 0o644) << 16
# From here on a number does not fit its field and goes into the ZIP64 fields instead.
MOST_BYTES: Final = 0xFFFFFFFF
MOST_ENTRIES: Final = 0xFFFF
ZIP64_VERSION: Final = 45
VERSION: Final = 20

_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file to go in. `open` is called when its bytes are sent, once for each part of the archive that holds any."""

    name: str
    size: int
    """Bytes."""
    crc32: int
    sha256: str
    open: Callable[[], BinaryIO]

    @classmethod
    def of_text(cls, name: str, text: str) -> "StoredFile":
        """A text file, in UTF-8."""
        return cls.of_bytes(name, text.encode("utf-8", "replace"))

    @classmethod
    def of_bytes(cls, name: str, content: bytes) -> "StoredFile":
        from zlib import crc32

        digest = hashlib.sha256(content).hexdigest()
        return cls(name, len(content), crc32(content), digest, lambda: BytesIO(content))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some bytes of the archive: its own, or those of a file."""

    start: int
    length: int
    source: bytes | StoredFile


class StoredZip:
    """The archive of some files, in their order, all with the same time."""

    def __init__(self, files: Sequence[StoredFile], at: datetime) -> None:
        """`at`: a local time, 1980 to 2107; the format keeps it to two seconds."""
        self.files, self._at = tuple(files), at
        self._pieces: list[_Piece] = []
        self.length = 0
        """Bytes."""
        directory = b"".join([self._add(file) for file in self.files])
        start = self.length
        self._append(directory)
        self._append(_end(len(self.files), len(directory), start))

    @property
    def etag(self) -> str:
        """A strong validator, in quotes: two archives with the same one have the same bytes."""
        said = repr([(file.name, file.size, file.sha256) for file in self.files]) + self._at.isoformat()
        return f'"{hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:40]}"'

    def slices(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` up to `stop`, a little at a time. Files are closed however it ends.

        Raises:
            OSError: a file cannot be read, or has become shorter; what was sent is then incomplete, and shows it.
        """
        stop = self.length if stop is None else min(stop, self.length)
        for piece in self._pieces:
            first, last = max(start, piece.start) - piece.start, min(stop, piece.start + piece.length) - piece.start
            if first >= last:
                continue
            if isinstance(piece.source, bytes):
                yield piece.source[first:last]
            else:
                yield from _read(piece.source, first, last)

    def _add(self, file: StoredFile) -> bytes:
        """Lays out one file; returns its line of the directory."""
        info = ZipInfo(file.name, self._at.timetuple()[:6])
        info.compress_type, info.create_system, info.flag_bits = ZIP_STORED, MADE_ON_UNIX, UTF8_NAME
        info.file_size = info.compress_size = file.size
        info.CRC = file.crc32
        offset = self.length
        self._append(info.FileHeader(zip64=file.size >= MOST_BYTES))
        self._append(file)
        return _directory_line(info, offset)

    def _append(self, source: bytes | StoredFile) -> None:
        length = len(source) if isinstance(source, bytes) else source.size
        if length:
            self._pieces.append(_Piece(self.length, length, source))
        self.length += length


def _directory_line(info: ZipInfo, offset: int) -> bytes:
    year, month, day, hour, minute, second = info.date_time
    name = info.filename.encode("utf-8")
    too_large = [number for number in (info.file_size, info.compress_size, offset) if number >= MOST_BYTES]
    extra = struct.pack(f"<2H{len(too_large)}Q", 1, 8 * len(too_large), *too_large) if too_large else b""
    version = ZIP64_VERSION if extra else VERSION
    header = _CENTRAL.pack(
        b"PK\x01\x02",
        *(version, MADE_ON_UNIX, version, 0),
        *(UTF8_NAME, ZIP_STORED, hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day),
        info.CRC,
        *(min(info.compress_size, MOST_BYTES), min(info.file_size, MOST_BYTES)),
        *(len(name), len(extra), 0, 0, 0),
        *(READABLE_FILE, min(offset, MOST_BYTES)),
    )
    return header + name + extra


def _end(count: int, size: int, start: int) -> bytes:
    """What closes the archive: how many files, and where the directory is."""
    zip64 = b""
    if count >= MOST_ENTRIES or size >= MOST_BYTES or start >= MOST_BYTES:
        versions = (ZIP64_VERSION, ZIP64_VERSION)
        zip64 = _END_64.pack(b"PK\x06\x06", _END_64.size - 12, *versions, 0, 0, count, count, size, start)
        zip64 += _LOCATOR_64.pack(b"PK\x06\x07", 0, start + size, 1)
    entries = min(count, MOST_ENTRIES)
    return zip64 + _END.pack(b"PK\x05\x06", 0, 0, entries, entries, min(size, MOST_BYTES), min(start, MOST_BYTES), 0)


def _read(file: StoredFile, start: int, stop: int) -> Iterator[bytes]:
    with file.open() as source:
        source.seek(start)
        left = stop - start
        while left:
            chunk = source.read(min(CHUNK, left))
            if not chunk:
                raise OSError(f"{file.name} has become shorter than it was.")
            left -= len(chunk)
            yield chunk
