"""A drawn slide as a WebP file."""

import io
import os
from pathlib import Path
from typing import Final

from PIL import Image

from media.decks.pictures.renderer import SlidePicture, picture_name

_PIXELS_TO_A_BYTE: Final = 3
"""Words and flat colours pack better than this as PNG, photographs never do."""
_QUALITY: Final = 80
_EFFORT: Final = 0
# Of 0 (quick) to 6 (small). With a loss each further step costs more time than it saves bytes; without, the first one
# makes pictures of charts, tables and drawings in less time and in a third to a tenth of the bytes.
_METHOD: Final = 0
_METHOD_WITHOUT_LOSS: Final = 1


def write_webp(png: bytes, *, slide: int, width: int, out_dir: Path) -> SlidePicture:
    """Write the picture beside its name and move it there, so that whoever looks finds it whole.

    Words and flat colours are kept without loss: that makes the smaller file, takes less time, and letters stay sharp.
    A slide with photographs is compressed with a loss nobody sees. Raises OSError or ValueError for what is no PNG.
    """
    with Image.open(io.BytesIO(png), formats=["PNG"]) as drawn:
        picture = drawn.convert("RGB")
    height = max(1, round(picture.height * width / picture.width))
    if picture.width != width:
        picture = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    path = out_dir / picture_name(slide, width)
    unfinished = path.with_suffix(".unfinished")
    if width * height > len(png) * _PIXELS_TO_A_BYTE:
        picture.save(unfinished, "WEBP", lossless=True, quality=_EFFORT, method=_METHOD_WITHOUT_LOSS)
    else:
        picture.save(unfinished, "WEBP", quality=_QUALITY, method=_METHOD)
    os.replace(unfinished, path)
    return SlidePicture(slide, width, height, path)
