"""Windows metafiles drawn: each kind of record that is said otherwise for the library, and what a bad one can do."""

import gzip
import io
import struct
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFont

from media.decks.pictures.fonts import packaged_fonts
from media.decks.pictures.metafiles.drawing import NotDrawn, draw_metafile, is_metafile
from tests.media.decks.metafiles_made import (
    BLUE,
    RED,
    dib,
    emf,
    emf_brush,
    emf_record,
    wmf,
    wmf_brush,
    wmf_record,
)

PATCOPY, SRCCOPY = 0xF00021, 0xCC0020
RED_PIXEL, BLUE_PIXEL, NOTHING = (255, 0, 0, 255), (0, 0, 255, 255), (0, 0, 0, 0)


def drawn(data: bytes, longest: int = 100) -> Image.Image:
    return Image.open(io.BytesIO(draw_metafile(data, longest))).convert("RGBA")


def halves(data: bytes) -> tuple[Any, Any]:
    """The colours in the middle of the left and of the right half."""
    picture = drawn(data)
    left, right = (seen(picture, picture.width * part // 4, picture.height // 2) for part in (1, 3))
    return left, right


def seen(picture: Image.Image, x: int, y: int) -> Any:
    """The colour there; NOTHING if it is see-through."""
    pixel = picture.getpixel((x, y))
    return pixel if pixel[3] else NOTHING


LEFT_HALF = wmf_record(0x041B, 50, 50, 0, 0)


@pytest.mark.parametrize("placed", [False, True], ids=["plain", "placeable"])
@pytest.mark.parametrize("corner", [(0, 0), (-700, 300)], ids=["at nought", "elsewhere"])
def test_a_wmf_shows_its_window(placed: bool, corner: tuple[int, int]) -> None:
    left, top = corner
    box = wmf_record(0x041B, top + 50, left + 50, top, left)

    data = wmf(wmf_brush(RED), box, window=(left, top, 100, 50), placed=placed)

    assert drawn(data).size == (100, 50)
    assert halves(data) == (RED_PIXEL, NOTHING)


def test_a_window_that_counts_upwards_is_shown_the_right_way_up() -> None:
    data = wmf(wmf_brush(RED), wmf_record(0x041B, 25, 100, 50, 0), window=(0, 50, 100, -50))

    picture = drawn(data)

    assert (seen(picture, 50, 10), seen(picture, 50, 40)) == (RED_PIXEL, NOTHING)


@pytest.mark.parametrize(
    "record",
    [
        wmf_record(0x061D, PATCOPY & 0xFFFF, PATCOPY >> 16, 50, 50, 0, 0),
        wmf_record(0x0940, PATCOPY & 0xFFFF, PATCOPY >> 16, 0, 0, 0, 50, 50, 0, 0),
        wmf_record(0x0B41, PATCOPY & 0xFFFF, PATCOPY >> 16, 0, 0, 0, 0, 0, 50, 50, 0, 0),
        wmf_record(0x0940, SRCCOPY & 0xFFFF, SRCCOPY >> 16, 0, 0, 2, 2, 0, 0, rest=dib(RED))
        + wmf_record(0x0B41, SRCCOPY & 0xFFFF, SRCCOPY >> 16, 2, 2, 0, 0, 50, 50, 0, 0, rest=dib(RED)),
        wmf_record(0x0201, 0xFF, 0) + wmf_record(0x0A32, 0, 0, 0, 2, 0, 0, 50, 50),
    ],
    ids=[
        "a fill",
        "a copy without a source",
        "a stretched copy without a source",
        "old bitmaps",
        "text without letters",
    ],
)
def test_fills_and_old_bitmaps_of_a_wmf_are_drawn(record: bytes) -> None:
    assert halves(wmf(wmf_brush(RED), record)) == (RED_PIXEL, NOTHING)


def test_a_fill_leaves_pen_brush_and_objects_as_they_were() -> None:
    black = wmf_record(0x061D, 0x42, 0, 50, 10, 0, 0)
    later = wmf_record(0x02FC, 0, rest=struct.pack("<LH", BLUE, 0)) + wmf_record(0x012D, 2)

    data = wmf(wmf_brush(RED), black, LEFT_HALF, later, wmf_record(0x041B, 50, 100, 0, 50))

    assert halves(data) == (RED_PIXEL, BLUE_PIXEL)


def test_a_pattern_and_a_region_are_objects_that_others_are_counted_from() -> None:
    pattern = wmf_record(0x0142, 5, 0, rest=dib(RED))
    region = wmf_record(0x06FF, *([0] * 11))
    blue = wmf_record(0x02FC, 0, rest=struct.pack("<LH", BLUE, 0)) + wmf_record(0x012D, 4)

    data = wmf(wmf_brush(RED), pattern, region, blue, LEFT_HALF)

    assert halves(data) == (BLUE_PIXEL, NOTHING)


def test_a_wmf_that_breaks_off_is_drawn_as_far_as_it_goes() -> None:
    broken = struct.pack("<LH", 1_000_000, 0x0324) + b"\0" * 40

    assert halves(wmf(wmf_brush(RED), LEFT_HALF, broken)) == (RED_PIXEL, NOTHING)


def test_an_emf_shows_its_frame_and_not_only_what_is_drawn() -> None:
    data = emf(emf_brush(RED), emf_record(43, 0, 0, 50, 50), bounds=(0, 0, 50, 50))

    assert drawn(data).size == (100, 50)
    assert halves(data) == (RED_PIXEL, NOTHING)


def test_a_copy_without_a_source_is_a_fill() -> None:
    box = (0, 0, 50, 50)
    copied = emf_record(76, *box, *box, PATCOPY, *([0] * 14))

    assert halves(emf(emf_brush(RED), copied)) == (RED_PIXEL, NOTHING)


@pytest.mark.parametrize(("pen", "edge"), [(6, {(255, 255, 255)}), (7, {(0, 0, 0)}), (8, set())])
def test_the_pens_that_always_are_have_their_own_numbers(pen: int, edge: set[tuple[int, ...]]) -> None:
    """If this fails on a newer metafile-render, it has mended its table of them: mended_emf must not any longer."""
    box = emf_brush(RED) + emf_record(37, 0x80000000 + pen) + emf_record(43, 20, 0, 80, 50)

    picture = drawn(emf(box), 400)

    colours = {pixel[:3] for x in range(70, 90) if (pixel := picture.getpixel((x, 100)))[3] > 100}
    assert colours & {(0, 0, 0), (255, 255, 255)} == edge


def test_of_an_emf_with_two_drawings_the_plain_one_is_drawn() -> None:
    header = struct.pack("<2H6L", 0x4001, 1, 28, 16, 0xDBC01002, 1, 96, 96)
    twice = emf_record(70, 4 + len(header), rest=b"EMF+" + header) * 2

    assert halves(emf(twice, emf_brush(RED), emf_record(43, 0, 0, 50, 50))) == (RED_PIXEL, NOTHING)


def test_letters_are_drawn_with_packaged_fonts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = ImageFont.truetype

    def noted(font: Any, *args: Any, **kwargs: Any) -> Any:
        asked.append(str(font))
        return real(font, *args, **kwargs)

    monkeypatch.setattr(ImageFont, "truetype", noted)
    face = b"Comic Sans MS\0"
    font = wmf_record(0x02FB, -23, 0, 0, 0, 700, 0, 0, 0, 0, rest=face) + wmf_record(0x012D, 0)
    words = wmf_record(0x0521, 4, rest=b"Mind" + struct.pack("<2h", 5, 5))

    picture = drawn(wmf(font, words))

    assert picture.getbbox() is not None
    assert asked
    assert set(asked) <= {str(font.path) for font in packaged_fonts()}


@pytest.mark.parametrize("make", [wmf, emf], ids=["wmz", "emz"])
def test_a_packed_metafile_is_unpacked(make: Callable[..., bytes]) -> None:
    brush, box = (wmf_brush(RED), LEFT_HALF) if make is wmf else (emf_brush(RED), emf_record(43, 0, 0, 50, 50))

    packed = gzip.compress(make(brush, box))

    assert is_metafile(packed)
    assert halves(packed) == (RED_PIXEL, NOTHING)


HOSTILE = {
    "nothing": b"",
    "no metafile": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "packed without end": gzip.compress(bytes(40_000_000), 1),
    "packed and cut off": gzip.compress(wmf(LEFT_HALF))[:20],
    "a header and no more": wmf()[:18],
    "no window": wmf(wmf_brush(RED), LEFT_HALF, window=None),
    "a window without width": wmf(wmf_brush(RED), LEFT_HALF, window=(0, 0, 0, 50)),
    "more records than are read": wmf(wmf_record(0x0103, 8) * 200_001),
    "a frame without size": emf(emf_record(43, 0, 0, 50, 50), frame=(0, 0), bounds=(0, 0, 0, 0)),
    "points that are not there": emf(emf_record(4, 0, 0, 9, 9, 1 << 30)),
    "a bitmap of a billion pixels": wmf(
        wmf_record(
            0x0F43, 0x20, 0xCC, 0, 2, 2, 0, 0, 50, 50, 0, 0, rest=dib(RED)[:4] + b"\xff\x7f\0\0" * 2 + dib(RED)[12:]
        )
    ),
    "scaled by nought": emf(emf_record(31, 1, 0, 1, 0), emf_record(35, *([0x7FC00000] * 6))),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_cannot_be_drawn_is_refused_and_nothing_else_happens(data: bytes) -> None:
    with pytest.raises(NotDrawn):
        draw_metafile(data, 100)


def test_a_drawing_that_takes_too_long_is_given_up() -> None:
    long = emf(emf_brush(RED), *[emf_record(42, 0, 0, 99, 49)] * 5_000)

    with pytest.raises(NotDrawn):
        draw_metafile(long, 1280, seconds=0.02)


def test_where_the_library_cannot_be_installed_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("media.decks.pictures.metafiles.drawing.find_spec", lambda name: None)

    with pytest.raises(NotDrawn):
        draw_metafile(emf(emf_brush(RED), emf_record(42, 0, 0, 99, 49)), 100)


WMF_RECORDS = st.builds(
    lambda function, words: wmf_record(function, *words),
    st.sampled_from(
        [0x1E, 0x127, 0x12D, 0x1F0, 0x2FA, 0x2FB, 0x2FC, 0x41B, 0x61D, 0x940, 0xB41, 0xF43, 0x142, 0x324, 0x538, 0x521]
        + [0xA32, 0x416, 0x415, 0x12C, 0x20B, 0x20C, 0x103, 0x817, 0x61C, 0x418, 0x6FF]
    ),
    st.lists(st.integers(0, 0xFFFF), max_size=14),
)
EMF_RECORDS = st.builds(
    lambda kind, numbers: emf_record(kind, *numbers),
    st.integers(1, 122),
    st.lists(st.one_of(st.integers(0, 200), st.integers(0, 0xFFFFFFFF)), max_size=28),
)


def _drawn_or_refused(data: bytes) -> None:
    with suppress(NotDrawn):
        assert draw_metafile(data, 40, seconds=0.5).startswith(b"\x89PNG")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.builds(lambda records: wmf(*records), st.lists(WMF_RECORDS, max_size=12)),
        st.builds(lambda records: emf(*records), st.lists(EMF_RECORDS, max_size=12)),
        st.binary(max_size=200).map(lambda rest: wmf(wmf_brush(RED), LEFT_HALF)[:40] + rest),
        st.binary(max_size=200).map(lambda rest: emf()[:60] + rest),
    )
)
def test_any_records_are_drawn_or_refused(data: bytes) -> None:
    _drawn_or_refused(data)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_drawing_with_changed_bytes_is_drawn_or_refused(data: st.DataObject) -> None:
    whole = bytearray(
        data.draw(
            st.sampled_from(
                [
                    wmf(wmf_brush(RED), LEFT_HALF, wmf_record(0x0324, 3, 0, 0, 50, 0, 50, 50), placed=True),
                    emf(emf_brush(RED), emf_record(43, 0, 0, 50, 50), emf_record(76, 0, 0, 9, 9, 0, 0, 9, 9, PATCOPY)),
                ]
            )
        )
    )
    for at, value in data.draw(st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=8)):
        whole[at] = value
    _drawn_or_refused(bytes(whole))
