"""The composed deck, opened again with python-pptx and looked into."""

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from media.decks.compose import DeckContent, HelpContact, PointSlide, Source, compose_deck
from media.decks.outline import read_outline

MADE_AT = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
BRUISING = PointSlide(
    title="A bruise on a baby who cannot move needs action",
    found="The bruise was recorded and explained away.",
    change="Call a paediatrician the same day.",
    question="When did you last accept an explanation you doubted?",
    seen_in="Seen in 4 reviews since 2019",
)


def content(**changes: object) -> DeckContent:
    given_content: dict[str, object] = {
        "title": "Maya",
        "subtitle": "Learning from a review",
        "partnership": "Exampleshire Safeguarding Children Partnership",
        "review_label": "Local child safeguarding practice review: Maya (2025)",
        "themes": ("Neglect", "Was not brought"),
        "points": (BRUISING,),
        "sources": (Source("Maya: summary", "Nov 2025", "https://example.org/maya"),),
        "help_contacts": (HelpContact("Front door:", "01234 000000"),),
        "edition": "Edition 2",
        "made_at": MADE_AT,
    }
    return DeckContent(**(given_content | changes))  # type: ignore[arg-type]


def opened(deck: DeckContent) -> Deck:
    return Presentation(io.BytesIO(compose_deck(deck)))


def titles(deck: Deck) -> list[str]:
    return [slide.shapes.title.text for slide in deck.slides]


def texts(slide: Slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.placeholders if shape.has_text_frame]


def notes(slide: Slide) -> str:
    return slide.notes_slide.notes_text_frame.text


