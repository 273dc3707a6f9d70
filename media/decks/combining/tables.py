"""The table styles that tables of the combined deck use, from each deck its own.

ECMA-376 part 1, 20.1.4.2. Styles are told apart by a number; two decks may have given one number to two styles.
"""

import hashlib
from typing import Final

from lxml import etree

from media.decks.combining.default_text import DRAWING
from media.decks.combining.references import drop_mentions, mentioned
from media.decks.combining.source import SourceDeck, as_bytes

_A: Final = f"{{{DRAWING}}}"
_USUAL_STYLE: Final = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"


class TableStyles:
    """The table styles of the combined deck."""

    def __init__(self) -> None:
        self._styles: dict[str, bytes] = {}
        self._known: dict[int, dict[str, bytes]] = {}
        self._is_needed = False

    def number_of(self, number: str, deck: SourceDeck) -> str:
        """The number in the combined deck of a style that a table of this deck has; the style comes along."""
        self._is_needed = True
        style = self._of(deck).get(number)
        if style is None:
            return number
        if self._styles.get(number, style) != style:
            digits = hashlib.blake2b(style, digest_size=16).hexdigest().upper()
            parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
            number = f"{{{'-'.join(parts)}}}"
        self._styles[number] = style
        return number

    def part(self) -> bytes:
        """The part that holds the styles; nothing if no table has one.

        It is there, though empty, for the styles that every program knows: LibreOffice draws none of them without it.
        """
        if not self._is_needed:
            return b""
        root = etree.Element(f"{_A}tblStyleLst", {"def": _USUAL_STYLE}, nsmap={"a": DRAWING})
        for number, style in sorted(self._styles.items()):
            element = etree.fromstring(style)
            element.set("styleId", number)
            drop_mentions(element, mentioned(element))
            root.append(element)
        etree.cleanup_namespaces(root)
        return as_bytes(root)

    def _of(self, deck: SourceDeck) -> dict[str, bytes]:
        if id(deck) not in self._known:
            part = deck.related(deck.package.main_part, "tableStyles")
            styles = deck.xml(part)[0].iterchildren(f"{_A}tblStyle") if part else ()
            self._known[id(deck)] = {style.get("styleId", ""): _as_written(style) for style in styles}
        return self._known[id(deck)]


def _as_written(style: etree._Element) -> bytes:
    return bytes(etree.tostring(style, method="c14n", exclusive=True, with_tail=False))
