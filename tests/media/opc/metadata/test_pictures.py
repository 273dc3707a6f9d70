"""Pictures without what they say beside the picture: every pixel stays, every word goes."""

import io
import struct

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from media.opc.metadata.icc import clean_profile
from media.opc.metadata.pictures import clean_picture
from tests.media.byte_search import found_anywhere

SECRET = "Numbat Secret"
NOISE = Image.effect_noise((31, 17), 80).convert("RGB")


def saved(format: str, picture: Image.Image = NOISE, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, format, **options)
    return out.getvalue()


def pixels(data: bytes) -> list[bytes]:
    with Image.open(io.BytesIO(data)) as picture:
        frames = []
        for frame in range(getattr(picture, "n_frames", 1)):
            picture.seek(frame)
            frames.append(picture.convert("RGBA").tobytes())
        return frames


def exif(turned: int = 1, **gps) -> Image.Exif:
    made = Image.Exif()
    made[0x0112], made[0x013B] = turned, SECRET
    if gps:
        made.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0)})
    return made


def text_chunk() -> PngImagePlugin.PngInfo:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET)
    words.add_text("Comment", SECRET * 9, zip=True)
    words.add(b"prVt", SECRET.encode())
    return words


FILES = {
    "jpeg": lambda: saved("JPEG", exif=exif(), comment=SECRET.encode()) + SECRET.encode(),
    "progressive jpeg": lambda: saved("JPEG", exif=exif(), progressive=True, quality=30),
    "grey jpeg": lambda: saved("JPEG", NOISE.convert("L"), comment=SECRET.encode()),
    "print jpeg": lambda: saved("JPEG", NOISE.convert("CMYK"), exif=exif()),
    "png": lambda: saved("PNG", pnginfo=text_chunk(), exif=exif()) + SECRET.encode(),
    "palette png": lambda: saved("PNG", NOISE.convert("P"), pnginfo=text_chunk(), transparency=3),
    "gif": lambda: saved("GIF", comment=SECRET.encode()) + SECRET.encode(),
    "moving gif": lambda: saved(
        "GIF", save_all=True, append_images=[NOISE.rotate(180)], duration=90, loop=0, comment=SECRET.encode()
    ),
    "webp": lambda: saved("WEBP", exif=exif(), xmp=SECRET.encode(), lossless=True),
    "lossy webp": lambda: saved("WEBP", exif=exif()) + SECRET.encode(),
    "bmp": lambda: saved("BMP") + SECRET.encode(),
    "tiff": lambda: saved("TIFF", description=SECRET),
}


@pytest.mark.parametrize("make", FILES.values(), ids=FILES.keys())
def test_every_pixel_stays_and_every_word_goes(make):
    data = make()

    clean = clean_picture(data)

    assert clean is not None
    assert pixels(clean.content) == pixels(data)
    assert found_anywhere([SECRET], data) == {SECRET}
    assert found_anywhere([SECRET], clean.content) == set()
    assert clean.removed


@pytest.mark.parametrize("make", FILES.values(), ids=FILES.keys())
def test_a_clean_picture_is_left_as_it_is(make):
    clean = clean_picture(make())

    again = clean_picture(clean.content)

    assert (again.content, again.removed) == (clean.content, frozenset())


def test_where_a_picture_was_taken_is_named_and_goes():
    clean = clean_picture(saved("JPEG", exif=exif(place=True)))

    assert clean.removed == {"exif", "place"}
    with Image.open(io.BytesIO(clean.content)) as picture:
        assert dict(picture.getexif()) == {}


def test_a_picture_taken_sideways_still_says_how_to_turn_it_and_nothing_else():
    clean = clean_picture(saved("JPEG", exif=exif(6)))

    with Image.open(io.BytesIO(clean.content)) as picture:
        assert dict(picture.getexif()) == {0x0112: 6}


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def test_a_colour_profile_keeps_its_colours_and_loses_its_words():
    clean = clean_profile(profile())

    before, after = (ImageCms.ImageCmsProfile(io.BytesIO(data)).profile for data in (profile(), clean))
    assert (after.red_primary, after.green_primary, after.blue_primary) == (
        before.red_primary, before.green_primary, before.blue_primary,
    )  # fmt: skip
    assert (after.profile_description or "", after.copyright or "") == ("", "")
    assert before.profile_description


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_keeps_its_colours_without_the_profile_s_words(format):
    clean = clean_picture(saved(format, icc_profile=profile()))

    with Image.open(io.BytesIO(clean.content)) as picture:
        assert picture.info["icc_profile"] == clean_profile(profile())
    assert clean.removed == {"profile_words"}


