"""A zip read with our own counters, which believes nothing the zip says about its sizes.

The format: APPNOTE.TXT, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3 to 4.5. Only what
ECMA-376 part 2 (annex B) allows in an Office file is read: stored or deflated, one disk, no encryption.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from operator import attrgetter
from typing import BinaryIO, Final

from media.opc.limits import Limits
from media.opc.names import validate_names
from media.opc.refusals import Damaged, PasswordProtected, Truncated, ZipBomb
from media.opc.zip_directory import DEFLATED, ENCRYPTED, STORED, Entry, find_directory, read_entries

__all__ = ["CHUNK", "Archive", "Entry"]

# Signature, flags, method, lengths of name and extra field.
_LOCAL: Final = struct.Struct("<4s2x2H16x2H")
CHUNK: Final = 256 * 1024
_OFFSET: Final = attrgetter("offset")
_HASHED_AT_ONCE: Final = 1024 * 1024
_KEPT_IN_MEMORY: Final = 16 * 1024 * 1024
"""A file up to this size is read once and as a whole: a deck has hundreds of parts, and each would be two reads."""


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
        directory = find_directory(file, self.size)
        self.start_of_directory = directory.offset
        self.entries = read_entries(file, directory, limits)
        self.has_bytes_after = directory.end < self.size
        validate_names([entry.name for entry in self.entries])
        self._whole = b""
        if self.size <= _KEPT_IN_MEMORY:
            file.seek(0)
            self._whole = file.read(self.size)
        self._starts: dict[str, int] = {}

    def validate_layout(self) -> None:
        """Raise Damaged or ZipBomb unless every entry has bytes of its own: none overlap, none lie outside."""
        end_of_previous, end = 0, self.start_of_directory
        for entry in sorted(self.entries, key=_OFFSET):
            if entry.offset < end_of_previous:
                raise ZipBomb(part=entry.name)
            end_of_previous = self._start_of_data(entry) + entry.compressed_size
            if end_of_previous > end:
                raise ZipBomb(part=entry.name)

    def sha256(self) -> str:
        """Of the file as it came, in hexadecimal."""
        digest = hashlib.sha256(self._whole)
        if not self._whole:
            self._file.seek(0)
            while chunk := self._file.read(_HASHED_AT_ONCE):
                digest.update(chunk)
        return digest.hexdigest()

    def stream(self, entry: Entry, *, most: int) -> Iterator[bytes]:
        """The entry's content in chunks of at most a few hundred kB.

        Raises ZipBomb after `most` bytes or when the archive's budget is spent, Damaged if size or checksum are not
        as stated.
        """
        if entry.size <= CHUNK and entry.compressed_size <= CHUNK:
            content = self._read_small(entry, most)
            if content:
                yield content
            return
        checksum, produced = 0, 0
        for chunk in self._inflate(entry):
            produced += len(chunk)
            self.spend(len(chunk), entry)
            if produced > most:
                raise ZipBomb(part=entry.name)
            if produced > entry.size:
                raise Damaged(part=entry.name)
            checksum = zlib.crc32(chunk, checksum)
            yield chunk
        if produced != entry.size or checksum != entry.crc:
            raise Damaged(part=entry.name)

    def read(self, entry: Entry, *, most: int) -> bytes:
        """The entry's whole content. Raises as :meth:`stream` does."""
        if entry.size <= CHUNK and entry.compressed_size <= CHUNK:
            return self._read_small(entry, most)
        return b"".join(self.stream(entry, most=most))

    def head(self, entry: Entry, length: int) -> bytes:
        """The first bytes of an entry that is stored as it is. Its checksum is not looked at: see `validate_stored`."""
        return self._bytes_at(self._start_of_data(entry), min(length, entry.compressed_size))

    def validate_stored(self, entry: Entry) -> None:
        """Raise Damaged unless the checksum of an entry that is stored as it is says the same as its bytes."""
        start, checksum = self._start_of_data(entry), 0
        if self._whole:
            checksum = zlib.crc32(memoryview(self._whole)[start : start + entry.size])
        else:
            for at in range(start, start + entry.size, CHUNK):
                checksum = zlib.crc32(self._bytes_at(at, min(CHUNK, start + entry.size - at)), checksum)
        if checksum != entry.crc:
            raise Damaged(part=entry.name)

    def spend(self, produced: int, entry: Entry) -> None:
        """Take what an entry unpacked to from the budget. Raises ZipBomb if that is more than is left."""
        self.budget -= produced
        if self.budget < 0:
            raise ZipBomb(part=entry.name)

    def _read_small(self, entry: Entry, most: int) -> bytes:
        """All of an entry that says it is small, at one go: no more than it says can come out, and if there is more in
        it its end is not reached.
        """
        name, _, _, compressed_size, size, crc, method, _ = entry
        start = self._starts.get(name)
        if start is None:
            start = self._start_of_data(entry)
        content = (
            self._whole[start : start + compressed_size] if self._whole else self._bytes_at(start, compressed_size)
        )
        if len(content) < compressed_size:
            raise Truncated
        if method != STORED:
            inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                content = inflater.decompress(content, size or 1)
            except zlib.error as error:
                raise Damaged(part=name) from error
            if not inflater.eof or inflater.unused_data:
                raise Damaged(part=name)
        length = len(content)
        self.budget -= length
        if self.budget < 0 or length > most:
            raise ZipBomb(part=name)
        if length != size or zlib.crc32(content) != crc:
            raise Damaged(part=name)
        return content

    def _inflate(self, entry: Entry) -> Iterator[bytes]:
        start, left = self._start_of_data(entry), entry.compressed_size
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        while left > 0:
            packed = self._bytes_at(start + entry.compressed_size - left, min(left, CHUNK))
            if not packed:
                raise Truncated
            left -= len(packed)
            if entry.method == STORED:
                yield packed
                continue
            yield from _unpack(inflater, packed, entry)
        if entry.method == DEFLATED:
            yield from _unpack(inflater, b"", entry)
            if not inflater.eof or inflater.unused_data:
                raise Damaged(part=entry.name)

    def _bytes_at(self, start: int, length: int) -> bytes:
        """That many bytes of the file, or as many as there are."""
        if self._whole:
            return self._whole[start : start + length]
        self._file.seek(start)
        return self._file.read(length)

    def _start_of_data(self, entry: Entry) -> int:
        name, raw_name, offset, _, _, _, stated_method, _ = entry
        known = self._starts.get(name)
        if known is not None:
            return known
        length = _LOCAL.size + len(raw_name)
        raw = self._whole[offset : offset + length] if self._whole else self._bytes_at(offset, length)
        if len(raw) < length:
            raise Truncated
        signature, flags, method, name_length, extra_length = _LOCAL.unpack_from(raw)
        if flags & ENCRYPTED:
            raise PasswordProtected
        if (
            signature != b"PK\x03\x04"
            or method != stated_method
            or not raw.endswith(raw_name)
            or name_length != len(raw_name)
        ):
            raise Damaged(part=name)
        start: int = offset + length + extra_length
        self._starts[name] = start
        return start


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