def members(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def test_the_slides_come_in_the_order_a_session_needs_them():
    assert titles(opened(content())) == [
        "Maya",
        "Before we start: looking after yourselves",
        "A bruise on a baby who cannot move needs action",
        "Themes",
        "What will we do differently?",
        "A question to take back to your team",
        "Sources",
        "Where to get help",
    ]


def test_three_points_or_more_get_an_opening_slide_that_counts_good_practice():
    points = [PointSlide(f"Point {n}", good_practice=n == 2) for n in range(3)]

    opening = opened(content(points=points)).slides[2]

    assert texts(opening)[:2] == ["What was learned", "3 learning points, one of them good practice"]


def test_a_point_shows_what_was_found_and_where():
    slide = opened(content()).slides[2]

    assert [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame] == [
        BRUISING.title,
        "Learning point 1 of 1",
        BRUISING.found,
        BRUISING.seen_in,
        "Exampleshire Safeguarding Children Partnership",
        "3",
    ]


def test_the_question_and_the_change_are_in_the_notes_not_on_the_slide():
    slide = opened(content()).slides[2]

    assert notes(slide).splitlines()[:2] == [
        f"What should change: {BRUISING.change}",
        f"Question to discuss: {BRUISING.question}",
    ]
    assert BRUISING.question not in " ".join(texts(slide))


def test_good_practice_is_named_as_such():
    slide = opened(content(points=[PointSlide("She kept trying", good_practice=True)])).slides[2]

    assert "Good practice, 1 of 1" in texts(slide)


def test_a_review_without_learning_points_says_so():
    slide = opened(content(points=())).slides[2]

    assert texts(slide)[:2] == ["What was learned", "No learning points have been published for this review yet."]


def test_a_content_warning_is_the_first_thing_said():
    slide = opened(content(content_warning="These slides describe serious injury.")).slides[1]

    assert texts(slide)[1].startswith("These slides describe serious injury.")


def test_fictional_work_is_labelled_on_every_slide():
    deck = opened(content(is_fictional=True))

    assert all("Fictional" in " ".join(texts(slide)) for slide in deck.slides)


def test_real_work_is_never_called_fictional():
    data = compose_deck(content())

    assert "ictional" not in "".join(members(data).values())


def test_every_title_is_its_own_even_when_points_share_one():
    deck = opened(content(points=[BRUISING, BRUISING, PointSlide("Themes")]))

    assert titles(deck)[3:7] == [BRUISING.title, f"{BRUISING.title} – 2", "Themes", "Themes – 2"]


def test_a_long_finding_goes_on_to_further_slides_and_loses_no_word():
    found = " ".join(f"Sentence number {n} of the finding." for n in range(90))

    deck = opened(content(points=[PointSlide("Long", found)]))
    parts = [slide for slide in deck.slides if slide.shapes.title.text.startswith("Long (")]

    assert [slide.shapes.title.text for slide in parts] == [
        f"Long ({n} of {len(parts)})" for n in range(1, len(parts) + 1)
    ]
    assert " ".join(slide.placeholders[1].text_frame.text for slide in parts) == found


def test_a_title_too_long_to_show_is_given_whole_in_the_body():
    title = " ".join(["escalation"] * 20)

    slide = opened(content(points=[PointSlide(title)])).slides[2]

    assert slide.shapes.title.text.endswith("…")
    assert slide.placeholders[1].text_frame.text == title


def test_a_subtitle_too_long_to_show_is_given_whole_in_the_notes():
    subtitle = " ".join(["learning"] * 80)

    slide = opened(content(subtitle=subtitle)).slides[0]

    assert notes(slide).splitlines()[0] == subtitle
    assert len(opened(content(subtitle=subtitle)).slides) == len(opened(content()).slides)


def test_no_letter_is_smaller_than_20_points_in_a_body_or_32_in_a_title():
    found = "Many words in this finding. " * 60
    xml = members(compose_deck(content(points=[PointSlide("t " * 100, found)], themes=["theme"] * 40)))

    sizes = {int(size) for name, text in xml.items() if name.startswith("ppt/slides/") for size in sized(text)}

    assert min(sizes) >= 2000


def sized(text: str) -> list[str]:
    return re.findall(r'sz="(\d+)"', text)


def test_no_placeholder_is_left_empty():
    deck = opened(DeckContent(title=""))

    assert [shape.name for slide in deck.slides for shape in slide.placeholders if not shape.text_frame.text] == []


def test_every_slide_has_notes():
    assert all(notes(slide).strip() for slide in opened(DeckContent(title="")).slides)


def test_every_run_is_british_english():
    xml = members(compose_deck(content()))

    languages = {lang for text in xml.values() for lang in re.findall(r'lang="([^"]*)"', text)}
    unmarked = [name for name, text in xml.items() if "<a:r><a:t>" in text or "<a:rPr/>" in text]

    assert (languages, unmarked) == ({"en-GB"}, [])


def test_the_properties_are_the_partnerships_own():
    core = opened(content()).core_properties

    assert (core.title, core.author, core.language, core.last_modified_by) == (
        "Maya",
        "Exampleshire Safeguarding Children Partnership",
        "en-GB",
        "",
    )
    assert core.created == core.modified == MADE_AT.replace(tzinfo=None)


def test_nothing_of_another_template_or_maker_stays_in_the_file():
    xml = "".join(members(compose_deck(content())).values())

    assert [name for name in ("Canny", "python-pptx", "PowerPoint", "en-US", "Office Theme") if name in xml] == []


def test_a_deck_without_a_date_has_none_and_never_todays():
    xml = members(compose_deck(content(made_at=None)))["docProps/core.xml"]

    assert "dcterms:created" not in xml
    assert "dcterms:modified" not in xml


def test_the_same_content_gives_the_same_bytes(time_machine):
    time_machine.move_to(datetime(2026, 1, 1, tzinfo=UTC))
    first = compose_deck(content())
    time_machine.move_to(datetime(2027, 6, 1, tzinfo=UTC))

    assert compose_deck(content()) == first


def test_our_own_reader_hears_every_slide_in_order_with_its_notes():
    outline = read_outline(io.BytesIO(compose_deck(content())))

    assert [slide.title for slide in outline.slides] == titles(opened(content()))
    assert all(slide.notes for slide in outline.slides)


def test_only_web_addresses_become_links():
    sources = [Source("Good", url="https://example.org/a"), Source("Bad", url="javascript:alert(1)")]

    slide = next(slide for slide in opened(content(sources=sources)).slides if slide.shapes.title.text == "Sources")
    links = [run.hyperlink.address for p in slide.placeholders[1].text_frame.paragraphs for run in p.runs]

    assert links == ["https://example.org/a", None]


def test_a_deck_with_nothing_to_say_about_help_still_says_where_to_turn():
    slide = opened(DeckContent(title="")).slides[-1]

    assert [shape.text_frame.text for shape in slide.shapes][:3] == [
        "Where to get help",
        "If a child is in danger now: call 999.",
        "If you are worried about a child: Tell your manager or your safeguarding lead today.",
    ]


@pytest.mark.parametrize("count", [0, 1, 200])
def test_every_point_gets_its_slide_whatever_their_number(count):
    deck = opened(content(points=[PointSlide(f"Point number {n}", "Found.") for n in range(count)]))

    assert sum(title.startswith("Point number") for title in titles(deck)) == count


def test_characters_xml_cannot_hold_are_dropped_and_the_rest_kept():
    deck = opened(content(points=[PointSlide("a\x00b\x0bc\ufffed\ud800e & <f> 😀")]))

    assert titles(deck)[2] == "abcde & <f> 😀"


@settings(max_examples=25, deadline=None)
@given(title=st.text(max_size=300), found=st.text(max_size=2000), theme=st.text(max_size=300))
def test_any_text_makes_a_deck_that_opens_with_titles_of_its_own(title, found, theme):
    deck = opened(content(title=title, points=[PointSlide(title, found)] * 2, themes=[theme], partnership=title))

    assert len(set(titles(deck))) == len(deck.slides)
