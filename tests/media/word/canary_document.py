"""A Word document with a different secret in every place where one can hide, beside what its readers see."""

import io
import struct
import zipfile

from tests.media.decks.canary_pictures import Secrets, half_and_half, jpeg_with_secrets, png_with_secrets

VISIBLE = (
    "What we learned about Maya",
    "Ask the child, every time.",
    "Inserted and accepted",
    "In a table",
    "In a text box",
    "In an old text box",
    "In a content control",
    "Linked to the web",
    "In the header",
    "In a footnote",
    "Shown by a field",
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
TYPES = {
    "document": "document.main", "styles": "styles", "settings": "settings", "comments": "comments", "people": "people",
    "header1": "header", "footnotes": "footnotes", "numbering": "numbering", "webSettings": "webSettings",
}  # fmt: skip
Parts = dict[str, bytes]


def canary_document() -> tuple[bytes, dict[str, str]]:
    """The document and its secrets by the place each is in."""
    secret = Secrets()
    parts: Parts = {
        "word/document.xml": _document(secret).encode(),
        "word/styles.xml": _styles(secret).encode(),
        "word/settings.xml": _settings(secret).encode(),
        "word/comments.xml": _comments(secret).encode(),
        "word/people.xml": _wrapped("people", f'<w:person w:author="{secret("person")}"/>'),
        "word/header1.xml": _wrapped("hdr", _p(_r(VISIBLE[8])) + _p(_r(secret("header_hidden"), "<w:vanish/>"))),
        "word/footnotes.xml": _wrapped(
            "footnotes",
            f'<w:footnote w:id="2">{_p(_r(VISIBLE[9]) + _deleted(secret("footnote_deleted"), secret("x_author")))}</w:footnote>',
        ),
        "word/numbering.xml": _wrapped(
            "numbering", f'<w:abstractNum w:abstractNumId="0"><w:name w:val="{secret("list_name")}"/></w:abstractNum>'
        ),
        "word/webSettings.xml": _wrapped(
            "webSettings", f'<w:divs><w:div w:id="1" w:own="{secret("web_settings")}"/></w:divs>'
        ),
        "word/glossary/document.xml": _wrapped("glossaryDocument", _p(_r(secret("glossary")))),
        "word/media/photo.jpeg": jpeg_with_secrets(secret),
        "word/media/drawing.png": png_with_secrets(secret),
        "word/media/half.png": half_and_half(),
        f"word/media/{secret('part_name')}.bin": b"-",
        "word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + secret("ole").encode("utf-16-le"),
        "word/vbaProject.bin": secret("macro").encode(),
        "customXml/item1.xml": f"<x>{secret('custom_xml')}</x>".encode(),
        "docMetadata/LabelInfo.xml": f'<l label="{secret("label")}"/>'.encode(),
        "docProps/core.xml": _core(secret).encode(),
        "docProps/app.xml": _app(secret).encode(),
        "docProps/custom.xml": f"<Properties><property name='{secret('custom_name')}'/></Properties>".encode(),
        "word/fontTable.xml": _wrapped("fonts", f'<w:font w:name="{secret("font_name")}"/>'),
    }
    parts |= _relationships(secret)
    parts["[Content_Types].xml"] = _types(parts)
    return _zipped(parts, secret), secret.words


def _wrapped(root: str, inside: str) -> bytes:
    return f"<w:{root} {NAMESPACES}>{inside}</w:{root}>".encode()


def _r(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def _p(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def _deleted(words: str, author: str) -> str:
    return f'<w:del w:id="7" w:author="{author}"><w:r><w:delText>{words}</w:delText></w:r></w:del>'


def _field(instruction: str, shown: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    told = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return mark("begin") + told + mark("separate") + _r(shown) + mark("end")


def _document(secret: Secrets) -> str:
    own = f'xmlns:q="https://{secret("namespace").lower()}.example/" q:x="{secret("own_attribute")}"'
    body = [
        f'<!-- {secret("xml_comment")} --><w:p w:rsidR="{secret("rsid")}" w14:paraId="{secret("paragraph_id")}">{_r(VISIBLE[0])}</w:p>',
        _p(
            _r(VISIBLE[1])
            + _r(secret("hidden_words"), "<w:vanish/>")
            + _r(secret("hidden_by_style"), '<w:rStyle w:val="Hush"/>')
        ),
        _p(
            f'<w:ins w:id="1" w:author="{secret("ins_author")}" w:date="2024-01-01T00:00:00Z">{_r(VISIBLE[2])}</w:ins>'
            + _deleted(secret("deleted_words"), secret("del_author"))
            + f'<w:moveFrom w:id="3" w:author="{secret("move_author")}">{_r(secret("moved_words"))}</w:moveFrom>',
            f'<w:rPr><w:rPrChange w:id="9" w:author="{secret("format_author")}"><w:rPr/></w:rPrChange></w:rPr>',
        ),
        "<w:p><w:pPr><w:rPr><w:del w:id='8'/></w:rPr></w:pPr></w:p>",
        f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>{_p(_r(VISIBLE[3]))}</w:tc></w:tr><w:tr><w:trPr>"
        f'<w:del w:id="4"/></w:trPr><w:tc>{_p(_r(secret("deleted_row")))}</w:tc></w:tr></w:tbl>',
        _p(_boxes(secret)),
        f'<w:sdt><w:sdtPr><w:alias w:val="{secret("control_name")}"/><w:tag w:val="{secret("control_tag")}"/><w:comboBox>'
        f'<w:listItem w:displayText="{secret("control_choice")}"/></w:comboBox></w:sdtPr>'
        f"<w:sdtContent>{_p(_r(VISIBLE[6]))}</w:sdtContent></w:sdt>",
        _p(
            f'<w:hyperlink r:id="web" w:tooltip="C:\\{secret("tooltip_path")}\\x.doc">{_r(VISIBLE[7])}</w:hyperlink>'
            f'<w:hyperlink r:id="share">{_r(" and a file")}</w:hyperlink>'
        ),
        _p(_field(f' INCLUDETEXT "C:\\{secret("field_path")}\\plan.docx" ', VISIBLE[10])),
        _p(_field(f" AUTHOR {secret('field_author')} ", "")),
        f'<w:bookmarkStart w:id="1" w:name="{secret("bookmark")}"/><w:bookmarkEnd w:id="1"/>',
        f'<w:bookmarkStart w:id="2" w:name="{secret("used_bookmark")}"/><w:bookmarkEnd w:id="2"/>',
        _p(_field(f" PAGEREF {secret.words['used_bookmark']} \\h ", "1")),
        _p('<w:r><w:commentReference w:id="0"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'),
        _p(_pictures(secret)),
        _p(_r("Styled"), '<w:pStyle w:val="OwnStyle"/>'),
        f'<w:altChunk r:id="chunk" w:own="{secret("chunk")}"/>',
        '<w:sectPr><w:headerReference w:type="default" r:id="head"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>',
    ]
    return f"<w:document {NAMESPACES} {own}><w:body>{''.join(body)}</w:body></w:document>"


def _boxes(secret: Secrets) -> str:
    shape = "<wps:wsp><wps:cNvSpPr/><wps:spPr/><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
    drawing = (
        '<w:drawing><wp:inline><wp:extent cx="900000" cy="300000"/><wp:docPr id="5" name="{0}"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{1}</a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    new = drawing.format(secret("shape_name"), shape.format(_p(_r(VISIBLE[4]))))
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{_p(_r(secret('fallback_words')))}</w:txbxContent></v:textbox></v:shape></w:pict>"
    inside = f"<v:textbox><w:txbxContent>{_p(_r(VISIBLE[5]))}</w:txbxContent></v:textbox>"
    plain_old = f'<w:pict><v:shape id="{secret("old_shape")}">{inside}</v:shape></w:pict>'
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>'
        f"<w:r>{plain_old}</w:r>"
    )


def _pictures(secret: Secrets) -> str:
    def picture(id: str, about: str, crop: str = "") -> str:
        return (
            f'<w:r><w:drawing><wp:inline><wp:extent cx="400000" cy="300000"/><wp:docPr id="6" name="{secret("picture_name_" + id)}" '
            f'{about}/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="0" name="{secret("inner_name_" + id)}.png"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{id}"/>'
            f"{crop}<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    embedded = (
        '<w:r><w:object><v:shape style="width:60pt;height:30pt"><v:imagedata r:id="drawing" o:title="'
        f'{secret("old_title")}"/></v:shape><o:OLEObject Type="Embed" ProgID="{secret("program")}" r:id="ole"/></w:object></w:r>'
    )
    return (
        picture("photo", 'descr="A map of the town"')
        + picture("half", f'descr="\\\\{secret("alt_server")}\\share\\half.png"', '<a:srcRect l="50000"/>')
        + embedded
    )


def _styles(secret: Secrets) -> str:
    def own(id: str, name: str, kind: str, properties: str = "") -> str:
        return (
            f'<w:style w:type="{kind}" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/>'
            f'<w:rsid w:val="00AA00BB"/><w:rPr>{properties}</w:rPr></w:style>'
        )

    return (
        f"<w:styles {NAMESPACES}>"
        + '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        + own("Hush", secret("hiding_style"), "character", "<w:vanish/>")
        + own("OwnStyle", secret("own_style"), "paragraph", "<w:b/>")
        + own("Unused", secret("unused_style"), "paragraph")
        + "</w:styles>"
    )


def _settings(secret: Secrets) -> str:
    return (
        f'<w:settings {NAMESPACES}><w:attachedTemplate r:id="template"/><w:evenAndOddHeaders w:val="0"/>'
        f'<w:docVars><w:docVar w:name="{secret("variable_name")}" w:val="{secret("variable_value")}"/></w:docVars>'
        f'<w:rsids><w:rsidRoot w:val="00{secret("rsid_root")}"/></w:rsids><w:trackRevisions/>'
        f'<w:documentProtection w:edit="readOnly" w:hash="{secret("password_hash")}"/>'
        f'<w:mailMerge><w:query w:val="{secret("mail_merge")}"/></w:mailMerge></w:settings>'
    )


def _comments(secret: Secrets) -> str:
    return (
        f'<w:comments {NAMESPACES}><w:comment w:id="0" w:author="{secret("comment_author")}" w:initials="Q">'
        f"{_p(_r(secret('comment')))}</w:comment></w:comments>"
    )


def _core(secret: Secrets) -> str:
    names = 'xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:d="http://purl.org/dc/elements/1.1/"'
    return (
        f"<c:coreProperties {names}><d:creator>{secret('author')}</d:creator><c:lastModifiedBy>{secret('last_author')}</c:lastModifiedBy>"
        f"<d:title>{secret('title')}</d:title><c:keywords>{secret('keywords')}</c:keywords><c:revision>41</c:revision></c:coreProperties>"
    )


def _app(secret: Secrets) -> str:
    told = "".join(f"<{tag}>{secret(tag.lower())}</{tag}>" for tag in ("Company", "Manager", "Template"))
    return f"<Properties>{told}</Properties>"


def _relationships(secret: Secrets) -> Parts:
    def rels(*lines: tuple[str, str, str]) -> bytes:
        written = "".join(
            f'<Relationship Id="{id}" Type="{R}/{kind}" Target="{target}"'
            + (' TargetMode="External"/>' if ":" in target else "/>")
            for id, kind, target in lines
        )
        return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{written}</Relationships>'.encode()

    return {
        "_rels/.rels": rels(
            ("a", "officeDocument", "word/document.xml"), ("b", "extended-properties", "docProps/app.xml"),
            ("c", "customXml", "customXml/item1.xml"), ("d", "label", "docMetadata/LabelInfo.xml"),
        ),
        "word/_rels/document.xml.rels": rels(
            ("styles", "styles", "styles.xml"), ("settings", "settings", "settings.xml"), ("n", "numbering", "numbering.xml"),
            ("comments", "comments", "comments.xml"), ("people", "people", "people.xml"), ("head", "header", "header1.xml"),
            ("notes", "footnotes", "footnotes.xml"), ("photo", "image", "media/photo.jpeg"), ("half", "image", "media/half.png"),
            ("drawing", "image", "media/drawing.png"), ("ole", "oleObject", "embeddings/oleObject1.bin"),
            ("g", "glossaryDocument", "glossary/document.xml"), ("vba", "vbaProject", "vbaProject.bin"),
            ("ws", "webSettings", "webSettings.xml"), ("web", "hyperlink", "https://example.org/maya"),
            ("share", "hyperlink", f"file:///\\\\{secret('link_server')}\\x.doc"), ("fonts", "fontTable", "fontTable.xml"),
        ),
        "word/_rels/settings.xml.rels": rels(
            ("template", "attachedTemplate", f"file:///C:\\Users\\{secret('template_user')}\\Letter.dotm")
        ),
    }  # fmt: skip


def _types(parts: Parts) -> bytes:
    own = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    lines = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{own}{kind}+xml"/>' for name, kind in TYPES.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
        f'<Default Extension="bin" ContentType="application/octet-stream"/>{lines}</Types>'
    ).encode()


def _zipped(parts: Parts, secret: Secrets) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = secret("zip_comment").encode()
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10))
            extra = secret("entry_extra").encode() if name.endswith("styles.xml") else b""
            info.extra = struct.pack("<2H", 0xCAFE, len(extra)) + extra if extra else b""
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()
