"""The layouts and masters of the slides that are taken: each once, and of each master only the layouts in use.

Masters that are the same but for their layouts are one master, with the layouts of both. Every master has a theme
part of its own, as ECMA-376 part 1, 14.2.7 wants it.
"""

import io
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from media.decks.combining.copying import Copied, Copier
from media.decks.combining.kinds import LAYOUT_TYPE, MASTER_TYPE, RELATIONSHIPS, THEME_TYPE, relationship_type
from media.decks.combining.source import SourceDeck, as_bytes
from media.decks.house_template import template_bytes
from media.opc.editable import EditablePackage
from media.opc.limits import Limits
from media.opc.refusals import Damaged

PRESENTATION: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
P: Final = f"{{{PRESENTATION}}}"
FIRST_MASTER_ID: Final = 2_147_483_648
"""Masters and layouts are numbered together, from here on: ECMA-376 part 1, 19.7.10 and 19.7.5."""
_PLAIN_LAYOUT: Final = (
    '<p:sldLayout xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:p="{PRESENTATION}" type="blank" preserve="1" showMasterSp="0"><p:cSld name="Plain"><p:spTree>'
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/></p:spTree></p:cSld>'
    "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
).encode()

_Key = tuple[object, ...]


@dataclass(slots=True)
class _Master:
    """A master of the combined deck, with the layouts it has so far."""

    name: str
    root: etree._Element
    layouts: dict[_Key, str] = field(default_factory=dict)


class Looks:
    """The looks of the combined deck."""

    def __init__(self, made: EditablePackage) -> None:
        self._made = made
        self._masters: dict[_Key, _Master] = {}
        self._known: dict[tuple[int, str], str] = {}
        self._known_masters: dict[tuple[int, str], _Master] = {}
        self._themes: set[bytes] = set()
        self._house: SourceDeck | None = None

    @property
    def masters(self) -> tuple[str, ...]:
        """The names of the masters, in the order in which they were needed."""
        return tuple(master.name for master in self._masters.values())

    def layout_for(self, slide: str, copier: Copier) -> str:
        """The layout in the combined deck of a slide that is being copied; a plain one for a slide that has none."""
        deck = copier.deck
        layout = deck.related(slide, "slideLayout")
        master = deck.related(layout, "slideMaster") if layout else ""
        known = (id(deck), layout if master else "")
        if known not in self._known:
            self._known[known] = self._copy(layout, master, copier) if master else self._plain_layout(copier)
        return self._known[known]

    def finish(self) -> None:
        """Write into each master which layouts it has."""
        number = FIRST_MASTER_ID
        for master in self._masters.values():
            listed = etree.Element(f"{P}sldLayoutIdLst")
            for at, layout in enumerate(master.layouts.values(), start=1):
                id = self._made.relate(master.name, relationship_type("slideLayout"), layout)
                line = etree.SubElement(listed, f"{P}sldLayoutId", id=str(number + at))
                line.set(f"{{{RELATIONSHIPS}}}id", id)
            colours = master.root.find(f"{P}clrMap")
            master.root.insert(1 if colours is None else master.root.index(colours) + 1, listed)
            self._made.replace(master.name, as_bytes(master.root))
            number += len(master.layouts) + 1

    def numbers(self) -> tuple[int, ...]:
        """The number of each master: after it come those of its layouts."""
        found, number = [], FIRST_MASTER_ID
        for master in self._masters.values():
            found.append(number)
            number += len(master.layouts) + 1
        return tuple(found)

    def _copy(self, layout: str, master: str, copier: Copier) -> str:
        made = self._master(master, copier)
        root, data = copier.deck.xml(layout)
        if root.tag != f"{P}sldLayout":
            raise Damaged(part=layout)
        return self._add_layout(made, copier.copied(root, data, layout))

    def _add_layout(self, master: _Master, copied: Copied) -> str:
        key = _key(copied)
        if key not in master.layouts:
            name = self._made.unused_name("ppt/slideLayouts/slideLayout{}.xml")
            self._made.add(name, copied.content, LAYOUT_TYPE)
            self._made.set_arrows(name, copied.arrows)
            self._made.relate(name, relationship_type("slideMaster"), master.name)
            master.layouts[key] = name
        return master.layouts[key]

    def _master(self, master: str, copier: Copier) -> _Master:
        known = (id(copier.deck), master)
        if known not in self._known_masters:
            self._known_masters[known] = self._copy_master(master, copier)
        return self._known_masters[known]

    def _copy_master(self, master: str, copier: Copier) -> _Master:
        root, data = copier.deck.xml(master)
        if root.tag != f"{P}sldMaster":
            raise Damaged(part=master)
        for listed in root.findall(f"{P}sldLayoutIdLst"):
            root.remove(listed)
        copied = copier.copied(root, data, master, is_changed=True)
        theme = self._theme(copier.deck.related(master, "theme"), copier)
        key = (*_key(copied), *_key(theme))
        if key not in self._masters:
            name = self._made.add(
                self._made.unused_name("ppt/slideMasters/slideMaster{}.xml"), copied.content, MASTER_TYPE
            )
            self._made.set_arrows(name, copied.arrows)
            themed = self._made.add(self._made.unused_name("ppt/theme/theme{}.xml"), self._own(theme), THEME_TYPE)
            self._made.set_arrows(themed, theme.arrows)
            self._made.relate(name, relationship_type("theme"), themed)
            self._masters[key] = _Master(name, root)
        return self._masters[key]

    def _theme(self, theme: str, copier: Copier) -> Copied:
        if theme:
            return copier.plain_copy(*copier.deck.xml(theme), theme)
        house = self._house_deck()
        return Copied(house.xml(_first_theme(house))[1], {})

    def _own(self, theme: Copied) -> bytes:
        """The theme, under another name if there is one like it, as PowerPoint calls it: "1_Office Theme"."""
        content, again = theme.content, 0
        while content in self._themes:
            again += 1
            root = etree.fromstring(theme.content)
            root.set("name", f"{again}_{root.get('name', '')}")
            content = as_bytes(root)
        self._themes.add(content)
        return content

    def _plain_layout(self, copier: Copier) -> str:
        house = self._house_deck()
        master = next(house.package.related(house.package.main_part, "slideMaster"))
        made = self._master(master, replace(copier, deck=house, destinations={}))
        return self._add_layout(made, Copied(_PLAIN_LAYOUT, {}))

    def _house_deck(self) -> SourceDeck:
        if self._house is None:
            self._house = house_template()
        return self._house


def house_template() -> SourceDeck:
    """Our own template, as a deck to take parts from."""
    return SourceDeck.opened(io.BytesIO(template_bytes()), Limits())


def _first_theme(house: SourceDeck) -> str:
    master = next(house.package.related(house.package.main_part, "slideMaster"))
    return house.related(master, "theme")


def _key(copied: Copied) -> _Key:
    arrows = sorted((id, arrow.kind, arrow.target) for id, arrow in copied.arrows.items())
    return copied.content, *arrows
