"""Titles told apart: where slides of two decks have the same one, the later gets a number.

People who listen to a deck find their way by its titles (WCAG 2.2, 2.4.2), and authors of two decks did not know of
each other. Slides of one deck keep the titles their author gave them, alike or not.
"""

import itertools

from lxml import etree

from media.decks.combining.source import SourceDeck
from media.decks.shapes import TITLES, paragraphs, shapes_of

_OURS = (0, "")
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


class Titles:
    """The titles that the slides of the combined deck have so far."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[int, str]] = {}
        """By title in small letters: the deck and the part of the first slide that has it."""

    def tell_apart(self, root: etree._Element, deck: SourceDeck, part: str) -> bool:
        """Put a number behind the title of a slide if another deck's slide, or this very one, has it; say whether."""
        shapes = shapes_of(root, deck.package.limits.shapes_per_slide)
        titles = (shape.element for shape in shapes if shape.role in TITLES)
        element = next((one for one in titles if any(paragraphs(one))), None)
        if element is None:
            return False
        title = " ".join(paragraphs(element))
        first = self._first.get(title.casefold())
        if first is None:
            self._first[title.casefold()] = (id(deck), part)
        if first is None or (first[0] == id(deck) and first[1] != part):
            return False
        number = next(n for n in itertools.count(2) if f"{title} – {n}".casefold() not in self._first)
        self._first[f"{title} – {number}".casefold()] = _OURS
        last = [one for one in element.iter(_TEXT) if (one.text or "").strip()][-1]
        last.text = f"{(last.text or '').rstrip()} – {number}"
        return True
