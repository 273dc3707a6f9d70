"""What a deck says, slide by slide, as somebody would hear it read out.

PresentationML: ECMA-376 part 1, 19.3. Elements are told by their local names, so Transitional and Strict files read
alike.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from lxml import etree

from media.decks.charts import chart_words
from media.decks.diagrams import diagram_words
from media.decks.fingerprint import fingerprint, words_fingerprint
from media.decks.links import Places, SlideLink, links_of
from media.decks.shapes import FURNITURE, TITLES, TRUE, Shape, read_shapes, relationship_id
from media.opc.gate import opened, refusing
from media.opc.limits import Limits
from media.opc.package import Package, Relationship
from media.opc.refusals import FileRefused
from media.opc.xml_parts import is_wide, local_name

_UNREADABLE: Final = (FileRefused, ValueError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class SlideOutline:
    """One slide as text."""

    number: int
    """Its place in show order, from 1; hidden slides count."""
    title: str
    """Blank if it has none."""
    paragraphs: tuple[str, ...] = ()
    """Everything but the title, in reading order: shapes, groups, table cells row by row, a line for each chart,
    the text of SmartArt. Shapes switched off in the selection pane are left out."""
    notes: tuple[str, ...] = ()
    """Paragraphs of the speaker notes."""
    is_hidden: bool = False
    alt_texts: tuple[str, ...] = ()
    """Descriptions of its pictures, charts, tables, groups and drawings, in order; those without one are left out."""
    part: str = ""
    """Where it is inside the file."""
    links: tuple[SlideLink, ...] = ()
    """In reading order. Never followed."""
    language: str = ""
    """The language most of its runs are marked with, `en-GB`; that of the deck if none is marked; blank for neither."""
    fingerprint: str = ""
    """The same for the same slide in any deck; see :mod:`media.decks.fingerprint`."""

    @property
    def words_fingerprint(self) -> str:
        """Finds the slide again after it was edited. Worked out when it is asked for: that takes longer than reading."""
        return words_fingerprint((self.title, *self.paragraphs))


@dataclass(frozen=True, slots=True)
class DeckOutline:
    """A deck as text, in show order."""

    slides: tuple[SlideOutline, ...]
    problems: tuple[str, ...] = ()
    """A sentence for each thing that could not be read."""


@dataclass(slots=True)
class _Deck:
    """The deck being read."""

    package: Package
    places: Places
    language: str
    problems: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Gathered:
    """What has been read of one slide so far."""

    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    alt_texts: list[str] = field(default_factory=list)


def read_outline(file: BinaryIO | Path | str, *, limits: Limits | None = None) -> DeckOutline:
    """The text of every slide of a deck, with notes and alt texts. A slide that cannot be read is named in `problems`.

    Raises FileRefused if the file is no deck at all. Every part is read under the same caps as at the gate, so this
    is safe on a file the gate has not seen; it does not repeat the gate's search for macros and the like.
    """
    with refusing(), opened(file) as stream:
        return outline_of(Package(stream, limits))


def outline_of(package: Package) -> DeckOutline:
    """The outline of the deck in a package that is open. Raises FileRefused, and what :func:`refusing` makes one of."""
    package.archive.budget = package.limits.outline_bytes
    arrows, root = package.relationships(package.main_part), package.xml(package.main_part)
    parts = tuple(_listed_slides(root, arrows))
    places = Places({part: number for number, part in enumerate(parts, start=1) if part}, len(parts))
    deck = _Deck(package, places, _language_of(root))
    slides: list[SlideOutline] = []
    characters = 0
    for number, part in enumerate(parts, start=1):
        if number > package.limits.slides or characters > package.limits.outline_characters:
            deck.problems.append(f"The slides after number {number - 1:,} were not read.")
            break
        slide = _read_slide(deck, part, number)
        characters += sum(map(len, (slide.title, *slide.paragraphs, *slide.notes, *slide.alt_texts)))
        slides.append(slide)
    return DeckOutline(tuple(slides), tuple(deck.problems))


def slide_parts(package: Package) -> Iterator[str]:
    """Names of the slide parts in show order; blank for one that is listed and not there, or was listed before."""
    arrows = package.relationships(package.main_part)
    yield from _listed_slides(package.xml(package.main_part), arrows)


def _listed_slides(root: etree._Element, arrows: Mapping[str, Relationship]) -> Iterator[str]:
    """The same, from the root of the presentation and its relationships."""
    seen: set[str] = set()
    for slides in root:
        for slide in slides if local_name(slides) == "sldIdLst" else ():
            arrow = arrows.get(relationship_id(slide))
            part = arrow.target if arrow is not None and not arrow.is_external else ""
            yield "" if part in seen else part
            seen.add(part)


def _read_slide(deck: _Deck, part: str, number: int) -> SlideOutline:
    try:
        content, root = deck.package.read_xml(part)
    except FileRefused:
        deck.problems.append(f"Slide {number} could not be read.")
        return SlideOutline(number, title="", part=part)
    arrows = _arrows(deck, part, number)
    gathered = _Gathered()
    for shape, said in read_shapes(root, deck.package.limits.shapes_per_slide):
        _gather(shape, said, gathered, deck, arrows, number)
    words = (gathered.title, *gathered.paragraphs, *gathered.alt_texts)
    return SlideOutline(
        number=number,
        title=gathered.title,
        paragraphs=tuple(gathered.paragraphs),
        notes=_read_notes(deck, arrows, number),
        is_hidden=root.get("show", "1") not in TRUE,
        alt_texts=tuple(gathered.alt_texts),
        part=part,
        links=links_of(root, arrows, deck.places, number) if _may_say(content, b"hlink") else (),
        language=(_language_of(root) if _may_say(content, b"lang") else "") or deck.language,
        fingerprint=fingerprint(words, _pictures(deck.package, root, arrows)),
    )


def _arrows(deck: _Deck, part: str, number: int) -> Mapping[str, Relationship]:
    try:
        return deck.package.relationships(part)
    except FileRefused:
        deck.problems.append(f"The notes, pictures and links of slide {number} could not be read.")
        return {}


def _read_notes(deck: _Deck, arrows: Mapping[str, Relationship], number: int) -> tuple[str, ...]:
    notes = next((one.target for one in arrows.values() if one.kind == "notesSlide" and not one.is_external), "")
    if not notes or deck.package.entry(notes) is None:
        return ()
    try:
        shapes = read_shapes(deck.package.xml(notes), deck.package.limits.shapes_per_slide)
        return tuple(text for shape, said in shapes if said and shape.role not in FURNITURE for text in said)
    except FileRefused:
        deck.problems.append(f"The notes of slide {number} could not be read.")
        return ()


def _gather(
    shape: Shape, said: list[str], gathered: _Gathered, deck: _Deck, arrows: Mapping[str, Relationship], number: int
) -> None:
    """Add one shape, which has `said` in it, to what has been read of its slide."""
    role = shape.role
    if role in TITLES and not gathered.title:
        gathered.title = " ".join(said)
        return
    if shape.is_hidden:
        return
    if described := shape.alt_text:
        gathered.alt_texts.append(described)
    if role not in FURNITURE:
        gathered.paragraphs.extend(said)
        if shape.kind == "graphicFrame":
            gathered.paragraphs.extend(_frame_text(shape, deck, arrows, number))


def _may_say(content: bytes, name: bytes) -> bool:
    """Whether an XML part may have an element or attribute with this in its name. Most slides have no link at all."""
    return name in content or is_wide(content)


def _frame_text(shape: Shape, deck: _Deck, arrows: Mapping[str, Relationship], number: int) -> Iterator[str]:
    """The text of a chart or SmartArt, which is kept in a part of its own."""
    for data in shape.element.iter("{*}graphicData"):
        for content in data:
            kind = local_name(content)
            if kind not in ("chart", "relIds"):
                continue
            arrow = arrows.get(relationship_id(content, "dm" if kind == "relIds" else "id"))
            try:
                root = deck.package.xml("" if arrow is None or arrow.is_external else arrow.target)
                yield from (chart_words(root),) if kind == "chart" else diagram_words(root)
            except _UNREADABLE:
                what = "chart" if kind == "chart" else "diagram"
                deck.problems.append(f"A {what} on slide {number} could not be read.")


def _pictures(package: Package, root: etree._Element, arrows: Mapping[str, Relationship]) -> Iterator[tuple[int, int]]:
    """Length and checksum of each picture, film and sound on a slide, as its package states them."""
    for picture in root.iter("{*}blip", "{*}svgBlip", "{*}media"):
        arrow = arrows.get(relationship_id(picture, "embed"))
        entry = package.entry(arrow.target) if arrow is not None and not arrow.is_external else None
        if entry is not None:
            yield entry.size, entry.crc


def _language_of(root: etree._Element) -> str:
    """The language that most runs are marked with, or the first one a deck gives its text by default."""
    counted = Counter(mark.get("lang", "") for mark in root.iter("{*}rPr", "{*}defRPr"))
    for says_nothing in ("", "zxx"):  # "no linguistic content"
        counted.pop(says_nothing, None)
    return str(counted.most_common(1)[0][0]) if counted else ""
