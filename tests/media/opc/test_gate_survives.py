"""Whatever the bytes, the gate answers with an inspection or a refusal, and with nothing else."""

import io
import random
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media.decks.outline import read_outline
from media.opc.gate import inspect
from media.opc.refusals import FileRefused
from tests.media import sample_files as samples

SAMPLES = {
    "deck.pptx": samples.deck_with({"ppt/media/image1.png": samples.picture("PNG")}),
    "report.docx": samples.word_document(),
    "report.pdf": samples.pdf(objects=samples.pdf_object_stream(b"<< /Type /Font >>")),
    "old.ppt": samples.compound_file("PowerPoint Document"),
    "photo.png": samples.picture("PNG"),
    "photo.jpg": samples.picture("JPEG"),
    "photo.gif": samples.picture("GIF"),
    "photo.webp": samples.picture("WEBP"),
}
CHANGES = st.lists(st.tuples(st.integers(min_value=0), st.binary(max_size=6)), min_size=1, max_size=8)


def answers(data: bytes, name: str) -> bool:
    """Ask gate and reader; true if nothing but refusals came out."""
    with suppress(FileRefused):
        inspect(io.BytesIO(data), name=name)
    with suppress(FileRefused):
        read_outline(io.BytesIO(data))
    return True


def changed(data: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    for place, new in changes:
        at = place % (len(data) + 1)
        data = data[:at] + new + data[at + len(new) :]
    return data


@pytest.mark.parametrize("name", SAMPLES)
@given(changes=CHANGES, keep=st.floats(min_value=0, max_value=1))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_changed_and_cut_files_are_answered(name, changes, keep):
    data = changed(SAMPLES[name], changes)

    assert answers(data, name)
    assert answers(data[: int(len(data) * keep)], name)


@given(part=st.sampled_from(sorted(samples.deck_parts())), changes=CHANGES)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_whole_zip_of_changed_parts_is_answered(part, changes):
    parts = samples.deck_parts()
    parts[part] = changed(parts[part], changes)

    assert answers(samples.zipped(parts), "deck.pptx")


@given(
    data=st.binary(max_size=300), start=st.sampled_from([b"", b"PK\3\4", b"%PDF-", b"\xff\xd8\xff", b"RIFF", b"ID3"])
)
@settings(max_examples=300, deadline=None)
def test_bytes_from_nowhere_are_answered(data, start):
    assert answers(start + data, "deck.pptx")


@pytest.mark.parametrize("place", range(20))
@pytest.mark.parametrize("name", ["deck.pptx", "report.docx", "report.pdf"])
def test_a_file_cut_at_any_of_20_places_is_refused(name, place):
    data = SAMPLES[name]

    with pytest.raises(FileRefused) as caught:
        inspect(io.BytesIO(data[: len(data) * place // 20]), name=name)

    assert "upload" in str(caught.value)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_with_any_of_500_bytes_flipped_is_answered(name):
    data, places = SAMPLES[name], random.Random(20261121)

    for _ in range(500):
        at = places.randrange(len(data))
        assert answers(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :], name)
