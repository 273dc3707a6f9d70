"""The briefing as slides, opened again with python-pptx."""

import io
import re

import pytest
from hypothesis import given, settings
from pptx import Presentation
from pptx.util import Pt

from media.decks.accessibility import DeckAccessibility, Status, check_deck
from media.decks.briefing_deck import compose_briefing_deck
from media.decks.cleaning.clean import clean_deck
from media.decks.hidden_data import hidden_data
from media.sheets.briefing import BriefingPanel, BriefingSheet
from media.sheets.richtext import blocks_from_html, blocks_from_text
from tests.media.sheets.briefing_sheets import HEADINGS, letters, said, typed, usual

EMPTY = BriefingSheet(title="", panels=[BriefingPanel(heading="")] * 7)


def opened(sheet):
    return Presentation(io.BytesIO(compose_briefing_deck(sheet)))


def place(slide, name):
    return next((shape.text_frame.text for shape in slide.placeholders if shape.name == name), "")


def notes(slide):
    return slide.notes_slide.notes_text_frame.text


def panel_slides(deck):
    """The slides of each section, by its number."""
    slides = {}
    for slide in deck.slides:
        if slide.slide_layout.name == "Numbered section":
            slides.setdefault(place(slide, "Label"), []).append(slide)
    return slides


def test_a_cover_and_care_come_before_the_seven_sections_and_questions_and_help_after():
    assert [slide.shapes.title.text for slide in opened(usual()).slides] == [
        "Maya: bruising in a baby",
        "Before we start: looking after yourselves",
        *HEADINGS,
        "Questions for your team",
        "Tell us that you have used it",
        "About this briefing",
        "Where to get help",
    ]


def test_the_seven_are_numbered_and_have_the_facilitators_notes_under_them():
    slides = panel_slides(opened(usual()))

    assert list(slides) == [str(number) for number in range(1, 8)]
    assert [notes(slide).splitlines()[0] for (slide,) in slides.values()] == [f"Wait at {one}." for one in HEADINGS]


def test_a_section_without_a_note_says_how_to_lead_it():
    slides = panel_slides(opened(usual(panels=[BriefingPanel(heading="A", blocks=blocks_from_text("B"))])))

    assert notes(slides["1"][0]).startswith("Read this section aloud")


def test_addresses_of_links_are_in_the_notes():
    slide = panel_slides(opened(usual()))["1"][0]

    assert "the clinic: https://example.org/clinic" in notes(slide)


def test_a_long_section_goes_on_on_another_slide_and_is_whole_in_the_notes_of_the_first():
    text = " ".join(f"Sentence {number} of it says something." for number in range(50))
    deck = opened(usual(panels=[BriefingPanel(heading="Long", blocks=blocks_from_text(text))]))
    first, *others = panel_slides(deck)["1"]

    assert first.shapes.title.text == f"Long (1 of {len(others) + 1})"
    assert others
    assert text in notes(first)
    assert all(text not in notes(slide) for slide in others)
    sizes = {run.font.size for slide in (first, *others) for shape in slide.placeholders
             for paragraph in shape.text_frame.paragraphs for run in paragraph.runs if shape.name == "Body"}  # fmt: skip
    assert sizes == {Pt(22)}


def test_items_of_lists_have_their_marks():
    body = blocks_from_html("<p>Then:</p><ul><li>Dot</li></ul><ol><li>One</li><li>Two</li></ol>")
    slide = panel_slides(opened(usual(panels=[BriefingPanel(heading="A", blocks=body)])))["1"][0]
    paragraphs = next(shape for shape in slide.placeholders if shape.name == "Body").text_frame.paragraphs
    marks = {one.text: [(el.tag.rpartition("}")[2], el.get("startAt")) for el in one._p.iter("{*}buChar", "{*}buAutoNum")]
             for one in paragraphs}  # fmt: skip

    assert marks == {
        "Then:": [],
        "Dot": [("buChar", None)],
        "One": [("buAutoNum", "1")],
        "Two": [("buAutoNum", "2")],
    }


