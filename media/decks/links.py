"""Where a slide's links lead, and the words they stand on. No link is ever followed.

ECMA-376 part 1, 21.1.2.3.5 (hlinkClick); [MS-OE376] lists what its `action` may be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from media.decks.shapes import opened_shape, paragraphs, relationship_id
from media.opc.package import Relationship
from media.opc.xml_parts import local_name

_JUMPS: Final = {"firstslide": "first", "lastslide": "last", "nextslide": "next", "previousslide": "previous"}


@dataclass(frozen=True, slots=True)
class SlideLink:
    """One link on a slide."""

    words: str
    """What one clicks on: text, the alt text of a picture, or blank."""
    address: str = ""
    """Where it leads outside the deck, as written in the file; blank for a link to a slide."""
    slide: int | None = None
    """Which slide of the deck it leads to."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the slides of a deck stand, for links from one to another."""

    numbers: Mapping[str, int]
    """By part name."""
    last: int
    """How many slides there are."""

    def of_jump(self, jump: str, current: int) -> int | None:
        """The slide a button such as "next slide" leads to from this one."""
        target = {"first": 1, "last": self.last, "next": current + 1, "previous": current - 1}.get(jump, 0)
        return target if 1 <= target <= self.last else None


def links_of(
    root: etree._Element, arrows: Mapping[str, Relationship], places: Places, number: int
) -> tuple[SlideLink, ...]:
    """The links of one slide in reading order. Neighbouring runs with the same link in one paragraph are one link."""
    found: list[SlideLink] = []
    previous: tuple[object, ...] = ()
    for mark in root.iter("{*}hlinkClick", "{*}hlinkHover", "{*}hlinkMouseOver"):
        address, slide = _target(mark, arrows, places, number)
        if not address and slide is None:
            continue
        words, run = _words(mark)
        here = (run.getparent() if run is not None else mark, address, slide)
        if found and here == previous and run is not None:
            words = f"{found.pop().words}{words}"
        found.append(SlideLink(words, address, slide))
        previous = here
    return tuple(SlideLink(" ".join(link.words.split()), link.address, link.slide) for link in found)


def _target(
    mark: etree._Element, arrows: Mapping[str, Relationship], places: Places, number: int
) -> tuple[str, int | None]:
    action, _, jump = mark.get("action", "").casefold().partition("?jump=")
    if action == "ppaction://hlinkshowjump":
        return "", places.of_jump(_JUMPS.get(jump, ""), number)
    arrow = arrows.get(relationship_id(mark))
    if arrow is None:
        return "", None
    return (arrow.target, None) if arrow.is_external else ("", places.numbers.get(arrow.target))


def _words(mark: etree._Element) -> tuple[str, etree._Element | None]:
    """The words under a link, and the run they are in; for a link on a whole shape no run."""
    holder = mark.getparent()
    run = holder.getparent() if holder is not None else None
    if holder is None or run is None:
        return "", None
    if local_name(holder) == "rPr":
        return "".join(text.text or "" for text in run.iter("{*}t")), run
    element = run.getparent()
    if element is None:
        return "", None
    return opened_shape(element, local_name(element)).alt_text or " ".join(paragraphs(element)), None
