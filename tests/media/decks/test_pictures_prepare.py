"""The copy that renderers draw from, and the fonts it names."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Inches

from media.decks.outline import read_outline
from media.decks.pictures import fonts
from media.decks.pictures.fonts import packaged_fonts, pieces_by_font
from media.decks.pictures.prepare import prepare_deck, shown_slides

MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def deck_saying(path: Path, words: str) -> Path:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    slide.shapes.add_textbox(0, 0, Inches(5), Inches(1)).text_frame.text = words
    deck.save(str(path))
    return path


def runs_of(deck: Path) -> list[tuple[str, str]]:
    """The runs of the deck's only text box, each with the font it names."""
    paragraph = Presentation(str(deck)).slides[0].shapes[0].text_frame.paragraphs[0]
    return [(run.text, run.font.name or "") for run in paragraph.runs]


def test_nothing_in_the_copy_leads_outside_and_the_rest_stays(tmp_path: Path) -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Read more"
    slide.shapes.title.text_frame.paragraphs[0].runs[0].hyperlink.address = "https://example.org/secret"
    deck.save(str(tmp_path / "deck.pptx"))

    prepare_deck(tmp_path / "deck.pptx", tmp_path / "copy.pptx", [1])

    with zipfile.ZipFile(tmp_path / "copy.pptx") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"example.org" not in everything
    assert b"External" not in everything
    assert [slide.title for slide in read_outline(tmp_path / "copy.pptx").slides] == ["Read more"]


def test_only_the_slides_asked_for_are_in_the_copy(tmp_path: Path) -> None:
    deck = Presentation()
    for number in range(1, 6):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Slide {number}"
        if number == 4:
            slide._element.set("show", "0")
    deck.save(str(tmp_path / "deck.pptx"))

    there = prepare_deck(tmp_path / "deck.pptx", tmp_path / "copy.pptx", [2, 4, 9])

    assert there == [2, 4]
    copied = read_outline(tmp_path / "copy.pptx").slides
    assert [(slide.title, slide.is_hidden) for slide in copied] == [("Slide 2", False), ("Slide 4", False)]
    assert shown_slides(tmp_path / "deck.pptx") == [1, 2, 3, 5]


def test_the_number_of_a_slide_is_filled_in(tmp_path: Path) -> None:
    deck = Presentation()
    for _ in range(3):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        paragraph = slide.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.paragraphs[0]._p
        field = paragraph.makeelement(f"{MAIN}fld", {"type": "slidenum", "id": "{0}"})
        field.append(paragraph.makeelement(f"{MAIN}t", {}))
        field[0].text = "‹#›"
        paragraph.append(field)
    deck.part._element.set("firstSlideNum", "10")
    deck.save(str(tmp_path / "deck.pptx"))

    prepare_deck(tmp_path / "deck.pptx", tmp_path / "copy.pptx", [1, 3])

    slides = Presentation(str(tmp_path / "copy.pptx")).slides
    assert [[found.text for found in slide._element.iter(f"{MAIN}t")] for slide in slides] == [["10"], ["12"]]


@pytest.mark.parametrize(
    ("words", "runs"),
    [
        ("Neglect: naïve café", [("Neglect: naïve café", "")]),
        ("শিশু সুরক্ষা (child)", [("শিশু সুরক্ষা", "Noto Sans Bengali"), (" (child)", "")]),
        ("Done ✓ ✗", [("Done ", ""), ("✓ ✗", "DejaVu Sans")]),
        ("حماية الأطفال", [("حماية الأطفال", "DejaVu Sans")]),
    ],
    ids=["Latin letters as they are", "Bengali and English", "signs", "Arabic"],
)
def test_letters_get_a_font_that_has_them(tmp_path: Path, words: str, runs: list[tuple[str, str]]) -> None:
    deck = deck_saying(tmp_path / "deck.pptx", words)

    prepare_deck(deck, tmp_path / "copy.pptx", [1])

    assert runs_of(tmp_path / "copy.pptx") == runs


@pytest.mark.parametrize(
    ("words", "direction"),
    [("حماية children", "1"), ("Children: حماية", None), ("Children", None)],
    ids=["Arabic first", "English first", "English only"],
)
def test_a_paragraph_is_set_from_the_right_if_it_begins_so(tmp_path: Path, words: str, direction: str | None) -> None:
    deck = deck_saying(tmp_path / "deck.pptx", words)

    prepare_deck(deck, tmp_path / "copy.pptx", [1])

    paragraph = Presentation(str(tmp_path / "copy.pptx")).slides[0].shapes[0].text_frame.paragraphs[0]._p
    properties = paragraph.find(f"{MAIN}pPr")
    assert (None if properties is None else properties.get("rtl")) == direction


@given(st.text())
def test_no_letter_is_lost_on_the_way_to_its_font(words: str) -> None:
    assert "".join(text for text, _ in pieces_by_font(words)) == words


def test_every_font_that_is_named_is_installed() -> None:
    found = {(font.family, font.is_bold, font.is_italic) for font in packaged_fonts()}

    named = {(name, *style) for names, styles in fonts._STANDS_FOR for name in names for style in styles}
    named |= {(name, False, False) for name, _, _ in fonts._SCRIPT_FONTS}
    assert found == named
    assert packaged_fonts()[0].family == "Carlito"
