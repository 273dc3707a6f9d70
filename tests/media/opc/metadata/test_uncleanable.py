"""Recordings whose metadata cannot be taken out are not published: not by themselves, and not inside a deck."""

import io
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from media.decks.cleaning.clean import clean_deck
from media.opc.gate import inspect
from media.opc.kinds import PICTURES
from media.opc.refusals import NotAllowed, NotCleanable
from tests.media.byte_search import found_anywhere
from tests.media.decks.decks_to_combine import add_slide, empty_deck, saved, with_video

TOLD = ["Numbat Title", "Jane Numbat", "Numbat Lane 7"]
TITLE, AUTHOR, PLACE = (one.encode() for one in TOLD)


def element(id: str, *inside: bytes) -> bytes:
    """An element of EBML (RFC 8794) with a size of eight bytes."""
    body = b"".join(inside)
    return bytes.fromhex(id) + struct.pack(">Q", len(body) | 1 << 56) + body


def matroska() -> bytes:
    """RFC 9559: a title in Info, an artist and a place as tags."""
    tags = (
        element("7373", element("67c8", element("45a3", name), element("4487", value)))
        for name, value in ((b"ARTIST", AUTHOR), (b"RECORDING_LOCATION", PLACE))
    )
    info = element("1549a966", element("7ba9", TITLE))
    return element("1a45dfa3", element("4282", b"webm")) + element("18538067", info, element("1254c367", *tags))


def ogg() -> bytes:
    """RFC 3533 with the comments of Vorbis in one page."""
    comments = [b"TITLE=" + TITLE, b"ARTIST=" + AUTHOR, b"LOCATION=" + PLACE]
    packet = b"\x03vorbis" + struct.pack("<L", 0) + struct.pack("<L", len(comments))
    packet += b"".join(struct.pack("<L", len(one)) + one for one in comments) + b"\x01"
    return b"OggS" + struct.pack("<BBqLLLBB", 0, 2, 0, 1, 0, 0, 1, len(packet)) + packet


def avi() -> bytes:
    told = b"".join(
        kind + struct.pack("<L", len(value)) + value + bytes(len(value) % 2)
        for kind, value in ((b"INAM", TITLE), (b"IART", AUTHOR), (b"IARL", PLACE))
    )
    body = b"AVI LIST" + struct.pack("<L", len(told) + 4) + b"INFO" + told
    return b"RIFF" + struct.pack("<L", len(body)) + body


def windows_media() -> bytes:
    """[MS-ASF] 3.10: a header with a content description, its words in UTF-16."""
    told = [one.encode("utf-16-le") for one in (*TOLD[:2], "", TOLD[2], "")]
    body = struct.pack("<5H", *map(len, told)) + b"".join(told)
    description = bytes.fromhex("3326b2758e66cf11a6d900aa0062ce6c") + struct.pack("<Q", len(body) + 24) + body
    head = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
    return head + struct.pack("<QLBB", len(description) + 30, 1, 1, 2) + description


MADE = {"film.webm": matroska, "film.mkv": matroska, "talk.ogg": ogg, "film.avi": avi, "film.wmv": windows_media}


@pytest.mark.parametrize("name", [*MADE, "film.mp4"])
def test_it_is_refused_with_what_to_do_instead(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(MADE.get(name, matroska)())

    with pytest.raises(NotCleanable) as refusal:
        inspect(file)

    assert "so it cannot be published. Save it as MP4 (a video) or as MP3 (sound only)" in str(refusal.value)


def test_where_pictures_are_wanted_nobody_is_told_to_make_a_film(tmp_path: Path) -> None:
    file = tmp_path / "film.webm"
    file.write_bytes(matroska())

    with pytest.raises(NotAllowed, match=r"This is a WebM or Matroska video, which cannot be uploaded here"):
        inspect(file, allowed=PICTURES)


@pytest.mark.parametrize("make", [matroska, ogg, avi, windows_media])
def test_in_a_deck_it_is_left_out_and_the_picture_that_stood_for_it_stays(make: Callable[[], bytes]) -> None:
    deck = empty_deck()
    with_video(add_slide(deck, "A film"), make())
    data, out = saved(deck), io.BytesIO()

    report = clean_deck(io.BytesIO(data), out)

    assert found_anywhere(TOLD, data) == {*TOLD}
    assert found_anywhere(TOLD, out.getvalue()) == set()
    assert "recording_left_out" in {item.code for item in report.removed}
    assert found_anywhere(["ppt/media/image1.png"], out.getvalue()) == {"ppt/media/image1.png"}
