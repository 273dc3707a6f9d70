"""The pictures, video and sound of a clean Office file: no metadata, and nothing of a picture but what is shown of it."""

import hashlib
import io
import struct
import warnings
from dataclasses import dataclass
from typing import Final

from lxml import etree
from PIL import Image

from media.opc.drawing_allowed import PREFIXES
from media.opc.editable import EditablePackage
from media.opc.hidden_items import HiddenItem, gathered
from media.opc.metadata.pictures import CleanPicture, clean_picture
from media.opc.metadata.recordings import clean_recording

A: Final = f"{{{PREFIXES['a']}}}"
_WHOLE: Final = 100_000
_LOSSY_QUALITY: Final = 92
_LOST: Final = {
    "picture_left_out": "A picture that is broken, or of a kind that cannot be cleaned: it is not in the copy.",
    "recording_left_out": "A video or sound of a kind that cannot be cleaned: it is not in the copy.",
}
_DECODED: Final = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")


@dataclass(frozen=True, slots=True)
class Crop:
    """What is cut off a picture at each side, in thousandths of a percent. Negative: a margin is added."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    @property
    def cuts(self) -> bool:
        """Whether anything of the picture is hidden."""
        return max(self.left, self.top, self.right, self.bottom) > 0


def crop_of(blip: etree._Element) -> Crop:
    """How the picture that a blip names is cropped."""
    around = blip.getparent()
    cut = around.find(f"{A}srcRect") if around is not None else None
    if cut is None:
        return Crop()
    return Crop(*(_thousandths(cut.get(side, "0")) for side in ("l", "t", "r", "b")))


def _thousandths(value: str) -> int:
    try:
        return round(float(value[:-1]) * 1_000) if value.endswith("%") else int(value)
    except ValueError:
        return 0


def forget_crop(blip: etree._Element, crop: Crop) -> None:
    """Say of a picture that was cut to what is shown that it is shown whole, but for margins it had."""
    around = blip.getparent()
    cut = around.find(f"{A}srcRect") if around is not None else None
    if cut is None:
        return
    across = _WHOLE - max(crop.left, 0) - max(crop.right, 0)
    down = _WHOLE - max(crop.top, 0) - max(crop.bottom, 0)
    for side, value, of in (
        ("l", crop.left, across),
        ("t", crop.top, down),
        ("r", crop.right, across),
        ("b", crop.bottom, down),
    ):
        cut.attrib.pop(side, None)
        if value < 0 and of > 0:
            cut.set(side, str(round(value * _WHOLE / of)))


class MediaShelf:
    """Where the clean copy keeps its pictures and recordings, each once."""

    def __init__(self, source: EditablePackage, made: EditablePackage, folder: str) -> None:
        self._folder = folder
        self._source = source
        self._made = made
        self._placed: dict[tuple[bytes, Crop], str] = {}
        self._digests: dict[str, bytes] = {}
        self._lost: dict[str, str] = {}

    def picture(self, name: str, crop: Crop) -> tuple[str, bool] | None:
        """The part in the copy, and whether it was cut to what is shown; None if it cannot be cleaned."""
        content = self._digest(name)
        if crop.cuts:
            if (content, crop) in self._placed:
                return self._placed[content, crop], True
            cut = _cut(self._source.read(name), crop, self._source.limits.picture_pixels)
            if cut is not None:
                return self._place((content, crop), "image", cut), True
        if (content, Crop()) not in self._placed:
            clean = clean_picture(self._source.read(name), self._source.limits)
            if clean is None:
                self._lost[name] = "picture_left_out"
                return None
            self._place((content, Crop()), "image", clean)
        return self._placed[content, Crop()], False

    def recording(self, name: str) -> str | None:
        """The part in the copy; None if the recording is of a kind that cannot be cleaned."""
        content = self._digest(name)
        if (content, Crop()) not in self._placed:
            clean = clean_recording(self._source.read(name))
            if clean is None:
                self._lost[name] = "recording_left_out"
                return None
            self._place((content, Crop()), "media", CleanPicture(clean.content, clean.ending, clean.content_type))
        return self._placed[content, Crop()]

    def _digest(self, name: str) -> bytes:
        """What tells one content from another: a .ppt made into a .pptx has its master's picture once for each slide."""
        if name not in self._digests:
            self._digests[name] = hashlib.sha256(self._source.read(name)).digest()
        return self._digests[name]

    @property
    def lost(self) -> tuple[HiddenItem, ...]:
        """What was seen or heard and is not in the copy, because it could not be cleaned."""
        return gathered((code, _LOST[code], None) for code in self._lost.values()).items

    def _place(self, key: tuple[bytes, Crop], stem: str, file: CleanPicture) -> str:
        number = len(self._placed) + 1
        name = self._made.add(f"{self._folder}/{stem}{number}.{file.ending}", file.content, file.content_type)
        self._placed[key] = name
        return name


def _cut(data: bytes, crop: Crop, most_pixels: int) -> CleanPicture | None:
    """The picture cut to what is shown; None if it does not move and cannot be decoded, or moves."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=_DECODED) as picture:
            if picture.width * picture.height > most_pixels or getattr(picture, "n_frames", 1) > 1:
                return None
            box = _box(crop, picture.width, picture.height)
            shown = picture.crop(box)
            profile = picture.info.get("icc_profile")
            kind = "JPEG" if picture.format == "JPEG" else "PNG"
            is_see_through = "transparency" in picture.info
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError):
        return None
    if kind == "PNG" and (is_see_through or shown.mode not in ("1", "L", "LA", "RGB", "RGBA", "P", "I;16")):
        shown = shown.convert("RGBA")
    out = io.BytesIO()
    shown.info = {}
    options = {"quality": _LOSSY_QUALITY, "subsampling": 0} if kind == "JPEG" else {}
    shown.save(out, kind, icc_profile=profile, **options)
    return clean_picture(out.getvalue())


def _box(crop: Crop, width: int, height: int) -> tuple[int, int, int, int]:
    """The pixels that are shown, at least one."""
    left = min(width - 1, round(max(crop.left, 0) * width / _WHOLE))
    top = min(height - 1, round(max(crop.top, 0) * height / _WHOLE))
    right = max(left + 1, width - round(max(crop.right, 0) * width / _WHOLE))
    bottom = max(top + 1, height - round(max(crop.bottom, 0) * height / _WHOLE))
    return left, top, right, bottom
