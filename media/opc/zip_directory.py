"""The table of contents at the end of a zip, read with caps and without belief.

APPNOTE.TXT, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.12 to 4.3.16 and 4.5.3.
"""

import struct
from typing import BinaryIO, Final, NamedTuple

from media.opc.limits import Limits
from media.opc.refusals import Damaged, Empty, PasswordProtected, TooComplicated, Truncated

_END: Final = b"PK\x05\x06"
_END_FORMAT: Final = struct.Struct("<4s4H2LH")
_END64_LOCATOR: Final = struct.Struct("<4sLQL")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
# Signature, flags, method, checksum, packed size, size, lengths of name, extra field and comment, offset.
_CENTRAL: Final = struct.Struct("<4s4x2H4x3L3H8xL")
_LONGEST_COMMENT: Final = 0xFFFF
_FULL: Final = 0xFFFFFFFF
STORED, DEFLATED = 0, 8
ENCRYPTED: Final = 0x1
_UTF8_NAME: Final = 0x800


class Entry(NamedTuple):
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


class Directory(NamedTuple):
    """Where the zip keeps its table of contents."""

    offset: int
    size: int
    end: int
    entries: int


def find_directory(file: BinaryIO, size: int) -> Directory:
    """Where the directory lies. Raises Truncated, Damaged, or Empty if it has no lines."""
    # Hardly any zip has a comment, and then its last record is its last 22 bytes.
    for looked_at in (_END_FORMAT.size, _LONGEST_COMMENT + _END_FORMAT.size):
        tail_start = max(0, size - looked_at)
        file.seek(tail_start)
        tail = file.read(size - tail_start)
        at = tail.rfind(_END)
        if at >= 0 and at + _END_FORMAT.size <= len(tail):
            break
    else:
        raise Truncated
    _, disk, first_disk, _, entries, length, offset, comment = _END_FORMAT.unpack_from(tail, at)
    end_record = tail_start + at
    directory = Directory(offset, length, end_record + _END_FORMAT.size + comment, entries)
    if 0xFFFF in (entries, disk, first_disk) or _FULL in (length, offset):
        directory, end_record = _find_directory64(file, end_record, directory)
    if directory.entries == 0:
        raise Empty
    if directory.offset + directory.size != end_record:
        raise Damaged
    return directory


def _find_directory64(file: BinaryIO, end_record: int, directory: Directory) -> tuple[Directory, int]:
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
    return Directory(offset, length, directory.end, entries), at


def read_entries(file: BinaryIO, directory: Directory, limits: Limits) -> tuple[Entry, ...]:
    """The lines of the directory. Raises TooComplicated for too many, PasswordProtected, or Damaged."""
    if directory.size > limits.directory_bytes:
        raise _too_many(limits)
    file.seek(directory.offset)
    entries = _read_lines(file.read(directory.size), limits)
    if not entries:
        raise Empty
    if len(entries) != directory.entries:
        raise Damaged
    return tuple(entries)


def _too_many(limits: Limits) -> TooComplicated:
    return TooComplicated(what=f"more than {limits.entries:,} files inside", setting="entries")


def _read_lines(raw: bytes, limits: Limits) -> list[Entry]:
    """All lines, in one loop without a call for each: a deck has three for every slide."""
    entries: list[Entry] = []
    unpack, fixed, most, longest = _CENTRAL.unpack_from, _CENTRAL.size, limits.entries, limits.name_characters
    at, end = 0, len(raw)
    while at < end:
        if len(entries) >= most:
            raise _too_many(limits)
        if end - at < fixed:
            raise Damaged
        signature, flags, method, crc, packed, size, name_length, extra, comment, offset = unpack(raw, at)
        extra_at = at + fixed + name_length
        next_at = extra_at + extra + comment
        if signature != b"PK\x01\x02" or next_at > end or name_length > longest:
            raise Damaged
        if flags & ENCRYPTED:
            raise PasswordProtected
        if packed == _FULL or size == _FULL or offset == _FULL:
            size, packed, offset = _widen(raw[extra_at : extra_at + extra], size, packed, offset)
        if method != DEFLATED and (method != STORED or size != packed):
            raise Damaged
        raw_name = raw[at + fixed : extra_at]
        encoding = "ascii" if raw_name.isascii() else "utf-8" if flags & _UTF8_NAME else "cp437"
        name = raw_name.decode(encoding, "replace")
        entries.append(Entry(name, raw_name, offset, packed, size, crc, method, flags))
        at = next_at
    return entries


def _widen(extra: bytes, *stated: int) -> tuple[int, int, int]:
    """Size, packed size and offset, taken from the zip64 field where the plain ones are full. APPNOTE 4.5.3."""
    values, at = list(stated), 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            wide = extra[at + 4 : at + 4 + length]
            for index, value in enumerate(values):
                if value == _FULL and len(wide) >= 8:
                    values[index], wide = int.from_bytes(wide[:8], "little"), wide[8:]
            break
        at += 4 + length
    return values[0], values[1], values[2]
