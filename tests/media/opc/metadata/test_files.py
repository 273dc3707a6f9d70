"""Pictures and recordings that are files by themselves: a copy that says nothing, and what it would have said."""

import io

import pytest
from PIL import Image

from media.opc.limits import Limits
from media.opc.metadata.files import clean_media, hidden_media_data
from media.opc.refusals import Damaged, FileRefused, TooLarge
from tests.media.byte_search import found_anywhere
from tests.media.opc.metadata.test_recordings import SECRET, mp3, video, wav
from tests.media.sample_files import picture

_ARTIST, _PLACE = 0x013B, 0x8825


def photograph() -> bytes:
    exif = Image.Exif()
    exif[_ARTIST] = SECRET
    exif.get_ifd(_PLACE)[1] = "N"
    taken = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(taken, "JPEG", exif=exif)
    return taken.getvalue()


@pytest.mark.parametrize("make", [photograph, mp3, video, wav])
def test_the_copy_says_nothing_of_who_made_it(make, tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    source.write_bytes(make())

    report = clean_media(source, out)

    assert found_anywhere([SECRET], out.read_bytes()) == set()
    assert (bool(report.removed), report.kept, report.size) == (True, (), out.stat().st_size)
    assert hidden_media_data(out).codes == frozenset()


def test_where_a_photograph_was_taken_is_told_by_itself(tmp_path):
    (tmp_path / "in.jpg").write_bytes(photograph())

    assert hidden_media_data(tmp_path / "in.jpg").codes == {"media_place", "media_metadata"}


def test_the_picture_is_the_same_to_look_at(tmp_path):
    (tmp_path / "in.jpg").write_bytes(photograph())

    clean_media(tmp_path / "in.jpg", tmp_path / "out.jpg")

    with Image.open(tmp_path / "in.jpg") as before, Image.open(tmp_path / "out.jpg") as after:
        assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize(
    ("content", "limits", "refusal"),
    [(b"\x89PNG\r\n\x1a\nno more", Limits(), Damaged), (picture("PNG"), Limits(upload_bytes=20), TooLarge)],
    ids=["broken", "too large"],
)
def test_what_cannot_be_cleaned_is_refused_and_leaves_nothing(content, limits, refusal, tmp_path):
    (tmp_path / "in.png").write_bytes(content)

    with pytest.raises(FileRefused) as caught:
        clean_media(tmp_path / "in.png", tmp_path / "out.png", limits=limits)

    assert (type(caught.value), (tmp_path / "out.png").exists()) == (refusal, False)
