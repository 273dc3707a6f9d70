"""A clean copy looks as the document did: old drawings, frames, forms and the layout of older programs are kept."""

import io
import zipfile

import pytest
from lxml import etree
from PIL import Image

from media.word.cleaning import clean_document
from media.word.words import words_of_document
from tests.media.word.canary_document import R, W
from tests.media.word.making import document, p, part, r, related

V = "{urn:schemas-microsoft-com:vml}"
OFFICE = 'xmlns:w10="urn:schemas-microsoft-com:office:word"'


def copied(data: bytes) -> dict[str, bytes]:
    out = io.BytesIO()
    clean_document(io.BytesIO(data), out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(inside: str, *beside: tuple[str, str, str, bytes]) -> etree._Element:
    """The clean copy's document of a document with this in it."""
    parts = copied(document(inside, {id: (kind, target, content) for id, kind, target, content in beside}))
    return etree.fromstring(parts["word/document.xml"])


def text(root: etree._Element) -> str:
    return "".join(one.text or "" for one in root.iter(f"{{{W}}}t"))


def test_a_watermark_stays_and_is_found():
    mark = (
        '<w:pict><v:shapetype id="_x0000_t136" o:spt="136" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
        '</v:formulas><v:textpath on="t" fitshape="t"/></v:shapetype><v:shape id="Jane Oakley" o:spid="_x0000_s2049" '
        'type="#_x0000_t136" alt="C:\\Users\\jane\\mark.png" style="position:absolute;width:400pt;rotation:315;mso-secret:Oakley" '
        'o:gfxdata="T2FrbGV5" fillcolor="silver" stroked="f"><v:textpath style="font-family:&quot;Calibri&quot;" string="DRAFT"/>'
        f'<w10:wrap {OFFICE} anchorx="margin"/></v:shape></w:pict>'
    )
    header = part("hdr", p(f"<w:r>{mark}</w:r>"))
    data = document(
        p(r("Ask the child")) + '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>',
        {"h": ("header", "header1.xml", header)},
    )

    root = etree.fromstring(copied(data)["word/header1.xml"])
    shape = next(root.iter(f"{V}shape"))
    assert dict(shape.attrib) == {
        "id": "_x0000_s1029", "type": "#_x0000_t136", "style": "position:absolute;width:400pt;rotation:315",
        "fillcolor": "silver", "stroked": "f",
    }  # fmt: skip
    assert next(shape.iter(f"{V}textpath")).get("string") == "DRAFT"
    assert b"akley" not in b"".join(copied(data).values())


def test_kinds_of_shapes_that_word_does_not_know_are_told_apart():
    kinds = "".join(f'<v:shapetype id="{name}" o:spt="100" path="m,l1,1e"/>' for name in ("Oakley", "Ann"))
    shapes = "".join(f'<v:shape type="#{name}"/>' for name in ("Ann", "Oakley", "_x0000_t202", "Elm"))
    root = body(p(f"<w:r><w:pict>{kinds}{shapes}</w:pict></w:r>"))

    assert [one.get("id") for one in root.iter(f"{V}shapetype")] == ["_x0000_t10001", "_x0000_t10002"]
    assert [one.get("type") for one in root.iter(f"{V}shape")] == [
        "#_x0000_t10002",
        "#_x0000_t10001",
        "#_x0000_t202",
        None,
    ]


def test_search_reads_words_in_big_letters(tmp_path):
    file = tmp_path / "a.docx"
    file.write_bytes(document(p('<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>')))

    assert words_of_document(file) == "DRAFT"


def test_an_old_text_box_stays_where_it_is():
    box = f"<v:rect><v:textbox><w:txbxContent>{p(r('In a box'))}</w:txbxContent></v:textbox></v:rect>"
    hidden = f'<v:rect style="visibility:hidden"><v:textbox><w:txbxContent>{p(r("Out of sight"))}</w:txbxContent></v:textbox></v:rect>'
    root = body(p(f"<w:r><w:pict><v:group>{box}{hidden}</v:group></w:pict></w:r>"))

    assert [len(list(one.iter(f"{V}textbox"))) for one in root.iter(f"{V}group")] == [1]
    assert text(root) == "In a box"


def test_an_embedded_object_is_its_picture_without_what_is_cut_off():
    drawn = io.BytesIO()
    picture = Image.new("RGB", (40, 10), "white")
    picture.paste("black", (20, 0, 40, 10))
    picture.save(drawn, "PNG")
    shape = '<v:shape type="#_x0000_t75" style="width:60pt;height:30pt"><v:imagedata r:id="i" cropright="32768f"/></v:shape>'
    linked = '<w:r><w:object><o:OLEObject Type="Embed" r:id="o"/>{}</w:object></w:r>'
    parts = copied(
        document(
            p(linked.format(shape)),
            {"i": ("image", "media/a.png", drawn.getvalue()), "o": ("oleObject", "embeddings/a.bin", b"-")},
        )
    )

    root = etree.fromstring(parts["word/document.xml"])
    kept = next(root.iter(f"{V}imagedata"))
    assert set(kept.attrib) == {f"{{{R}}}id"}
    assert next(root.iter(f"{V}shape")).get("stroked") == "f"
    with Image.open(io.BytesIO(parts["word/media/image1.png"])) as shown:
        assert shown.size == (20, 10)
    assert "word/embeddings/a.bin" not in parts


def test_a_picture_that_is_fetched_from_elsewhere_is_left_out():
    shape = '<v:shape href="file:///C:/x.doc"><v:imagedata r:id="i" src="C:\\Users\\jane\\a.png"/></v:shape>'
    root = body(p(f"<w:r><w:pict>{shape}</w:pict></w:r>"), ("i", "image", "https://example.org/a.png", b""))

    assert list(root.iter(f"{V}imagedata")) == []
    assert dict(next(root.iter(f"{V}shape")).attrib) == {"stroked": "f"}


FIELDS = [
    ("FORMCHECKBOX", "<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>", "\u2612"),
    ("FORMCHECKBOX", "<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>", "\u2610"),
    ("FORMCHECKBOX", "<w:checkBox><w:default/></w:checkBox>", "\u2612"),
    (
        "FORMDROPDOWN",
        "<w:ddList><w:result w:val='1'/><w:listEntry w:val='No'/><w:listEntry w:val='Yes'/></w:ddList>",
        "Yes",
    ),
    ("FORMDROPDOWN", "<w:ddList><w:listEntry w:val='No'/><w:listEntry w:val='Yes'/></w:ddList>", "No"),
    ("FORMDROPDOWN", "<w:ddList><w:result w:val='7'/></w:ddList>", ""),
    ("MACROBUTTON NoMacro [Click to sign]", "", "[Click to sign]"),
    ("FORMTEXT", "<w:textInput/>", ""),
]


@pytest.mark.parametrize(("instruction", "settings", "shown"), FIELDS)
def test_a_field_of_a_form_stays_as_the_words_it_shows(instruction, settings, shown):
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{settings}</w:ffData></w:fldChar></w:r>'
    told = f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    assert text(body(p(r("before ") + begin + told + end + r(" after")))) == f"before {shown} after"


def test_words_that_a_field_holds_are_not_said_twice():
    begin = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:listEntry w:val="No"/></w:ddList></w:ffData></w:fldChar></w:r>'
    marks = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    told = "<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>"
    root = body(p(begin + told + marks.format("separate") + r("No") + marks.format("end")))

    assert text(root) == "No"


def test_a_heading_that_runs_on_and_a_number_that_is_not_shown_stay_so():
    body_of = p(r("Run-in heading"), "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p(r("Out of sight", "<w:vanish/>"))
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:rPr><w:vanish/></w:rPr></w:lvl></w:abstractNum>',
    )
    styles = part(
        "styles",
        '<w:style w:type="character" w:styleId="Hush"><w:name w:val="Hush"/><w:rPr><w:vanish/></w:rPr></w:style>',
    )
    beside = {"n": ("numbering", "numbering.xml", numbering), "s": ("styles", "styles.xml", styles)}
    data = document(body_of, beside)
    parts = copied(data)

    def marks(name: str) -> list[str]:
        hiding = etree.fromstring(parts[name]).iter(f"{{{W}}}vanish", f"{{{W}}}specVanish")
        return [etree.QName(one.getparent().getparent()).localname for one in hiding]

    assert text(etree.fromstring(parts["word/document.xml"])) == "Run-in heading"
    assert marks("word/document.xml") == ["pPr", "pPr"]
    assert (marks("word/numbering.xml"), marks("word/styles.xml")) == (["lvl"], [])
    out = io.BytesIO()
    assert "hidden_text" not in [one.code for one in clean_document(io.BytesIO(data), out).kept]


def test_a_frame_stands_where_it_stood():
    root = body(p(r("Framed"), '<w:framePr w:w="2253" w:vAnchor="page" w:hAnchor="page" w:x="1815" w:y="1691"/>'))

    frame = next(root.iter(f"{{{W}}}framePr"))
    assert (frame.get(f"{{{W}}}vAnchor"), frame.get(f"{{{W}}}hAnchor")) == ("page", "page")


def test_the_layout_of_an_older_program_is_kept():
    settings = part(
        "settings",
        '<w:compat><w:doNotExpandShiftReturn/><w:useFELayout w:val="0"/></w:compat><m:mathPr><m:mathFont m:val="Cambria Math"/>'
        '<m:defJc m:val="left"/></m:mathPr>',
    )
    parts = copied(document(p(r("Ask the child")), {"s": ("settings", "settings.xml", settings)}))

    assert [
        (etree.QName(one).localname, *one.attrib.values())
        for one in etree.fromstring(parts["word/settings.xml"]).iter()
        if not len(one)
    ] == [("doNotExpandShiftReturn",), ("useFELayout", "0"), ("mathFont", "Cambria Math"), ("defJc", "left")]


def test_styles_may_be_called_by_words_with_blanks():
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="Heading 2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Oakley (own)"><w:name w:val="Oakley"/></w:style>',
    )
    text = p(r("One"), '<w:pStyle w:val="Heading 2"/>') + p(r("Two"), '<w:pStyle w:val="Oakley (own)"/>')
    parts = copied(document(text, {"s": ("styles", "styles.xml", styles)}))

    def ids(part: str, element: str, name: str) -> list[str]:
        return [str(one.get(f"{{{W}}}{name}")) for one in etree.fromstring(parts[part]).iter(f"{{{W}}}{element}")]

    assert ids("word/document.xml", "pStyle", "val") == ["Heading 2", "Style1"]
    assert ids("word/styles.xml", "style", "styleId") == ["Heading 2", "Style1"]


