"""Parts copied from a deck with what they need, relationship by relationship. Their ids stay, so their XML may."""

import functools
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from media.decks.combining.default_text import DefaultText
from media.decks.combining.kinds import (
    INK_TYPE,
    LINKS,
    OWN,
    PLAYED_FROM_ELSEWHERE,
    SHARED,
    UNMENTIONED,
    content_type,
    relationship_type,
)
from media.decks.combining.references import drop_actions, drop_mentions, mentioned
from media.decks.combining.rescale import Fit, rescale, stretch_bands
from media.decks.combining.source import SourceDeck, as_bytes
from media.decks.combining.tables import TableStyles
from media.opc.editable import Arrow, EditablePackage
from media.opc.strict import transitional_address
from media.opc.xml_parts import is_called_xml

_MEASURED: Final = frozenset({"chart", "chartEx", "chartUserShapes", "diagramDrawing"})
"""Parts with sizes of their own, which a slide's frame does not change."""
_BELONGS_TO: Final = {
    "diagramDrawing": frozenset({"diagramData"}),
    "vmlDrawing": frozenset({"oleObject", "package"}),
}
_HELD: Final = 1024 * 1024
"""Pictures and recordings from this size on are read a second time when the deck is written."""
_SLIDE: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}sld"
_PLAIN_ENDING = re.compile(r"\.([A-Za-z0-9]{1,5})$")


@dataclass(slots=True)
class Shelf:
    """The pictures and recordings of the combined deck, each once."""

    made: EditablePackage
    _by_content: dict[bytes, str] = field(default_factory=dict)
    _by_source: dict[tuple[int, str], str] = field(default_factory=dict)

    def put(self, deck: SourceDeck, name: str, kind: str) -> str:
        """The part of the combined deck that has the same bytes as this one, whatever type it was said to be."""
        source = (id(deck), name)
        if source not in self._by_source:
            content = deck.plain(name)
            key = hashlib.blake2b(content, digest_size=32).digest()
            if key not in self._by_content:
                unused = self.made.unused_name(SHARED[kind] + _ending(name))
                declared = content_type(kind, name, deck.package.content_type(name))
                if len(content) < _HELD:
                    self._by_content[key] = self.made.add(unused, content, declared)
                else:
                    again = functools.partial(deck.plain, name)
                    self._by_content[key] = self.made.add_unread(unused, again, declared)
            self._by_source[source] = self._by_content[key]
        return self._by_source[source]


@dataclass(frozen=True, slots=True)
class Copied:
    """A part ready to be put into the combined deck."""

    content: bytes
    arrows: dict[str, Arrow]
    """To parts of the combined deck, and to the web."""


