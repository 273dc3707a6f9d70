"""What a metafile draws everybody reads; what else stands in it is looked for."""

import struct

import pytest

from media.opc.metadata.drawn_words import without_drawn_words
from media.opc.verify import search

WORDS = "Rows of the worksheet"
WIDE = WORDS.encode("utf-16-le")
PLAIN = WORDS.encode() + b"\0"


def emf(*records: tuple[int, bytes]) -> bytes:
    head = struct.pack("<2L", 1, 108) + bytes(32) + b" EMF" + bytes(64)
    return head + b"".join(struct.pack("<2L", kind, 8 + len(body)) + body for kind, body in records)


def emf_plus(kind: int, flags: int, body: bytes) -> bytes:
    record = struct.pack("<2H2L", kind, flags, 12 + len(body), len(body)) + body
    return emf((70, struct.pack("<L", 4 + len(record)) + b"EMF+" + record))


def wmf(function: int, body: bytes) -> bytes:
    body += bytes(len(body) % 2)
    record = struct.pack("<LH", 3 + len(body) // 2, function) + body
    return struct.pack("<HHHLHLH", 1, 9, 0x300, 0, 0, 0, 0) + record + struct.pack("<LH", 3, 0)


LONG = len(WORDS)
TEXT = bytes(36) + struct.pack("<2L", LONG, 76) + bytes(24)
SMALL = bytes(8) + struct.pack("<2L", LONG, 0x100) + bytes(12)
SMALL_PLAIN = bytes(8) + struct.pack("<2L", LONG, 0x200) + bytes(12 + 16)
DRAWN = {
    "wide text": emf((84, TEXT + WIDE)),
    "plain text": emf((83, TEXT + PLAIN)),
    "small text": emf((108, SMALL + WIDE)),
    "small plain text in a frame": emf((108, SMALL_PLAIN + PLAIN)),
    "the name of a font": emf((82, bytes(32) + WIDE.ljust(64, b"\0") + WIDE.ljust(128, b"\0") + WIDE.ljust(64, b"\0"))),
    "text of EMF+": emf_plus(0x401C, 0, bytes(8) + struct.pack("<L", LONG) + bytes(16) + WIDE),
    "letters of EMF+": emf_plus(0x4036, 0, bytes(12) + struct.pack("<L", LONG) + WIDE),
    "a font of EMF+": emf_plus(0x4008, 0x600, bytes(20) + struct.pack("<L", LONG) + WIDE),
    "text of a WMF": wmf(0x0521, struct.pack("<H", LONG) + PLAIN),
    "placed text of a WMF": wmf(0x0A32, bytes(4) + struct.pack("<2H", LONG, 0) + PLAIN),
    "text in a frame of a WMF": wmf(0x0A32, bytes(4) + struct.pack("<2H", LONG, 4) + bytes(8) + PLAIN),
    "a font of a WMF": wmf(0x02FB, bytes(18) + PLAIN.ljust(32, b"\0")),
}
BESIDE = {
    "a remark": emf((70, struct.pack("<L", LONG) + PLAIN)),
    "behind the text": emf((84, TEXT + b"a\0" * LONG + WIDE)),
    "behind a font's name": emf((82, bytes(32) + "Arial\0".encode("utf-16-le") + WIDE)),
    "a picture of EMF+": emf_plus(0x4008, 0x500, bytes(20) + struct.pack("<L", LONG) + WIDE),
    "a line": emf((27, PLAIN)),
    "an escape of a WMF": wmf(0x0626, struct.pack("<2H", 15, LONG) + PLAIN),
    "behind a font's name in a WMF": wmf(0x02FB, bytes(18) + b"Arial\0" + PLAIN),
    "no metafile": b"\0\1" + WIDE,
}


@pytest.mark.parametrize("data", BESIDE.values(), ids=BESIDE.keys())
def test_what_is_not_drawn_is_found(data):
    assert [one.value for one in search([WORDS], data)] == [WORDS]


@pytest.mark.parametrize("data", DRAWN.values(), ids=DRAWN.keys())
def test_what_is_drawn_is_seen_by_everybody(data):
    assert search([WORDS], data) == []


@pytest.mark.parametrize("data", DRAWN.values(), ids=DRAWN.keys())
def test_nothing_else_of_the_drawing_is_passed_over(data):
    left = without_drawn_words(data)

    assert len(left) == len(data)
    assert {old for old, new in zip(data, left, strict=True) if old != new} <= set(WIDE)


@pytest.mark.parametrize("data", DRAWN.values(), ids=DRAWN.keys())
def test_a_drawing_that_is_cut_off_or_lies_of_its_size_raises_nothing(data):
    for length in range(len(data)):
        assert len(without_drawn_words(data[:length])) == length
        lying = data[:length] + b"\xff\xff\xff\x7f" + data[length + 4 :]
        assert len(without_drawn_words(lying)) == len(lying)
