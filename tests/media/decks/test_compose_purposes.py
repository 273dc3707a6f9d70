"""Each slide of a composed deck stands on the layout that is made for it."""

import io

import pytest
from pptx import Presentation
from pptx.slide import Slide

from media.decks.accessibility import DeckAccessibility, Status, check_deck
from media.decks.cleaning.clean import clean_deck
from media.decks.combine import ChosenSlides, combine
from media.decks.compose import CaseInBrief, DeckContent, HelpContact, PointSlide, Source, compose_deck
from media.decks.hidden_data import hidden_data
from media.decks.house_layouts import Layout

STORY = "Maya was ten weeks old.\nA bruise was explained away."
FACTS = (("Kind of review", "Learning review"), ("Year", ""))
FULL = DeckContent(
    title="Maya",
    partnership="Exampleshire",
    case=CaseInBrief(STORY, FACTS),
    points=[PointSlide(f"Point {n}", "Found.", question=f"Question {n}?") for n in range(3)],
    themes=("Neglect",),
    sources=(Source("Summary"),),
    help_contacts=(HelpContact("Front door:", "01234 000000"),),
)


def slides(content: DeckContent) -> list[Slide]:
    return list(Presentation(io.BytesIO(compose_deck(content))).slides)


def on(layout: Layout, content: DeckContent) -> list[Slide]:
    return [slide for slide in slides(content) if slide.slide_layout.name == layout.value.name]


def lines(slide: Slide) -> list[str]:
    return [paragraph.text for paragraph in slide.placeholders[1].text_frame.paragraphs]


def asking(*questions: str) -> DeckContent:
    return DeckContent(title="Maya", points=[PointSlide(f"Point {n}", question=q) for n, q in enumerate(questions)])


def test_each_slide_has_the_layout_made_for_it():
    assert [slide.slide_layout.name for slide in slides(FULL)] == [
        "Cover",
        "Bullets",
        "Case in brief",
        "Section",
        *["Learning point"] * 3,
        "Bullets",
        "Activity",
        "Question",
        "Sources",
        "Where to get help",
    ]


def test_the_case_is_told_beside_its_facts():
    (slide,) = on(Layout.CASE, FULL)

    assert [shape.text_frame.text for shape in slide.shapes][:4] == [
        "What happened",
        "Case in brief",
        STORY,
        "Kind of review: Learning review",
    ]


def test_facts_that_do_not_fit_are_in_the_notes():
    facts = [(f"Fact {n}", "as it was stated at the time") for n in range(12)]

    (slide,) = on(Layout.CASE, DeckContent(title="Maya", case=CaseInBrief(STORY, facts)))
    shown = slide.placeholders[16].text_frame.text.splitlines()
    noted = slide.notes_slide.notes_text_frame.text.splitlines()

    assert 0 < len(shown) < 12
    assert [*shown, *noted[: 12 - len(shown)]] == [f"{name}: {value}" for name, value in facts]


@pytest.mark.parametrize("story", ["", " \n "])
def test_without_a_story_there_is_no_case(story):
    assert on(Layout.CASE, DeckContent(title="Maya", case=CaseInBrief(story, FACTS))) == []


def test_the_activity_says_how_long_it_takes():
    (slide,) = on(Layout.ACTIVITY, FULL)

    assert slide.placeholders[15].text_frame.text == "10 minutes"


def test_the_points_own_questions_are_taken_back():
    (slide,) = on(Layout.QUESTION, FULL)

    assert slide.shapes.title.text == "Questions to take back to your team"
    assert lines(slide) == ["Question 0?", "Question 1?", "Question 2?"]


def test_one_question_of_several_points_is_asked_once():
    (slide,) = on(Layout.QUESTION, asking("Why?", "Why?", " Why? "))

    assert slide.shapes.title.text == "A question to take back to your team"
    assert lines(slide) == ["Why?"]


def test_no_more_than_three_questions_are_taken_back_and_the_notes_say_where_the_others_are():
    (slide,) = on(Layout.QUESTION, asking(*(f"Question {n}?" for n in range(40))))

    assert lines(slide) == ["Question 0?", "Question 1?", "Question 2?"]
    assert "the others are in the notes under their slides" in slide.notes_slide.notes_text_frame.text


def test_without_questions_none_is_taken_back():
    assert on(Layout.QUESTION, asking("", "")) == []


@pytest.mark.parametrize(
    "content", [FULL, DeckContent(title=""), asking("Long? " * 300)], ids=["everything", "nothing", "a long question"]
)
def test_nothing_is_hidden_but_the_notes_and_nothing_is_to_be_mended(content):
    deck = compose_deck(content)

    assert hidden_data(deck).codes == {"notes"}
    assert clean_deck(io.BytesIO(deck), io.BytesIO(), keep_notes=True).removed == ()
    assert check_deck(io.BytesIO(deck)) == DeckAccessibility(Status.GOOD)


def test_nothing_is_hidden_in_a_combined_deck_of_ours_and_nothing_is_to_be_mended(tmp_path):
    for name, content in (("Maya", FULL), ("Liam", asking("Why?"))):
        (tmp_path / f"{name}.pptx").write_bytes(compose_deck(content))
    out = tmp_path / "out.pptx"

    combine(
        [ChosenSlides(tmp_path / "Maya.pptx", (3, 5, 10)), ChosenSlides(tmp_path / "Liam.pptx", (4,))],
        out,
        title="Ours",
    )

    made = out.read_bytes()
    assert hidden_data(made).codes == {"notes"}
    assert clean_deck(io.BytesIO(made), io.BytesIO(), keep_notes=True).removed == ()
    assert check_deck(io.BytesIO(made)) == DeckAccessibility(Status.GOOD)
    assert [slide.slide_layout.name for slide in Presentation(out).slides] == [
        "Cover",
        "Section",
        "Case in brief",
        "Learning point",
        "Question",
        "Section",
        "Activity",
        "Sources",
    ]


def test_a_clean_copy_keeps_what_adorns_the_layouts_that_no_slide_is_on():
    cleaned = io.BytesIO()

    clean_deck(io.BytesIO(compose_deck(DeckContent(title="Maya"))), cleaned, keep_notes=True)

    ornaments = {
        layout.name: sum(not shape.is_placeholder for shape in layout.shapes)
        for layout in Presentation(cleaned).slide_layouts
    }
    assert ornaments == {layout.value.name: len(layout.value.ornaments) for layout in Layout}
