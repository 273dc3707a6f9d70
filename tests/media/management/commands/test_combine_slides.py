"""`manage.py combine_slides` writes chosen slides of several decks into one file, or says in a sentence why not."""

import io

import pytest
from django.core.management import CommandError, call_command

from media.decks.outline import read_outline
from media.management.commands.combine_slides import chosen_slides
from tests.media import sample_files as samples
from tests.media.decks import decks_to_combine as decks
from tests.media.package_validator import problems_of


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with two decks, which is where the command is given."""
    monkeypatch.chdir(tmp_path)
    decks.kept(tmp_path, "maya.pptx", decks.simple_deck("Maya"))
    decks.kept(tmp_path, "session 2: liam.pptx", decks.simple_deck("Liam", slides=2))
    return tmp_path


def titles(path) -> list[str]:
    return [slide.title for slide in read_outline(path).slides]


def test_chosen_slides_are_written_with_our_own_around_them(folder):
    out = io.StringIO()

    call_command("combine_slides", "out.pptx", "maya.pptx:1,3-4", "session 2: liam.pptx", stdout=out)

    assert titles(folder / "out.pptx") == [
        "out",
        "Part 1: maya",
        "Maya 1",
        "Maya 3",
        "Maya 4",
        "Part 2: session 2: liam",
        "Liam 1",
        "Liam 2",
        "Sources",
    ]
    assert problems_of((folder / "out.pptx").read_bytes()) == []
    assert out.getvalue().splitlines()[:4] == [
        "out.pptx: 9 slides",
        "  1: ours",
        "  2: ours",
        "  3: maya.pptx, slide 1",
    ]


def test_slides_only_and_without_notes(folder):
    call_command(
        "combine_slides", "out.pptx", "session 2: liam.pptx:2", "--slides-only", "--no-notes", stdout=io.StringIO()
    )

    assert [(slide.title, slide.notes) for slide in read_outline(folder / "out.pptx").slides] == [
        ("Liam 2", ("From: session 2: liam, slide 2",))
    ]


@pytest.mark.parametrize(
    ("deck", "sentence"),
    [
        ("maya.pptx:5", "There is no slide 5 in maya, which has 4 slides. Choose from those that are there."),
        ("maya.pptx:0", "There is no slide 0 in maya, which has 4 slides. Choose from those that are there."),
        ("maya.pptx:", "maya.pptx:: write slide numbers as 1,3-5 after the colon."),
        ("maya.pptx:1,two", "maya.pptx:1,two: write slide numbers as 1,3-5 after the colon."),
        ("maya.pptx:3-1", "maya.pptx:3-1: 3-1 runs backwards. Write 1-3."),
        ("maya.pptx:1-999999999", "maya.pptx:1-999999999: no deck has a slide 999999999."),
        (
            "nowhere.pptx:1",
            "nowhere.pptx: This could not be opened as a file. Check that it is a file and not a folder, and that it "
            "is still there.",
        ),
        ("report.pdf:1", "report.pdf: This is a PDF, which cannot be uploaded here. Upload it as .pptx instead."),
    ],
)
def test_what_cannot_be_combined_ends_with_1_and_a_sentence_and_no_file(folder, deck, sentence):
    decks.kept(folder, "report.pdf", samples.pdf())
    before = sorted(folder.iterdir())

    with pytest.raises(CommandError) as caught:
        call_command("combine_slides", "out.pptx", "maya.pptx:1", deck)

    assert (caught.value.returncode, str(caught.value)) == (1, sentence)
    assert sorted(folder.iterdir()) == before


def test_a_deck_is_never_written_over_because_the_output_was_forgotten(folder):
    with pytest.raises(CommandError, match=r"^OUT must be the name of a .pptx file, which maya.pptx:1 is not\.$"):
        call_command("combine_slides", "maya.pptx:1", "maya.pptx:2")


def test_a_folder_that_is_not_there_is_a_sentence(folder):
    with pytest.raises(CommandError) as caught:
        call_command("combine_slides", "nowhere/out.pptx", "maya.pptx")

    assert (caught.value.returncode, str(caught.value)) == (
        1,
        "nowhere/out.pptx cannot be written: No such file or directory.",
    )


@pytest.mark.parametrize(
    ("deck", "path", "numbers"),
    [
        ("maya.pptx", "maya.pptx", None),
        ("maya.pptx:2", "maya.pptx", (2,)),
        ("maya.pptx:4, 1-2", "maya.pptx", (4, 1, 2)),
        ("session 2: liam.pptx", "session 2: liam.pptx", None),
        ("session 2: liam.pptx:1", "session 2: liam.pptx", (1,)),
    ],
)
def test_a_path_may_have_colons_in_it(folder, deck, path, numbers):
    chosen = chosen_slides(deck)

    assert (str(chosen.path), chosen.numbers) == (path, numbers)
