"""A deck with a different secret in every place where a deck can keep one, beside what its viewers see."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from datetime import datetime

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Emu, Inches

from tests.media.decks.canary_pictures import (
    Secrets,
    gif_with_secrets,
    half_and_half,
    jpeg_with_secrets,
    mp4_with_secrets,
    png_with_secrets,
)

VISIBLE = (
    "What we learned about Maya",
    "Ask the child",
    "A second slide with a chart",
    "Agency",
    "Police",
    "Seen once",
    "Heard twice",
    "In a group",
    "Link to the web",
    "A map of the town",
)
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Parts = dict[str, bytes]


def canary_deck() -> tuple[bytes, dict[str, str]]:
    """The deck and its secrets by the place each is in."""
    secret = Secrets()
    saved = io.BytesIO()
    _deck(secret).save(saved)
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for plant in (_plant_properties, _plant_parts, _plant_in_presentation, _plant_in_slides, _plant_in_layouts):
        plant(parts, secret)
    return _zipped(parts, secret), secret.words


def _deck(secret: Secrets) -> "Presentation":
    deck = Presentation()
    core = deck.core_properties
    core.author, core.last_modified_by = secret("author"), secret("last_modified_by")
    core.title, core.subject, core.keywords = secret("title"), secret("subject"), secret("keywords")
    core.comments, core.category, core.content_status = secret("comments"), secret("category"), secret("status")
    core.identifier, core.version, core.revision = secret("identifier"), secret("version"), 97
    core.last_printed = datetime(2021, 3, 4, 5, 6, 7)
    first = deck.slides.add_slide(deck.slide_layouts[5])
    first.shapes.title.text = VISIBLE[0]
    _add_text(first, VISIBLE[1], Inches(1))
    first.notes_slide.notes_text_frame.text = f"Do not say: {secret('notes')}"
    _add_pictures(first, secret)
    second = deck.slides.add_slide(deck.slide_layouts[5])
    second.shapes.title.text = VISIBLE[2]
    _add_chart(second, secret)
    table = second.shapes.add_table(1, 2, Inches(1), Inches(5), Inches(4), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = VISIBLE[3], VISIBLE[4]
    _add_unseen(second, secret)
    third = deck.slides.add_slide(deck.slide_layouts[6])
    _add_text(third, f"Hidden: {secret('hidden_slide')}", 0)
    third._element.set("show", "0")
    third.notes_slide.notes_text_frame.text = secret("hidden_slide_notes")
    return deck


def _add_text(slide, text: str, top: int) -> None:
    slide.shapes.add_textbox(Inches(1), top, Inches(6), Inches(1)).text_frame.text = text


def _add_pictures(slide, secret: Secrets) -> None:
    for number, content in enumerate(
        (jpeg_with_secrets(secret), png_with_secrets(secret), gif_with_secrets(secret)), start=1
    ):
        shape = slide.shapes.add_picture(io.BytesIO(content), Inches(number), Inches(3), Inches(1), Inches(1))
        shape._element.nvPicPr.cNvPr.set("descr", VISIBLE[9])
    shape._element.nvPicPr.cNvPr.set("descr", f"C:\\Users\\{secret('alt_path')}\\gull.gif")
    shape._element.nvPicPr.cNvPr.set("title", f"{secret('alt_file_name')}.jpg")
    shape.name = secret("shape_name")
    cropped = slide.shapes.add_picture(io.BytesIO(half_and_half()), Inches(5), Inches(3), Inches(1), Inches(1))
    cropped.crop_left = 0.5
    video = io.BytesIO(mp4_with_secrets(secret))
    slide.shapes.add_movie(video, Inches(6), Inches(3), Inches(1), Inches(1), mime_type="video/mp4")


def _add_chart(slide, secret: Secrets) -> None:
    data = CategoryChartData()
    data.categories = [VISIBLE[5], VISIBLE[6]]
    data.add_series("Children", (3, 5))
    place = (Inches(1), Inches(2), Inches(4), Inches(3))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data).chart
    workbook = chart.part.chart_workbook.xlsx_part
    with zipfile.ZipFile(io.BytesIO(workbook.blob)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    cells = parts["xl/sharedStrings.xml"].decode()
    parts["xl/sharedStrings.xml"] = cells.replace("</sst>", f"<si><t>{secret('workbook')}</t></si></sst>").encode()
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(
        b"</cp:coreProperties>", f"<dc:creator>{secret('workbook_author')}</dc:creator></cp:coreProperties>".encode()
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    workbook._blob = out.getvalue()
    for formula in chart._chartSpace.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}f"):
        formula.text = formula.text.replace("Sheet1", secret("sheet_name") if "sheet_name" not in secret.words else "S")


def _add_unseen(slide, secret: Secrets) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Inches(1), Inches(1))
    shape.text_frame.text = f"Switched off: {secret('hidden_shape')}"
    shape._element.nvSpPr.cNvPr.set("hidden", "1")
    beside = slide.shapes.add_textbox(Inches(-5), 0, Inches(2), Inches(1))
    beside.text_frame.text = f"Beside the slide: {secret('off_slide')}"
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(Inches(1), Inches(6), Inches(2), Inches(1)).text_frame.text = VISIBLE[7]
    below = group.shapes.add_textbox(Inches(1), Inches(12), Inches(2), Inches(1))
    below.text_frame.text = f"Below, in a group: {secret('off_slide_in_group')}"
    link = slide.shapes.add_textbox(Inches(1), Inches(6.5), Inches(2), Inches(0.5)).text_frame
    for text, address in (
        (VISIBLE[8], "https://example.org/maya"),
        (" and a file", f"file:///\\\\{secret('link_server')}\\{secret('link_share')}\\plan.docx"),
        (
            " and a mail filter",
            f"https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2F&data={secret('safelink')}",
        ),
    ):
        run = link.paragraphs[0].add_run()
        run.text = text
        run.hyperlink.address = address
    run.hyperlink._hlinkClick.set("tooltip", f"D:\\{secret('tooltip_path')}\\x.doc")
    picture = slide.shapes.add_picture(io.BytesIO(half_and_half()), Emu(0), Inches(6), Inches(1), Inches(0.5))
    picture._element.nvPicPr.cNvPr.set("descr", "A map of the town")
    linked = slide.part.relate_to(f"file:///C:/{secret('linked_picture')}.png", f"{R}/image", is_external=True)
    picture._element.blipFill.find(".//{*}blip").set(f"{{{R}}}link", linked)


def _replaced(parts: Parts, name: str, change: Callable[[str], str]) -> None:
    before = parts[name].decode()
    after = change(before)
    assert after != before, name
    parts[name] = after.encode()


def _plant_properties(parts: Parts, secret: Secrets) -> None:
    told = "".join(
        f"<{tag}>{secret(tag.lower())}</{tag}>" for tag in ("Company", "Manager", "Template", "HyperlinkBase")
    )
    _replaced(parts, "docProps/app.xml", lambda xml: xml.replace("</Properties>", f"{told}</Properties>"))
    _add_part(
        parts,
        "docProps/custom.xml",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://'
        'schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-'
        f'08002B2CF9AE}}" pid="2" name="{secret("custom_name")}"><vt:lpwstr>{secret("custom_value")}</vt:lpwstr>'
        "</property></Properties>",
        source="",
        kind="custom-properties",
    )
    parts["docProps/thumbnail.jpeg"] += secret("thumbnail").encode()


def _add_part(parts: Parts, name: str, content_type: str, content: str | bytes, *, source: str, kind: str) -> None:
    """A part of any kind, with its type and a relationship that leads to it."""
    parts[name] = content.encode() if isinstance(content, str) else content
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'
    _replaced(parts, "[Content_Types].xml", lambda xml: xml.replace("</Types>", override))
    folder, _, base = source.rpartition("/")
    rels = f"{folder}/_rels/{base}.rels" if source else "_rels/.rels"
    line = f'<Relationship Id="x{len(parts)}" Type="{R}/{kind}" Target="/{name}"/></Relationships>'
    _replaced(parts, rels, lambda xml: xml.replace("</Relationships>", line))


def _plant_parts(parts: Parts, secret: Secrets) -> None:
    p = "http://schemas.openxmlformats.org/presentationml/2006/main"
    main, slide = "ppt/presentation.xml", "ppt/slides/slide1.xml"
    own = "application/vnd.openxmlformats-officedocument.presentationml"
    _add_part(
        parts, "ppt/commentAuthors.xml", f"{own}.commentAuthors+xml",
        f'<p:cmAuthorLst xmlns:p="{p}"><p:cmAuthor id="0" name="{secret("comment_author")}" initials="Q"/></p:cmAuthorLst>',
        source=main, kind="commentAuthors",
    )  # fmt: skip
    _add_part(
        parts, "ppt/comments/comment1.xml", f"{own}.comments+xml",
        f'<p:cmLst xmlns:p="{p}"><p:cm authorId="0"><p:text>{secret("comment")}</p:text></p:cm></p:cmLst>',
        source=slide, kind="comments",
    )  # fmt: skip
    modern = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
    _add_part(
        parts, "ppt/authors.xml", "application/vnd.ms-powerpoint.authors+xml",
        f'<a:authorLst xmlns:a="{modern}"><a:author name="{secret("modern_author")}" userId="{secret("user_id")}"/></a:authorLst>',
        source=main, kind="authors",
    )  # fmt: skip
    _add_part(
        parts, "ppt/comments/modernComment_100_0.xml", "application/vnd.ms-powerpoint.comments+xml",
        f'<a:cmLst xmlns:a="{modern}"><a:cm><a:t>{secret("modern_comment")}</a:t></a:cm></a:cmLst>',
        source=slide, kind="comment",
    )  # fmt: skip
    _add_part(
        parts, "ppt/tags/tag1.xml", f"{own}.tags+xml",
        f'<p:tagLst xmlns:p="{p}"><p:tag name="{secret("tag_name")}" val="{secret("tag_value")}"/></p:tagLst>',
        source=slide, kind="tags",
    )  # fmt: skip
    _add_part(
        parts, "customXml/item1.xml", "application/xml", f"<x>{secret('custom_xml')}</x>", source="", kind="customXml"
    )
    _add_part(
        parts, "docMetadata/LabelInfo.xml", "application/vnd.ms-office.classificationlabels+xml",
        f'<l label="{secret("label")}"/>', source="", kind="classificationlabels",
    )  # fmt: skip
    _add_part(
        parts, "ppt/printerSettings/printerSettings9.bin", "application/vnd.openxmlformats-officedocument.presentationml.printerSettings",
        b"\x01\0" + secret("printer").encode("utf-16-le"), source=main, kind="printerSettings",
    )  # fmt: skip
    _add_part(
        parts, "_xmlsignatures/sig1.xml", "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml",
        f"<Signature><X509SubjectName>{secret('signature')}</X509SubjectName></Signature>", source="", kind="signature",
    )  # fmt: skip
    _add_part(
        parts, "ppt/embeddings/oleObject1.bin", "application/vnd.openxmlformats-officedocument.oleObject",
        b"\xd0\xcf\x11\xe0" + secret("ole").encode("utf-16-le"), source=slide, kind="oleObject",
    )  # fmt: skip
    _add_part(
        parts, "ppt/activeX/activeX1.xml", "application/vnd.ms-office.activeX+xml",
        f'<ocx name="{secret("active_x")}"/>', source=slide, kind="control",
    )  # fmt: skip
    _add_part(
        parts, "ppt/handoutMasters/handoutMaster1.xml", f"{own}.handoutMaster+xml",
        f'<p:handoutMaster xmlns:p="{p}"><p:cSld name="{secret("handout")}"/></p:handoutMaster>',
        source=main, kind="handoutMaster",
    )  # fmt: skip
    _add_part(
        parts, "ppt/changesInfos/changesInfo1.xml", "application/vnd.ms-powerpoint.changesinfo+xml",
        f'<c userName="{secret("change_log")}"/>', source=main, kind="changesInfo",
    )  # fmt: skip
    _add_part(
        parts, f"ppt/media/{secret('part_name')}.bin", "application/octet-stream", b"-", source=main, kind="unheardOf"
    )
    _add_part(
        parts, "ppt/fonts/font1.fntdata", "application/x-fontdata", secret("font").encode(), source=main, kind="font"
    )


def _plant_in_presentation(parts: Parts, secret: Secrets) -> None:
    p14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
    planted = (
        f'<p:custShowLst><p:custShow name="{secret("custom_show")}" id="0"><p:sldLst/></p:custShow></p:custShowLst>'
        f'<p:modifyVerifier cryptProviderType="rsaAES" saltData="{secret("password_salt")}" hashData="AA=="/>'
        f'<p:extLst><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}"><p14:sectionLst xmlns:p14="{p14}">'
        f'<p14:section name="{secret("section")}" id="{{2A5F9A7E-0000-4000-8000-123456789ABC}}"/></p14:sectionLst></p:ext></p:extLst>'
    )
    _replaced(
        parts, "ppt/presentation.xml",
        lambda xml: re.sub(r"<p:extLst>.*?</p:extLst>|(?=</p:presentation>)", planted, xml, count=1, flags=re.DOTALL),
    )  # fmt: skip
    _replaced(
        parts, "ppt/presProps.xml",
        lambda xml: xml.replace("<p:extLst>", f'<p:htmlPubPr title="{secret("web_title")}"><p:sldAll/></p:htmlPubPr><p:extLst>', 1),
    )  # fmt: skip
    _replaced(parts, "ppt/viewProps.xml", lambda xml: xml + f"<!-- {secret('xml_comment')} -->")


def _plant_in_slides(parts: Parts, secret: Secrets) -> None:
    slide = "ppt/slides/slide1.xml"
    own = f"https://{secret('namespace').lower()}.example/"
    _replaced(
        parts, slide, lambda xml: xml.replace("<p:sld ", f'<p:sld xmlns:q="{own}" q:x="{secret("own_attribute")}" ', 1)
    )
    _replaced(parts, slide, lambda xml: xml.replace("<p:cSld>", f'<p:cSld name="{secret("slide_name")}">', 1))
    _replaced(
        parts, slide,
        lambda xml: xml.replace(
            "</p:sld>",
            f'<p:extLst><p:ext uri="{{0}}"><q:y>{secret("own_element")}</q:y></p:ext></p:extLst>'
            f"<?{secret('instruction')} x?></p:sld>",
        ),
    )  # fmt: skip
    creation = (
        '<a:extLst><a:ext uri="{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}"><a16:creationId '
        f'xmlns:a16="http://schemas.microsoft.com/office/drawing/2014/main" id="{secret("creation_id")}"/></a:ext></a:extLst>'
    )
    _replaced(
        parts,
        slide,
        lambda xml: re.sub(r'(<p:cNvPr id="\d+" name="Title 1")/>', rf"\1>{creation}</p:cNvPr>", xml, count=1),
    )
    _replaced(parts, slide, lambda xml: xml.replace("<a:p>", f'<a:p><a:pPr algn="{secret("attribute_value")}"/>', 1))
    _replaced(parts, slide, lambda xml: xml.replace("</a:r>", f"</a:r>{secret('stray_text')}", 1))
    parts["ppt/slides/_rels/slide1.xml.rels"] = parts["ppt/slides/_rels/slide1.xml.rels"].replace(
        b'Id="rId1"', f'Id="{secret("relationship_id")}"'.encode()
    )


def _plant_in_layouts(parts: Parts, secret: Secrets) -> None:
    box = (
        '<p:sp><p:nvSpPr><p:cNvPr id="90" name="x"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
        "<a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree>"
    )
    unused = "ppt/slideLayouts/slideLayout9.xml"
    _replaced(parts, unused, lambda xml: xml.replace("</p:spTree>", box.format(secret("unused_layout"))))
    _replaced(
        parts, "ppt/slideLayouts/slideLayout6.xml",
        lambda xml: xml.replace("Click to edit Master title style", secret("layout_prompt")),
    )  # fmt: skip
    _replaced(
        parts, unused, lambda xml: re.sub(r'<p:cSld name="[^"]*"', f'<p:cSld name="{secret("layout_name")}"', xml)
    )
    _replaced(
        parts,
        "ppt/theme/theme1.xml",
        lambda xml: xml.replace('name="Office Theme"', f'name="{secret("theme_name")}"', 1),
    )
    _replaced(
        parts, "ppt/theme/theme1.xml",
        lambda xml: re.sub(r'<a:clrScheme name="[^"]*"', f'<a:clrScheme name="{secret("colour_scheme")}"', xml),
    )  # fmt: skip


def _zipped(parts: Parts, secret: Secrets) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = secret("zip_comment").encode()
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10))
            info.compress_type = zipfile.ZIP_DEFLATED
            if name.endswith("slide2.xml"):
                info.comment = secret("entry_comment").encode()
                extra = secret("entry_extra").encode()
                info.extra = struct.pack("<2H", 0xCAFE, len(extra)) + extra
            archive.writestr(info, content)
    return out.getvalue()
