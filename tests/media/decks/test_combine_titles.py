"""Titles that two decks have in common are told apart in the combined one; nothing else of a slide is touched."""

import io

import pytest
from pptx import Presentation

from media.decks.accessibility import check_deck
from media.decks.accessibility.findings import Status
from media.decks.combine import ChosenSlides, combine
from media.decks.compose import DeckContent, PointSlide, compose_deck
from media.decks.outline import read_outline
from tests.media.decks import decks_to_combine as decks


@pytest.fixture
def kept(tmp_path):
    """Keeps a deck of slides with these titles."""

    def keep(name: str, *titles: str):
        deck = Presentation()
        for title in titles:
            deck.slides.add_slide(deck.slide_layouts[1]).shapes.title.text = title
        out = io.BytesIO()
        deck.save(out)
        return decks.kept(tmp_path, name, out.getvalue())

    return keep


def titles(*parts: ChosenSlides) -> list[str]:
    out = io.BytesIO()
    combine(parts, out, title="Ours", house=False)
    return [slide.title for slide in read_outline(out).slides]


def test_the_second_deck_with_a_title_gets_a_number(kept):
    one, other = kept("one.pptx", "What we found", "Next"), kept("other.pptx", "WHAT we found", "What we found – 2")

    assert titles(ChosenSlides(one), ChosenSlides(other)) == [
        "What we found",
        "Next",
        "WHAT we found – 2",
        "What we found – 2 – 2",
    ]


def test_the_third_gets_the_next_number(kept):
    parts = [ChosenSlides(kept(f"{number}.pptx", "Found")) for number in range(3)]

    assert titles(*parts) == ["Found", "Found – 2", "Found – 3"]


def test_titles_that_their_own_author_gave_twice_stay(kept):
    assert titles(ChosenSlides(kept("one.pptx", "Found", "Found", ""))) == ["Found", "Found", ""]


def test_decks_of_our_own_with_one_title_pass_our_own_check_together(tmp_path):
    points = [PointSlide("Ask the child", "Nobody asked.", "Ask.", "How would we know?")]
    paths = [
        decks.kept(tmp_path, f"{name}.pptx", compose_deck(DeckContent(title=name, points=points)))
        for name in ("Maya", "Ellis")
    ]
    out = io.BytesIO()

    combine([ChosenSlides(path) for path in paths], out, title="Ours")

    found = check_deck(out)
    assert ([problem.sentence for problem in found.problems], found.status) == ([], Status.GOOD)
