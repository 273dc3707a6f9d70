"""The slide that takes the place of one that was withdrawn."""

from media.decks.deck_writer import DeckProperties, written_deck
from media.decks.house_layouts import Layout
from media.decks.slide_plan import SlidePlan, fitted_slides
from media.decks.text_fit import Line

ADVICE = "Do not use a copy of it that you have kept."


def withdrawn_slide_deck(number: int, why: str, on: str) -> bytes:
    """A deck of one slide that says the slide of this number was withdrawn, why, and when (a date in words)."""
    title = f"Slide {number} was withdrawn"  # the number keeps it apart from others withdrawn
    lines = (Line(why), Line(f"Withdrawn on {on}. {ADVICE}"))
    plan = SlidePlan(layout=Layout.SECTION, title=title, lines=lines, notes=(ADVICE,))
    return written_deck(fitted_slides([plan]), DeckProperties(title=title))
