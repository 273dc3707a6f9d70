"""SmartArt in words: the text of a diagram in the order of its outline.

ECMA-376 part 1, 21.4.3 (the diagram's data model: points, and connections between them).
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from lxml import etree

from media.decks.shapes import paragraphs
from media.opc.xml_parts import local_name

# Points that hold no words of the author's: how the others are drawn, and the arrows between them
_NOT_TEXT: Final = frozenset({"pres", "parTrans", "sibTrans"})


def diagram_words(root: etree._Element) -> tuple[str, ...]:
    """The paragraphs of a diagram's data part: every point before those under it; points under none at the end."""
    points = {
        point.get("modelId", ""): point for point in root.iter("{*}pt") if point.get("type", "node") not in _NOT_TEXT
    }
    below = _children(root)
    top = [number for number, point in points.items() if point.get("type") == "doc"]
    return tuple(
        words for number in _in_order([*top, *points], below) if number in points for words in _said(points[number])
    )


def _said(point: etree._Element) -> Iterator[str]:
    for child in point:
        if local_name(child) == "t":
            yield from paragraphs(child)


def _children(root: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for line in root.iter("{*}cxn"):
        if line.get("type", "parOf") == "parOf":
            place = line.get("srcOrd", "0")
            found[line.get("srcId", "")].append((int(place) if place.isdecimal() else 0, line.get("destId", "")))
    return {parent: [number for _, number in sorted(children)] for parent, children in found.items()}


def _in_order(starts: list[str], below: dict[str, list[str]]) -> Iterator[str]:
    """Every point once, however the connections run."""
    seen: set[str] = set()
    waiting = starts[::-1]
    while waiting:
        number = waiting.pop()
        if number not in seen:
            seen.add(number)
            yield number
            waiting.extend(reversed(below.get(number, [])))