def test_what_runs_from_right_to_left_says_so():
    slide = panel_slides(opened(usual(panels=[BriefingPanel(heading="A", blocks=blocks_from_text("مرحبا\n\nHi"))])))[
        "1"
    ][0]
    paragraphs = next(shape for shape in slide.placeholders if shape.name == "Body").text_frame.paragraphs

    assert [(one.text, one._p.pPr.get("rtl"), one._p.pPr.get("algn")) for one in paragraphs] == [
        ("مرحبا", "1", "r"),
        ("Hi", "0", None),
    ]


def test_the_code_to_scan_says_where_it_leads():
    slide = next(one for one in opened(usual()).slides if one.shapes.title.text == "Tell us that you have used it")
    (picture,) = [shape for shape in slide.shapes if shape.shape_type == 13]

    assert picture._element.nvPicPr.cNvPr.get("descr") == "QR code that opens https://example.org/briefings/maya/used/"
    assert picture.width == picture.height
    assert "https://example.org/briefings/maya/used/" in place(slide, "Body")


def test_a_briefing_without_an_address_has_no_code():
    titles = [slide.shapes.title.text for slide in opened(usual(used_address="")).slides]

    assert "Tell us that you have used it" not in titles


def test_a_section_of_nothing_but_an_empty_bullet_is_not_yet_written():
    panel = BriefingPanel(heading="A", blocks=[{"kind": "ul", "items": [[{"text": ""}]]}])

    assert place(panel_slides(opened(usual(panels=[panel])))["1"][0], "Body") == "Not yet written."


def test_that_it_is_superseded_is_on_the_cover():
    assert place(opened(usual()).slides[0], "Body").startswith("A newer briefing takes its place.")


@pytest.mark.parametrize(
    "sheet",
    [usual(), EMPTY, usual(panels=[BriefingPanel(heading="L" * 80, blocks=blocks_from_text("Long. " * 900))] * 7)],
    ids=["everything", "seven empty sections", "long sections of one name"],
)
def test_nothing_is_hidden_but_the_notes_and_nothing_is_to_be_mended(sheet):
    deck = compose_briefing_deck(sheet)

    assert hidden_data(deck).codes == {"notes"}
    assert clean_deck(io.BytesIO(deck), io.BytesIO(), keep_notes=True).removed == ()
    assert check_deck(io.BytesIO(deck)) == DeckAccessibility(Status.GOOD)


def test_the_same_sheet_gives_the_same_bytes():
    assert compose_briefing_deck(usual()) == compose_briefing_deck(usual())


def test_twenty_thousand_words_come_out():
    text = " ".join(f"word{number}" for number in range(20_000))
    slides = panel_slides(opened(usual(panels=[BriefingPanel(heading="A", blocks=blocks_from_text(text))])))["1"]

    assert " ".join(place(slide, "Body") for slide in slides).split() == text.split()


def without_number(title):
    return letters(re.sub(r"( – \d+)?( \(\d+ of \d+\))?$", "", title))


@settings(max_examples=40, deadline=None)
@given(typed)
def test_whatever_is_typed_comes_out_whole_and_in_order(sheet):
    deck = opened(sheet)
    slides = panel_slides(deck)
    assert list(slides) == [str(number) for number in range(1, 8)]
    for number, panel in enumerate(sheet.panels, start=1):
        body = letters("".join(place(slide, "Body") for slide in slides[str(number)]))
        title = without_number(slides[str(number)][0].shapes.title.text)
        # a heading too long for its place is whole above the text
        assert letters(panel.heading) in (title, body[: len(letters(panel.heading))]) or not letters(panel.heading)
        assert body.endswith(said(panel.blocks) or letters("Not yet written."))
        assert letters(panel.facilitator_note) in letters(notes(slides[str(number)][0]))
    questions = "".join(place(slide, "Body") for slide in deck.slides if slide.slide_layout.name == "Question")
    assert letters(questions) == letters("".join(sheet.standing_questions))
    cover = deck.slides[0]
    told = letters(notes(cover))
    assert letters(sheet.facilitator_note) in told
    for text in (letters(sheet.shown_title), said(sheet.introduction)):
        assert text in letters(cover.shapes.title.text + place(cover, "Body")) or text in told