@pytest.mark.parametrize(
    ("instruction", "becomes"),
    [
        (r'STYLEREF "Oakley heading" \n', r'STYLEREF "Style 1" \n'),
        (r"STYLEREF Oakley \* MERGEFORMAT", r'STYLEREF "Style 2" \* MERGEFORMAT'),
        ('STYLEREF "heading 1"', 'STYLEREF "heading 1"'),
        (r'TOC \o "1-2" \t "Oakley heading,1;Title,2;Oakley,3"', r'TOC \o "1-2" \t "Style 1,1;Title,2;Style 2,3"'),
    ],
)
def test_a_field_finds_its_style_under_the_new_name(instruction, becomes):
    own = '<w:style w:type="paragraph" w:customStyle="1" w:styleId="{}"><w:name w:val="{}"/></w:style>'
    styles = part("styles", own.format("A", "Oakley heading") + own.format("B", "Oakley"))
    field = f'<w:fldSimple w:instr=" {instruction.replace(chr(34), "&quot;")} ">{r("Shown")}</w:fldSimple>'
    used = p(r("One"), '<w:pStyle w:val="A"/>') + p(r("Two"), '<w:pStyle w:val="B"/>')
    parts = copied(document(p(field) + used, {"s": ("styles", "styles.xml", styles)}))

    told = next(etree.fromstring(parts["word/document.xml"]).iter(f"{{{W}}}fldSimple")).get(f"{{{W}}}instr", "")
    names = [one.get(f"{{{W}}}val") for one in etree.fromstring(parts["word/styles.xml"]).iter(f"{{{W}}}name")]
    assert (told.strip(), names) == (becomes, ["Style 1", "Style 2"])
    assert b"Oakley" not in b"".join(parts.values())


