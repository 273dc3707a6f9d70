"""Recordings without what they say beside picture and sound."""

import struct

import pytest

from media.opc.metadata.recordings import clean_recording
from tests.media.byte_search import found_anywhere

SECRET = "Numbat Secret"
SOUND = b"\xff\xfb\x90\x00" + b"\x55" * 400


def box(kind: bytes, *inside: bytes) -> bytes:
    body = b"".join(inside)
    return struct.pack(">L4s", len(body) + 8, kind) + body


def track(handler: bytes, offset: int, length: int) -> bytes:
    table = box(
        b"stbl",
        box(b"stco", struct.pack(">3L", 0, 1, offset)),
        box(b"stsz", struct.pack(">3L", 0, 0, 1) + struct.pack(">L", length)),
        box(b"stsc", struct.pack(">5L", 0, 1, 1, 1, 1)),
    )
    told = box(b"hdlr", bytes(8) + handler + bytes(12) + SECRET.encode())
    times = struct.pack(">5L", 0, 3_600_000_000, 3_600_000_001, 1000, 5)
    return box(b"trak", box(b"tkhd", bytes(84)), box(b"mdia", box(b"mdhd", times), told, box(b"minf", table)))


def video() -> bytes:
    """A film whose second track says where the camera was."""
    film, places = b"\x11" * 64, SECRET.encode()

    def moov(start: int) -> bytes:
        words = box(b"udta", box(b"\xa9xyz", SECRET.encode()))
        return box(
            b"moov", box(b"mvhd", bytes(100)), track(b"vide", start, 64), track(b"meta", start + 64, len(places)), words
        )

    head = box(b"ftyp", b"isom\0\0\2\0")
    start = len(head) + len(moov(0)) + 8
    return head + moov(start) + box(b"mdat", film, places) + box(b"uuid", SECRET.encode())


def wav() -> bytes:
    chunks = (
        b"fmt " + struct.pack("<L", 16) + bytes(16) + b"LIST" + struct.pack("<L", 14) + SECRET.encode().ljust(14, b"\0")
    )
    chunks += b"data" + struct.pack("<L", 8) + b"\x21" * 8
    return b"RIFF" + struct.pack("<L", len(chunks) + 4) + b"WAVE" + chunks


def mp3() -> bytes:
    words = b"ID3\x03\0\0" + bytes((0, 0, 0, len(SECRET))) + SECRET.encode()
    ape = SECRET.encode()
    footer = b"APETAGEX" + struct.pack("<4L", 2000, len(ape) + 32, 1, 0) + bytes(8)
    return words + SOUND + ape + footer + (b"TAG" + SECRET.encode()).ljust(128, b"\0")


@pytest.mark.parametrize(
    ("make", "heard", "ending"),
    [(video, b"\x11" * 64, "mp4"), (wav, b"\x21" * 8, "wav"), (mp3, SOUND, "mp3")],
    ids=["video", "wav", "mp3"],
)
def test_what_is_seen_or_heard_stays_and_every_word_goes(make, heard, ending):
    clean = clean_recording(make())

    assert clean.ending == ending
    assert clean.content.count(heard) == 1
    assert found_anywhere([SECRET], make()) == {SECRET}
    assert found_anywhere([SECRET], clean.content) == set()
    assert clean_recording(clean.content).content == clean.content


def test_a_film_keeps_every_offset_and_loses_its_dates():
    clean = clean_recording(video()).content

    assert len(clean) == len(video())
    assert clean.index(b"\x11" * 64) == video().index(b"\x11" * 64)
    assert struct.pack(">L", 3_600_000_000) not in clean


@pytest.mark.parametrize("make", [video, wav, mp3])
def test_a_recording_cut_short_makes_no_error(make):
    for end in range(0, len(make()), 7):
        clean_recording(make()[:end])


def test_what_cannot_be_cleaned_is_none():
    assert clean_recording(b"OggS" + bytes(60)) is None
    assert clean_recording(b"") is None
