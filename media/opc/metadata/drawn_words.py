"""The words that a Windows metafile draws, and the fonts it draws them in: what everybody who sees it reads.

[MS-EMF] 2.3.5 and 2.3.7.8; [MS-EMFPLUS] 2.3.4 and 2.2.1.3; [MS-WMF] 2.3.3 and 2.2.1.2.
"""

import struct
from collections.abc import Iterator
from typing import Final

_PLACEABLE: Final = b"\xd7\xcd\xc6\x9a"
_EMF_COMMENT, _EMF_FONT, _EMF_SMALL_TEXT = 70, 82, 108
_EMF_TEXTS: Final = {83: 1, 84: 2}
"""Records that draw a text, with how many bytes a letter has."""
_PLUS_OBJECT, _PLUS_TEXT, _PLUS_LETTERS, _PLUS_FONT = 0x4008, 0x401C, 0x4036, 6
_WMF_FONT, _WMF_TEXT, _WMF_PLACED_TEXT = 0x02FB, 0x0521, 0x0A32

Span = tuple[int, int]


def without_drawn_words(data: bytes) -> bytes:
    """A metafile with zeros where the words stood that it draws; anything else as it is. What is cut off stays."""
    if data[:4] == b"\x01\0\0\0" and data[40:44] == b" EMF":
        spans = _in_emf(data)
    elif data.startswith(_PLACEABLE) or data[:4] in (b"\x01\0\x09\0", b"\x02\0\x09\0"):
        spans = _in_wmf(data)
    else:
        return data
    blanked = bytearray(data)
    try:
        for start, length in spans:
            end = min(start + length, len(data))
            blanked[start:end] = bytes(max(0, end - start))
    except struct.error:
        pass
    return bytes(blanked)


def _in_emf(data: bytes) -> Iterator[Span]:
    at = 0
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<2L", data, at)
        if size < 8:
            return
        yield from ((at + start, min(length, size - start)) for start, length in _in_emf_record(data, at, kind, size))
        at += size


def _in_emf_record(data: bytes, at: int, kind: int, size: int) -> Iterator[Span]:
    """Where the words of one record are, from its start."""
    if kind in _EMF_TEXTS:
        letters, start = struct.unpack_from("<2L", data, at + 44)
        yield start, letters * _EMF_TEXTS[kind]
    elif kind == _EMF_SMALL_TEXT:
        letters, options = struct.unpack_from("<2L", data, at + 16)
        yield 36 if options & 0x100 else 52, letters * (1 if options & 0x200 else 2)
    elif kind == _EMF_FONT:
        for start, length in ((40, 64), (104, 128), (232, 64)):  # the name of its family, its whole name, its style
            yield start, _up_to_its_end(data[at + start : at + start + length], 2)
    elif kind == _EMF_COMMENT and data[at + 12 : at + 16] == b"EMF+":
        yield from _in_plus_records(data, at, size)


def _in_plus_records(data: bytes, at: int, size: int) -> Iterator[Span]:
    inner = 16
    while inner + 12 <= size:
        kind, flags, length = struct.unpack_from("<2HL", data, at + inner)
        if kind == _PLUS_TEXT:
            (letters,) = struct.unpack_from("<8xL", data, at + inner + 12)
            yield inner + 12 + 28, letters * 2
        elif kind == _PLUS_LETTERS:
            (letters,) = struct.unpack_from("<12xL", data, at + inner + 12)
            yield inner + 12 + 16, letters * 2
        elif kind == _PLUS_OBJECT and flags >> 8 & 0x7F == _PLUS_FONT:
            (letters,) = struct.unpack_from("<20xL", data, at + inner + 12)
            yield inner + 12 + 24, letters * 2
        if length < 12:
            return
        inner += length


def _in_wmf(data: bytes) -> Iterator[Span]:
    at = (22 if data.startswith(_PLACEABLE) else 0) + 18
    while at + 6 <= len(data):
        words, function = struct.unpack_from("<LH", data, at)
        if words < 3:
            return
        yield from ((at + start, min(n, 2 * words - start)) for start, n in _in_wmf_record(data, at, function))
        at += 2 * words


def _in_wmf_record(data: bytes, at: int, function: int) -> Iterator[Span]:
    """Where the words of one record are, from its start."""
    if function == _WMF_TEXT:
        yield 8, struct.unpack_from("<H", data, at + 6)[0]
    elif function == _WMF_PLACED_TEXT:
        letters, options = struct.unpack_from("<2H", data, at + 10)
        yield 22 if options & 0x0006 else 14, letters  # with a frame about it: four numbers more
    elif function == _WMF_FONT:
        yield 24, _up_to_its_end(data[at + 24 : at + 56], 1)


def _up_to_its_end(name: bytes, width: int) -> int:
    """The length of a name up to the zero that ends it: what lies behind is no part of it."""
    return next((at for at in range(0, len(name), width) if not any(name[at : at + width])), len(name))
