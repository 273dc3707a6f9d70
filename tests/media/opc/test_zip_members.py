"""The directory of a plain zip reads as the standard library reads it; any other is left to the standard library."""

import io
import random
import zipfile

import pytest

from media.opc.zip_members import UNREADABLE, Zip, _listed_by_zipfile, _plain_directory
from tests.media.sample_files import zipped

PARTS = {"a.xml": b"<a/>", "b/c.bin": bytes(range(256)) * 9, "empty.xml": b""}


def by_zipfile(data: bytes):
    return _listed_by_zipfile(zipfile.ZipFile(io.BytesIO(data)))


def with_comment(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"Jane Numbat"
    return out.getvalue()


def with_member(**about) -> bytes:
    member = zipfile.ZipInfo("a.xml")
    for name, value in about.items():
        setattr(member, name, value)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(member, b"<a/>")
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        zipped(PARTS),
        with_member(comment=b"Jane Numbat"),
        with_member(extra=b"\x99\x99\x04\x00Jane"),
        with_member(compress_type=zipfile.ZIP_STORED),
    ],
    ids=["packed", "comment of a file", "extra field", "stored"],
)
def test_a_plain_directory_is_read_as_the_standard_library_reads_it(data):
    assert _plain_directory(data) == by_zipfile(data) != []


@pytest.mark.parametrize(
    "data",
    [with_comment(zipped(PARTS)), b"before" + zipped(PARTS), zipped(PARTS) + b"after", zipped({"é.xml": b""})],
    ids=["comment", "bytes before", "bytes after", "letters beyond ascii"],
)
def test_anything_else_is_left_to_the_standard_library(data):
    assert _plain_directory(data) is None
    assert Zip(data).members == by_zipfile(data)


def test_a_changed_byte_never_makes_it_read_otherwise():
    data, chance = zipped(PARTS), random.Random(7)
    start = data.index(b"PK\x01\x02")
    read = 0
    for _ in range(400):
        changed = bytearray(data)
        changed[chance.randrange(start, len(data))] ^= 1 << chance.randrange(8)
        try:
            expected = by_zipfile(bytes(changed))
        except UNREADABLE:
            continue
        plain = _plain_directory(bytes(changed))
        read += plain is not None
        assert plain is None or plain == expected
    assert read > 50


def test_what_is_stored_or_not_as_stated_is_read_through_the_standard_library():
    data = with_member(compress_type=zipfile.ZIP_STORED)
    archive = Zip(data)
    assert archive.read(archive.members[0], 100) == b"<a/>"

    broken = Zip(data.replace(b"<a/>", b"<b/>"))
    with pytest.raises(zipfile.BadZipFile):
        broken.read(broken.members[0], 100)
