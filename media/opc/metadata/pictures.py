"""Pictures without what they say beside the picture: camera, place, people, programs, thumbnails, trailing bytes.

JPEG: ITU-T T.81 annex B, JFIF 1.02, Exif 2.32. PNG: W3C PNG (third edition), 4.3 and 11. GIF: the 89a specification.
WebP: RFC 9649, 2.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PIL import Image

from media.opc.limits import Limits
from media.opc.metadata.icc import clean_profile
from media.opc.metadata.metafiles import clean_metafile

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset(
    b"IHDR PLTE tRNS IDAT IEND gAMA cHRM sRGB sBIT bKGD pHYs cICP mDCV cLLI acTL fcTL fdAT".split()
)
_WEBP_KEPT: Final = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"})
_ICC_HEAD: Final = b"ICC_PROFILE\0"
_GIF_LOOPS: Final = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_ORIENTATION, _PLACE = 0x0112, 0x8825
_RESAVED: Final = ("BMP", "DIB", "TIFF", "ICO", "PCX", "TGA", "PPM", "JPEG", "PNG", "GIF", "WEBP")


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture with nothing beside it."""

    content: bytes
    ending: str
    content_type: str
    removed: frozenset[str] = frozenset()
    """What was taken out: `place`, `exif`, `xmp`, `iptc`, `text`, `thumbnail`, `profile_words`, `trailing`, `other`."""


def told_by_picture(data: bytes) -> frozenset[str]:
    """What a picture tells beside what it shows, as CleanPicture.removed; nothing for kinds that are saved anew."""
    if not data.startswith(tuple(head for head, *_ in _CLEANERS)):
        return frozenset()
    clean = clean_picture(data)
    return clean.removed if clean is not None else frozenset()


class _Unreadable(Exception):
    """The picture is not put together as its format says."""


def clean_picture(data: bytes, limits: Limits | None = None) -> CleanPicture | None:
    """The picture without its metadata, pixels untouched; None if it is of no kind we can clean, or broken.

    BMP, TIFF and other kinds without loss become PNG with the same pixels.
    """
    limits = limits or Limits()
    removed: set[str] = set()
    try:
        for head, clean, ending, content_type in _CLEANERS:
            if data.startswith(head):
                try:
                    content = clean(data, removed)
                except (_Unreadable, struct.error, IndexError):
                    return _resaved(data, limits)
                return CleanPicture(content, ending, content_type, frozenset(removed))
        if (metafile := clean_metafile(data)) is not None:
            content, ending = metafile
            gone = {"other"} if content != data else set()
            return CleanPicture(content, ending, f"image/x-{ending}", frozenset(gone))
        return _resaved(data, limits)
    except (_Unreadable, struct.error, IndexError, ValueError):
        return None


def _clean_jpeg(data: bytes, removed: set[str]) -> bytes:
    kept, orientation, profile, at = [b"\xff\xd8"], 0, b"", 2
    jfif, adobe = b"", b""
    while True:
        marker, at = _next_marker(data, at)
        if marker == 0xD9:
            break
        length = struct.unpack_from(">H", data, at)[0]
        body, at = data[at + 2 : at + length], at + length
        if length < 2 or at > len(data):
            raise _Unreadable
        if marker == 0xE0 and body.startswith(b"JFIF\0"):
            jfif = body[:12].ljust(12, b"\0") + b"\0\0"
            removed.update({"thumbnail"} if len(body) > 14 else ())
        elif marker == 0xEE and body.startswith(b"Adobe"):
            adobe = body[:12]
        elif marker == 0xE2 and body.startswith(_ICC_HEAD):
            profile += body[len(_ICC_HEAD) + 2 :]
        elif 0xE0 <= marker <= 0xEF or marker == 0xFE:
            orientation = orientation or _orientation(body)
            _name_segment(marker, body, removed)
        elif 0xC0 <= marker <= 0xDF:
            kept.append(struct.pack(">2BH", 0xFF, marker, length) + body)
            if marker == 0xDA:
                end = _end_of_scan(data, at)
                kept.append(data[at:end])
                at = end
    if data[at:].strip(b"\0\r\n "):
        removed.add("trailing")
    heads = _jpeg_heads(jfif, orientation, profile, adobe, removed)
    return b"".join([kept[0], *heads, *kept[1:], b"\xff\xd9"])


