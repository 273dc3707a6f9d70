"""The zip reader: what is stored comes out, whatever the zip says about itself."""

import io
import random
import tracemalloc
import zipfile

import pytest

from media.opc.archive import Archive, Entry
from media.opc.limits import Limits
from media.opc.refusals import Damaged, FileRefused, Truncated, ZipBomb
from tests.media import sample_files as samples


def archive_of(data: bytes, limits: Limits | None = None) -> Archive:
    return Archive(io.BytesIO(data), limits or Limits())


def contents(archive: Archive) -> dict[str, bytes]:
    return {entry.name: archive.read(entry, most=samples.MIB) for entry in archive.entries}


def test_what_was_put_in_comes_out():
    parts = {"a.xml": b"<a/>", "b/empty.xml": b"", "b/long.bin": bytes(range(256)) * 3_000, "é.txt": "é".encode()}

    assert contents(archive_of(samples.zipped(parts))) == parts


class Pipe(io.BytesIO):
    """A file that can only be written forwards."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise io.UnsupportedOperation


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["stored", "deflated"])
def test_entries_written_without_seeking_and_with_zip64_fields_are_read(method):
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", method) as archive, archive.open("a.txt", "w", force_zip64=True) as part:
        part.write(b"streamed")

    assert contents(archive_of(pipe.getvalue())) == {"a.txt": b"streamed"}


def test_a_folder_is_known_as_one():
    archive = archive_of(samples.zipped({"folder/": b"", "folder/a.txt": b"a"}))

    assert [entry.is_folder for entry in archive.entries] == [True, False]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=["bzip2", "lzma"])
def test_packing_that_office_files_do_not_use_is_refused(method):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("a.txt", b"a" * 100)

    with pytest.raises(Damaged):
        archive_of(buffer.getvalue())


def test_a_checksum_that_is_wrong_is_refused():
    data = bytearray(samples.zipped({"a.txt": b"text"}))
    data[data.index(b"PK\x01\x02") + 16] ^= 1
    archive = archive_of(bytes(data))

    with pytest.raises(Damaged):
        archive.read(archive.entries[0], most=samples.MIB)


@pytest.mark.parametrize("stated", [0, 3, 5], ids=["nothing", "too small", "too large"])
def test_a_size_that_is_wrong_is_refused(stated):
    archive = archive_of(samples.with_stated_size(samples.zipped({"a.txt": b"text"}), "a.txt", stated))

    with pytest.raises(Damaged):
        archive.read(archive.entries[0], most=samples.MIB)


@pytest.mark.parametrize("stated", [0, 1, 4_000])
def test_no_more_comes_out_than_an_entry_says_it_holds(stated):
    archive = archive_of(samples.with_stated_size(samples.zipped({"a.txt": b"a" * 20_000_000}), "a.txt", stated))

    tracemalloc.start()
    try:
        with pytest.raises(Damaged):
            archive.read(archive.entries[0], most=samples.MIB)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < samples.MIB


def test_no_more_than_asked_for_is_unpacked():
    archive = archive_of(samples.zipped({"a.txt": b"a" * 1_000}))

    with pytest.raises(ZipBomb):
        archive.read(archive.entries[0], most=999)


def test_the_budget_is_for_the_whole_archive():
    archive = archive_of(samples.zipped({"a.txt": b"a" * 1_000}), Limits(inflated_bytes=1_500))
    archive.read(archive.entries[0], most=1_000)

    with pytest.raises(ZipBomb):
        archive.read(archive.entries[0], most=1_000)


def test_a_zip_cut_off_is_truncated():
    with pytest.raises(Truncated):
        archive_of(samples.deck()[:-30])


def test_bytes_before_the_zip_are_refused():
    with pytest.raises(Damaged):
        archive_of(b"something else" + samples.deck())


def test_the_directory_is_read_as_the_standard_library_reads_it():
    """Or refused: with any one bit of its first line turned."""
    data = samples.zipped({"a.xml": b"<a/>", "b/c.bin": bytes(range(256)) * 9, "é.txt": b"e"})
    start, chance, read = data.index(b"PK\x01\x02"), random.Random(11), 0
    for _ in range(300):
        changed = bytearray(data)
        changed[start + chance.randrange(46 + len("a.xml"))] ^= 1 << chance.randrange(8)
        try:
            ours = archive_of(bytes(changed)).entries
            theirs = zipfile.ZipFile(io.BytesIO(changed)).infolist()
        except (FileRefused, NotImplementedError, UnicodeDecodeError):  # the last two are what `zipfile` will not read
            continue
        read += 1
        assert [told_by(one) for one in ours] == [told_by_zipfile(one) for one in theirs]
    assert read > 100


def told_by(entry: Entry) -> tuple[object, ...]:
    return entry.name, entry.offset, entry.compressed_size, entry.size, entry.crc, entry.method, entry.flags


def told_by_zipfile(one: zipfile.ZipInfo) -> tuple[object, ...]:
    return (
        one.orig_filename,
        one.header_offset,
        one.compress_size,
        one.file_size,
        one.CRC,
        one.compress_type,
        one.flag_bits,
    )
