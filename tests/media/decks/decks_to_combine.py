"""Decks for the tests of combining, each made here: with everything on their slides that should come along, or not."""

import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Inches, Pt

from media.opc.editable import EditablePackage
from tests.media import sample_files as samples

BLANK, TITLE_AND_CONTENT, TITLE_ONLY = 6, 1, 5
WIDE, NARROW = (12_192_000, 6_858_000), (9_144_000, 6_858_000)
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PICTURE = samples.picture("PNG")
SMARTART = {
    "dm": ("diagramData", "data", "dgm:dataModel"),
    "lo": ("diagramLayout", "layout", "dgm:layoutDef"),
    "qs": ("diagramQuickStyle", "quickStyle", "dgm:styleDef"),
    "cs": ("diagramColors", "colors", "dgm:colorsDef"),
}
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def empty_deck(size: tuple[int, int] = NARROW) -> Deck:
    """A deck on python-pptx's own template, of this size, with nobody's name."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = size
    return deck


def add_slide(deck: Deck, title: str, text: str = "", notes: str = "") -> Slide:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_AND_CONTENT])
    slide.shapes.title.text = title
    if text:
        slide.placeholders[1].text = text
    if notes:
        slide.notes_slide.notes_text_frame.text = notes
    return slide


def saved(deck: Deck) -> bytes:
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def kept(folder: Path, name: str, data: bytes | Deck) -> Path:
    """The deck as a file in a folder."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else saved(data))
    return path


def simple_deck(name: str, slides: int = 4, size: tuple[int, int] = NARROW) -> Deck:
    """Slides with a title, text and notes that say the deck's name and the slide's number."""
    deck = empty_deck(size)
    for number in range(1, slides + 1):
        add_slide(deck, f"{name} {number}", f"Text of {name} {number}", f"Notes of {name} {number}")
    return deck


def with_chart(slide: Slide, values: Iterable[float] = (1, 2)) -> Slide:
    data = CategoryChartData()
    data.categories = ["2021", "2022"]
    data.add_series("Here", tuple(values))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.PIE, Inches(1), Inches(2), Inches(4), Inches(3), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "How many were seen")
    frame.chart.font.size = Pt(12)
    return slide


def with_picture(slide: Slide, picture: bytes = PICTURE, alt_text: str = "A door") -> Slide:
    shape = slide.shapes.add_picture(io.BytesIO(picture), Inches(1), Inches(1), Inches(2), Inches(1))
    shape._element.nvPicPr.cNvPr.set("descr", alt_text)
    return slide


def with_video(slide: Slide, video: bytes = b"\0\0\0\x18ftypmp42 a film") -> Slide:
    slide.shapes.add_movie(
        io.BytesIO(video), 0, 0, Inches(2), Inches(1), poster_frame_image=io.BytesIO(PICTURE), mime_type="video/mp4"
    )
    return slide


def with_table(slide: Slide, words: str = "Cell") -> Slide:
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(4), Inches(4), Inches(1)).table
    table.cell(0, 0).text = words
    return slide


def with_group(slide: Slide, words: str = "In a group") -> Slide:
    group = slide.shapes.add_group_shape()
    box = group.shapes.add_textbox(Inches(2), Inches(3), Inches(2), Inches(1))
    box.text_frame.text = words
    return slide


def with_text(slide: Slide, words: str, *, link: str = "", size: int = 0) -> Slide:
    run = slide.shapes.add_textbox(Inches(1), Inches(5), Inches(4), Inches(1)).text_frame.paragraphs[0].add_run()
    run.text = words
    if size:
        run.font.size = Pt(size)
    if link:
        run.hyperlink.address = link
    return slide


def with_link_to(slide: Slide, other: Slide, words: str) -> Slide:
    """A box on the first slide, with these words, that leads to the other slide; and words in it that do so too."""
    box = slide.shapes.add_textbox(0, 0, Inches(2), Inches(1))
    box.text_frame.text = words
    box.click_action.target_slide = other
    mark = box._element.nvSpPr.cNvPr.find(f"{A}hlinkClick")
    run = box.text_frame.paragraphs[0].runs[0]._r.get_or_add_rPr()
    run.append(parse_xml(etree.tostring(mark)))
    return slide


def hide(slide: Slide) -> Slide:
    slide._element.set("show", "0")
    return slide


def with_transition(slide: Slide) -> Slide:
    namespace = "http://schemas.openxmlformats.org/presentationml/2006/main"
    slide._element.append(parse_xml(f'<p:transition xmlns:p="{namespace}" spd="slow"><p:fade/></p:transition>'))
    return slide


def rich_deck(size: tuple[int, int] = NARROW) -> Deck:
    """Seven slides with one of everything."""
    deck = empty_deck(size)
    first = add_slide(deck, "Start", "Text", "Begin here.\nThen go on.")
    with_chart(add_slide(deck, "Chart", notes="About the chart"))
    with_picture(with_picture(add_slide(deck, "Picture")), samples.picture("JPEG"), "A window")
    with_table(with_group(add_slide(deck, "Table and group")))
    with_video(add_slide(deck, "Video"))
    links = with_text(add_slide(deck, "Links"), "The guidance", link="https://example.org/guidance")
    with_link_to(links, first, "Back to the start")
    with_transition(hide(add_slide(deck, "Hidden", notes="Not shown")))
    return deck


