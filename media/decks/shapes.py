"""The shapes of a slide in reading order, and what each of them says.

PresentationML: ECMA-376 part 1, 19.3; DrawingML: 20.1, 21.1. Elements are told by their local names, so Transitional
and Strict files read alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from media.opc.xml_parts import local_name

TITLES: Final = frozenset({"title", "ctrTitle"})
FURNITURE: Final = frozenset({"dt", "ftr", "sldNum", "hdr", "sldImg"})
"""Placeholders that every slide repeats: date, footer, number."""
TRUE: Final = frozenset({"1", "true", "on"})
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SAID: Final = ("{*}t", "{*}br", "{*}tab", "{*}fld")
_IN_A_SHAPE: Final = ("{*}cNvPr", "{*}ph", "{*}p", *_SAID)
_SHAPES: Final = frozenset({"sp", "pic", "graphicFrame", "cxnSp", "grpSp", "contentPart"})
# [MS-ODRAWXML] 2.35: said of what a screen reader should pass by
_DECORATIVE: Final = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


@dataclass(slots=True)
class Shape:
    """One thing on a slide: a text box, a picture, a frame around a table or chart, a group."""

    element: etree._Element
    kind: str
    """The element's name: `sp`, `pic`, `graphicFrame`, `grpSp`, `cxnSp` or `contentPart`."""
    properties: etree._Element | None
    """Its `cNvPr`: number, name, description."""
    placeholder: etree._Element | None
    """Its `ph`, if it fills a place of the layout."""

    @property
    def role(self) -> str:
        """What the layout means it for: `title`, `body`, `sldNum`; blank if it is no placeholder."""
        return "" if self.placeholder is None else str(self.placeholder.get("type", "obj"))

    @property
    def name(self) -> str:
        """What the selection pane calls it."""
        return "" if self.properties is None else str(self.properties.get("name", ""))

    @property
    def alt_text(self) -> str:
        """Its description, on one line; blank if it has none."""
        if self.properties is None:
            return ""
        return " ".join((self.properties.get("descr") or self.properties.get("title") or "").split())

    @property
    def is_hidden(self) -> bool:
        """Whether it was switched off in the selection pane: neither shown nor read out."""
        return self.properties is not None and self.properties.get("hidden", "0") in TRUE

    @property
    def is_decorative(self) -> bool:
        """Whether it is marked as having nothing to say."""
        if self.properties is None or not len(self.properties):
            return False
        return any(mark.get("val", "1") in TRUE for mark in self.properties.iter(_DECORATIVE))


@dataclass(frozen=True, slots=True)
class Marks:
    """Which elements of a tree are words, and which begin a paragraph: to ask every element for its name takes longest."""

    texts: set[etree._Element]
    starts: set[etree._Element]

    @classmethod
    def of(cls, root: etree._Element) -> "Marks":
        return cls(set(root.iter("{*}t")), set(root.iter("{*}p")))


def shapes_of(root: etree._Element, most: int) -> Iterator[Shape]:
    """The shapes of a slide in reading order, groups opened in their place. Of alternatives only the first is read."""
    for element, kind in _elements_of(root, most):
        yield opened_shape(element, kind)


def read_shapes(root: etree._Element, most: int) -> Iterator[tuple[Shape, list[str]]]:
    """The same, each with its paragraphs as :func:`paragraphs` gives them; none for a group, whose members have them."""
    marks = Marks.of(root)
    for element, kind in _elements_of(root, most):
        if kind == "grpSp":
            yield opened_shape(element, kind), []
        else:
            properties, placeholder, words = _read(element, marks)
            yield Shape(element, kind, properties, placeholder), words


def _elements_of(root: etree._Element, most: int) -> Iterator[tuple[etree._Element, str]]:
    waiting = [iter(next(root.iter("{*}spTree"), root))]
    while waiting and most > 0:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
            continue
        kind = local_name(element)
        if kind in _SHAPES:
            most -= 1
            yield element, kind
            if kind == "grpSp" and not opened_shape(element, kind).is_hidden:
                waiting.append(iter(element))
        elif kind == "AlternateContent":
            waiting.extend(iter(choice) for choice in element[:1])


def opened_shape(element: etree._Element, kind: str) -> Shape:
    """The shape that an element is."""
    properties = placeholder = None
    for about in element:
        if local_name(about).startswith("nv"):
            for found in about.iter("{*}cNvPr", "{*}ph"):
                if local_name(found) == "ph":
                    placeholder = found
                elif properties is None:
                    properties = found
            break
    return Shape(element, kind, properties, placeholder)


def paragraphs(element: etree._Element) -> list[str]:
    """The paragraphs of a shape or table that have words in them, each on one line."""
    return _read(element, Marks.of(element))[2]


def _read(element: etree._Element, marks: Marks) -> tuple[etree._Element | None, etree._Element | None, list[str]]:
    """A shape's `cNvPr` and `ph`, which come before its words, and its paragraphs."""
    properties = placeholder = None
    words: list[str] = []
    found: list[str] | None = None
    filled_in: set[etree._Element] = set()
    texts, starts = marks.texts, marks.starts
    for part in element.iter(*_IN_A_SHAPE):
        if part in texts:
            if found is not None and part not in filled_in:
                found.append(part.text or "")
        elif part in starts:
            if found:
                words.append("".join(found))
            found = []
        elif (name := local_name(part)) == "cNvPr":
            properties = part if properties is None else properties
        elif name == "ph":
            placeholder = part if found is None else placeholder
        elif name == "fld":
            filled_in |= _filled_in(part)
        elif found is not None:
            found.append(" ")
    if found:
        words.append("".join(found))
    return properties, placeholder, [line for one in words if (line := " ".join(one.split()))]


def words_of(element: etree._Element) -> str:
    """The words of a paragraph or run on one line, without dates and slide numbers that a program fills in."""
    found: list[str] = []
    filled_in: set[etree._Element] = set()
    for part in element.iter(*_SAID):
        name = local_name(part)
        if name == "t":
            found.append("" if part in filled_in else part.text or "")
        elif name == "fld":
            filled_in |= _filled_in(part)
        else:
            found.append(" ")
    return " ".join("".join(found).split())


def _filled_in(field: etree._Element) -> set[etree._Element]:
    """The words of a field that a program fills in: a date, or the number of the slide."""
    return set(field.iter("{*}t")) if field.get("type", "").startswith(("slidenum", "datetime")) else set()


def relationship_id(element: etree._Element, name: str = "id") -> str:
    """The `r:id` (or `r:embed`, `r:dm`) of an element, in the Transitional or the Strict namespace."""
    if (usual := element.get(f"{{{_RELATIONSHIPS}}}{name}")) is not None:
        return str(usual)
    ending = "}" + name
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith(ending)), "")
