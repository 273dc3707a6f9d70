"""A WMF as the drawing library can draw it: the same drawing, said in the records that it knows. [MS-WMF].

It takes the window for granted (2.3.5), and leaves out fills without a source (2.3.1.3), old bitmaps (2.3.1.2),
patterns (2.3.4.8) and boxes of text without letters (2.3.3.5): all of these are said here in other
records. A file that breaks off is ended where it does.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

PLACEABLE: Final = 0x9AC6CDD7
_MOST_RECORDS: Final = 200_000
_EOF, _SAVE, _RESTORE, _SELECT, _DELETE = 0x0000, 0x001E, 0x0127, 0x012D, 0x01F0
_MAP_MODE, _WINDOW_ORIGIN, _WINDOW_EXTENT = 0x0103, 0x020B, 0x020C
_VIEW_ORIGIN, _VIEW_EXTENT = 0x020D, 0x020E
_NEW_PEN, _NEW_BRUSH, _RECTANGLE, _STRETCH_DIB = 0x02FA, 0x02FC, 0x041B, 0x0F43
_FILL, _DIB_COPY, _DIB_STRETCH, _DIB_PATTERN = 0x061D, 0x0940, 0x0B41, 0x0142
_BACKGROUND, _TEXT, _OPAQUE = 0x0201, 0x0A32, 2
_SELECT_CLIP, _CLIP, _EXCLUDE = 0x012C, 0x0416, 0x0415
_OTHER_OBJECTS: Final = frozenset({0x00F7, 0x01F9, 0x06FF})
_OBJECTS: Final = _OTHER_OBJECTS | {_NEW_PEN, _NEW_BRUSH, 0x02FB, _DIB_PATTERN}
_LEFT_OUT: Final = frozenset({_MAP_MODE, _VIEW_ORIGIN, _VIEW_EXTENT, 0x020F, 0x0211, 0x0412, _EOF, 0x0626})
_FILLED_WITH: Final = {0xF00021: None, 0x000042: 0x000000, 0xFF0062: 0xFFFFFF}
"""What operations without a source fill with: the brush, black, white. [MS-WMF] 2.1.1.31."""
_UNITS_AN_INCH: Final = 96


@dataclass(slots=True)
class _Window:
    """Which part of the drawing's plane is seen: left, top, width and height, which may be negative."""

    left: int
    top: int
    width: int
    height: int


@dataclass(slots=True)
class _Objects:
    """Which places of the table of objects are taken: a new one gets the lowest that is free (2.3.4)."""

    taken: set[int] = field(default_factory=set)

    def next(self) -> int:
        """The place that the next object will get."""
        place = 0
        while place in self.taken:
            place += 1
        return place