def emf() -> bytes:
    words = SECRET.encode("utf-16-le")
    header = struct.pack("<2L", 1, 108 + len(words)) + bytes(32) + b" EMF" + bytes(4)
    comment = struct.pack("<3L", 70, 12 + 16, 13) + SECRET.encode().ljust(16, b"\0")
    drawn = struct.pack("<2L", 27, 16) + b"\1\0\0\0\2\0\0\0"
    end = struct.pack("<5L", 14, 20, 0, 16, 20)
    size = len(header) + 12 + 8 + 40 + len(words) + len(comment) + len(drawn) + len(end)
    header += struct.pack("<2LHH2L", size, 4, 1, 0, len(SECRET), 108) + bytes(40)
    return header.ljust(108, b"\0") + words + comment + drawn + end


def wmf() -> bytes:
    drawn = struct.pack("<LHHH", 5, 0x0214, 1, 2)
    words = SECRET.encode().ljust(14, b"\0")
    comment = struct.pack("<LHHH", 5 + len(words) // 2, 0x0626, 15, len(words)) + words
    end = struct.pack("<LH", 3, 0)
    body = drawn + comment + end
    return struct.pack("<HHHLHLH", 1, 9, 0x300, (18 + len(body)) // 2, 0, 5 + len(words) // 2, 0) + body


@pytest.mark.parametrize(
    ("make", "ending", "drawn"),
    [(emf, "emf", b"\1\0\0\0\2\0\0\0"), (wmf, "wmf", b"\x14\x02\1\0\2\0")],
    ids=["emf", "wmf"],
)
def test_a_drawing_keeps_its_lines_and_loses_its_words(make, ending, drawn):
    clean = clean_picture(make())

    assert clean.ending == ending
    assert found_anywhere([SECRET], make()) == {SECRET}
    assert found_anywhere([SECRET], clean.content) == set()
    assert drawn in clean.content
    assert clean_picture(clean.content).content == clean.content


@pytest.mark.parametrize("size", [332, 368], ids=["with its panose", "with its axes"])
def test_a_font_of_a_drawing_keeps_its_face_and_loses_what_was_in_memory(size):
    face = "Segoe UI\0".encode("utf-16-le")
    whole = emf()
    at = whole.index(struct.pack("<2L", 27, 16))
    memory = SECRET.encode("utf-16-le")
    font = struct.pack("<3L", 82, size, 1) + bytes(28) + (face + memory).ljust(64, b"\0")[:64]
    font += memory.ljust(128, b"\0")[:128] + memory.ljust(64, b"\0")[:64]
    font = (font + (memory if size > 360 else b"")).ljust(size, b"\0")[:size]

    clean = clean_picture(whole[:at] + font + whole[at:])

    assert face in clean.content
    assert len(clean.content) == len(clean_picture(whole).content) + size
    assert memory[:20] not in clean.content


@pytest.mark.parametrize("make", [*FILES.values(), emf, wmf], ids=[*FILES.keys(), "emf", "wmf"])
def test_a_picture_cut_short_is_cleaned_or_refused_without_an_error(make):
    data = make()

    for end in range(0, len(data), max(1, len(data) // 60)):
        clean = clean_picture(data[:end])
        assert clean is None or found_anywhere([SECRET], clean.content) == set()


def test_a_png_without_its_end_is_given_one():
    data = saved("PNG", pnginfo=text_chunk())

    clean = clean_picture(data[:-12])

    assert clean.content == clean_picture(data).content


def test_what_is_no_picture_is_none():
    assert clean_picture(b"<svg xmlns='http://www.w3.org/2000/svg'/>") is None
    assert clean_picture(b"") is None
