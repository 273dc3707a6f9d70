"""What holds the combined deck together: the list of its slides and masters, and what the file says of itself."""

import copy
from collections.abc import Sequence
from typing import Final

from lxml import etree

from media.decks.combining.default_text import DRAWING
from media.decks.combining.kinds import (
    CORE_RELATIONSHIP,
    CORE_TYPE,
    PRESENTATION_TYPE,
    PROPERTIES_TYPE,
    RELATIONSHIPS,
    TABLE_STYLES_TYPE,
    relationship_type,
)
from media.decks.combining.looks import PRESENTATION, Looks, P
from media.decks.combining.rescale import Size
from media.decks.combining.source import as_bytes
from media.opc.editable import Arrow, EditablePackage

_MAIN: Final = "ppt/presentation.xml"
_FIRST_SLIDE_ID: Final = 256
"""ECMA-376 part 1, 19.7.13."""
_NOTES_SIZE: Final = Size(6_858_000, 9_144_000)
_CORE: Final = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
}


class Frame:
    """The presentation part and those beside it, written when every slide is there."""

    def __init__(self, made: EditablePackage, *, size: Size, default_text: etree._Element | None) -> None:
        self._made = made
        self._size = size
        self._default_text = default_text
        self._arrows: dict[str, Arrow] = {}

    def write(self, *, slides: Sequence[str], looks: Looks, notes_master: str, table_styles: bytes, title: str) -> None:
        """Make a deck of the parts that are there."""
        looks.finish()
        self._made.add(_MAIN, as_bytes(self._presentation(slides, looks, notes_master)), PRESENTATION_TYPE)
        properties = f'<p:presentationPr xmlns:p="{PRESENTATION}"/>'.encode()
        self._relate("presProps", self._made.add("ppt/presProps.xml", properties, PROPERTIES_TYPE))
        self._relate("theme", next(self._made.related(looks.masters[0], "theme")))
        if table_styles:
            self._relate("tableStyles", self._made.add("ppt/tableStyles.xml", table_styles, TABLE_STYLES_TYPE))
        self._made.set_arrows(_MAIN, self._arrows)
        self._made.relate("", relationship_type("officeDocument"), _MAIN)
        self._made.relate("", CORE_RELATIONSHIP, self._made.add("docProps/core.xml", _core(title), CORE_TYPE))

    def _presentation(self, slides: Sequence[str], looks: Looks, notes_master: str) -> etree._Element:
        root = etree.Element(f"{P}presentation", nsmap={"a": DRAWING, "r": RELATIONSHIPS, "p": PRESENTATION})
        masters = etree.SubElement(root, f"{P}sldMasterIdLst")
        for number, master in zip(looks.numbers(), looks.masters, strict=True):
            self._list(masters, "sldMasterId", self._relate("slideMaster", master), number)
        if notes_master:
            listed = etree.SubElement(root, f"{P}notesMasterIdLst")
            self._list(listed, "notesMasterId", self._relate("notesMaster", notes_master))
        listed = etree.SubElement(root, f"{P}sldIdLst")
        for number, slide in enumerate(slides, start=_FIRST_SLIDE_ID):
            self._list(listed, "sldId", self._relate("slide", slide), number)
        for name, size in (("sldSz", self._size), ("notesSz", _NOTES_SIZE)):
            etree.SubElement(root, f"{P}{name}", cx=str(size.width), cy=str(size.height))
        if self._default_text is not None:
            root.append(copy.deepcopy(self._default_text))
        return root

    def _list(self, within: etree._Element, name: str, id: str, number: int = 0) -> None:
        line = etree.SubElement(within, f"{P}{name}")
        if number:
            line.set("id", str(number))
        line.set(f"{{{RELATIONSHIPS}}}id", id)

    def _relate(self, kind: str, target: str) -> str:
        id = f"rId{len(self._arrows) + 1}"
        self._arrows[id] = Arrow(id, relationship_type(kind), target)
        return id


def _core(title: str) -> bytes:
    """The file's properties: its title, and nothing of who made it or when."""
    root = etree.Element(f"{{{_CORE['cp']}}}coreProperties", nsmap=_CORE if title else {"cp": _CORE["cp"]})
    if title:
        etree.SubElement(root, f"{{{_CORE['dc']}}}title").text = title
    return as_bytes(root)
