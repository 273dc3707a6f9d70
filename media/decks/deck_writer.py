"""Planned slides written to a .pptx file on the house template, the same bytes every time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.package import Package
from pptx.parts.coreprops import CorePropertiesPart
from pptx.parts.slide import NotesSlidePart, SlidePart
from pptx.text.text import TextFrame
from pptx.util import Pt

from media.decks.house_layouts import Layout, Place
from media.decks.house_template import LANGUAGE, number_field, template_bytes
from media.decks.notes_page import EMPTY_NOTES
from media.decks.slide_plan import SlidePlan
from media.decks.text_fit import Line
from media.opc.editable import Arrow, EditablePackage

_BARE_ADDRESS = re.compile(r"(?:(?:https?|ftp)://(?:www\.)*|(?:www\.)+)([^\s/?#]*)\S*", re.IGNORECASE)
_CORE = "docProps/core.xml"
_FIRST_SLIDE_ID = 256  # ECMA-376 part 1, 19.7.13
_SLIDE = (
    f'<p:sld {nsdecls("a", "p", "r")}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
    "</p:nvGrpSpPr><p:grpSpPr/>{shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
)
_WEB_ADDRESS = re.compile(r"https?://[!-~]+\Z", re.IGNORECASE)


@dataclass(frozen=True)
class DeckProperties:
    """What the file says of itself. Without `made_at` it has no dates."""

    title: str
    author: str = ""
    subject: str = ""
    keywords: str = ""
    made_at: datetime | None = None


def written_deck(slides: Iterable[SlidePlan], properties: DeckProperties, *, footer: str = "") -> bytes:
    """The slides as a .pptx file. Every slide gets the footer and its number; a place with no text is left off.

    python-pptx writes the text. The parts are put together here: it looks through all of a deck for each slide added.
    """
    made = EditablePackage.opened(io.BytesIO(template_bytes()))
    master = next(made.related(made.main_part, "slideMaster"))
    notes_master = next(made.related(made.main_part, "notesMaster"))
    layouts = dict(zip(Layout, made.related(master, "slideLayout"), strict=True))
    written: list[str] = []
    for number, plan in enumerate(slides, start=1):
        slide, links = _slide(plan, footer, number)
        name = made.add(f"ppt/slides/slide{number}.xml", slide, CT.PML_SLIDE)
        made.set_arrows(name, links)
        made.relate(name, RT.SLIDE_LAYOUT, layouts[plan.layout])
        notes = made.add(f"ppt/notesSlides/notesSlide{number}.xml", _notes(plan.notes), CT.PML_NOTES_SLIDE)
        made.relate(notes, RT.NOTES_MASTER, notes_master)
        made.relate(notes, RT.SLIDE, name)
        made.relate(name, RT.NOTES_SLIDE, notes)
        written.append(name)
    _list_slides(made, written)
    made.replace(_CORE, _described(made.read(_CORE), properties))
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def _list_slides(made: EditablePackage, slides: Sequence[str]) -> None:
    """Enter the slides in the presentation, all at once."""
    main, arrows = made.main_part, made.arrows(made.main_part)
    presentation = parse_xml(made.read(main))
    listed = presentation.get_or_add_sldIdLst()
    for number, slide in enumerate(slides, start=1):
        id = f"rIdSlide{number}"
        arrows[id] = Arrow(id, RT.SLIDE, slide)
        etree.SubElement(listed, qn("p:sldId"), {"id": str(_FIRST_SLIDE_ID + number - 1), qn("r:id"): id})
    made.set_arrows(main, arrows)
    made.replace(main, serialize_part_xml(presentation))


def _slide(plan: SlidePlan, footer: str, number: int) -> tuple[bytes, dict[str, Arrow]]:
    """A slide as a part, and its links."""
    texts: dict[Place, Sequence[Line]] = {
        Place.TITLE: [Line(plan.title)],
        Place.BODY: plan.lines,
        Place.KICKER: [Line(plan.kicker)] if plan.kicker else (),
        Place.FOOTNOTE: [Line(plan.footnote)] if plan.footnote else (),
        Place.LABEL: [Line(plan.label)] if plan.label else (),
        Place.ASIDE: plan.aside,
    }
    if Place.FOOTER in plan.layout.value.boxes:
        texts |= {Place.FOOTER: [Line(footer)] if footer else (), Place.NUMBER: ()}
    sizes = {Place.TITLE: plan.title_size, Place.BODY: plan.body_size}
    places = [place for place in plan.layout.value.boxes if texts[place] or place is Place.NUMBER]  # in reading order
    root = parse_xml(_SLIDE.format(shapes="".join(_placeholder(place, number) for place in places)))
    part = SlidePart(PackURI("/ppt/slides/slide.xml"), CT.PML_SLIDE, Package(""), root)
    for place, shape in zip(places, root.cSld.spTree.iterchildren(qn("p:sp")), strict=True):
        _write(TextFrame(shape.txBody, part), texts[place], sizes.get(place, 0))
    links = {id: Arrow(id, link.reltype, link.target_ref, is_external=True) for id, link in part.rels.items()}
    return serialize_part_xml(root), links


def _placeholder(place: Place, number: int) -> str:
    """A shape for one place of the layout, without words but for the number's own."""
    kind, index = place.value
    at = f' idx="{index}"' if index else ""
    small = ' sz="quarter"' if place in (Place.FOOTER, Place.NUMBER) else ""
    paragraph = f"<a:p>{number_field(str(number))}</a:p>" if place is Place.NUMBER else "<a:p/>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{100 + index}" name="{place.name.capitalize()}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}"{small}{at}/>'
        f"</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>{paragraph}</p:txBody></p:sp>"
    )


def _notes(notes: Sequence[str]) -> bytes:
    """A page of notes as a part."""
    root = parse_xml(EMPTY_NOTES)
    body = next(shape for shape in root.iter(qn("p:sp")) if shape.ph_type == PP_PLACEHOLDER.BODY)
    part = NotesSlidePart(PackURI("/ppt/notesSlides/notesSlide.xml"), CT.PML_NOTES_SLIDE, Package(""), root)
    _write(TextFrame(body.txBody, part), [Line(note) for note in notes])
    return serialize_part_xml(root)


def _write(frame: TextFrame, lines: Sequence[Line], size: int = 0) -> None:
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        for text, is_lead in ((line.lead, True), (line.text, False)):
            if not text:
                continue
            run = paragraph.add_run()
            run.text = f" {text}" if line.lead and not is_lead else _link_name(text) if line.url else text
            run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
            if size:
                run.font.size = Pt(size)
            if is_lead:
                run.font.bold = True
                if _WEB_ADDRESS.match(line.url):
                    run.hyperlink.address = line.url


def _link_name(text: str) -> str:
    """What a link is called: an address read aloud letter by letter is no name, so of one only the site is left."""
    bare = _BARE_ADDRESS.fullmatch(text.strip())
    return (bare[1] or "Link") if bare else text


def _described(core: bytes, properties: DeckProperties) -> bytes:
    """The template's own properties, saying this of the deck."""
    part = CorePropertiesPart.load(PackURI(f"/{_CORE}"), CT.OPC_CORE_PROPERTIES, Package(""), core)
    part.title, part.author = properties.title[:255], properties.author[:255]
    part.subject, part.keywords = properties.subject[:255], properties.keywords[:255]
    part.language = LANGUAGE
    if properties.made_at:
        moment = properties.made_at
        part.created = part.modified = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    return part.blob
