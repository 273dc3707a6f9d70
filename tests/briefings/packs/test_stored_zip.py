"""A zip laid out before it is sent: other programs read it, any part of it is the same part of the whole, and it grows past 4 GB."""

import io
import itertools
import shutil
import subprocess
import zipfile
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.exports.stored_zip import CHUNK, StoredFile, StoredZip

AT = datetime(2026, 5, 12, 9, 30, 11)
GIGABYTE = 1024**3


def whole(archive):
    return b"".join(archive.slices())


def opened(archive):
    return zipfile.ZipFile(io.BytesIO(whole(archive)))


class Zeros(io.RawIOBase):
    """A file of so many zeros, which takes no room."""

    def __init__(self, size):
        self.size, self.place = size, 0

    def seek(self, place, whence=0):
        self.place = place
        return place

    def read(self, count=-1):
        count = max(0, min(count, self.size - self.place))
        self.place += count
        return bytes(count)


def zeros(name, size, crc32=0):
    return StoredFile(name, size, crc32, "0" * 64, lambda: Zeros(size))


def test_other_programs_read_what_went_in():
    files = {"01 Briefing.pdf": "words", "02 Żółć ‘দ’.txt": "y" * (2 * CHUNK + 7), "03 Nothing.txt": ""}
    archive = opened(StoredZip([StoredFile.of_text(name, text) for name, text in files.items()], AT))

    assert archive.testzip() is None
    assert {name: archive.read(name).decode() for name in archive.namelist()} == files
    assert {one.compress_type for one in archive.infolist()} == {zipfile.ZIP_STORED}


def test_names_are_marked_as_utf_8_and_times_are_those_given():
    archive = opened(StoredZip([StoredFile.of_text(name, "") for name in ("plain.txt", "ż.txt")], AT))

    assert [(one.flag_bits & 0x800, one.date_time) for one in archive.infolist()] == [
        (0x800, (2026, 5, 12, 9, 30, 10))
    ] * 2


@pytest.mark.parametrize("names", [[], ["a.txt"], [f"{n:05}.txt" for n in range(70_000)]], ids=["0", "1", "70,000"])
def test_any_number_of_files_goes_in(names):
    archive = StoredZip([StoredFile.of_text(name, "x") for name in names], AT)

    assert len(whole(archive)) == archive.length
    assert opened(archive).namelist() == names


def test_the_unzip_that_many_machines_have_accepts_it(tmp_path):
    unzip = shutil.which("unzip")
    path = tmp_path / "pack.zip"
    path.write_bytes(whole(StoredZip([StoredFile.of_text("01 Żółć.txt", "words"), StoredFile.of_text("2", "")], AT)))

    if unzip:
        assert "No errors detected" in subprocess.run([unzip, "-t", path], capture_output=True, text=True).stdout
    assert zipfile.is_zipfile(path)


@pytest.mark.parametrize("size", [4 * GIGABYTE - 2, 4 * GIGABYTE - 1, 5 * GIGABYTE])
def test_files_past_four_gigabytes_are_found_at_their_places(size):
    archive = StoredZip([zeros("large.bin", size), StoredFile.of_text("after.txt", "after")], AT)
    found = zipfile.ZipFile(AsFile(archive))

    assert [(one.filename, one.file_size) for one in found.infolist()] == [("large.bin", size), ("after.txt", 5)]
    assert found.read("after.txt") == b"after"


class AsFile(io.RawIOBase):
    """An archive as a file that can be read anywhere, of which nothing is made but what is asked for."""

    def __init__(self, archive):
        self.archive, self.place = archive, 0

    def seekable(self):
        return True

    def readable(self):
        return True

    def seek(self, place, whence=0):
        self.place = {0: 0, 1: self.place, 2: self.archive.length}[whence] + place
        return self.place

    def tell(self):
        return self.place

    def read(self, count=-1):
        stop = self.archive.length if count < 0 else self.place + count
        data = b"".join(self.archive.slices(self.place, stop))
        self.place += len(data)
        return data


FILES = st.lists(st.tuples(st.text(min_size=1, max_size=12), st.binary(max_size=300)), max_size=6)


@given(files=FILES, cuts=st.lists(st.integers(0, 4000), max_size=5))
def test_parts_put_together_are_the_whole(files, cuts):
    named = [(f"{n:02} {name.encode('utf-8', 'ignore').decode()}", data) for n, (name, data) in enumerate(files)]
    archive = StoredZip([StoredFile.of_bytes(name, data) for name, data in named], AT)
    places = sorted({0, archive.length, *(min(cut, archive.length) for cut in cuts)})

    parts = [b"".join(archive.slices(start, stop)) for start, stop in itertools.pairwise(places)]

    assert b"".join(parts) == whole(archive)
    assert [len(part) for part in parts] == [stop - start for start, stop in itertools.pairwise(places)]


class Watched(io.BytesIO):
    opened = 0

    def __enter__(self):
        Watched.opened += 1
        return self

    def close(self):
        Watched.opened -= 1
        super().close()


def test_a_part_opens_only_the_files_it_holds_and_leaves_none_open():
    asked = []

    def one(name):
        return StoredFile(name, 100_000, 0, "", lambda: asked.append(name) or Watched(bytes(100_000)))

    archive = StoredZip([one("a"), one("b"), one("c")], AT)
    slices = archive.slices(150_000, 160_000)
    next(slices)
    during = Watched.opened
    slices.close()

    assert (asked, during, Watched.opened) == (["b"], 1, 0)


def test_a_file_that_became_shorter_breaks_the_download_off_and_is_not_filled_up():
    archive = StoredZip([StoredFile("a", 10, 0, "", lambda: io.BytesIO(b"short"))], AT)

    with pytest.raises(OSError, match="a has become shorter"):
        whole(archive)


def test_two_archives_of_one_etag_are_the_same_bytes_and_a_changed_one_has_another():
    def archive(name, data):
        return StoredZip([StoredFile.of_bytes(name, data)], AT)

    one, same, renamed, other = (archive(*what) for what in [("a", b"1"), ("a", b"1"), ("b", b"1"), ("a", b"2")])

    assert one.etag == same.etag
    assert whole(one) == whole(same)
    assert len({one.etag, renamed.etag, other.etag}) == 3
