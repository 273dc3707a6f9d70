"""A picture as it may be held: every dot and its colours, and nothing else that the file carried.

A camera writes where and when a picture was taken and by which phone; programs write names, captions and an earlier,
uncropped copy. All of that sits beside the dots. So the dots are read and written again into an empty file, which also
shows that they can all be read. What stays: the colour profile, transparency, and the timing of an animation.
"""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from PIL import Image as Pillow
from PIL import ImageOps, JpegImagePlugin

from media.opc.kinds import FileKind
from media.opc.refusals import Damaged, FileRefused, TooComplicated, TooManyPixels

MOST_FRAMES: Final = 500
_FORMATS: Final = {FileKind.JPEG: "JPEG", FileKind.PNG: "PNG", FileKind.GIF: "GIF", FileKind.WEBP: "WEBP"}
_ANIMATED: Final = frozenset({FileKind.PNG, FileKind.GIF, FileKind.WEBP})
_CLEAR_BEFORE_NEXT: Final = 2
_LARGEST_TABLE_ENTRY: Final = 255


def clean_picture(file: BinaryIO, kind: FileKind, *, most_pixels: int) -> bytes:
    """The picture written anew, the right way up. Raises Damaged if it cannot all be read, or that it is too much to read.

    `most_pixels` counts the dots of all frames together. The gate must have found the file to be of this kind, and not
    larger than that.
    """
    try:
        with Pillow.open(file, formats=(_FORMATS[kind],)) as picture:
            if kind is FileKind.WEBP:  # writing one takes twice the memory a dot that the others take
                most_pixels //= 2
                _validate_pixels(picture, most_pixels)
            if kind in _ANIMATED and getattr(picture, "is_animated", False):
                return _animation(picture, kind, most_pixels)
            return _still(picture, kind)
    except FileRefused:
        raise
    except Exception as error:  # a decoder may raise anything on bytes made to break it
        raise Damaged from error


def _validate_pixels(picture: Pillow.Image, most: int) -> None:
    if picture.width * picture.height > most:
        raise TooManyPixels(limit=most)


def _still(picture: Pillow.Image, kind: FileKind) -> bytes:
    options = _options(picture, kind)
    picture.load()
    ImageOps.exif_transpose(picture, in_place=True)
    return _written(_bare(picture), kind, options)


def _animation(picture: Pillow.Image, kind: FileKind, most_pixels: int) -> bytes:
    options = _options(picture, kind)
    frames, durations = [], []
    for frame in _frames(picture, most_pixels):
        frames.append(_bare(frame.copy()))
        durations.append(frame.info.get("duration", 0))
    options |= {"save_all": True, "append_images": frames[1:], "duration": durations}
    if "loop" in picture.info:
        options["loop"] = picture.info["loop"]
    if kind is FileKind.GIF:
        options["disposal"] = _CLEAR_BEFORE_NEXT
    return _written(frames[0], kind, options)


def _frames(picture: Pillow.Image, most_pixels: int) -> Iterator[Pillow.Image]:
    """Its frames one by one, each whole. Stops with a refusal as soon as there are too many."""
    most = min(MOST_FRAMES, most_pixels // (picture.width * picture.height))
    for number in range(MOST_FRAMES + 1):
        try:
            picture.seek(number)
        except EOFError:
            return
        if number >= MOST_FRAMES:
            raise TooComplicated(what=f"more than {MOST_FRAMES} pictures in a row")
        if number >= most:
            raise TooManyPixels(limit=most_pixels)
        yield picture


def _bare(picture: Pillow.Image) -> Pillow.Image:
    """The same with its dots, and of all that was said about them only which colour is clear."""
    picture.info = {name: value for name, value in picture.info.items() if name == "transparency"}
    return picture


def _options(picture: Pillow.Image, kind: FileKind) -> dict[str, Any]:
    """How to write it so that it looks as before: the same colours, and for JPEG the same fineness."""
    options: dict[str, Any] = {"icc_profile": picture.info.get("icc_profile")}
    if kind is FileKind.JPEG:
        options |= {"progressive": bool(picture.info.get("progressive")), **_fineness(picture)}
    elif kind is FileKind.WEBP:
        options |= {"lossless": _is_lossless_webp(picture), "quality": 90, "method": 2}
    return options


def _fineness(picture: Pillow.Image) -> dict[str, Any]:
    """The JPEG's own tables, so that writing it again loses next to nothing; a high quality where they cannot be used."""
    tables = getattr(picture, "quantization", None) or {}
    sampling = JpegImagePlugin.get_sampling(picture)
    options: dict[str, Any] = {"subsampling": sampling} if sampling >= 0 else {}
    if tables and all(entry <= _LARGEST_TABLE_ENTRY for table in tables.values() for entry in table):
        return options | {"qtables": tables}
    return options | {"quality": 95}


def _is_lossless_webp(picture: Pillow.Image) -> bool:
    file: BinaryIO | None = getattr(picture, "fp", None)
    if file is None:
        return False
    place = file.tell()
    file.seek(0)
    head = file.read(64 * 1024)
    file.seek(place)
    return b"VP8L" in head and b"VP8 " not in head


def _written(picture: Pillow.Image, kind: FileKind, options: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, _FORMATS[kind], **options)
    return buffer.getvalue()
