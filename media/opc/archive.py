"""A zip read with our own counters, which believes nothing the zip says about its sizes.

The format: APPNOTE.TXT, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3 to 4.5. Only what
ECMA-376 part 2 (annex B) allows in an Office file is read: stored or deflated, one disk, no encryption.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from media.opc.limits import Limits
from media.opc.names import validate_names
from media.opc.refusals import Damaged, Empty, PasswordProtected, TooComplicated, Truncated, ZipBomb

_END: Final = b"PK\x05\x06"
_END_FORMAT: Final = struct.Struct("<4s4H2LH")
_END64_LOCATOR: Final = struct.Struct("<4sLQL")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_LONGEST_COMMENT: Final = 0xFFFF
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF8_NAME = 0x1, 0x800
CHUNK: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the zip's directory. Sizes in bytes, as the zip states them: not to be trusted."""

    name: str
    raw_name: bytes
    offset: int
    compressed_size: int
    size: int
    crc: int
    method: int
    flags: int

    @property
    def is_folder(self) -> bool:
        """Whether this only names a folder."""
        return self.name.endswith("/")


@dataclass(frozen=True, slots=True)
class _Directory:
    """Where the zip keeps its table of contents."""

    offset: int
    size: int
    end: int
    entries: int


class Archive:
    """The entries of a zip, each streamed under a cap and checked against its checksum as it passes.

    `budget` bytes are all that one Archive will ever unpack, whatever is asked of it.
    """

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        """Read the directory. Raises FileRefused if there is none, or it is too long, encrypted or has unsafe names."""
        self._file = file
        self._limits = limits
        self.budget = limits.inflated_bytes
        file.seek(0, 2)
        self.size = file.tell()
        directory = _find_directory(file, self.size)
        self.start_of_directory = directory.offset
        self.entries = _read_entries(file, directory, limits)
        self.has_bytes_after = directory.end < self.size
        validate_names([entry.name for entry in self.entries])

    def validate_layout(self) -> None:
        """Raise Damaged or ZipBomb unless every entry has bytes of its own: none overlap, none lie outside."""
        end_of_previous = 0
        for entry in sorted(self.entries, key=lambda entry: entry.offset):
            if entry.offset < end_of_previous:
                raise ZipBomb(part=entry.name)
            end_of_previous = self._start_of_data(entry) + entry.compressed_size
            if end_of_previous > self.start_of_directory:
                raise ZipBomb(part=entry.name)

    def stream(self, entry: Entry, *, most: int) -> Iterator[bytes]:
        """The entry's content in chunks of at most a few hundred kB.

        Raises ZipBomb after `most` bytes or when the archive's budget is spent, Damaged if size or checksum are not
        as stated.
        """
        checksum, produced = 0, 0
        for chunk in self._inflate(entry):
            produced += len(chunk)
            self.budget -= len(chunk)
            if produced > most or self.budget < 0:
                raise ZipBomb(part=entry.name)
            if produced > entry.size:
                raise Damaged(part=entry.name)
            checksum = zlib.crc32(chunk, checksum)
            yield chunk
        if produced != entry.size or checksum != entry.crc:
            raise Damaged(part=entry.name)

    def read(self, entry: Entry, *, most: int) -> bytes:
        """The entry's whole content. Raises as :meth:`stream` does."""
        return b"".join(self.stream(entry, most=most))

    def _inflate(self, entry: Entry) -> Iterator[bytes]:
        start, left = self._start_of_data(entry), entry.compressed_size
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        while left > 0:
            self._file.seek(start + entry.compressed_size - left)
            packed = self._file.read(min(left, CHUNK))
            if not packed:
                raise Truncated
            left -= len(packed)
            if entry.method == _STORED:
                yield packed
                continue
            yield from _unpack(inflater, packed, entry)
        if entry.method == _DEFLATED:
            yield from _unpack(inflater, b"", entry)
            if not inflater.eof or inflater.unused_data:
                raise Damaged(part=entry.name)

    def _start_of_data(self, entry: Entry) -> int:
        self._file.seek(entry.offset)
        raw = self._file.read(_LOCAL.size + len(entry.raw_name))
        if len(raw) < _LOCAL.size + len(entry.raw_name):
            raise Truncated
        signature, _, flags, method, _, _, _, _, _, name_length, extra_length = _LOCAL.unpack_from(raw)
        if flags & _ENCRYPTED:
            raise PasswordProtected
        same_name = name_length == len(entry.raw_name) and raw[_LOCAL.size :] == entry.raw_name
        if signature != b"PK\x03\x04" or method != entry.method or not same_name:
            raise Damaged(part=entry.name)
        return entry.offset + _LOCAL.size + int(name_length) + int(extra_length)


