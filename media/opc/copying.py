"""A copy of an Office file made part by part, from what may stay of the original.

Nothing is taken out of the original; what nobody copies is not there. Names of parts and ids of relationships are given
anew, so that none of them can tell anything.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from media.opc.allowlist import RELATIONSHIPS, Allowlist, settle_alternatives
from media.opc.editable import Arrow, EditablePackage
from media.opc.hidden_items import HiddenItem
from media.opc.media_shelf import MediaShelf, crop_of, forget_crop
from media.opc.paths import public_address
from media.opc.xml_parts import local_name

_R: Final = f"{{{RELATIONSHIPS}}}"
_NEWER: Final = "http://schemas.microsoft.com/office/2007/relationships"
_CORE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATIONSHIP: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
LINKS: Final = frozenset({"hlinkClick", "hlinkMouseOver", "hlinkHover", "hyperlink"})
RECORDINGS: Final = {
    ("audioFile", "link"): "audio",
    ("videoFile", "link"): "video",
    ("quickTimeFile", "link"): "video",
    ("wavAudioFile", "embed"): "audio",
    ("snd", "embed"): "audio",
    ("sndTgt", "embed"): "audio",
    ("media", "embed"): "media",
}


@dataclass(frozen=True, slots=True)
class PartKind:
    """One kind of part. `root` is its first element, `leads_to` what it is related to without saying so in its XML."""

    content_type: str
    pattern: str
    root: str
    leads_to: tuple[str, ...] = ()


def relationship_type(kind: str) -> str:
    """The whole type of a relationship by its last word."""
    return f"{_NEWER}/{kind}" if kind in ("media", "diagramDrawing") else f"{RELATIONSHIPS}/{kind}"


class PartCopier(ABC):
    """Copies parts of the kinds it knows, following relationships from one to the next."""

    kinds: Mapping[str, PartKind]
    leads: Mapping[tuple[str, str], str]
    """Which kind of part an element leads to, by its name and that of its `r:` attribute."""
    allowlist: Allowlist
    understood: frozenset[str]
    """Namespaces whose choice among alternatives is kept."""

    def __init__(self, source: EditablePackage, media_folder: str) -> None:
        self.source = source
        self.made = EditablePackage(source.limits)
        self.left_behind: frozenset[str] = frozenset()
        self._names: dict[str, str] = {}
        self._shelf = MediaShelf(source, self.made, media_folder)

    @property
    def lost(self) -> tuple[HiddenItem, ...]:
        """Pictures and recordings that were seen or heard and could not be cleaned, so that they are not in the copy."""
        return self._shelf.lost

    @abstractmethod
    def mend(self, root: etree._Element, kind: str, name: str, arrows: dict[str, Arrow]) -> None:
        """Change a part in place before the list of what may stay is applied to it."""

    @abstractmethod
    def finish(self, root: etree._Element, kind: str) -> None:
        """Change a part in place after everything it leads to has been copied."""

    @abstractmethod
    def unlink(self, element: etree._Element, attribute: str) -> None:
        """Do without what an element led to, because it is not copied."""

    def may_follow(self, arrow: Arrow) -> bool:
        """Whether a link inside the file leads to a part that is copied."""
        return False

    def copy(self, name: str, kind: str, owner: str = "") -> str | None:
        """The part's name in the copy; None if it is not what it should be. `owner`: the part a SmartArt is on."""
        if name in self._names:
            return self._names[name]
        wanted = self.kinds[kind]
        root = self.source.xml(name)
        if root.tag != wanted.root:
            return None
        new = wanted.pattern if "{}" not in wanted.pattern else self.made.unused_name(wanted.pattern)
        self._names[name] = self.made.add(new, b"", wanted.content_type)
        arrows = self.source.arrows(name)
        settle_alternatives(root, understood=self.understood)
        self.mend(root, kind, name, arrows)
        for element in self.allowlist.apply(root):
            self._carry_all(element, new, arrows, name)
        if kind == "diagramData":
            self._carry_drawing(root, owner)
        for lead in wanted.leads_to:
            for arrow in arrows.values() if lead not in self.left_behind else ():
                if arrow.kind == lead and not arrow.is_external and arrow.target in self.source:
                    self.relate(new, arrow.target, lead)
        self.finish(root, kind)
        self.put(new, root)
        return new

    def put(self, name: str, root: etree._Element) -> None:
        """Write a finished part into the copy."""
        self.made.replace(name, self.allowlist.as_bytes(root), root=root)

    def relate(self, new: str, target: str, kind: str, owner: str = "") -> str | None:
        """Copy a part of the original and relate a part of the copy to it; the relationship's id."""
        copied = self.copy(target, kind, owner)
        return None if copied is None else self.made.relate(new, relationship_type(kind), copied)

    def describe(self, title: str) -> None:
        """Give the copy properties that say its title, if there is one to say, and nothing else."""
        self.made.add("docProps/core.xml", core_properties(title), _CORE)
        self.made.relate("", _CORE_RELATIONSHIP, "docProps/core.xml")

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
            self.unlink(element, attribute)

    def _carried(self, element: etree._Element, attribute: str, arrow: Arrow, new: str, name: str) -> str | None:
        place = (local_name(element), attribute)
        if place[0] in LINKS:
            return self._link(arrow, new)
        if arrow.is_external or arrow.target not in self.source:
            return None
        if place == ("blip", "embed") and arrow.kind == "image":
            return self._picture(element, arrow, new)
        if place in RECORDINGS and arrow.kind in ("audio", "video", "media"):
            recording = self._shelf.recording(arrow.target)
            kind = relationship_type(RECORDINGS[place])
            return None if recording is None else self.made.relate(new, kind, recording)
        if self.leads.get(place) != arrow.kind or arrow.kind in self.left_behind:
            return None
        return self.relate(new, arrow.target, arrow.kind, owner=name)

    def _link(self, arrow: Arrow, new: str) -> str | None:
        """A link to the web, or to another part of this file that is copied too."""
        if arrow.is_external:
            address = public_address(arrow.target)
            if not address or arrow.kind != "hyperlink":
                return None
            return self.made.relate(new, arrow.type, address, is_external=True)
        return self.relate(new, arrow.target, arrow.kind) if self.may_follow(arrow) else None

    def _picture(self, blip: etree._Element, arrow: Arrow, new: str) -> str | None:
        crop = crop_of(blip)
        found = self._shelf.picture(arrow.target, crop)
        if found is None:
            return None
        if found[1]:
            forget_crop(blip, crop)
        return self.made.relate(new, relationship_type("image"), found[0])

    def _carry_drawing(self, data: etree._Element, owner: str) -> None:
        """A SmartArt's data names the drawing by a relationship of the part it is on."""
        for model in data.iter("{*}dataModelExt"):
            arrow = self.source.arrows(owner).get(model.get("relId", "")) if owner else None
            id = None
            if arrow is not None and arrow.kind == "diagramDrawing" and arrow.target in self.source:
                id = self.relate(self._names[owner], arrow.target, "diagramDrawing")
            if id is None:
                model.attrib.pop("relId", None)
            else:
                model.set("relId", id)


def core_properties(title: str) -> bytes:
    """A file's properties that say its title, if there is one to say, and nothing else."""
    names = {
        "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "dc": "http://purl.org/dc/elements/1.1/",
    }
    root = etree.Element(f"{{{names['cp']}}}coreProperties", nsmap=names if title else {"cp": names["cp"]})
    if title:
        etree.SubElement(root, f"{{{names['dc']}}}title").text = title
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
