"""Old .ppt files made into .pptx: what they say is kept, what was lost is said, what cannot be read is refused."""

import random
from contextlib import suppress

import pytest

from media.decks.legacy import to_pptx
from media.decks.outline import SlideOutline, read_outline
from media.opc.child import in_child
from media.opc.gate import inspect
from media.opc.limits import Limits
from media.opc.refusals import (
    CannotBeOpened,
    FileRefused,
    LegacyOffice,
    PasswordProtected,
    Renamed,
    TooComplicated,
    TooLarge,
)
from tests.media import sample_files as samples
from tests.media.decks.legacy_files import ENCRYPTED, OldSlide, compound_file, old_deck

pytestmark = pytest.mark.usefixtures("fresh_children")

TWO_SLIDES = old_deck(
    OldSlide("Was not brought", "Ask why.\nTell the GP."), OldSlide("", "No title,\nonly text", is_animated=True)
)


@pytest.fixture
def given(tmp_path):
    """Writes a file and says where."""

    def write(data: bytes, name: str = "old.ppt"):
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return write


def slides_after(path) -> list[SlideOutline]:
    target = path.with_name("new.pptx")
    to_pptx(path, target)
    return list(read_outline(target).slides)


def test_titles_are_titles_again_and_the_text_is_kept(given):
    slides = slides_after(
        given(old_deck(OldSlide("Was not brought", "Ask why.\nTell the GP."), OldSlide("", "One\nTwo")))
    )

    assert [(slide.title, slide.paragraphs) for slide in slides] == [
        ("Was not brought", ("Ask why.", "Tell the GP.")),
        ("", ("One", "Two")),
    ]


def test_the_result_passes_the_gate(given, tmp_path):
    to_pptx(given(TWO_SLIDES), tmp_path / "new.pptx")

    assert inspect(tmp_path / "new.pptx").slides == 2


def test_what_was_lost_is_said_with_the_slides(given, tmp_path):
    lost = to_pptx(given(TWO_SLIDES), tmp_path / "new.pptx")

    assert lost[0].startswith("This was an old PowerPoint file (.ppt).")
    assert lost[1:] == ["Animations were left out (slide 2)."]


def test_it_works_in_a_process_of_its_own(given, tmp_path):
    lost = in_child("media.decks.legacy:to_pptx", given(TWO_SLIDES), tmp_path / "new.pptx")

    assert lost[1:] == ["Animations were left out (slide 2)."]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (old_deck(OldSlide("Secret"), token=ENCRYPTED), PasswordProtected),
        (samples.password_deck(), PasswordProtected),
        (old_deck(OldSlide("PowerPoint 95"), version=0), LegacyOffice),
        (old_deck(), LegacyOffice),
        (TWO_SLIDES[:2000], LegacyOffice),
        (compound_file({"WordDocument": b""}), LegacyOffice),
        (compound_file({"Something": b""}), Renamed),
        (samples.deck(), Renamed),
        (samples.pdf(), Renamed),
        (b"", Renamed),
    ],
    ids=[
        "with a password",
        "a newer file with a password",
        "PowerPoint 95",
        "no slides",
        "cut",
        "an old Word file",
        "another compound file",
        "a pptx",
        "a PDF",
        "empty",
    ],
)
def test_what_cannot_be_converted_is_refused_and_leaves_no_file(given, tmp_path, data, refusal):
    with pytest.raises(FileRefused) as raised:
        to_pptx(given(data), tmp_path / "new.pptx")

    assert type(raised.value) is refusal
    assert [path.name for path in tmp_path.iterdir()] == ["old.ppt"]


def test_a_file_over_the_limit_is_refused(given, tmp_path):
    with pytest.raises(TooLarge):
        to_pptx(given(TWO_SLIDES), tmp_path / "new.pptx", limits=Limits(upload_bytes=1000))


def test_what_the_gate_refuses_afterwards_leaves_no_file(given, tmp_path):
    with pytest.raises(TooComplicated):
        to_pptx(given(TWO_SLIDES), tmp_path / "new.pptx", limits=Limits(slides=1))

    assert not (tmp_path / "new.pptx").exists()


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(CannotBeOpened):
        to_pptx(tmp_path, tmp_path / "new.pptx")


def test_damaged_files_are_converted_or_refused_and_nothing_else(given, tmp_path):
    chance = random.Random(7)
    for _ in range(150):
        data = bytearray(TWO_SLIDES)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        with suppress(FileRefused):
            to_pptx(given(bytes(data)), tmp_path / "new.pptx")
            assert inspect(tmp_path / "new.pptx").slides
