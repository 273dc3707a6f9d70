"""One slide as the rules look at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml import etree

from media.decks.accessibility.backdrop import Backdrop
from media.decks.accessibility.colours import Palette
from media.decks.accessibility.findings import Problem, Weight
from media.decks.accessibility.sheets import Deck, Sheet, palette_of
from media.decks.accessibility.text_looks import LEVELS, Levels, Look, look_of
from media.decks.links import SlideLink
from media.decks.shapes import FURNITURE, TITLES, Shape, words_of
from media.opc.xml_parts import local_name

_SHOWN_WORDS: Final = 40


@dataclass(frozen=True, slots=True)
class Run:
    """Some words that look the same throughout."""

    words: str
    look: Look
    shape: Shape
    properties: etree._Element | None
    """The run's own `rPr`."""
    cell: etree._Element | None = None
    """The cell it stands in, if it is in a table."""

    @property
    def link(self) -> etree._Element | None:
        """The link it stands for."""
        if self.properties is None or not len(self.properties):
            return None
        return next((child for child in self.properties if local_name(child) == "hlinkClick"), None)


@dataclass(eq=False)
class CheckedSlide:
    """A slide, and what has been seen of the deck before it."""

    number: int
    is_hidden: bool
    deck: Deck
    sheet: Sheet
    links: tuple[SlideLink, ...]
    titles_before: dict[str, int]
    """The number of the first slide with each title, in small letters."""

    @property
    def called(self) -> str:
        """What a sentence calls it: `slide 4`."""
        return f"slide {self.number} (hidden)" if self.is_hidden else f"slide {self.number}"

    @cached_property
    def shown(self) -> tuple[Shape, ...]:
        """Its shapes in reading order, without those that are switched off or repeated on every slide."""
        return tuple(shape for shape in self.sheet.shapes if not shape.is_hidden and shape.role not in FURNITURE)

    @cached_property
    def title_shape(self) -> Shape | None:
        """The place of its title, filled if there is a filled one."""
        places = [shape for shape in self.sheet.shapes if shape.role in TITLES]
        return next((shape for shape in places if words_in(shape)), next(iter(places), None))

    @cached_property
    def title(self) -> str:
        """Its title on one line; blank if it has none."""
        return words_in(self.title_shape) if self.title_shape is not None else ""

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Everything written on it, without date, footer and number."""
        return tuple(run for shape in self.shown for run in _runs_of(self.deck, self.sheet, shape))

    @cached_property
    def palette(self) -> Palette:
        """Its colours."""
        return palette_of(self.sheet)

    @cached_property
    def backdrop(self) -> Backdrop:
        """What lies behind what."""
        return Backdrop(self.sheet, self.palette)

    def problem(self, code: str, sentence: str, weight: Weight) -> Problem:
        """A problem on this slide."""
        return Problem(self.number, code, sentence, weight, self.is_hidden)


def words_in(shape: Shape) -> str:
    """All that a shape says, on one line."""
    if shape.kind == "grpSp":
        return ""
    return " ".join(filter(None, (words_of(paragraph) for paragraph in shape.element.iter("{*}p"))))


def quoted(words: str) -> str:
    """The beginning of some words between quotation marks, as a sentence quotes them."""
    words = " ".join(words.split())
    return f"“{words}”" if len(words) <= _SHOWN_WORDS else f"“{words[:_SHOWN_WORDS].rstrip()}…”"


def _runs_of(deck: Deck, sheet: Sheet, shape: Shape) -> Iterator[Run]:
    if shape.kind == "sp":
        for body in shape.element:
            if local_name(body) == "txBody" and any(True for _ in body.iter("{*}t")):
                yield from _runs_in(body, deck.levels(sheet, shape), shape)
    elif shape.kind == "graphicFrame":
        levels = deck.levels(sheet, shape)
        for cell in shape.element.iter("{*}tc"):
            for body in cell:
                if local_name(body) == "txBody":
                    yield from _runs_in(body, levels, shape, cell)


def _runs_in(body: etree._Element, levels: Levels, shape: Shape, cell: etree._Element | None = None) -> Iterator[Run]:
    scale = _scale(body)
    for paragraph in body:
        if local_name(paragraph) != "p":
            continue
        below = levels[_level(paragraph)]
        for run in paragraph:
            if local_name(run) not in ("r", "fld"):
                continue
            words = words_of(run)
            if words:
                properties = next((child for child in run if local_name(child) == "rPr"), None)
                look = look_of(properties).over(below)
                if scale != 1 and look.size is not None:
                    look = Look(round(look.size * scale), look.is_bold, look.language, look.fill)
                yield Run(words, look, shape, properties, cell)


def _level(paragraph: etree._Element) -> int:
    for properties in paragraph:
        if local_name(properties) == "pPr":
            level = properties.get("lvl", "0")
            return min(int(level), LEVELS - 1) if level.isdecimal() and len(level) < 3 else 0
    return 0


def _scale(body: etree._Element) -> float:
    """By how much PowerPoint shrank the text to make it fit. ECMA-376 part 1, 21.1.2.1.3 (normAutofit)."""
    for fit in body.iter("{*}normAutofit"):
        said = fit.get("fontScale", "100000")
        digits = said.removesuffix("%")
        if digits.replace(".", "", 1).isdecimal() and len(digits) < 9:
            return float(digits) / (100 if said.endswith("%") else 100_000)
    return 1
