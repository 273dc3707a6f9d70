"""A deck that slides are taken from: its slides in show order, and its parts in Transitional words."""

import copy
from dataclasses import dataclass
from typing import BinaryIO, Final, Self

from lxml import etree

from media.decks.combining.references import drop_mentions, mentioned
from media.decks.combining.rescale import Size
from media.decks.shapes import relationship_id
from media.opc.editable import Arrow, EditablePackage
from media.opc.gate import inspect
from media.opc.kinds import DECKS, FileKind
from media.opc.limits import Limits
from media.opc.refusals import Damaged
from media.opc.sniff import sniff
from media.opc.strict import is_wide, to_transitional
from media.opc.xml_parts import local_name, parse_xml, validate_encoding, validate_no_document_type

_LARGEST_SIDE: Final = 51_206_400
_USUAL_SIZE: Final = Size(9_144_000, 6_858_000)
"""What a deck that gives none has: ECMA-376 part 1, 19.2.1.39."""


@dataclass(slots=True)
class SourceDeck:
    """One deck, open for reading. Nothing of it is ever changed."""

    package: EditablePackage
    slides: tuple[str, ...]
    """The part of each slide in show order; blank for one that is listed and not there."""
    size: Size
    default_text: etree._Element | None
    """`defaultTextStyle`: how text looks that is in no placeholder."""

    @classmethod
    def opened(cls, file: BinaryIO, limits: Limits, name: str = "") -> Self:
        """The deck in a file, which must stay open. Raises FileRefused, also for a file that is no deck."""
        if sniff(file, limits) is not FileKind.PPTX:
            inspect(file, limits=limits, name=name or "deck.pptx", allowed=DECKS, takes_macro_decks=True)
            raise Damaged
        package = EditablePackage.opened(file, limits)
        main = package.main_part
        root = to_transitional(package.xml(main), name=main, limits=limits)
        return cls(package, _slides(package, main, root), _size(root), _default_text(root))

    def arrows(self, name: str) -> dict[str, Arrow]:
        """The relationships of a part, by id."""
        return self.package.arrows(name)

    def related(self, name: str, kind: str) -> str:
        """The first part that this one points to by a relationship of this kind; blank if there is none."""
        return next(self.package.related(name, kind), "")

    def xml(self, name: str) -> tuple[etree._Element, bytes]:
        """The root element of a part, and the bytes it was read from, in UTF-8."""
        data = to_transitional(self.package.read(name), name=name, limits=self.package.limits)
        root = parse_xml(data, part=name, limits=self.package.limits)
        return root, as_bytes(root) if is_wide(data) else data

    def plain(self, name: str) -> bytes:
        """The bytes of a part that is not looked into. Raises DocumentTypeDeclaration if it has one."""
        data = self.package.read(name)
        if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            validate_encoding(data[:1024], part=name)
            validate_no_document_type(data, part=name)
        return data


def as_bytes(root: etree._Element) -> bytes:
    """An element as an XML part."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _slides(package: EditablePackage, main: str, root: etree._Element) -> tuple[str, ...]:
    """As :func:`media.decks.outline.slide_parts` counts them, so that a number means the same slide here and there."""
    arrows = package.arrows(main)
    found: list[str] = []
    for listed in root.iterchildren("{*}sldIdLst"):
        for slide in listed:
            arrow = arrows.get(relationship_id(slide)) if local_name(slide) == "sldId" else None
            part = arrow.target if arrow is not None and not arrow.is_external and arrow.target in package else ""
            found.append("" if part in found else part)
    return tuple(found)


def _default_text(root: etree._Element) -> etree._Element | None:
    """The deck's default text by itself: without extensions, and without bullets that are pictures."""
    found = root.find("{*}defaultTextStyle")
    if found is None:
        return None
    style = copy.deepcopy(found)
    style.tail = None
    for element in list(style.iter("{*}extLst", "{*}buBlip")):
        element.getparent().remove(element)
    drop_mentions(style, mentioned(style))
    return style


def _size(root: etree._Element) -> Size:
    size = root.find("{*}sldSz")
    try:
        width, height = (int(size.get(name, "")) for name in ("cx", "cy")) if size is not None else (0, 0)
    except ValueError:
        return _USUAL_SIZE
    return Size(width, height) if 0 < width <= _LARGEST_SIDE and 0 < height <= _LARGEST_SIDE else _USUAL_SIZE
