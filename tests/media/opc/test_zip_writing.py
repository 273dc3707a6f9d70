"""A zip of our own writing is, byte for byte, what the standard library writes."""

import io
import zipfile

import pytest

from media.opc import zip_writing
from media.opc.zip_writing import write_zip

FILES = [
    ("a.xml", b"<a>" + b"words and words again " * 4_000 + b"</a>", True),
    ("media/photo.jpg", bytes(range(256)) * 40, False),
    ("empty.xml", b"", True),
    ("folder/é and ü.txt", "é".encode(), True),
]


def written(files) -> bytes:
    out = io.BytesIO()
    write_zip(out, iter(files))
    return out.getvalue()


def written_by_zipfile(files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content, is_packed in files:
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system, member.external_attr = 0, 0o600 << 16
            member.compress_type = zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED
            archive.writestr(member, content, compresslevel=6)
    return out.getvalue()


@pytest.mark.parametrize("files", [FILES, FILES[:1], []], ids=["several", "one", "none"])
def test_the_bytes_are_those_of_the_standard_library(files):
    assert written(files) == written_by_zipfile(files)


@pytest.mark.parametrize("limit", ["_MOST_FILES", "_MOST_BYTES"])
def test_what_a_plain_zip_cannot_say_is_not_written(monkeypatch, limit):
    monkeypatch.setattr(zip_writing, limit, 3)

    with pytest.raises(ValueError, match="without extensions"):
        written(FILES)
