"""What is looked through at the gate, and what need not be: pictures and films that are not packed."""

import io
import zipfile

import pytest

from media.opc.archive import Archive, Entry
from media.opc.gate import inspect
from media.opc.limits import Limits
from media.opc.refusals import (
    Damaged,
    DocumentTypeDeclaration,
    FileRefused,
    Macros,
    TooComplicated,
    TooManyPixels,
    ZipBomb,
)
from tests.media import sample_files as samples

PICTURE = "ppt/media/image1.png"


def deck_storing(content: bytes, name: str = PICTURE) -> bytes:
    """The good deck with a part that is not packed, as PowerPoint keeps pictures."""
    buffer = io.BytesIO(samples.deck())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def refusal_of(data: bytes, **limits: int) -> type[FileRefused]:
    with pytest.raises(FileRefused) as caught:
        inspect(io.BytesIO(data), name="deck.pptx", limits=Limits(**limits))
    return type(caught.value)


def test_a_picture_that_is_not_packed_comes_in():
    assert inspect(io.BytesIO(deck_storing(samples.picture("PNG"))), name="deck.pptx").notes == ()


STORED = {
    "a vast picture": (samples.vast_png(), PICTURE, TooManyPixels),
    "XML under the name of a picture": (b"<!DOCTYPE a><a/>", PICTURE, DocumentTypeDeclaration),
    "XML in UTF-16 under the name of a film": (
        "<!DOCTYPE a><a/>".encode("utf-16"),
        "ppt/media/film1.mp4",
        DocumentTypeDeclaration,
    ),
    "a document type in a slide": (b"<a/><!DOCTYPE a>", "ppt/slides/slide9.xml", DocumentTypeDeclaration),
    "a document type in a slide that starts as a picture": (
        samples.picture("PNG") + b"<!DOCTYPE a><a/>",
        "ppt/slides/slide9.xml",
        DocumentTypeDeclaration,
    ),
    "a workbook with macros under the name of a picture": (
        samples.zipped({"xl/vbaProject.bin": b"x"}),
        PICTURE,
        Macros,
    ),
    "an old workbook with macros under the name of a picture": (
        samples.compound_file("_VBA_PROJECT"),
        PICTURE,
        Macros,
    ),
    "a macro behind the head of a picture, where files are embedded": (
        samples.picture("PNG") + b"vbaProject.bin",
        "ppt/embeddings/oleObject1.bin",
        Macros,
    ),
}


@pytest.mark.parametrize("case", STORED)
def test_what_is_not_packed_is_looked_at_all_the_same(case):
    content, name, refusal = STORED[case]

    assert refusal_of(deck_storing(content, name)) is refusal


@pytest.mark.parametrize("limit", ["part_bytes", "inflated_bytes"])
def test_what_is_not_packed_counts_as_much_as_it_is(limit):
    data = deck_storing(samples.picture("PNG") + bytes(20_000))

    assert refusal_of(data, **{limit: 20_000}) is ZipBomb


def test_a_picture_that_says_it_is_longer_than_the_file_is_refused():
    data = samples.with_stated_size(deck_storing(samples.picture("PNG")), PICTURE, 90_000)

    assert refusal_of(data) is Damaged


@pytest.mark.parametrize("length", [0, 17 * samples.MIB], ids=["read at once", "read in pieces"])
def test_a_picture_with_one_byte_flipped_is_refused(length):
    data = bytearray(deck_storing(samples.picture("PNG") + bytes(length)))
    data[data.index(b"IDAT") + 9] ^= 0xFF

    assert refusal_of(bytes(data)) is Damaged


def test_the_last_byte_of_a_long_picture_is_looked_at_too():
    content = samples.picture("PNG") + bytes(samples.MIB)
    data = bytearray(deck_storing(content))
    data[data.index(content) + len(content) - 1] ^= 1

    assert refusal_of(bytes(data)) is Damaged


def test_a_refusal_for_too_many_files_says_which_setting_to_raise():
    with pytest.raises(TooComplicated) as caught:
        inspect(io.BytesIO(samples.deck()), name="deck.pptx", limits=Limits(entries=2))

    assert caught.value.sentence == (
        "This file has more than 2 files inside, more than can be shown. Split it in two and upload both, or ask "
        "whoever runs this site to raise entries in MEDIA_LIMITS."
    )


@pytest.mark.parametrize("length", [17 * samples.MIB, 1000], ids=["read in pieces", "read at once"])
def test_large_files_and_small_ones_are_read_alike(length):
    noise = bytes(range(251)) * (length // 251)
    data = deck_storing(noise, "ppt/media/noise.bin")
    archive = Archive(io.BytesIO(data), Limits())

    found = inspect(io.BytesIO(data), name="deck.pptx")

    assert (found.slides, archive.read(archive.entries[-1], most=length)) == (1, noise)


MANY = Limits().shapes_per_slide + 2


@pytest.mark.parametrize("size", ["as long as it is", "shorter than it is"])
def test_a_slide_that_says_it_is_short_is_counted_or_found_out(size):
    crowded = samples.slide_xml('<p:cNvPr id="1"/>' * MANY)
    data = samples.deck_with({samples.SLIDE: crowded})
    if size == "shorter than it is":
        data = samples.with_stated_size(data, samples.SLIDE, 30_000)

    assert refusal_of(data).code == ("damaged" if size == "shorter than it is" else "too_complicated")


def test_no_part_is_unpacked_twice(monkeypatch):
    unpacked: list[str] = []
    read = Archive.read

    def counted(self: Archive, entry: Entry, *, most: int) -> bytes:
        unpacked.append(entry.name)
        return read(self, entry, most=most)

    monkeypatch.setattr(Archive, "read", counted)
    inspect(io.BytesIO(samples.deck()), name="deck.pptx")

    assert sorted(unpacked) == sorted(set(unpacked))
    assert set(unpacked) == set(zipfile.ZipFile(io.BytesIO(samples.deck())).namelist())
