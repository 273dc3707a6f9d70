"""What is packed in a zip, for those who search it: read apart from what cleans, and each small file at one go.

A plain zip is read here; the standard library's `zipfile` reads everything that is out of the ordinary. A deck has a
thousand small files, and another zip behind each of its charts: to open each through `zipfile` takes longer than to
unpack it.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

ZIP_HEAD: Final = b"PK\x03\x04"
UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError)
"""What reading a zip may raise that is no zip, or is damaged, or written in a way that `zipfile` does not know."""
_LOCAL: Final = struct.Struct("<4s22x2H")
# Signature, flags, method, checksum, packed size, size, lengths of name, extra field and comment, offset.
_LISTED: Final = struct.Struct("<4s4x2H4x3L3H8xL")
_END: Final = struct.Struct("<4s4H2LH")
_SMALL: Final = 1024 * 1024
_PLAIN_FLAGS: Final = 0x80E
"""How hard it was packed, sizes that follow the content, a name in UTF-8: all that a plain file's flags may say."""
_UTF8_NAME: Final = 0x800
_FULL: Final = 0xFFFFFFFF


class Member(NamedTuple):
    """A file in a zip, as the zip's directory lists it. Sizes in bytes."""

    place: int
    """Its line in the directory, from 0."""
    filename: str
    raw_name: bytes
    method: int
    flags: int
    checksum: int
    packed_size: int
    size: int
    offset: int
    extra: bytes
    comment: bytes


class Zip:
    """A zip held in memory. Raises one of UNREADABLE if it is none."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        plain = _plain_directory(content)
        self.members: list[Member] = _listed_by_zipfile(self._archive) if plain is None else plain
        self.comment = self._archive.comment if plain is None else b""

    @cached_property
    def _archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self._content))

    def start_of(self, member: Member) -> int:
        """Where the content of a file begins, as the words in front of it say."""
        _, name, extra = self._local(member)
        return member.offset + _LOCAL.size + name + extra

    def packed(self, member: Member) -> bytes:
        """A file's bytes as they stand in the zip."""
        start = self.start_of(member)
        return self._content[start : start + member.packed_size]

    def read(self, member: Member, most: int) -> bytes:
        """A file's content, or its first bytes: `most` and one. Raises one of UNREADABLE."""
        if member.size <= min(_SMALL, most):
            content = self._plainly(member)
            if content is not None:
                return content
        with self._archive.open(self._archive.infolist()[member.place]) as stream:
            return stream.read(most + 1)

    def outside_of_members(self) -> Iterator[bytes]:
        """The bytes that are in no file of the zip: its directory, and whatever lies before, between and after."""
        at = 0
        for member in sorted(self.members, key=_offset):
            start = self.start_of(member)
            yield self._content[at:start]
            at = max(at, start + member.packed_size)
        yield self._content[at:]

    def _local(self, member: Member) -> tuple[bytes, int, int]:
        """The mark in front of a file, and how long its name and what follows that are; nothing past the end."""
        head = self._content[member.offset : member.offset + _LOCAL.size].ljust(_LOCAL.size, b"\0")
        mark, name, extra = _LOCAL.unpack(head)
        return mark, name, extra

    def _plainly(self, member: Member) -> bytes | None:
        """The content of a packed file in which everything is as stated; None for any other."""
        mark, length, extra = self._local(member)
        name_at = member.offset + _LOCAL.size
        start = name_at + length + extra
        is_plain = member.method == zipfile.ZIP_DEFLATED and not member.flags & ~_PLAIN_FLAGS
        if not is_plain or mark != ZIP_HEAD or self._content[name_at : name_at + length] != member.raw_name:
            return None
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = inflater.decompress(self._content[start : start + member.packed_size], member.size + 1)
        except zlib.error:
            return None
        is_as_stated = inflater.eof and len(content) == member.size and zlib.crc32(content) == member.checksum
        return content if is_as_stated else None


def _plain_directory(content: bytes) -> list[Member] | None:
    """The files of a zip that ends with its directory and nothing else, and needs no extensions; None for any other."""
    end = len(content) - _END.size
    if end < 0:
        return None
    mark, disk, first_disk, here, count, size, at, comment = _END.unpack_from(content, end)
    if mark != b"PK\x05\x06" or disk or first_disk or comment or here != count or at + size != end:
        return None
    members: list[Member] = []
    while at < end:
        if at + _LISTED.size > end:
            return None
        mark, flags, method, checksum, packed, unpacked, name, extra, comment, offset = _LISTED.unpack_from(content, at)
        name_at = at + _LISTED.size
        extra_at = name_at + name
        comment_at = extra_at + extra
        at = comment_at + comment
        raw_name = content[name_at:extra_at]
        is_plain = raw_name.isascii() and b"\0" not in raw_name and _FULL not in (packed, unpacked, offset)
        if mark != b"PK\x01\x02" or at > end or not is_plain:
            return None
        told = (content[extra_at:comment_at], content[comment_at:at])
        members.append(
            Member(len(members), raw_name.decode(), raw_name, method, flags, checksum, packed, unpacked, offset, *told)
        )
    return members if len(members) == count else None


def _listed_by_zipfile(archive: zipfile.ZipFile) -> list[Member]:
    return [
        Member(
            place,
            filename=one.filename,
            raw_name=one.orig_filename.encode(_encoding(one), "replace"),
            method=one.compress_type,
            flags=one.flag_bits,
            checksum=one.CRC,
            packed_size=one.compress_size,
            size=one.file_size,
            offset=one.header_offset,
            extra=one.extra,
            comment=one.comment,
        )
        for place, one in enumerate(archive.infolist())
    ]


def _encoding(member: zipfile.ZipInfo) -> str:
    return "utf-8" if member.flag_bits & _UTF8_NAME else "cp437"


def _offset(member: Member) -> int:
    return member.offset