def _jpeg_heads(jfif: bytes, orientation: int, profile: bytes, adobe: bytes, removed: set[str]) -> Iterator[bytes]:
    """The segments that matter to how the picture looks, in their usual order."""
    if jfif:
        yield _segment(0xE0, jfif)
    if orientation > 1:
        entry = struct.pack(">2HL2H", _ORIENTATION, 3, 1, orientation, 0)
        yield _segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + entry + bytes(4))
    clean = _kept_profile(profile, removed) if profile else b""
    pieces = [clean[at : at + 65_000] for at in range(0, len(clean), 65_000)]
    for number, piece in enumerate(pieces, start=1):
        yield _segment(0xE2, _ICC_HEAD + bytes((number, len(pieces))) + piece)
    if adobe:
        yield _segment(0xEE, adobe)


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">2BH", 0xFF, marker, len(body) + 2) + body


def _next_marker(data: bytes, at: int) -> tuple[int, int]:
    """The next marker and where its body starts. A file that stops without an end is taken to end there."""
    while at < len(data) and data[at] != 0xFF:
        at += 1
    while at < len(data) and data[at] == 0xFF:
        at += 1
    if at >= len(data):
        return 0xD9, at
    return data[at], at + 1


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the packed pixels that start here end: at the first marker that is no restart."""
    while (at := data.find(b"\xff", at)) >= 0:
        follows = data[at + 1 : at + 2]
        if follows and follows != b"\0" and not b"\xd0" <= follows <= b"\xd7" and follows != b"\xff":
            return at
        at += 1 if follows == b"\xff" else 2
    return len(data)


def _exif(body: bytes) -> tuple[int, bool, bool] | None:
    """How a viewer has to turn the picture (1 to 8, or 0), whether it says where it was taken, and whether it says
    nothing but how to turn it; None if it cannot be read."""
    exif = Image.Exif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # broken metadata is no news: it goes
            exif.load(body)
            turned, has_place = exif.get(_ORIENTATION, 0), bool(exif.get_ifd(_PLACE))
    except (SyntaxError, ValueError, TypeError, OSError, struct.error, KeyError, AttributeError, IndexError):
        return None
    says_no_more = set(exif) <= {_ORIENTATION} and len(body) <= 40
    return turned if isinstance(turned, int) and 1 <= turned <= 8 else 0, has_place, says_no_more


def _orientation(body: bytes) -> int:
    read = _exif(body) if body.startswith(b"Exif\0\0") else None
    return read[0] if read is not None else 0


def _name_segment(marker: int, body: bytes, removed: set[str]) -> None:
    """Note what a segment that goes would have told."""
    if body.startswith(b"Exif\0\0"):
        removed.update(_named_exif(body))
    elif body.startswith(b"http://ns.adobe.com/"):
        removed.add("xmp")
    elif marker == 0xED:
        removed.add("iptc")
    elif marker == 0xFE:
        removed.add("text")
    else:
        removed.add("other")


def _named_exif(body: bytes) -> set[str]:
    read = _exif(body)
    if read is None:
        return {"exif"}
    _, has_place, says_no_more = read
    return {"exif", "place"} if has_place else set() if says_no_more else {"exif"}


def _kept_profile(profile: bytes, removed: set[str]) -> bytes:
    clean = clean_profile(profile)
    if clean != profile:
        removed.add("profile_words")
    return clean or b""


def _clean_png(data: bytes, removed: set[str]) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at < len(data):
        length, kind = struct.unpack_from(">L4s", data, at)
        chunk, at = data[at : at + 12 + length], at + 12 + length
        if at > len(data):
            raise _Unreadable
        if kind in _PNG_KEPT:
            kept.append(chunk)
        elif kind == b"iCCP":
            kept.extend(_clean_iccp(chunk[8:-4], removed))
        else:
            removed.add(_PNG_NAMES.get(kind, "other"))
        if kind == b"IEND":
            removed.update({"trailing"} if at < len(data) else ())
            return b"".join(kept)
    if not any(chunk[4:8] == b"IDAT" for chunk in kept):
        raise _Unreadable
    return b"".join([*kept, _PNG_END])  # some programs forget the end, and every other forgives it


_PNG_END: Final = b"\0\0\0\0IEND\xaeB`\x82"
_PNG_NAMES: Final = {b"tEXt": "text", b"zTXt": "text", b"iTXt": "text", b"eXIf": "exif", b"tIME": "text"}


def _clean_iccp(body: bytes, removed: set[str]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    try:
        profile = unpacker.decompress(body.partition(b"\0")[2][1:], 16 * 1024 * 1024)
    except zlib.error:
        removed.add("profile_words")
        return
    clean = _kept_profile(profile, removed)
    if clean:
        packed = b"iCCPicc\0\0" + zlib.compress(clean, 6)
        yield struct.pack(">L", len(packed) - 4) + packed + struct.pack(">L", zlib.crc32(packed))


def _clean_gif(data: bytes, removed: set[str]) -> bytes:
    at = 13 + _table_bytes(data[10])
    kept = [data[:at]]
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x2C:
            at = _end_of_blocks(data, at + 11 + _table_bytes(data[at + 9]))
            kept.append(data[start:at])
        elif data[at] == 0x21:
            at = _end_of_blocks(data, at + 2)
            is_loop = data[start + 1] == 0xFF and data[start + 3 : start + 14] in _GIF_LOOPS
            if data[start + 1] == 0xF9 or is_loop:
                kept.append(data[start:at])
            else:
                removed.add("text" if data[start + 1] == 0xFE else "other")
        else:
            raise _Unreadable
    removed.update({"trailing"} if at + 1 < len(data) else ())
    return b"".join([*kept, b"\x3b"])


def _table_bytes(packed: int) -> int:
    """How many bytes the colour table takes that these flags announce."""
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0


def _end_of_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1


def _clean_webp(data: bytes, removed: set[str]) -> bytes:
    if data[8:12] != b"WEBP":
        raise _Unreadable
    end = 8 + int.from_bytes(data[4:8], "little")
    removed.update({"trailing"} if end < len(data) else ())
    kept, at = [], 12
    while at + 8 <= min(end, len(data)):
        kind, length = struct.unpack_from("<4sL", data, at)
        body, at = data[at + 8 : at + 8 + length], at + 8 + length + length % 2
        if len(body) < length:
            raise _Unreadable
        if kind == b"VP8X":
            kept.append((kind, bytes((body[0] & 0x32,)) + bytes(3) + body[4:10]))
        elif kind == b"ICCP":
            kept.extend((kind, clean) for clean in [_kept_profile(body, removed)] if clean)
        elif kind in _WEBP_KEPT:
            kept.append((kind, body))
        else:
            removed.add({b"EXIF": "exif", b"XMP ": "xmp"}.get(kind, "other"))
    if not kept:
        raise _Unreadable
    if kept[0][0] == b"VP8X" and not any(kind == b"ICCP" for kind, _ in kept):
        kept[0] = (b"VP8X", bytes((kept[0][1][0] & 0x12,)) + kept[0][1][1:])
    packed = b"".join(struct.pack("<4sL", kind, len(b)) + b + bytes(len(b) % 2) for kind, b in kept)
    return b"RIFF" + struct.pack("<L", len(packed) + 4) + b"WEBP" + packed


_CLEANERS: Final = (
    (b"\xff\xd8\xff", _clean_jpeg, "jpeg", "image/jpeg"),
    (_PNG, _clean_png, "png", "image/png"),
    (b"GIF87a", _clean_gif, "gif", "image/gif"),
    (b"GIF89a", _clean_gif, "gif", "image/gif"),
    (b"RIFF", _clean_webp, "webp", "image/webp"),
)


def _resaved(data: bytes, limits: Limits) -> CleanPicture | None:
    """The same pixels as PNG, for kinds seldom met and for pictures not put together as their format says."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=_RESAVED) as picture:
            if picture.width * picture.height > limits.picture_pixels:
                return None
            plain = picture if picture.mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16") else picture.convert("RGB")
            plain.info = {}
            out = io.BytesIO()
            plain.save(out, "PNG", compress_level=1)
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError):
        return None
    return CleanPicture(out.getvalue(), "png", "image/png", frozenset({"other"}))
