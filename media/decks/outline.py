"""What a deck says, slide by slide, as somebody would hear it read out.

PresentationML: ECMA-376 part 1, 19.3. Elements are told by their local names, so Transitional and Strict files read
alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from lxml import etree

from media.opc.gate import opened, refusing
from media.opc.limits import Limits
from media.opc.package import Package
from media.opc.refusals import FileRefused
from media.opc.xml_parts import local_name

_SHAPES: Final = frozenset({"sp", "pic", "graphicFrame", "cxnSp", "grpSp", "contentPart"})
_TITLES: Final = frozenset({"title", "ctrTitle"})
_FURNITURE: Final = frozenset({"dt", "ftr", "sldNum", "hdr", "sldImg"})
_TRUE: Final = frozenset({"1", "true", "on"})


@dataclass(frozen=True, slots=True)
class SlideOutline:
    """One slide as text."""

    number: int
    """Its place in show order, from 1; hidden slides count."""
    title: str
    """Blank if it has none."""
    paragraphs: tuple[str, ...] = ()
    """Everything but the title, in reading order: shapes, groups, table cells row by row."""
    notes: tuple[str, ...] = ()
    """Paragraphs of the speaker notes."""
    is_hidden: bool = False
    alt_texts: tuple[str, ...] = ()
    """Descriptions of its pictures, charts and tables, in order; those without one are left out."""
    part: str = ""
    """Where it is inside the file."""


@dataclass(frozen=True, slots=True)
class DeckOutline:
    """A deck as text, in show order."""

    slides: tuple[SlideOutline, ...]
    problems: tuple[str, ...] = ()
    """A sentence for each thing that could not be read."""


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
        package = Package(stream, limits)
        package.archive.budget = package.limits.outline_bytes
        problems: list[str] = []
        slides: list[SlideOutline] = []
        characters = 0
        for number, part in enumerate(_slide_parts(package), start=1):
            if number > package.limits.slides or characters > package.limits.outline_characters:
                problems.append(f"The slides after number {number - 1:,} were not read.")
                break
            slide = _read_slide(package, part, number, problems)
            characters += sum(map(len, (slide.title, *slide.paragraphs, *slide.notes, *slide.alt_texts)))
            slides.append(slide)
        return DeckOutline(tuple(slides), tuple(problems))


def _slide_parts(package: Package) -> Iterator[str]:
    """Names of the slide parts in show order; blank for one that is listed and not there, or was listed before."""
    main = package.main_part
    arrows = package.relationships(main)
    seen: set[str] = set()
    for slides in package.xml(main):
        for slide in slides if local_name(slides) == "sldIdLst" else ():
            arrow = arrows.get(_relationship_id(slide))
            part = arrow.target if arrow is not None and not arrow.is_external else ""
            yield "" if part in seen else part
            seen.add(part)


def _read_slide(package: Package, part: str, number: int, problems: list[str]) -> SlideOutline:
    try:
        root = package.xml(part)
    except FileRefused:
        problems.append(f"Slide {number} could not be read.")
        return SlideOutline(number, title="", part=part)
    gathered = _Gathered()
    for shape in _shapes(root, package.limits.shapes_per_slide):
        _gather(shape, gathered)
    return SlideOutline(
        number=number,
        title=gathered.title,
        paragraphs=tuple(gathered.paragraphs),
        notes=_read_notes(package, part, number, problems),
        is_hidden=root.get("show", "1") not in _TRUE,
        alt_texts=tuple(gathered.alt_texts),
        part=part,
    )


def _read_notes(package: Package, slide: str, number: int, problems: list[str]) -> tuple[str, ...]:
    try:
        notes = next(package.related(slide, "notesSlide"), None)
        if notes is None:
            return ()
        shapes = _shapes(package.xml(notes), package.limits.shapes_per_slide)
        return tuple(text for shape in shapes if _placeholder(shape) not in _FURNITURE for text in _paragraphs(shape))
    except FileRefused:
        problems.append(f"The notes of slide {number} could not be read.")
        return ()


def _shapes(root: etree._Element, most: int) -> Iterator[etree._Element]:
    """The shapes of a slide in reading order, groups opened in their place. Of alternatives only the first is read."""
    waiting = [iter(next(root.iter("{*}spTree"), root))]
    while waiting and most > 0:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
            continue
        name = local_name(element)
        if name in _SHAPES:
            most -= 1
            yield element
        if name == "grpSp":
            waiting.append(iter(element))
        elif name == "AlternateContent":
            waiting.extend(iter(choice) for choice in element[:1])


def _gather(shape: etree._Element, gathered: _Gathered) -> None:
    """Add one shape's words to what has been read of its slide."""
    name, placeholder = local_name(shape), _placeholder(shape)
    if name in ("pic", "graphicFrame"):
        gathered.alt_texts.extend(filter(None, [_alt_text(shape)]))
    if name == "grpSp" or placeholder in _FURNITURE:
        return
    texts = list(_paragraphs(shape))
    if placeholder in _TITLES and not gathered.title:
        gathered.title = " ".join(texts)
    else:
        gathered.paragraphs.extend(texts)


def _paragraphs(shape: etree._Element) -> Iterator[str]:
    """The paragraphs of a shape or table that have words in them, each on one line."""
    for paragraph in shape.iter("{*}p"):
        words = "".join(_runs(paragraph)).split()
        if words:
            yield " ".join(words)


def _runs(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter("{*}t", "{*}br", "{*}tab"):
        yield element.text or "" if local_name(element) == "t" else " "


def _placeholder(shape: etree._Element) -> str:
    """What the layout means this shape for: `title`, `body`, `sldNum`; blank if it is no placeholder."""
    for properties in shape:
        if local_name(properties).startswith("nv"):
            for mark in properties.iter("{*}ph"):
                return str(mark.get("type", "obj"))
    return ""


def _alt_text(shape: etree._Element) -> str:
    for properties in shape:
        if local_name(properties).startswith("nv"):
            for described in properties.iter("{*}cNvPr"):
                return " ".join(described.get("descr", "").split())
    return ""


def _relationship_id(element: etree._Element) -> str:
    """The `r:id` of an element, in the Transitional or the Strict namespace."""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")
