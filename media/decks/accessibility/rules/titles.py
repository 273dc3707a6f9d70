"""Every slide has a title of its own, and it is read first.

WCAG 2.2, 2.4.2 (Page Titled) and 1.3.2 (Meaningful Sequence): https://www.w3.org/WAI/WCAG22/Understanding/page-titled
"""

import itertools
from collections.abc import Iterator

from media.decks.accessibility.findings import Problem, Weight
from media.decks.accessibility.slide import CheckedSlide, quoted, words_in
from media.decks.shapes import Shape


def check(slide: CheckedSlide) -> Iterator[Problem]:
    """What is wrong with the slide's title."""
    if not slide.title:
        yield slide.problem(
            "no_title",
            f"Give {slide.called} a title (Review, Check Accessibility, Missing slide title; it can be hidden from "
            "view there). People who listen to a deck find their way by its titles.",
            Weight.HARD,
        )
        return
    first = slide.titles_before.get(slide.title.casefold())
    if first is not None:
        yield slide.problem(
            "repeated_title",
            f"Give {slide.called} a title of its own: slide {first} is called {quoted(slide.title)} too. A number at "
            "the end is enough.",
            Weight.SMALL,
        )
    if slide.title_shape is not None and _is_read_late(slide, slide.title_shape):
        yield slide.problem(
            "title_not_first",
            f"Put the title of {slide.called} first in the reading order (Review, Check Accessibility, Reading Order "
            "Pane; or Home, Arrange, Send to Back).",
            Weight.HARD,
        )


def _is_read_late(slide: CheckedSlide, title: Shape) -> bool:
    """Whether something that has anything to say comes before the title."""
    before = itertools.takewhile(lambda shape: shape is not title, slide.sheet.shapes)
    return any(_speaks(shape) for shape in before if not (shape.is_hidden or shape.is_decorative))


def _speaks(shape: Shape) -> bool:
    return bool(words_in(shape) or shape.alt_text) or shape.kind in ("pic", "graphicFrame")
