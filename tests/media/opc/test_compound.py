import io
import struct

import pytest

from media.opc.compound import compound_content
from tests.media import sample_files as samples

SECTOR = 512
END, FREE = 0xFFFFFFFE, 0xFFFFFFFF


def line(name: str, *, after: int = FREE, child: int = FREE) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    return (raw.ljust(64, b"\0") + struct.pack("<HHLLL", len(raw), 1, FREE, after, child)).ljust(128, b"\0")


def compound(*lines: bytes, far: int = 0) -> bytes:
    """A compound file whose directory starts in sector 1 and goes on `far` sectors behind it, four lines in each."""
    step, at = 1 + far, SECTOR // 4
    pieces = [b"".join(lines[n : n + 4]).ljust(SECTOR, b"\0") for n in range(0, len(lines), 4)]
    numbers = [1 + n * step for n in range(len(pieces))]
    following = dict(zip(numbers, [*numbers[1:], END], strict=True))
    last = numbers[-1]
    # The table of sectors, and what lists its sectors beyond the 109 of the header, lie behind the directory.
    tables = -(-(last + 1) // at)
    table_at = range(last + 1, last + 1 + tables)
    table = [following.get(n, FREE) for n in range(tables * at)]
    beyond = list(table_at[109:])
    lists = -(-len(beyond) // (at - 1))
    list_at = range(table_at.stop, table_at.stop + lists)
    header = bytearray(SECTOR)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<L", header, 44, tables)
    struct.pack_into("<L", header, 48, 1)
    struct.pack_into("<LL", header, 68, list_at.start if lists else END, lists)
    struct.pack_into("<109L", header, 76, *[*table_at[:109], *[FREE] * 109][:109])
    body = bytearray(SECTOR * list_at.stop)
    for number, piece in zip(numbers, pieces, strict=True):
        body[number * SECTOR : (number + 1) * SECTOR] = piece
    struct.pack_into(f"<{len(table)}L", body, table_at.start * SECTOR, *table)
    for n, sector in enumerate(list_at):
        listed = [*beyond[n * (at - 1) : (n + 1) * (at - 1)], *[FREE] * at][: at - 1]
        struct.pack_into(f"<{at}L", body, sector * SECTOR, *listed, list_at[n + 1] if n + 1 < lists else END)
    return bytes(header + body)


def content_of(data: bytes) -> str:
    return compound_content(io.BytesIO(data))


@pytest.mark.parametrize("far", [0, 300, 40_000], ids=["in a row", "far apart", "listed beyond the header"])
def test_a_directory_is_followed_wherever_its_sectors_lie(far):
    lines = [line("Root Entry", child=1), *(line(f"Pictures {n}", after=n + 1) for n in range(1, 9))]

    assert content_of(compound(*lines, line("PowerPoint Document"), far=far)) == "ppt"


def test_a_document_with_a_presentation_in_it_is_a_document():
    lines = [line("Root Entry", child=1), line("ObjectPool", after=3, child=2), line("PowerPoint Document")]

    assert content_of(compound(*lines, line("WordDocument"))) == "doc"


def test_a_directory_that_leads_back_to_itself_ends():
    data = bytearray(compound(line("Root Entry", child=1), line("One", after=1, child=1)))
    struct.pack_into("<L", data, SECTOR * 3 + 4, 1)

    assert content_of(bytes(data)) == ""


def test_what_is_cut_off_is_nothing_in_particular():
    whole = samples.compound_file("PowerPoint Document")

    assert [content_of(whole[:length]) for length in (0, 8, 511, 512, 1600, len(whole))] == ["", "", "", "", "", "ppt"]
