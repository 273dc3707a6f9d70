"""What decks of older or other programs show stays in the clean copy: PowerPoint 2007's objects and charts, and the like."""

import io
import zipfile

import pytest
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Inches

from media.decks.cleaning.clean import clean_deck
from media.opc.hidden_items import CleaningReport
from tests.media.decks.canary_pictures import half_and_half
from tests.media.sample_files import RELATIONSHIPS

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
CDR = "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"
SPACES = f'xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{RELATIONSHIPS}"'
VML = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<v:shape {}><v:imagedata o:relid="{}"/></v:shape></xml>"""


def saved(deck) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def cleaned(deck) -> tuple[dict[str, bytes], CleaningReport]:
    out = io.BytesIO()
    report = clean_deck(io.BytesIO(saved(deck)), out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}, report


def frame(data: str) -> etree._Element:
    return etree.fromstring(
        f'<p:graphicFrame {SPACES}><p:nvGraphicFramePr><p:cNvPr id="9" name="Object 2" descr="A table"/>'
        '<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="914400" y="0"/>'
        f'<a:ext cx="914400" cy="914400"/></p:xfrm><a:graphic>{data}</a:graphic></p:graphicFrame>'
    )


def one_slide() -> tuple[object, object]:
    deck = Presentation()
    return deck, deck.slides.add_slide(deck.slide_layouts[6])


def add_part(deck, source, name: str, content_type: str, content: bytes, kind: str) -> Part:
    part = Part(PackURI(name), content_type, deck.part.package, content)
    source.relate_to(part, f"{RELATIONSHIPS}/{kind}")
    return part


@pytest.mark.parametrize("known_by", ['id="_x0000_s1026"', 'id="Object_x0020_2" o:spid="_x0000_s1026"'])
def test_an_object_of_2007_shows_the_picture_of_its_old_drawing(known_by):
    deck, slide = one_slide()
    ole = '<p:oleObj spid="_x0000_s1026" name="Diagram" r:id="rId9" progId="MSGraph.Chart.8"><p:embed/></p:oleObj>'
    slide.shapes._spTree.append(frame(f'<a:graphicData uri="{P[:-5]}/ole">{ole}</a:graphicData>'))
    old = add_part(
        deck, slide.part, "/ppt/drawings/vmlDrawing1.vml",
        "application/vnd.openxmlformats-officedocument.vmlDrawing", b"", "vmlDrawing",
    )  # fmt: skip
    picture = add_part(deck, old, "/ppt/media/image1.png", "image/png", half_and_half(), "image")
    old._blob = VML.format(known_by, old.relate_to(picture, RELATIONSHIP_TYPE.IMAGE)).encode()

    parts, report = cleaned(deck)

    (shape,) = etree.fromstring(parts["ppt/slides/slide1.xml"]).iter(f"{{{P}}}pic")
    assert [one.get("descr") for one in shape.iter(f"{{{P}}}cNvPr")] == ["A table"]
    assert [one.get("x") for one in shape.iter(f"{{{A}}}off")] == ["914400"]
    assert "ppt/media/image1.png" in parts
    assert "object_left_out" not in {item.code for item in report.removed}


@pytest.mark.parametrize(
    "data",
    [
        f'<a:graphicData uri="{P[:-5]}/ole"><p:oleObj spid="_x0000_s1026" r:id="rId9"><p:embed/></p:oleObj></a:graphicData>',
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/compatibility"><com:legacyDrawing '
        'xmlns:com="http://schemas.openxmlformats.org/drawingml/2006/compatibility" spid="_x0000_s1028"/></a:graphicData>',
    ],
    ids=["an object", "a diagram of 2003"],
)
def test_an_object_without_a_picture_goes_and_the_report_says_on_which_slide(data):
    deck, _ = one_slide()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    slide.shapes._spTree.append(frame(data))

    parts, report = cleaned(deck)

    assert [(item.slide, item.count) for item in report.removed if item.code == "object_left_out"] == [(2, 1)]
    assert b"graphicFrame" not in parts["ppt/slides/slide2.xml"]


def chart_on(slide):
    data = CategoryChartData()
    data.categories = ["Seen"]
    data.add_series("Children", (3,))
    return slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(4), Inches(3), data).chart


def test_what_is_drawn_on_a_chart_stays_where_it_is():
    deck, slide = one_slide()
    chart = chart_on(slide)
    drawing = (
        f'<c:userShapes xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:cdr="{CDR}" xmlns:a="{A}">'
        "<cdr:relSizeAnchor><cdr:from><cdr:x>0.25</cdr:x><cdr:y>1e-1</cdr:y></cdr:from><cdr:to><cdr:x>Jane Numbat</cdr:x>"
        '<cdr:y>1</cdr:y></cdr:to><cdr:sp><cdr:nvSpPr><cdr:cNvPr id="2" name="Oval 1"/><cdr:cNvSpPr/></cdr:nvSpPr>'
        '<cdr:spPr><a:prstGeom prst="ellipse"/></cdr:spPr></cdr:sp></cdr:relSizeAnchor></c:userShapes>'
    )
    add_part(
        deck, chart.part, "/ppt/drawings/drawing1.xml",
        "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml", drawing.encode(), "chartUserShapes",
    )  # fmt: skip
    mark = etree.SubElement(chart._chartSpace, f"{{{chart._chartSpace.nsmap['c']}}}userShapes")
    mark.set(f"{{{RELATIONSHIPS}}}id", next(id for id, one in chart.part.rels.items() if "UserShapes" in one.reltype))

    parts, _ = cleaned(deck)

    places = etree.fromstring(parts["ppt/drawings/drawing1.xml"]).iter(f"{{{CDR}}}x", f"{{{CDR}}}y")
    assert [one.text for one in places] == ["0.25", "1e-1", "0", "1"]


@pytest.mark.parametrize(("version", "is_said"), [("12.0000", True), ("16.0000", False), ("", False)])
def test_a_copy_says_if_it_is_of_2007_and_nothing_else_of_its_program(version, is_said):
    deck, slide = one_slide()
    chart_on(slide)
    properties = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Jane Numbat's PowerPoint</Application><Company>Numbat</Company><AppVersion>{version}</AppVersion>"
        "</Properties>"
    )
    app = next(one.target_part for one in deck.part.package._rels.values() if "extended-prop" in one.reltype)
    app._blob = properties.encode()

    parts, _ = cleaned(deck)

    assert ("docProps/app.xml" in parts) is is_said
    assert not is_said or b"<AppVersion>12.0000<" in parts["docProps/app.xml"]
    assert b"Numbat" not in b"".join(parts.values())


def test_a_link_in_the_colour_of_its_words_keeps_it():
    deck, slide = one_slide()
    run = slide.shapes.add_textbox(0, 0, Inches(4), Inches(1)).text_frame.paragraphs[0].add_run()
    run.text, run.hyperlink.address = "More", "https://example.org/"
    (link,) = slide._element.iter(f"{{{A}}}hlinkClick")
    link.append(
        etree.fromstring(
            f'<a:extLst xmlns:a="{A}"><a:ext uri="{{A12FA001-AC4F-418D-AE19-62706E023703}}"><h:hlinkClr '
            'xmlns:h="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
        )
    )

    parts, _ = cleaned(deck)

    (colour,) = etree.fromstring(parts["ppt/slides/slide1.xml"]).iter("{*}hlinkClr")
    assert colour.get("val") == "tx"


def test_a_drawn_shape_keeps_the_angles_that_it_names():
    deck, slide = one_slide()
    box = slide.shapes.add_textbox(0, 0, Inches(1), Inches(1))
    drawn = (
        f'<a:custGeom xmlns:a="{A}"><a:avLst/><a:gdLst><a:gd name="2da" fmla="*/ cd4 1 2"/></a:gdLst><a:cxnLst><a:cxn '
        'ang="3cd4"><a:pos x="hc" y="t"/></a:cxn></a:cxnLst><a:pathLst><a:path w="2" h="2"><a:arcTo wR="1" hR="1" '
        'stAng="3cd4" swAng="2da"/></a:path></a:pathLst></a:custGeom>'
    )
    old = box._element.spPr.find(f"{{{A}}}prstGeom")
    box._element.spPr.replace(old, etree.fromstring(drawn))

    parts, _ = cleaned(deck)

    shape = etree.fromstring(parts["ppt/slides/slide1.xml"])
    (arc,), (place,), (guide,) = (list(shape.iter(f"{{{A}}}{name}")) for name in ("arcTo", "cxn", "gd"))
    assert dict(arc.attrib) == {"wR": "1", "hR": "1", "stAng": "3cd4", "swAng": "2da"}
    assert (place.get("ang"), guide.get("name")) == ("3cd4", "2da")


def test_a_date_on_a_layout_keeps_its_looks_and_loses_its_day():
    deck, slide = one_slide()
    (date,) = [one for one in slide.slide_layout.placeholders if one.placeholder_format.type == 16]
    for paragraph in date._element.iter(f"{{{A}}}p"):
        for old in list(paragraph):
            paragraph.remove(old)
        field = etree.SubElement(paragraph, f"{{{A}}}fld", id="{0}", type="datetime1")
        etree.SubElement(field, f"{{{A}}}t").text = "4 March 2021"

    parts, _ = cleaned(deck)

    layout = etree.fromstring(parts["ppt/slideLayouts/slideLayout1.xml"])
    words = [
        "".join(one.text or "" for one in shape.iter(f"{{{A}}}t"))
        for shape in layout.iter(f"{{{P}}}sp")
        if [mark.get("type") for mark in shape.iter(f"{{{P}}}ph")] == ["dt"]
    ]
    assert words == [" "]
