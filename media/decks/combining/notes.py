"""Speaker notes in the combined deck: on one notes master, ours, and each with the source of its slide at the end."""

from typing import Final
from xml.sax.saxutils import escape

from lxml import etree

from media.decks.combining.copying import Copied, Copier
from media.decks.combining.kinds import (
    NOTES_MASTER_TYPE,
    NOTES_TYPE,
    THEME_TYPE,
    relationship_type,
)
from media.decks.combining.looks import P, house_template
from media.decks.combining.source import SourceDeck, as_bytes
from media.decks.house_template import LANGUAGE
from media.decks.notes_page import DRAWING, EMPTY_NOTES, NAMESPACES, notes_body
from media.decks.shapes import words_of
from media.opc.editable import EditablePackage

_A: Final = f"{{{DRAWING}}}"


class NotesPages:
    """The notes of the combined deck."""

    def __init__(self, made: EditablePackage) -> None:
        self._made = made
        self.master = ""
        """The part of the notes master; blank as long as there are no notes."""

    def write(self, notes: str, slide: str, copier: Copier, *, source: str) -> str:
        """Give a slide of the combined deck its notes, and say which part they are.

        `notes` is the part in the deck it comes from; blank to begin a new page. `source` is the line to end with.
        """
        if notes:
            root, data = copier.deck.xml(notes)
            copied = copier.plain_copy(root, data, notes)
        if not notes or root.tag != f"{P}notes":
            root, copied = etree.fromstring(EMPTY_NOTES), Copied(b"", {})
        if source:
            _end_with(root, source)
        content = as_bytes(root) if source or not copied.content else copied.content
        name = self._made.add(self._made.unused_name("ppt/notesSlides/notesSlide{}.xml"), content, NOTES_TYPE)
        self._made.set_arrows(name, copied.arrows)
        self._made.relate(name, relationship_type("notesMaster"), self._needed_master())
        self._made.relate(name, relationship_type("slide"), slide)
        return name

    def _needed_master(self) -> str:
        if not self.master:
            house = house_template()
            master = next(house.package.related(house.package.main_part, "notesMaster"))
            self.master = self._made.add("ppt/notesMasters/notesMaster1.xml", house.plain(master), NOTES_MASTER_TYPE)
            theme = self._made.add(
                self._made.unused_name("ppt/theme/theme{}.xml"), _notes_theme(house, master), THEME_TYPE
            )
            self._made.relate(self.master, relationship_type("theme"), theme)
        return self.master


def _notes_theme(house: SourceDeck, master: str) -> bytes:
    """The house theme under a name of its own: a master shares its theme with nobody."""
    root = house.xml(house.related(master, "theme"))[0]
    root.set("name", f"{root.get('name', '')} notes".strip())
    return as_bytes(root)


def _end_with(root: etree._Element, line: str) -> None:
    """Add a last paragraph to the notes, in place of empty ones at the end."""
    words = _words_of_notes(root)
    while len(words) and words[-1].tag == f"{_A}p" and _is_blank(words[-1]):
        words.remove(words[-1])
    words.append(
        etree.fromstring(
            f'<a:p xmlns:a="{DRAWING}"><a:r><a:rPr lang="{LANGUAGE}"/><a:t>{escape(line)}</a:t></a:r></a:p>'
        )
    )


def _words_of_notes(root: etree._Element) -> etree._Element:
    """The text of the notes' own placeholder, which is added if there is none."""
    for shape in root.iter(f"{P}sp"):
        place = shape.find("{*}nvSpPr/{*}nvPr/{*}ph")
        if place is not None and place.get("type") == "body":
            words = shape.find("{*}txBody")
            return words if words is not None else _with_text(shape)
    tree = next(root.iter(f"{P}spTree"), None)
    if tree is None:
        root[:] = etree.fromstring(EMPTY_NOTES)[:]
        return _words_of_notes(root)
    taken = [int(one.get("id", "")) for one in tree.iter("{*}cNvPr") if one.get("id", "").isdecimal()]
    shape = etree.fromstring(notes_body(max(taken, default=1) + 1, namespaces=NAMESPACES))
    last = tree.find(f"{P}extLst")
    tree.insert(len(tree) if last is None else tree.index(last), shape)
    return shape.find(f"{P}txBody")


def _with_text(shape: etree._Element) -> etree._Element:
    words = etree.Element(f"{P}txBody")
    etree.SubElement(words, f"{_A}bodyPr")
    properties = shape.find(f"{P}spPr")
    shape.insert(len(shape) if properties is None else shape.index(properties) + 1, words)
    return words


def _is_blank(paragraph: etree._Element) -> bool:
    return not words_of(paragraph) and paragraph.find(f"{_A}fld") is None
