"""Planned slides written to a .pptx file on the house template, the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pptx import Presentation
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Pt

from media.decks.house_template import FIXED_ZIP_TIME, LANGUAGE, Layout, Place, number_field, template_bytes
from media.decks.slide_plan import SlidePlan
from media.decks.text_fit import Line

_BARE_ADDRESS = re.compile(r"(?:(?:https?|ftp)://(?:www\.)*|(?:www\.)+)([^\s/?#]*)\S*", re.IGNORECASE)
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
    """The slides as a .pptx file. Every slide gets the footer and its number; a place with no text is left off."""
    deck = Presentation(io.BytesIO(template_bytes()))
    layouts = dict(zip(Layout, deck.slide_layouts, strict=True))
    for plan in slides:
        slide = deck.slides.add_slide(layouts[plan.layout])
        _fill(slide, plan, footer)
        _write_notes(slide, plan.notes)
    _describe(deck, properties)
    saved = io.BytesIO()
    deck.save(saved)
    return _with_fixed_times(saved)


def _fill(slide: Slide, plan: SlidePlan, footer: str) -> None:
    texts: dict[Place, Sequence[Line]] = {
        Place.TITLE: [Line(plan.title)],
        Place.BODY: plan.lines,
        Place.KICKER: [Line(plan.kicker)] if plan.kicker else (),
        Place.FOOTNOTE: [Line(plan.footnote)] if plan.footnote else (),
        Place.LABEL: [Line(plan.label)] if plan.label else (),
    }
    sizes = {Place.TITLE: plan.title_size, Place.BODY: plan.body_size}
    shapes = {shape.placeholder_format.idx: shape for shape in slide.placeholders}
    tree = slide.shapes._spTree
    for place in plan.layout.value.boxes:  # in reading order
        if place in (Place.FOOTER, Place.NUMBER):
            continue
        shape = shapes[place.value[1]]
        shape.name = place.name.capitalize()
        tree.remove(shape._element)
        if texts[place]:
            tree.append(shape._element)
            _write(shape.text_frame, texts[place], sizes.get(place, 0))
    if Place.FOOTER in plan.layout.value.boxes:
        _add_footer(slide, footer)


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


def _add_footer(slide: Slide, footer: str) -> None:
    """The footer and the slide number as real placeholders, last in the reading order."""
    tree = slide.shapes._spTree
    if footer:
        shape = _furniture(Place.FOOTER, "<a:p/>")
        tree.append(shape)
        _write(slide.placeholders[Place.FOOTER.value[1]].text_frame, [Line(footer)])
    tree.append(_furniture(Place.NUMBER, f"<a:p>{number_field()}</a:p>"))


def _furniture(place: Place, paragraph: str) -> BaseOxmlElement:
    kind, index = place.value
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{100 + index}" name="{place.name.capitalize()}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" idx="{index}"/>'
        f"</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>{paragraph}</p:txBody></p:sp>"
    )


def _write_notes(slide: Slide, notes: Sequence[str]) -> None:
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        _write(frame, [Line(note) for note in notes])


def _describe(deck: Deck, properties: DeckProperties) -> None:
    core = deck.core_properties
    core.title, core.author = properties.title[:255], properties.author[:255]
    core.subject, core.keywords = properties.subject[:255], properties.keywords[:255]
    core.language = LANGUAGE
    if properties.made_at:
        moment = properties.made_at
        core.created = core.modified = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _with_fixed_times(saved: io.BytesIO) -> bytes:
    """The same package, each member stamped with one fixed time, so that nothing in it depends on today."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(saved) as made, zipfile.ZipFile(fixed, "w") as package:
        for name in made.namelist():
            package.writestr(zipfile.ZipInfo(name, FIXED_ZIP_TIME), made.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