def test_bullets_that_are_pictures_stay():
    drawn = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(drawn, "PNG")
    numbering = part(
        "numbering",
        '<w:numPicBullet w:numPicBulletId="0"><w:pict><v:shape id="Oakley" style="width:9pt;height:9pt" o:bullet="t"><v:imagedata '
        'r:id="b" o:title="Oakley"/></v:shape></w:pict></w:numPicBullet><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        '<w:lvlPicBulletId w:val="0"/></w:lvl></w:abstractNum>',
    )
    lines = related(("b", "image", "media/b.png"))
    parts = copied(
        document(
            p(r("Ask")),
            {"n": ("numbering", "numbering.xml", numbering)},
            {"word/_rels/numbering.xml.rels": lines, "word/media/b.png": drawn.getvalue()},
        )
    )

    root = etree.fromstring(parts["word/numbering.xml"])
    assert [len(list(one.iter(f"{V}imagedata"))) for one in root.iter(f"{{{W}}}numPicBullet")] == [1]
    assert next(root.iter(f"{{{W}}}lvlPicBulletId")).get(f"{{{W}}}val") == "0"
    assert "word/media/image1.png" in parts


def test_shapes_from_a_deck_stay():
    locked = "http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas"
    drawing = (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="Oakley"/><a:graphic><a:graphicData uri="{locked}">'
        f'<lc:lockedCanvas xmlns:lc="{locked}"><a:nvGrpSpPr><a:cNvPr id="0" name="Oakley"/><a:cNvGrpSpPr/></a:nvGrpSpPr><a:grpSpPr/>'
        '<a:sp><a:nvSpPr><a:cNvPr id="4" name="Oakley"/><a:cNvSpPr/></a:nvSpPr><a:spPr><a:prstGeom prst="roundRect"/></a:spPr></a:sp>'
        "</lc:lockedCanvas></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    root = body(p(drawing))

    assert [one.get("prst") for one in root.iter("{*}prstGeom")] == ["roundRect"]
    assert b"Oakley" not in etree.tostring(root)


def test_a_colour_in_shares_keeps_its_green():
    fill = '<a:solidFill><a:scrgbClr r="0" g="50000" b="0"/></a:solidFill>'
    shape = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name=""/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/><wps:spPr>'
        f"{fill}</wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )

    assert [dict(one.attrib) for one in body(p(shape)).iter("{*}scrgbClr")] == [{"r": "0", "g": "50000", "b": "0"}]