@dataclass(slots=True)
class Copier:
    """Copies out of one deck into the combined one."""

    deck: SourceDeck
    made: EditablePackage
    shelf: Shelf
    fit: Fit
    text: DefaultText
    """How text in no placeholder looks in this deck, once it is fitted."""
    destinations: Mapping[str, str]
    """The slides of this deck that come along, by their parts: the part in the combined deck."""
    table_styles: TableStyles

    def copied(self, root: etree._Element, data: bytes, name: str, *, is_changed: bool = False) -> Copied:
        """A slide, layout, master or notes page, fitted. `is_changed`: whether `root` is no longer what `data` says.

        What it needs is put into the combined deck. Relationships to layouts, masters, themes and notes are the
        caller's to add.
        """
        staying, is_cut = self._cut(root, data, name)
        is_styled = self._name_table_styles(root, data)
        if self.fit.is_needed:
            rescale(root, self.fit)
            if root.tag != _SLIDE:
                stretch_bands(root, self.fit)
        is_written = self.text.is_needed and self.text.write_into(root)
        if is_changed or is_cut or is_styled or is_written or self.fit.is_needed:
            data = as_bytes(root)
        return Copied(data, self._bring(staying, {}))

    def plain_copy(self, root: etree._Element, data: bytes, name: str) -> Copied:
        """A part that has no size: a theme, a page of notes."""
        staying, is_cut = self._cut(root, data, name)
        return Copied(as_bytes(root) if is_cut else data, self._bring(staying, {}))

    def _cut(self, root: etree._Element, data: bytes, name: str) -> tuple[list[Arrow], bool]:
        """Take out of a part what cannot come along; its relationships that do, and whether it was changed."""
        is_cut = b"ppaction:" in data and drop_actions(root)
        arrows = self.deck.arrows(name)
        coming = {id: arrow for id, arrow in arrows.items() if self._comes_along(arrow)}
        wanted = mentioned(root)
        if not wanted <= coming.keys():
            drop_mentions(root, wanted - coming.keys())
            wanted, is_cut = mentioned(root), True
        kinds = {coming[id].kind for id in wanted}
        return [
            arrow
            for arrow in coming.values()
            if arrow.id in wanted or (arrow.kind in UNMENTIONED and _BELONGS_TO.get(arrow.kind, kinds) & kinds)
        ], is_cut

    def _comes_along(self, arrow: Arrow) -> bool:
        if arrow.is_external:
            is_web = arrow.target.casefold().startswith(("http://", "https://"))
            return arrow.kind == "hyperlink" or (is_web and arrow.kind in PLAYED_FROM_ELSEWHERE)
        if arrow.kind in LINKS:
            return arrow.target in self.destinations
        if arrow.target not in self.deck.package:
            return False
        if arrow.kind == "customXml":
            return self.deck.package.content_type(arrow.target).casefold() == INK_TYPE
        return arrow.kind in SHARED or arrow.kind in OWN

    def _bring(self, arrows: list[Arrow], brought: dict[str, str]) -> dict[str, Arrow]:
        """The same relationships in the combined deck. `brought` are the parts that this slide has there already."""
        return {arrow.id: self._brought(arrow, brought) for arrow in arrows}

    def _brought(self, arrow: Arrow, brought: dict[str, str]) -> Arrow:
        arrow = replace(arrow, type=transitional_address(arrow.type), fragment="")
        if arrow.is_external:
            return arrow
        if arrow.kind in LINKS:
            return Arrow(arrow.id, relationship_type("slide"), self.destinations[arrow.target])
        if arrow.kind in SHARED:
            return replace(arrow, target=self.shelf.put(self.deck, arrow.target, arrow.kind))
        if arrow.target not in brought:
            self._bring_own(arrow, brought)
        return replace(arrow, target=brought[arrow.target])

    def _bring_own(self, arrow: Arrow, brought: dict[str, str]) -> None:
        name, declared = arrow.target, self.deck.package.content_type(arrow.target)
        unused = self.made.unused_name(OWN[arrow.kind] + _ending(name))
        new = self.made.add(unused, b"", content_type(arrow.kind, name, declared))
        brought[name] = new
        if arrow.kind == "vmlDrawing":
            content = self.deck.plain(name)
            pictures = [
                one for one in self.deck.arrows(name).values() if one.kind == "image" and self._comes_along(one)
            ]
            arrows = self._bring(pictures, brought)
        elif is_called_xml(name, declared.casefold()):
            root, content = self.deck.xml(name)
            staying, is_cut = self._cut(root, content, name)
            is_measured = self.fit.is_needed and arrow.kind in _MEASURED
            if is_measured:
                rescale(root, replace(self.fit, right=0, down=0))
            content = as_bytes(root) if is_cut or is_measured else content
            arrows = self._bring(staying, brought)
        else:
            content, arrows = self.deck.plain(name), {}
        self.made.replace(new, content)
        self.made.set_arrows(new, arrows)

    def _name_table_styles(self, root: etree._Element, data: bytes) -> bool:
        is_changed = False
        for style in root.iter("{*}tableStyleId") if b"tableStyleId" in data else ():
            number = (style.text or "").strip()
            style.text = self.table_styles.number_of(number, self.deck)
            is_changed = is_changed or style.text != number
        return is_changed


def _ending(name: str) -> str:
    found = _PLAIN_ENDING.search(name)
    return f".{found[1].casefold()}" if found else ".bin"
