"""Planned slides written to a .pptx file on the house template, the same bytes every time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import quoteattr

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
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Pt

from media.decks.house_layouts import Box, Layout, Place
from media.decks.house_template import EMU_PER_INCH, LANGUAGE, number_field, template_bytes
from media.decks.notes_page import EMPTY_NOTES
from media.decks.slide_plan import SlidePicture, SlidePlan, plain_line
from media.decks.text_fit import Line
from media.opc.editable import Arrow, EditablePackage
from media.sheets.letters import reads_right_to_left

_BARE_ADDRESS = re.compile(r"(?:(?:https?|ftp)://(?:www\.)*|(?:www\.)+)([^\s/?#]*)\S*", re.IGNORECASE)
_CORE = "docProps/core.xml"
_PICTURE = "rIdPicture"
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
    pictures: dict[bytes, str] = {}
    for number, plan in enumerate(slides, start=1):
        slide, links = _slide(plan, footer, number)
        if plan.picture:
            links[_PICTURE] = Arrow(_PICTURE, RT.IMAGE, _picture_part(made, plan.picture.png, pictures))
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


def _picture_part(made: EditablePackage, png: bytes, written: dict[bytes, str]) -> str:
    """The name of the part that holds the picture, which is written once."""
    if png not in written:
        written[png] = made.add(f"ppt/media/image{len(written) + 1}.png", png, CT.PNG)
    return written[png]


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
    if plan.picture:
        root.cSld.spTree.append(parse_xml(_picture(plan.picture, plan.layout.value.boxes[Place.ASIDE])))
    links = {id: Arrow(id, link.reltype, link.target_ref, is_external=True) for id, link in part.rels.items()}
    return serialize_part_xml(root), links


def _placeholder(place: Place, number: int) -> str:
    """A shape for one place of the layout, without words but for the number's own."""
    kind, index = place.value
    at = f' idx="{index}"' if index else ""
    small = ' sz="quarter"' if place in (Place.FOOTER, Place.NUMBER) else ""
    paragraph = f"<a:p>{number_field(str(number))}</a:p>" if place is Place.NUMBER else "<a:p/>"
    # It is measured to fit in the house's font; where another, wider one stands in for it, the text shrinks and covers nothing.
    fit = "<a:bodyPr/>" if small else "<a:bodyPr><a:normAutofit/></a:bodyPr>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{100 + index}" name="{place.name.capitalize()}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}"{small}{at}/>'
        f"</p:nvPr></p:nvSpPr><p:spPr/><p:txBody>{fit}<a:lstStyle/>{paragraph}</p:txBody></p:sp>"
    )


def _picture(picture: SlidePicture, room: Box) -> str:
    """The picture as a shape: as large as the room allows, in the middle of it."""
    side = min(room.width, room.height)
    left, top = (round(n * EMU_PER_INCH) for n in (room.left + (room.width - side) / 2, room.top))
    size = round(side * EMU_PER_INCH)
    said = f"name={quoteattr(plain_line(picture.name))} descr={quoteattr(plain_line(picture.alt))}"
    return (
        f'<p:pic {nsdecls("a", "p", "r")}><p:nvPicPr><p:cNvPr id="300" {said}/>'
        '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{_PICTURE}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>'
        f'<a:off x="{left}" y="{top}"/><a:ext cx="{size}" cy="{size}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def _notes(notes: Sequence[str]) -> bytes:
    """A page of notes as a part."""
    root = parse_xml(EMPTY_NOTES)
    body = next(shape for shape in root.iter(qn("p:sp")) if shape.ph_type == PP_PLACEHOLDER.BODY)
    part = NotesSlidePart(PackURI("/ppt/notesSlides/notesSlide.xml"), CT.PML_NOTES_SLIDE, Package(""), root)
    _write(TextFrame(body.txBody, part), [Line(note) for note in notes])
    return serialize_part_xml(root)


def _write(frame: TextFrame, lines: Sequence[Line], size: int = 0) -> None:
    both_ways = any(reads_right_to_left(line.whole) for line in lines)
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        _lay_out(paragraph, line, says_its_way=both_ways)
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


def _lay_out(paragraph: _Paragraph, line: Line, *, says_its_way: bool) -> None:
    """What is before a paragraph, and which way it runs; nothing for what the layout says already.

    Beside one that runs to the left every paragraph says its way: LibreOffice takes it from the one before.
    """
    if not (says_its_way or line.indent):
        return
    properties = paragraph._p.get_or_add_pPr()
    runs_left = says_its_way and reads_right_to_left(line.whole)
    if says_its_way:
        properties.set("rtl", str(int(runs_left)))
    if runs_left:
        properties.set("algn", "r")
    if line.indent:
        properties.set("marR" if runs_left else "marL", str(Pt(line.indent)))
        properties.set("indent", str(-Pt(line.indent)))
        kind = f'buAutoNum type="arabicPeriod" startAt="{line.number}"' if line.number else 'buChar char="•"'
        for mark in (
            f'<a:buClr {nsdecls("a")}><a:schemeClr val="accent2"/></a:buClr>',
            f'<a:buFont {nsdecls("a")} typeface="{"+mj-lt" if line.number else "Arial"}"/>',
            f"<a:{kind.replace(' ', ' ' + nsdecls('a') + ' ', 1)}/>",
        ):
            properties.append(parse_xml(mark))


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