def with_parts(data: bytes, source: str, parts: Iterable[tuple[str, str, str, bytes, str]]) -> tuple[bytes, list[str]]:
    """A deck with further parts related to one of its own, and the ids: (kind, name, content type, content, mention).

    `mention` is XML that stands at the end of the part's root, with the relationship's id in place of {}.
    """
    package = EditablePackage.opened(io.BytesIO(data))
    ids = []
    for kind, name, content_type, content, mention in parts:
        package.add(name, content, content_type)
        id = package.relate(source, f"{samples.RELATIONSHIPS}/{kind}", name)
        ids.append(id)
        if mention:
            root = package.xml(source)
            root.append(etree.fromstring(mention.replace("{}", id)))
            package.replace(source, etree.tostring(root))
    out = io.BytesIO()
    package.write(out)
    return out.getvalue(), ids


def smartart_deck(words: str = "Ask the child") -> bytes:
    """A deck of one slide with a SmartArt that says these words, its drawing beside it."""
    deck = empty_deck()
    add_slide(deck, "SmartArt")
    package = EditablePackage.opened(io.BytesIO(saved(deck)))
    ids = {}
    for short, (kind, stem, element) in SMARTART.items():
        content = f'<{element} xmlns:dgm="{DIAGRAM}"/>'
        if short == "dm":
            content = _diagram_data(words)
        name = f"ppt/diagrams/{stem}1.xml"
        package.add(name, content.encode(), f"application/vnd.openxmlformats-officedocument.drawingml.{kind}+xml")
        ids[short] = package.relate(samples.SLIDE, f"{samples.RELATIONSHIPS}/{kind}", name)
    drawing_type = "application/vnd.ms-office.drawingml.diagramDrawing+xml"
    package.add("ppt/diagrams/drawing1.xml", _diagram_drawing(words), drawing_type)
    drawn = package.relate(
        samples.SLIDE,
        "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing",
        "ppt/diagrams/drawing1.xml",
    )
    data = package.read("ppt/diagrams/data1.xml").replace(b"DRAWING", drawn.encode())
    package.replace("ppt/diagrams/data1.xml", data)
    root = package.xml(samples.SLIDE)
    root.find(".//{*}spTree").append(etree.fromstring(_smartart_frame(ids)))
    package.replace(samples.SLIDE, etree.tostring(root))
    out = io.BytesIO()
    package.write(out)
    return out.getvalue()


def _diagram_data(words: str) -> str:
    return (
        f'<dgm:dataModel xmlns:dgm="{DIAGRAM}" xmlns:a="{samples.DRAWING}"><dgm:ptLst><dgm:pt modelId="1"><dgm:t>'
        f"<a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst><dgm:extLst>"
        '<a:ext uri="http://schemas.microsoft.com/office/drawing/2008/diagram"><dsp:dataModelExt '
        'xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram" relId="DRAWING" minVer="12.0"/></a:ext>'
        "</dgm:extLst></dgm:dataModel>"
    )


def _diagram_drawing(words: str) -> bytes:
    return (
        '<dsp:drawing xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram" '
        f'xmlns:a="{samples.DRAWING}"><dsp:spTree><dsp:nvGrpSpPr><dsp:cNvPr id="0" name=""/><dsp:cNvGrpSpPr/>'
        '</dsp:nvGrpSpPr><dsp:grpSpPr/><dsp:sp modelId="1"><dsp:nvSpPr><dsp:cNvPr id="0" name=""/><dsp:cNvSpPr/>'
        '</dsp:nvSpPr><dsp:spPr><a:xfrm><a:off x="100" y="200"/><a:ext cx="4000000" cy="2000000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="008080"/></a:solidFill>'
        '</dsp:spPr><dsp:txBody><a:bodyPr/><a:p><a:r><a:rPr sz="2000"/>'
        f"<a:t>{words}</a:t></a:r></a:p></dsp:txBody></dsp:sp></dsp:spTree></dsp:drawing>"
    ).encode()


def _smartart_frame(ids: dict[str, str]) -> str:
    relations = " ".join(f'r:{short}="{id}"' for short, id in ids.items())
    return (
        f'<p:graphicFrame xmlns:p="{samples.PRESENTATION}" xmlns:a="{samples.DRAWING}" '
        f'xmlns:r="{samples.RELATIONSHIPS}"><p:nvGraphicFramePr><p:cNvPr id="9" name="SmartArt" descr="One step"/>'
        "<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm>"
        '<a:off x="1000000" y="2000000"/><a:ext cx="4000000" cy="2000000"/></p:xfrm><a:graphic>'
        f'<a:graphicData uri="{DIAGRAM}"><dgm:relIds xmlns:dgm="{DIAGRAM}" {relations}/></a:graphicData></a:graphic>'
        "</p:graphicFrame>"
    )


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def part_of(data: bytes, name: str) -> bytes:
    return members(data)[name]


def changed(data: bytes, name: str, change: Callable[[BaseOxmlElement], object]) -> bytes:
    """The deck with one of its parts changed."""
    parts = members(data)
    root = parse_xml(parts[name])
    change(root)
    parts[name] = etree.tostring(root)
    return samples.zipped(parts)


def with_relationship(data: bytes, source: str, line: str) -> bytes:
    """The deck with one more relationship of a part, as written."""
    parts = members(data)
    folder, _, base = source.rpartition("/")
    rels = f"{folder}/_rels/{base}.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", line.encode() + b"</Relationships>")
    return samples.zipped(parts)
