"""Width and height of a picture from its first bytes, without decoding it; and whether its end is there.

PNG: ISO/IEC 15948, 11.2.2. GIF: the 89a specification, 18. JPEG: ITU-T T.81, B.2.2. WebP: RFC 9649, 2.
"""

import struct
from typing import BinaryIO, Final

from media.opc.kinds import FileKind
from media.opc.limits import Limits
from media.opc.refusals import Damaged, TooManyPixels, Truncated

HEAD_BYTES: Final = 64 * 1024
_TAIL_BYTES: Final = 64 * 1024
_JPEG_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE_MARKERS: Final = frozenset(range(0xD0, 0xDA)) | {0x01}


def picture_size(head: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None for no picture, one cut off, or a JPEG with a very long preface."""
    if head.startswith(b"\x89PNG\r\n\x1a\n") and len(head) >= 24:
        width, height = struct.unpack_from(">2L", head, 16)
        return width, height
    if head.startswith((b"GIF87a", b"GIF89a")) and len(head) >= 10:
        width, height = struct.unpack_from("<2H", head, 6)
        return width, height
    if head.startswith(b"\xff\xd8\xff"):
        return _jpeg_size(head)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP" and len(head) >= 30:
        return _webp_size(head)
    return None


def validate_picture_size(head: bytes, *, limits: Limits, part: str = "") -> None:
    """Raise TooManyPixels if the picture that starts with these bytes is larger than can be handled."""
    size = picture_size(head)
    if size is not None and size[0] * size[1] > limits.picture_pixels:
        raise TooManyPixels(limit=limits.picture_pixels, part=part)


def validate_picture(file: BinaryIO, kind: FileKind, *, size: int, limits: Limits) -> None:
    """Raise Damaged, Truncated or TooManyPixels unless a picture file has a size, a sensible one, and an end."""
    file.seek(0)
    head = file.read(max(HEAD_BYTES, 1024 * 1024 if kind is FileKind.JPEG else 0))
    measured = picture_size(head)
    if measured is None or 0 in measured:
        raise Damaged
    validate_picture_size(head, limits=limits)
    file.seek(max(0, size - _TAIL_BYTES))
    tail = file.read(_TAIL_BYTES)
    has_end = {
        FileKind.PNG: b"IEND" in tail,
        FileKind.JPEG: b"\xff\xd9" in tail,
        FileKind.GIF: b"\x3b" in tail,
        FileKind.WEBP: int.from_bytes(head[4:8], "little") + 8 <= size,
    }
    if not has_end[kind]:
        raise Truncated


def _jpeg_size(head: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(head):
        if head[at] != 0xFF:
            return None
        marker = head[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _JPEG_BARE_MARKERS:
            at += 2
        elif marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">2H", head, at + 5)
            return width, height
        else:
            at += 2 + int.from_bytes(head[at + 2 : at + 4], "big")
    return None


def _webp_size(head: bytes) -> tuple[int, int] | None:
    match head[12:16]:
        case b"VP8X":
            return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
        case b"VP8L":
            bits = int.from_bytes(head[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = struct.unpack_from("<2H", head, 26)
            return width & 0x3FFF, height & 0x3FFF
        case _:
            return None
