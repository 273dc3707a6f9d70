"""Pictures for the tests: as a phone makes them, and as somebody makes them who means harm."""

import io

from PIL import Image, ImageCms

from tests.media.sample_files import picture, vast_png

PLACE = "N51 Exampleshire"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><creator>Jane Example</creator></x:xmpmeta>'
TOP, REST = (250, 10, 10), (10, 10, 250)
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
TURNED_RIGHT = 6


def colour_profile() -> bytes:
    """An sRGB profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def photograph(format: str = "JPEG", *, orientation: int = 1) -> bytes:
    """A picture 64 by 32 dots, its left quarter red, with place, maker, author and colour profile beside the dots."""
    photo = Image.new("RGB", (64, 32), REST)
    photo.paste(TOP, (0, 0, 16, 32))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKER] = "Phone of Jane Example"
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 0.0), 29: PLACE})
    buffer = io.BytesIO()
    photo.save(buffer, format, exif=exif, xmp=XMP, icc_profile=colour_profile(), quality=95)
    return buffer.getvalue()


def gif(*, frames: int = 1, size: tuple[int, int] = (8, 8)) -> bytes:
    """A GIF with a comment that names somebody, of so many frames, each of its own grey, a tenth of a second apart."""
    images = [Image.new("L", size, number % 256) for number in range(1, frames + 1)]
    buffer = io.BytesIO()
    images[0].save(
        buffer, "GIF", save_all=True, append_images=images[1:], duration=100, loop=0, comment=b"Jane Example"
    )
    return buffer.getvalue()


def truncated_jpeg() -> bytes:
    """The first half of a photograph that would not fit in one block."""
    buffer = io.BytesIO()
    Image.effect_noise((400, 400), 60).save(buffer, "JPEG")
    return buffer.getvalue()[:20_000]


HOSTILE = {
    "a JPEG cut off": ("photo.jpg", truncated_jpeg, "The end of this file is missing"),
    "a web page called .gif": ("picture.gif", lambda: b"<html><script>1</script></html>", "This is a web page"),
    "a GIF of words": (
        "picture.gif",
        lambda: b"GIF89a\x08\x00\x08\x00" + b"<script>1</script>" * 40 + b"\x3b",
        "This file is damaged",
    ),
    "a vast PNG": ("vast.png", vast_png, "This picture has more than 50 million dots"),
    "a drawing": ("logo.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "This is an SVG drawing"),
    "a drawing called .png": (
        "logo.png",
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        "This is an SVG drawing",
    ),
    "a PNG called .jpg": ("photo.jpg", lambda: picture("PNG"), "This is a PNG picture whose name ends in .jpg"),
    "nothing": ("photo.jpg", lambda: b"", "This file is empty"),
    "a PDF": ("report.pdf", lambda: b"%PDF-1.7\n", "This is a PDF"),
}
