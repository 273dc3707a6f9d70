"""What is packed in a zip, for those who search it: read apart from what cleans, and each small file at one go.

The standard library's `zipfile` reads the directory, and everything that is not plain. A deck has a thousand small
files, and to open each through it takes longer than to unpack it.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

ZIP_HEAD: Final = b"PK\x03\x04"
UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError)
"""What reading a zip may raise that is no zip, or is damaged, or written in a way that `zipfile` does not know."""
_LOCAL: Final = struct.Struct("<4s22x2H")
_SMALL: Final = 1024 * 1024
_PLAIN_FLAGS: Final = 0x80E
"""How hard it was packed, sizes that follow the content, a name in UTF-8: all that a plain file's flags may say."""
_UTF8_NAME: Final = 0x800


class Zip:
    """A zip held in memory. Raises one of UNREADABLE if it is none."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self.comment = self._archive.comment
        self.members = self._archive.infolist()

    def start_of(self, member: zipfile.ZipInfo) -> int:
        """Where the content of a file begins, as the words in front of it say."""
        _, name, extra = self._local(member)
        return member.header_offset + _LOCAL.size + name + extra

    def packed(self, member: zipfile.ZipInfo) -> bytes:
        """A file's bytes as they stand in the zip."""
        start = self.start_of(member)
        return self._content[start : start + member.compress_size]

    def read(self, member: zipfile.ZipInfo, most: int) -> bytes:
        """A file's content, or its first bytes: `most` and one. Raises one of UNREADABLE."""
        if member.file_size <= min(_SMALL, most):
            content = self._plainly(member)
            if content is not None:
                return content
        with self._archive.open(member) as stream:
            return stream.read(most + 1)

    def outside_of_members(self) -> Iterator[bytes]:
        """The bytes that are in no file of the zip: its directory, and whatever lies before, between and after."""
        at = 0
        for member in sorted(self.members, key=_offset):
            start = self.start_of(member)
            yield self._content[at:start]
            at = max(at, start + member.compress_size)
        yield self._content[at:]

    def _local(self, member: zipfile.ZipInfo) -> tuple[bytes, int, int]:
        """The mark in front of a file, and how long its name and what follows that are; nothing past the end."""
        head = self._content[member.header_offset : member.header_offset + _LOCAL.size].ljust(_LOCAL.size, b"\0")
        mark, name, extra = _LOCAL.unpack(head)
        return mark, name, extra

    def _plainly(self, member: zipfile.ZipInfo) -> bytes | None:
        """The content of a packed file in which everything is as stated; None for any other."""
        mark, length, _ = self._local(member)
        name_at = member.header_offset + _LOCAL.size
        name = self._content[name_at : name_at + length]
        encoding = "utf-8" if member.flag_bits & _UTF8_NAME else "cp437"
        is_plain = member.compress_type == zipfile.ZIP_DEFLATED and not member.flag_bits & ~_PLAIN_FLAGS
        if not is_plain or mark != ZIP_HEAD or name != member.orig_filename.encode(encoding, "replace"):
            return None
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = inflater.decompress(self.packed(member), member.file_size + 1)
        except zlib.error:
            return None
        is_as_stated = inflater.eof and len(content) == member.file_size and zlib.crc32(content) == member.CRC
        return content if is_as_stated else None


def _offset(member: zipfile.ZipInfo) -> int:
    return member.header_offset