def _unpack(inflater: "zlib._Decompress", packed: bytes, entry: Entry) -> Iterator[bytes]:
    """What comes of these packed bytes, never more than one chunk at a time."""
    while True:
        try:
            chunk = inflater.decompress(packed, CHUNK)
        except zlib.error as error:
            raise Damaged(part=entry.name) from error
        packed = inflater.unconsumed_tail
        if not chunk:
            return
        yield chunk


def _find_directory(file: BinaryIO, size: int) -> _Directory:
    tail_start = max(0, size - _LONGEST_COMMENT - _END_FORMAT.size)
    file.seek(tail_start)
    tail = file.read(size - tail_start)
    at = tail.rfind(_END)
    if at < 0 or at + _END_FORMAT.size > len(tail):
        raise Truncated
    _, disk, first_disk, _, entries, length, offset, comment = _END_FORMAT.unpack_from(tail, at)
    end_record = tail_start + at
    directory = _Directory(offset, length, end_record + _END_FORMAT.size + comment, entries)
    if 0xFFFF in (entries, disk, first_disk) or 0xFFFFFFFF in (length, offset):
        directory, end_record = _find_directory64(file, end_record, directory)
    if directory.entries == 0:
        raise Empty
    if directory.offset + directory.size != end_record:
        raise Damaged
    return directory


def _find_directory64(file: BinaryIO, end_record: int, directory: _Directory) -> tuple[_Directory, int]:
    file.seek(max(0, end_record - _END64_LOCATOR.size))
    locator = file.read(_END64_LOCATOR.size)
    if len(locator) < _END64_LOCATOR.size or not locator.startswith(b"PK\x06\x07"):
        return directory, end_record
    _, _, at, _ = _END64_LOCATOR.unpack(locator)
    if at > end_record:
        raise Damaged
    file.seek(at)
    raw = file.read(_END64.size)
    if len(raw) < _END64.size or not raw.startswith(b"PK\x06\x06"):
        raise Damaged
    *_, entries, length, offset = _END64.unpack(raw)
    return _Directory(offset, length, directory.end, entries), at


def _read_entries(file: BinaryIO, directory: _Directory, limits: Limits) -> tuple[Entry, ...]:
    if directory.size > limits.directory_bytes:
        raise TooComplicated(what=f"more than {limits.entries:,} files inside")
    file.seek(directory.offset)
    raw, at = file.read(directory.size), 0
    entries: list[Entry] = []
    while at < len(raw):
        if len(entries) >= limits.entries:
            raise TooComplicated(what=f"more than {limits.entries:,} files inside")
        entry, at = _read_entry(raw, at, limits)
        entries.append(entry)
    if not entries:
        raise Empty
    if len(entries) != directory.entries:
        raise Damaged
    return tuple(entries)


def _read_entry(raw: bytes, at: int, limits: Limits) -> tuple[Entry, int]:
    if len(raw) - at < _CENTRAL.size:
        raise Damaged
    fields = _CENTRAL.unpack_from(raw, at)
    signature, _, _, flags, method, _, _, crc, packed, size, name_length, extra_length, comment_length = fields[:13]
    name_at = at + _CENTRAL.size
    extra_at = name_at + name_length
    next_at = extra_at + extra_length + comment_length
    raw_name = raw[name_at:extra_at]
    if signature != b"PK\x01\x02" or next_at > len(raw) or name_length > limits.name_characters:
        raise Damaged
    if flags & _ENCRYPTED:
        raise PasswordProtected
    if method not in (_STORED, _DEFLATED):
        raise Damaged
    size, packed, offset = _widen(raw[extra_at : extra_at + extra_length], size, packed, fields[-1])
    if method == _STORED and size != packed:
        raise Damaged
    name = raw_name.decode("utf-8" if flags & _UTF8_NAME else "cp437", "replace")
    return Entry(name, raw_name, offset, packed, size, crc, method, flags), next_at


def _widen(extra: bytes, *stated: int) -> tuple[int, int, int]:
    """Size, packed size and offset, taken from the zip64 field where the plain ones are full. APPNOTE 4.5.3."""
    values, at = list(stated), 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            wide = extra[at + 4 : at + 4 + length]
            for index, value in enumerate(values):
                if value == 0xFFFFFFFF and len(wide) >= 8:
                    values[index], wide = int.from_bytes(wide[:8], "little"), wide[8:]
            break
        at += 4 + length
    return values[0], values[1], values[2]
