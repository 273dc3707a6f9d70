"""How a run of text looks once everything it inherits is counted in: size, weight, language, colour.

ECMA-376 part 1, 21.1.2.4 (list styles by level) and 19.3.1.52 (the styles of a master).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from media.decks.shapes import TRUE
from media.opc.xml_parts import local_name

LEVELS: Final = 9
FILLS: Final = frozenset({"noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"})


@dataclass(frozen=True, slots=True)
class Look:
    """Some properties of text; None for each that is left to whatever lies below."""

    size: int | None = None
    """In hundredths of a point."""
    is_bold: bool | None = None
    language: str | None = None
    fill: etree._Element | None = None
    """The element that says its colour: `solidFill`, `gradFill` and so on; or `fontRef`."""

    def over(self, below: "Look") -> "Look":
        """This look with its gaps filled from another."""
        return Look(
            below.size if self.size is None else self.size,
            below.is_bold if self.is_bold is None else self.is_bold,
            below.language if self.language is None else self.language,
            below.fill if self.fill is None else self.fill,
        )


PLAIN: Final = Look()
Levels = tuple[Look, ...]
"""A look for each of the nine levels of a list."""
NO_LEVELS: Final[Levels] = (PLAIN,) * LEVELS


def look_of(properties: etree._Element | None) -> Look:
    """What one `rPr` or `defRPr` says."""
    if properties is None:
        return PLAIN
    size, bold = properties.get("sz", ""), properties.get("b")
    return Look(
        int(size) if size.isdecimal() and len(size) < 9 else None,
        None if bold is None else bold in TRUE,
        properties.get("lang") or None,
        next((child for child in properties if local_name(child) in FILLS), None),
    )


def levels_of(style: etree._Element | None) -> Levels:
    """What a list style (`lstStyle`, `titleStyle`, `defaultTextStyle`) says of each level."""
    if style is None or not len(style):
        return NO_LEVELS
    named = {local_name(child): child for child in style}
    everywhere = _default_look(named.get("defPPr"))
    return tuple(_default_look(named.get(f"lvl{n}pPr")).over(everywhere) for n in range(1, LEVELS + 1))


def stacked(layers: Sequence[Levels]) -> Levels:
    """Levels with the gaps of each layer filled from the next."""
    found = NO_LEVELS
    for layer in layers:
        if layer is not NO_LEVELS:
            found = tuple(above.over(below) for above, below in zip(found, layer, strict=True))
    return found


def _default_look(level: etree._Element | None) -> Look:
    if level is None:
        return PLAIN
    return look_of(next((child for child in level if local_name(child) == "defRPr"), None))
