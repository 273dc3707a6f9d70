"""OLE compound files: the Office files of before 2007, and the envelope around every Office file that has a password.

[MS-CFB] 2.2 to 2.6, https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb; [MS-OFFCRYPTO] 2.3.4.4 names
`EncryptedPackage`.
"""

import struct
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, Final

COMPOUND_HEAD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: Final = {
    "EncryptedPackage": "password",
    "PowerPoint Document": "ppt",
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
}
_MOST_LINES: Final = 16_384
"""Lines of the directory that are looked at: a deck with a thousand objects in it has about ten thousand."""
_LINE: Final = 128
_LAST_SECTOR: Final = 0xFFFFFFFA
_IN_HEADER: Final = 109
"""Sectors of the table of sectors that the header itself lists."""


def compound_content(file: BinaryIO) -> str:
    """What a compound file holds: `password`, `ppt`, `doc`, `xls`, or blank for anything else.

    Told by the streams of its outermost storage: a document with a presentation in it is a document. Reads the
    directory, sector by sector wherever they lie, 2 MB of it at most, and of the table of sectors what leads there.
    """
    file.seek(0)
    header = file.read(512)
    if len(header) < 512:
        return ""
    names = _outermost(list(islice(_lines(file, header), _MOST_LINES)))
    return next((content for name, content in _STREAMS.items() if name in names), "")


def _lines(file: BinaryIO, header: bytes) -> Iterator[bytes]:
    """The lines of the directory, up to where it breaks off."""
    shift, sector = struct.unpack_from("<30xH16xL", header)
    known: set[int] = set()
    while shift in (9, 12) and sector < _LAST_SECTOR and sector not in known:
        known.add(sector)
        content = _sector(file, sector, shift)
        yield from (content[at : at + _LINE] for at in range(0, len(content) - _LINE + 1, _LINE))
        sector = _after(file, header, sector, shift)


def _sector(file: BinaryIO, number: int, shift: int) -> bytes:
    file.seek((number + 1) << shift)
    return file.read(1 << shift)


def _after(file: BinaryIO, header: bytes, sector: int, shift: int) -> int:
    """The sector that follows another in its chain, as the table of sectors has it; none if that breaks off."""
    a_sector = (1 << shift) // 4
    which, at = divmod(sector, a_sector)
    if which < _IN_HEADER:
        (table,) = struct.unpack_from("<L", header, 76 + 4 * which)
    else:
        skipped, place = divmod(which - _IN_HEADER, a_sector - 1)
        (listed,) = struct.unpack_from("<L", header, 68)
        for _ in range(skipped):
            listed = _number(file, listed, a_sector - 1, shift)
        table = _number(file, listed, place, shift)
    return _number(file, table, at, shift)


def _number(file: BinaryIO, sector: int, place: int, shift: int) -> int:
    """The number at a place of a sector; one that names no sector if it is not there."""
    content = _sector(file, sector, shift)[4 * place : 4 * place + 4] if sector < _LAST_SECTOR else b""
    return int.from_bytes(content, "little") if len(content) == 4 else _LAST_SECTOR


def _outermost(lines: list[bytes]) -> set[str]:
    """The names in the outermost storage: a tree of lines, each with one before it and one after it."""
    names: set[str] = set()
    known: set[int] = set()
    waiting = [_pointers(lines[0])[2]] if lines else []
    while waiting:
        number = waiting.pop()
        if number >= len(lines) or number in known:
            continue
        known.add(number)
        length = int.from_bytes(lines[number][64:66], "little")
        names.add(lines[number][: max(0, length - 2)].decode("utf-16-le", "replace"))
        waiting += _pointers(lines[number])[:2]
    return names


def _pointers(line: bytes) -> tuple[int, int, int]:
    """The lines before and after this one in its storage, and the first inside it."""
    before, after, child = struct.unpack_from("<68xLLL", line)
    return before, after, child
