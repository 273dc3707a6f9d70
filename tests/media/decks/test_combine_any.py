"""Whatever is chosen from whatever decks, the result is sound and says what its slides said."""

import functools
import io
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media.decks.combine import ChosenSlides, combine
from media.decks.compose import DeckContent, PointSlide, Source, compose_deck
from media.decks.outline import SlideOutline, read_outline
from media.opc.refusals import FileRefused
from tests.media import sample_files as samples
from tests.media.decks import decks_to_combine as decks
from tests.media.package_validator import problems_of


@functools.cache
def sources() -> tuple[bytes, ...]:
    """Decks of every shape: narrow, wide, small, ours, with SmartArt, and without a layout."""
    ours = DeckContent(title="Maya", points=[PointSlide(f"P{n}", "Found") for n in range(2)], sources=[Source("M")])
    return (
        decks.saved(decks.rich_deck()),
        decks.saved(decks.rich_deck(decks.WIDE)),
        decks.saved(decks.simple_deck("Small", 3, (4_572_000, 3_429_000))),
        compose_deck(ours),
        decks.smartart_deck(),
        samples.deck(),
    )


@functools.cache
def outlines() -> tuple[tuple[SlideOutline, ...], ...]:
    return tuple(read_outline(io.BytesIO(data)).slides for data in sources())


@st.composite
def choices(draw: st.DrawFn) -> list[tuple[int, list[int] | None]]:
    """Up to four choices: which deck, and which of its slides; None for all."""
    chosen = []
    for _ in range(draw(st.integers(1, 4))):
        deck = draw(st.integers(0, len(sources()) - 1))
        number = st.integers(1, len(outlines()[deck]))
        chosen.append((deck, draw(st.none() | st.lists(number, min_size=1, max_size=5))))
    return chosen


@given(choices(), st.booleans(), st.booleans(), st.text(max_size=30))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_choice_gives_a_sound_deck_that_says_what_was_chosen(chosen, house, notes, title):
    files = [io.BytesIO(data) for data in sources()]
    parts = [ChosenSlides(files[deck], numbers, source_label=f"Deck {deck}") for deck, numbers in chosen]
    out = io.BytesIO()

    told = combine(parts, out, title=title, house=house, notes=notes)

    assert problems_of(out.getvalue()) == []
    slides = read_outline(out).slides
    expected = [
        (outlines()[deck][number - 1], f"From: Deck {deck}, slide {number}")
        for deck, numbers in chosen
        for number in numbers or range(1, len(outlines()[deck]) + 1)
    ]
    taken = [slides[one.number - 1] for one in told.slides if one.source_number is not None]
    assert [said(slide) for slide in taken] == [said(slide) for slide, _ in expected]
    kept = [(slide, given) for slide, (given, _) in zip(taken, expected, strict=True) if slide.title == given.title]
    assert [slide.fingerprint for slide, _ in kept] == [given.fingerprint for _, given in kept]
    assert [slide.notes for slide in taken] == [(*(slide.notes if notes else ()), source) for slide, source in expected]
    assert [one.fingerprint for one in told.slides] == [slide.fingerprint for slide in slides]
    assert (len(told.slides) > len(taken)) is house


def said(slide: SlideOutline) -> tuple[object, ...]:
    """What it says, but for the number that tells its title from another deck's."""
    return re.sub(r"( – \d+)+$", "", slide.title), slide.paragraphs, slide.alt_texts, slide.is_hidden


@pytest.mark.parametrize("seed", range(6))
def test_a_deck_with_a_byte_changed_is_combined_or_refused(seed):
    data = bytearray(sources()[seed])
    for at in range(seed, len(data), max(1, len(data) // 25)):
        damaged = data.copy()
        damaged[at] ^= 0xFF
        out = io.BytesIO()
        try:
            combine([ChosenSlides(io.BytesIO(damaged))], out, title="Ours", house=False)
        except FileRefused:
            sound_or_nothing = out.getvalue() == b""
        else:
            sound_or_nothing = problems_of(out.getvalue()) == []
        assert sound_or_nothing
