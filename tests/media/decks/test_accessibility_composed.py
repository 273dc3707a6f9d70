"""Every deck that is made here passes our own check with nothing found."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from media.decks.accessibility import DeckAccessibility, Status, check_deck
from media.decks.compose import DeckContent, HelpContact, PointSlide, Source, compose_deck

GOOD = DeckAccessibility(Status.GOOD)
POINT = PointSlide("A bruise on a baby who cannot move", "It was explained away.", seen_in="Seen in 4 reviews")
LONG = PointSlide("Was not brought " * 20, "What was found, at length. " * 120, good_practice=True)
FULL = DeckContent(
    title="Maya",
    subtitle="Learning from a review",
    partnership="Exampleshire Safeguarding Children Partnership",
    review_label="Local child safeguarding practice review: Maya (2025)",
    themes=("Neglect", "Was not brought"),
    points=(POINT, LONG, POINT, POINT),
    sources=(Source("Maya: summary", "Nov 2025", "https://example.org/maya"),),
    help_contacts=(HelpContact("Front door:", "01234 000000", "https://example.org/help"),),
    edition="Edition 2",
    content_warning="These slides describe harm to a baby.",
    is_fictional=True,
)


def check_of(content: DeckContent) -> DeckAccessibility:
    return check_deck(io.BytesIO(compose_deck(content)))


@pytest.mark.parametrize(
    "content",
    [
        FULL,
        DeckContent(title=""),
        DeckContent(title="Sources", points=(POINT,), sources=(Source("Sources"),)),
        DeckContent(title="Many", sources=tuple(Source(f"Review {n}", "2024" * 30) for n in range(60))),
    ],
    ids=["everything", "nothing", "titles that meet ours", "slides that run on"],
)
def test_nothing_is_found(content):
    assert check_of(content) == GOOD


@pytest.mark.parametrize(
    ("called", "shown"),
    [
        ("https://www.example.org/reviews/maya?edition=2", "example.org"),
        ("www.example.org", "example.org"),
        ("https://example.org:8000", "example.org:8000"),
        ("https:///", "Link"),
        ("and/or", "and/or"),
        ("Maya: summary", "Maya: summary"),
    ],
)
def test_a_source_called_by_its_address_is_shown_by_its_site(called, shown):
    content = DeckContent(title="Maya", sources=(Source(called, "2025", "https://example.org/maya"),))

    slides = Presentation(io.BytesIO(compose_deck(content))).slides
    links = [
        (run.text, run.hyperlink.address)
        for slide in slides
        for shape in slide.placeholders
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.hyperlink.address
    ]

    assert links == [(shown, "https://example.org/maya")]
    assert check_of(content) == GOOD


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60)
points = st.builds(PointSlide, title=words, found=words, question=words, good_practice=st.booleans(), seen_in=words)
addresses = st.sampled_from(["", "https://example.org/a", "http://www.example.org", "www.www.org", "not an address"])
sources = st.builds(Source, title=words | addresses, detail=words, url=addresses)


@settings(max_examples=40, deadline=None)
@given(
    st.builds(
        DeckContent,
        title=words,
        subtitle=words,
        partnership=words,
        review_label=words,
        themes=st.lists(words, max_size=3),
        points=st.lists(points, max_size=4),
        sources=st.lists(sources, max_size=3),
        content_warning=words,
        is_fictional=st.booleans(),
    )
)
def test_nothing_is_found_whatever_is_written(content):
    assert check_of(content) == GOOD
