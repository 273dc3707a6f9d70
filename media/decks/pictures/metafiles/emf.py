"""An EMF as the drawing library can draw it: the same drawing, said in the records that it knows. [MS-EMF].

It shows the box around what is drawn where Windows shows the frame (2.2.9), leaves out fills without a source (2.3.1),
mixes up the pens that always are (2.1.31), and refuses a file whose second drawing (EMF+, [MS-EMFPLUS] 2.3.3.3) is not
in order, though the first one is.
"""

import struct
from collections.abc import Iterator
from typing import Final

from media.decks.pictures.metafiles.wmf import within

_MOST_RECORDS: Final = 200_000
_HEADER, _EOF, _SAVE, _RESTORE, _SELECT, _RECTANGLE, _COMMENT = 1, 14, 33, 34, 37, 43, 70
_COPY, _STRETCH = 76, 77
_STOCK_PENS: Final = range(0x80000006, 0x80000009)
"""The white, the black and the empty pen that always are (2.1.31); the library knows each by the next number."""
_NULL_PEN: Final = _STOCK_PENS[-1] + 1
_FILLED_WITH: Final = {0xF00021: None, 0x000042: 0x80000004, 0xFF0062: 0x80000000}
"""What operations without a source fill with: the brush, the black one and the white one that always are (2.1.31)."""
_END: Final = struct.pack("<5L", _EOF, 20, 0, 16, 20)


def is_emf(data: bytes) -> bool:
    """Whether the bytes begin as an EMF does."""
    return data[:4] == b"\x01\0\0\0" and data[40:44] == b" EMF"


def mended_emf(data: bytes, longest: int) -> tuple[bytes, tuple[int, int]]:
    """The drawing in known records, and width and height to draw it in, neither over `longest` pixels.

    Raises ValueError or struct.error if this is no EMF, has no size or too many records.
    """
    records = list(_records(data))
    if not records or records[0][0] != _HEADER or len(records[0][1]) < 88:
        raise ValueError("This is no EMF.")
    header = bytearray(records[0][1])
    size = within(_set_bounds(header), longest)
    has_two = _has_two(records)
    body = b"".join(_mended(kind, record, has_two) for kind, record in records[1:])
    struct.pack_into("<2L", header, 48, len(header) + len(body) + len(_END), len(records) + 1)
    return bytes(header) + body + _END, size


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and bytes of every record, up to the last one that is whole (2.3)."""
    at = 0
    for _ in range(_MOST_RECORDS):
        if at + 8 > len(data):
            return
        kind, size = struct.unpack_from("<2L", data, at)
        if size < 8 or size % 4 or at + size > len(data) or kind == _EOF:
            return
        yield kind, data[at : at + size]
        at += size
    raise ValueError("There are too many records.")


def _set_bounds(header: bytearray) -> tuple[float, float]:
    """Have the header's box be its frame, which is what is shown; its width and height."""
    left, top, right, bottom = struct.unpack_from("<4l", header, 8)
    frame = struct.unpack_from("<4l", header, 24)
    across, down, wide, high = struct.unpack_from("<4l", header, 72)
    if frame[0] < frame[2] and frame[1] < frame[3] and min(across, down, wide, high) > 0:
        scales = (across / wide / 100, down / high / 100) * 2
        box = [round(value * scale) for value, scale in zip(frame, scales, strict=True)]
        if box[0] < box[2] and box[1] < box[3] and max(map(abs, box)) < 1 << 31:
            struct.pack_into("<4l", header, 8, *box)
            return frame[2] - frame[0], frame[3] - frame[1]
    return right - left, bottom - top


def _has_two(records: list[tuple[int, bytes]]) -> bool:
    """Whether the file draws everything twice, in EMF+ records and in its own: the header of the former says it."""
    for kind, record in records:
        if kind == _COMMENT and record[12:16] == b"EMF+" and len(record) >= 20:
            return record[16:18] == b"\x01\x40" and bool(record[18] & 1)
    return False


def _mended(kind: int, record: bytes, has_two: bool) -> bytes:
    if kind == _COMMENT and (has_two or record[12:16] != b"EMF+"):
        return b""
    if kind in (_COPY, _STRETCH) and len(record) >= 100 and struct.unpack_from("<L", record, 84)[0] == 0:
        return _filled(record)
    if kind == _SELECT and len(record) >= 12 and (pen := struct.unpack_from("<L", record, 8)[0]) in _STOCK_PENS:
        return struct.pack("<3L", _SELECT, 12, pen + 1)
    return record


def _filled(record: bytes) -> bytes:
    """A copy without a source as the rectangle that it fills (2.3.1.2)."""
    left, top, width, height, operation = struct.unpack_from("<4lL", record, 24)
    box = left, top, left + width, top + height
    if operation not in _FILLED_WITH or max(map(abs, box)) >= 1 << 31:
        return b""
    brush = _FILLED_WITH[operation]
    chosen = [struct.pack("<3L", _SELECT, 12, made) for made in (_NULL_PEN, brush) if made is not None]
    return b"".join(
        (
            struct.pack("<2L", _SAVE, 8),
            *chosen,
            struct.pack("<2L4l", _RECTANGLE, 24, *box),
            struct.pack("<2Ll", _RESTORE, 12, -1),
        )
    )