def mended_wmf(data: bytes, longest: int) -> tuple[bytes, tuple[int, int]]:
    """The drawing in known records, and width and height to draw it in, neither over `longest` pixels.

    Raises ValueError or struct.error if this is no WMF, has no size or too many records.
    """
    start = 22 if struct.unpack_from("<L", data)[0] == PLACEABLE else 0
    objects = struct.unpack_from("<H", data, start + 10)[0]
    records = list(_records(data, start + 18))
    window = _window(data, records)
    shape = abs(window.width), abs(window.height)
    if start:
        left, top, right, bottom = struct.unpack_from("<4h", data, 6)
        shape = abs(right - left) or shape[0], abs(bottom - top) or shape[1]
    width, height = size = within(shape, longest)
    body = b"".join((_seen_through(window, size), *_mended(records), _record(_EOF)))
    header = struct.pack("<HHHLHLH", 1, 9, 0x0300, 9 + len(body) // 2, min(objects + 2, 0xFFFF), len(body) // 2, 0)
    return _placeable(width, height) + header + body, size


def within(shape: tuple[float, float], longest: int) -> tuple[int, int]:
    """Whole width and height of these proportions, the longer as long as may be. Raises ValueError for none."""
    if not (0 < shape[0] < 1e9 and 0 < shape[1] < 1e9):
        raise ValueError("This drawing has no size.")
    scale = longest / max(shape)
    return max(1, round(shape[0] * scale)), max(1, round(shape[1] * scale))


def _records(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Function and parameters of every record, up to the last one that is whole (2.3)."""
    for _ in range(_MOST_RECORDS):
        if at + 6 > len(data):
            return
        words, function = struct.unpack_from("<LH", data, at)
        if words < 3 or at + 2 * words > len(data) or function == _EOF:
            return
        yield function, data[at + 6 : at + 2 * words]
        at += 2 * words
    raise ValueError("There are too many records.")


def _window(data: bytes, records: list[tuple[int, bytes]]) -> _Window:
    """The first window that the drawing names; else what its placeable header says (2.3.2.3)."""
    origin = next((words for function, words in records if function == _WINDOW_ORIGIN and len(words) >= 4), None)
    extent = next((words for function, words in records if function == _WINDOW_EXTENT and len(words) >= 4), None)
    placed = struct.unpack_from("<4h", data, 6) if struct.unpack_from("<L", data)[0] == PLACEABLE else None
    top, left = struct.unpack_from("<2h", origin) if origin else (placed[1], placed[0]) if placed else (0, 0)
    if extent:
        height, width = struct.unpack_from("<2h", extent)
    elif placed:
        width, height = placed[2] - placed[0], placed[3] - placed[1]
    else:
        raise ValueError("This drawing has no size.")
    if not width or not height:
        raise ValueError("This drawing has no size.")
    return _Window(left, top, width, height)


def _placeable(width: int, height: int) -> bytes:
    """The header that says how large the drawing is, with its checksum (2.3.2.3)."""
    head = struct.pack("<LHhhhhHL", PLACEABLE, 0, 0, 0, width, height, _UNITS_AN_INCH, 0)
    checksum = 0
    for (word,) in struct.iter_unpack("<H", head):
        checksum ^= word
    return head + struct.pack("<H", checksum)


def _record(function: int, parameters: bytes = b"") -> bytes:
    parameters += b"\0" * (len(parameters) % 2)
    return struct.pack("<LH", 3 + len(parameters) // 2, function) + parameters


def _seen_through(window: _Window, size: tuple[int, int]) -> bytes:
    """The window set on the whole picture, before anything is drawn."""
    clamped = [max(-0x8000, min(value, 0x7FFF)) for value in (window.height, window.width)]
    return b"".join(
        (
            _record(_MAP_MODE, struct.pack("<H", 8)),
            _record(_WINDOW_ORIGIN, struct.pack("<2h", window.top, window.left)),
            _record(_WINDOW_EXTENT, struct.pack("<2h", *clamped)),
            _record(_VIEW_ORIGIN, struct.pack("<2h", 0, 0)),
            _record(_VIEW_EXTENT, struct.pack("<2h", size[1], size[0])),
        )
    )


def _mended(records: list[tuple[int, bytes]]) -> Iterator[bytes]:
    objects = _Objects()
    # What a reset of the clipping would bring back cannot be said in the records that are known: show too much instead.
    is_reset = any(function == _SELECT_CLIP for function, _ in records)
    background = 0xFFFFFF
    for function, parameters in records:
        if function == _BACKGROUND and len(parameters) >= 4:
            background = struct.unpack_from("<L", parameters)[0] & 0xFFFFFF
        if function in _OBJECTS:
            objects.taken.add(objects.next())
        elif function == _DELETE and len(parameters) >= 2:
            objects.taken.discard(struct.unpack_from("<H", parameters)[0])
        if function in _LEFT_OUT or (is_reset and function in (_SELECT_CLIP, _CLIP, _EXCLUDE)):
            continue
        if function in _OTHER_OBJECTS:
            yield _record(_NEW_BRUSH, struct.pack("<HLH", 1, 0, 0))
        elif function == _DIB_PATTERN:
            yield _record(_NEW_BRUSH, struct.pack("<HLH", 0, _tint(parameters[4:]), 0))
        elif function in (_FILL, _DIB_COPY, _DIB_STRETCH):
            yield _said_otherwise(function, parameters, objects)
        elif function == _TEXT and parameters[4:6] == b"\0\0" and len(parameters) >= 16:
            yield _text_without_letters(parameters, background, objects)
        else:
            yield _record(function, parameters)


def _said_otherwise(function: int, parameters: bytes, objects: _Objects) -> bytes:
    """A fill as a rectangle (2.3.1.2 with no bitmap, 2.3.1.3.1), an old bitmap as a device-independent one."""
    has_no_source = function == _FILL or len(parameters) == 2 * (function >> 8)
    if has_no_source:
        return _filled(parameters, objects)
    if function == _DIB_STRETCH:
        return _record(_STRETCH_DIB, parameters[:4] + b"\0\0" + parameters[4:])
    if len(parameters) < 16:
        return b""
    operation, top, left, height, width, y, x = struct.unpack_from("<L6h", parameters)
    placed = struct.pack("<LH8h", operation, 0, height, width, top, left, height, width, y, x)
    return _record(_STRETCH_DIB, placed + parameters[16:])


def _filled(parameters: bytes, objects: _Objects) -> bytes:
    operation = struct.unpack_from("<L", parameters)[0] if len(parameters) >= 12 else -1
    if operation not in _FILLED_WITH:
        return b""
    height, width, top, left = struct.unpack_from("<4h", parameters, len(parameters) - 8)
    return _box((top + height, left + width, top, left), _FILLED_WITH[operation], objects)


def _box(corners: tuple[int, int, int, int], colour: int | None, objects: _Objects) -> bytes:
    """A rectangle (bottom, right, top, left) without an edge, in this colour or in the brush's."""
    box = [max(-0x8000, min(value, 0x7FFF)) for value in corners]
    pen = objects.next()
    brush = _Objects(objects.taken | {pen}).next()
    pieces = [_record(_SAVE), _record(_NEW_PEN, struct.pack("<HhhL", 5, 0, 0, 0)), _record(_SELECT, _number(pen))]
    if colour is not None:
        pieces += [_record(_NEW_BRUSH, struct.pack("<HLH", 0, colour, 0)), _record(_SELECT, _number(brush))]
    pieces += [_record(_RECTANGLE, struct.pack("<4h", *box)), _record(_RESTORE, struct.pack("<h", -1))]
    if colour is not None:
        pieces.append(_record(_DELETE, _number(brush)))
    return b"".join((*pieces, _record(_DELETE, _number(pen))))


def _text_without_letters(parameters: bytes, background: int, objects: _Objects) -> bytes:
    """What a text of no letters draws: its box in the background's colour, if it asks for that (2.3.3.5)."""
    options, left, top, right, bottom = struct.unpack_from("<H4h", parameters, 6)
    return _box((bottom, right, top, left), background, objects) if options & _OPAQUE else b""


def _number(value: int) -> bytes:
    return struct.pack("<H", value)


def _tint(dib: bytes) -> int:
    """The mean of the first two colours of a bitmap's table, as 0xBBGGRR: patterns mostly have two (2.2.2.9)."""
    if len(dib) < 48:
        return 0xC0C0C0
    start = struct.unpack_from("<L", dib)[0]
    pair = dib[start : start + 8] if 40 <= start <= len(dib) - 8 else b"\xc0" * 8
    blue, green, red = ((pair[n] + pair[n + 4]) // 2 for n in range(3))
    return blue << 16 | green << 8 | red
