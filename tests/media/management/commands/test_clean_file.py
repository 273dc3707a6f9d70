"""`manage.py clean_file` writes the clean copy and says what was left out; if refused, there is no copy."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from pptx import Presentation

from media.cleaning import clean_file
from tests.media import sample_files as samples
from tests.media.byte_search import found_anywhere
from tests.media.decks.canary_deck import canary_deck
from tests.media.pdf.canary_pdf import canary_pdf
from tests.media.word.canary_document import canary_document


@pytest.fixture
def deck(tmp_path):
    made = Presentation()
    made.core_properties.author = "Jane Canary"
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "Seen"
    slide.notes_slide.notes_text_frame.text = "Never said aloud"
    path = tmp_path / "deck.pptx"
    made.save(path)
    return path


def run(*arguments) -> str:
    out = io.StringIO()
    call_command("clean_file", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "ending"),
    [(canary_deck, "pptx"), (canary_pdf, "pdf"), (canary_document, "docx")],
    ids=["pptx", "pdf", "docx"],
)
def test_no_secret_is_in_the_copy_of_any_kind_of_file(make, ending, tmp_path):
    data, secrets = make()
    source, out = tmp_path / f"in.{ending}", tmp_path / f"out.{ending}"
    source.write_bytes(data)

    run(source, out)

    assert found_anywhere(list(secrets.values()), out.read_bytes()) == set()


def test_notes_are_left_out_and_the_report_says_so(deck, tmp_path):
    told = run(deck, tmp_path / "out.pptx")

    assert "  Speaker notes: everything written under the slide. Slide 1." in told.splitlines()
    assert found_anywhere(["Never said aloud", "Jane Canary"], (tmp_path / "out.pptx").read_bytes()) == set()


def test_notes_stay_if_that_is_asked_for(deck, tmp_path):
    told = run(deck, tmp_path / "out.pptx", "--keep-notes")

    assert told.partition("Still in it:\n")[2] == "  Speaker notes: everything written under the slide. Slide 1.\n"
    assert found_anywhere(["Never said aloud", "Jane Canary"], (tmp_path / "out.pptx").read_bytes()) == {
        "Never said aloud"
    }


def test_hidden_slides_stay_if_that_is_asked_for(tmp_path):
    data, secrets = canary_deck()
    (tmp_path / "in.pptx").write_bytes(data)

    run(tmp_path / "in.pptx", tmp_path / "out.pptx", "--keep-hidden-slides")

    assert found_anywhere(list(secrets.values()), (tmp_path / "out.pptx").read_bytes()) == {secrets["hidden_slide"]}


def test_json_holds_the_whole_report(deck, tmp_path):
    told = json.loads(run(deck, tmp_path / "out.pptx", "--json", "--title", "Learning"))

    assert told["size"] == (tmp_path / "out.pptx").stat().st_size
    assert {
        "code": "notes",
        "sentence": "Speaker notes: everything written under the slide.",
        "slide": 1,
        "count": 1,
    } in told["removed"]
    assert told["kept"] == []
    assert found_anywhere(["Learning"], (tmp_path / "out.pptx").read_bytes()) == {"Learning"}


@pytest.mark.parametrize(
    "data", [b"", samples.pdf(), samples.password_deck(), b"PK\x03\x04"], ids=["empty", "pdf", "locked", "cut"]
)
def test_a_refused_file_leaves_no_copy_not_even_an_old_one(data, tmp_path):
    source, out = tmp_path / "in.pptx", tmp_path / "out.pptx"
    source.write_bytes(data)
    out.write_bytes(b"an older copy")

    with pytest.raises(CommandError) as caught:
        run(source, out)

    assert (caught.value.returncode, out.exists()) == (1, False)
    assert str(caught.value).startswith(f"{source}: refused. ")


def in_this_process(target, source, out, *, seconds, **wishes):
    assert target == "media.cleaning:clean_file"
    return clean_file(source, out, **wishes)


def test_a_copy_that_still_tells_something_is_not_left(deck, tmp_path, monkeypatch):
    monkeypatch.setattr("media.opc.copying.core_properties", lambda title: b"<a>Jane Canary</a>")
    monkeypatch.setattr("media.management.commands.clean_file.in_child", in_this_process)

    with pytest.raises(CommandError, match="still held something hidden"):
        run(deck, tmp_path / "out.pptx")

    assert not (tmp_path / "out.pptx").exists()


def test_a_file_is_not_cleaned_onto_itself(deck):
    before = deck.read_bytes()

    with pytest.raises(CommandError, match="same file"):
        run(deck, deck)

    assert deck.read_bytes() == before


def test_a_deck_with_macros_comes_out_without_them(tmp_path):
    (tmp_path / "in.pptm").write_bytes(samples.macro_deck())

    told = run(tmp_path / "in.pptm", tmp_path / "out.pptx")

    assert "A program (a macro)" in told
    assert found_anywhere(["vbaProject"], (tmp_path / "out.pptx").read_bytes()) == set()


def test_what_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError) as caught:
        run(tmp_path / "nothing.pptx", tmp_path / "out.pptx")

    assert caught.value.returncode == 1
