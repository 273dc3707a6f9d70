"""The slides of a training session."""

import io
from dataclasses import replace

from pptx import Presentation

from media.decks.accessibility import check_deck
from media.decks.session_deck import compose_session_deck
from media.decks.session_segments import LibraryPlace
from media.sheets.session import SessionSheet
from tests.media.sheets.sessions import FULL, segment


def slides(sheet):
    return list(Presentation(io.BytesIO(compose_session_deck(sheet).data)).slides)


def titles(sheet):
    return [slide.shapes.title.text for slide in slides(sheet)]


def notes(slide):
    return slide.notes_slide.notes_text_frame.text.splitlines()


def test_the_slides_run_as_the_session_does_and_nothing_is_in_anybodys_way():
    assert titles(FULL) == [
        "Seeing the child",
        "What this session is for",
        "Before we start: looking after yourselves",
        "Ask the child",
        "Point 1: what should change",
        "Point 1: talk about it",
        "Neglect",
        "Signs",
        "Case study",
        "Break",
        "What stops us?",
        "How was it?",
        "Thank you",
        "Where this comes from",
        "Where to get help",
    ]
    assert check_deck(io.BytesIO(compose_session_deck(FULL).data)).problems == ()


def test_a_slide_of_another_deck_has_its_place_after_its_part():
    order = compose_session_deck(FULL).order

    assert order == (*range(1, 9), LibraryPlace("Signs", 0), *range(9, 16))


def test_minutes_and_the_trainers_words_are_in_the_notes():
    shown = {slide.shapes.title.text: slide for slide in slides(FULL)}

    assert notes(shown["Seeing the child"])[:2] == ["10 minutes, from 0:00 to 0:10.", "Point out the doors."]
    assert notes(shown["Ask the child"]) == [
        "10 minutes, from 0:00 to 0:10 of the session.",
        "Tell the story first.",
        "What should change: Ask.",
        "Question to discuss: Who asks?",
    ]
    assert "On a disclosure or distress: Pause." in notes(shown["Before we start: looking after yourselves"])


def test_a_welcome_that_only_repeats_the_content_warning_has_no_second_slide():
    welcome = segment("welcome", "Welcome", text=FULL.content_warning)

    assert "Welcome" not in titles(replace(FULL, segments=(welcome,)))


def test_there_is_care_and_help_even_in_an_empty_session():
    assert titles(SessionSheet(title="")) == [
        "Untitled session",
        "Before we start: looking after yourselves",
        "Where to get help",
    ]


def test_the_code_of_a_feedback_form_is_shown_where_there_is_one():
    sheet = replace(FULL, feedback_address="https://example.org/f/")
    shown = next(slide for slide in slides(sheet) if slide.shapes.title.text == "How was it?")

    (picture,) = [shape for shape in shown.shapes if shape.shape_type == 13]
    assert picture._element.xpath("./p:nvPicPr/p:cNvPr/@descr") == [
        "QR code: the feedback form, https://example.org/f/"
    ]
