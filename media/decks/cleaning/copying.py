"""The copy: every part made anew from what may stay of the original, followed from the presentation outwards.

Nothing is taken out of the original; what nobody copies is not there. Names of parts, ids of relationships and names
of shapes are given anew, so that none of them can tell anything.
"""

from typing import Final

from lxml import etree

from media.decks.cleaning.allowed import DECK, UNDERSTOOD
from media.decks.cleaning.mending import Mender
from media.decks.cleaning.parts import (
    CORE_PROPERTIES,
    CORE_PROPERTIES_RELATIONSHIP,
    KINDS,
    LEADS,
    LINKS,
    MADE_NEW,
    RECORDINGS,
    relationship_type,
)
from media.decks.cleaning.pictures import MediaShelf, crop_of, forget_crop
from media.decks.cleaning.shapes import forget_animations
from media.decks.cleaning.unlink import unlink
from media.opc.allowlist import RELATIONSHIPS, settle_alternatives
from media.opc.editable import Arrow, EditablePackage
from media.opc.paths import public_address
from media.opc.refusals import Damaged
from media.opc.xml_parts import local_name

_R: Final = f"{{{RELATIONSHIPS}}}"
_PRESENTATION: Final = "ppt/presentation.xml"


class DeckCopier:
    """Makes one clean copy of one deck. `words_left_out` are the words of unseen shapes, for the search afterwards."""

    def __init__(self, source: EditablePackage, *, keep_notes: bool, keep_hidden_slides: bool) -> None:
        self._source = source
        self._made = EditablePackage(source.limits)
        self._names: dict[str, str] = {}
        self._shelf = MediaShelf(source, self._made)
        self._mender = Mender(source, keep_notes=keep_notes, keep_hidden_slides=keep_hidden_slides)
        self._left_behind = frozenset() if keep_notes else frozenset({"notesSlide", "notesMaster"})

    @property
    def words_left_out(self) -> tuple[str, ...]:
        """The words that were on shapes nobody sees."""
        return tuple(self._mender.words_left_out)

    def copied(self, *, title: str = "") -> EditablePackage:
        """The clean deck. Raises FileRefused if the original cannot be read."""
        main = self._copy(self._source.main_part, "presentation")
        if main is None:
            raise Damaged(part=self._source.main_part)
        self._made.relate("", relationship_type("officeDocument"), main)
        for kind, (content_type, name, xml) in MADE_NEW.items():
            self._made.relate(main, relationship_type(kind), self._made.add(name, xml.encode(), content_type))
        for styles in self._source.related(self._source.main_part, "tableStyles"):
            self._relate(main, styles, "tableStyles")
        self._made.add("docProps/core.xml", _core_properties(title), CORE_PROPERTIES)
        self._made.relate("", CORE_PROPERTIES_RELATIONSHIP, "docProps/core.xml")
        return self._made

    def _copy(self, name: str, kind: str, owner: str = "") -> str | None:
        """The part's name in the copy; None if it is not what it should be. `owner`: the slide a SmartArt is on."""
        if name in self._names:
            return self._names[name]
        wanted = KINDS[kind]
        root = self._source.xml(name)
        if root.tag != wanted.root:
            return None
        new = wanted.pattern if "{}" not in wanted.pattern else self._made.unused_name(wanted.pattern)
        self._names[name] = self._made.add(new, b"", wanted.content_type)
        arrows = self._source.arrows(name)
        settle_alternatives(root, understood=UNDERSTOOD)
        self._mender.mend(root, kind, name, arrows)
        for element in DECK.apply(root):
            self._carry_all(element, new, arrows, name)
        if kind == "diagramData":
            self._carry_drawing(root, owner)
        for lead in wanted.leads_to:
            for arrow in arrows.values() if lead not in self._left_behind else ():
                if arrow.kind == lead and not arrow.is_external and arrow.target in self._source:
                    self._relate(new, arrow.target, lead)
        if kind == "tableStyles":
            self._mender.keep_used_table_styles(root)
        self._made.replace(new, DECK.as_bytes(root))
        return new

    def _relate(self, new: str, target: str, kind: str, owner: str = "") -> str | None:
        """Copy a part of the original and relate a part of the copy to it; the relationship's id."""
        copied = self._copy(target, kind, owner)
        return None if copied is None else self._made.relate(new, relationship_type(kind), copied)

    def _carry_all(self, element: etree._Element, new: str, arrows: dict[str, Arrow], name: str) -> None:
        """Give an element the ids of the copy in place of the original's, or do without what it led to."""
        for key in [str(key) for key in element.attrib if str(key).startswith(_R)]:
            attribute = key.removeprefix(_R)
            arrow = arrows.get(element.get(key, ""))
            if arrow is None and local_name(element) in LINKS and element.get("action"):
                element.set(key, "")
                continue
            id = None if arrow is None else self._carried(element, attribute, arrow, new, name)
            if id is not None:
                element.set(key, id)
                continue
            del element.attrib[key]
            forget_animations(_root_of(element), set(unlink(element, attribute)))

    def _carried(self, element: etree._Element, attribute: str, arrow: Arrow, new: str, name: str) -> str | None:
        place = (local_name(element), attribute)
        if place[0] in LINKS:
            return self._link(element, arrow, new)
        if arrow.is_external or arrow.target not in self._source:
            return None
        if place == ("blip", "embed") and arrow.kind == "image":
            return self._picture(element, arrow, new)
        if place in RECORDINGS and arrow.kind in ("audio", "video", "media"):
            recording = self._shelf.recording(arrow.target)
            kind = relationship_type(RECORDINGS[place])
            return None if recording is None else self._made.relate(new, kind, recording)
        if LEADS.get(place) != arrow.kind or arrow.kind in self._left_behind:
            return None
        return self._relate(new, arrow.target, arrow.kind, owner=name)

    def _link(self, element: etree._Element, arrow: Arrow, new: str) -> str | None:
        """A link to the web, or to another slide of this deck that is copied too."""
        if arrow.is_external:
            address = public_address(arrow.target)
            if not address or arrow.kind != "hyperlink":
                return None
            return self._made.relate(new, arrow.type, address, is_external=True)
        if arrow.kind != "slide" or arrow.target not in self._mender.shown_slides:
            return None
        return self._relate(new, arrow.target, "slide")

    def _picture(self, blip: etree._Element, arrow: Arrow, new: str) -> str | None:
        crop = crop_of(blip)
        found = self._shelf.picture(arrow.target, crop)
        if found is None:
            return None
        if found[1]:
            forget_crop(blip, crop)
        return self._made.relate(new, relationship_type("image"), found[0])

    def _carry_drawing(self, data: etree._Element, owner: str) -> None:
        """A SmartArt's data names the drawing by a relationship of the slide it is on."""
        for model in data.iter("{*}dataModelExt"):
            arrow = self._source.arrows(owner).get(model.get("relId", "")) if owner else None
            id = None
            if arrow is not None and arrow.kind == "diagramDrawing" and arrow.target in self._source:
                id = self._relate(self._names[owner], arrow.target, "diagramDrawing")
            if id is None:
                model.attrib.pop("relId", None)
            else:
                model.set("relId", id)


def _root_of(element: etree._Element) -> etree._Element:
    return element.getroottree().getroot()


def _core_properties(title: str) -> bytes:
    """A file's properties that say its title, if there is one to say, and nothing else."""
    names = {
        "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "dc": "http://purl.org/dc/elements/1.1/",
    }
    root = etree.Element(f"{{{names['cp']}}}coreProperties", nsmap=names if title else {"cp": names["cp"]})
    if title:
        etree.SubElement(root, f"{{{names['dc']}}}title").text = title
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
