"""What Word itself writes into every document is nobody's secret: a copy that says it too is published all the same."""

import io
import struct
import zipfile

import pytest

from media.opc.hidden_values import office_values
from media.word.cleaning import clean_document
from tests.media.sample_files import zipped
from tests.media.word.making import document, p, part, r, related

STYLES = part(
    "styles",
    '<w:latentStyles><w:lsdException w:name="No Spacing"/></w:latentStyles>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Kommentartext"><w:name w:val="annotation text"/></w:style>'
    '<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="z-BottomofForm"><w:name w:val="HTML Bottom of Form"/></w:style>'
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="JSmith"><w:name w:val="Jane Smith Report"/></w:style>',
)
SETTINGS = part(
    "settings",
    '<w:compat><w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="1"/></w:compat>'
    '<w:clrSchemeMapping w:bg1="light1" w:followedHyperlink="followedHyperlink"/>',
)
USED = p(r("Ask the child"), '<w:pStyle w:val="Kommentartext"/>') + p(r("…", '<w:rStyle w:val="PlaceholderText"/>'))


def cleaned(data: bytes) -> bytes:
    out = io.BytesIO()
    clean_document(io.BytesIO(data), out)
    return out.getvalue()


def looked_for(data: bytes) -> list[str]:
    return office_values(data).to_look_for()


def test_a_template_is_not_told_by_the_number_of_its_relationship():
    settings = part("settings", '<w:attachedTemplate r:id="rId1"/>')
    lines = related(("rId1", "attachedTemplate", "file:///C:\\Users\\jsmith\\Letter.dotm"))
    data = document(
        p(r("Ask the child")),
        {"rId1": ("settings", "settings.xml", settings)},
        {"word/_rels/settings.xml.rels": lines},
    )

    assert "rId1" not in looked_for(data)
    assert "jsmith" in looked_for(data)
    assert b"rId1" in unzipped(cleaned(data))["_rels/.rels"]


def test_comments_in_words_own_styles_do_not_bar_a_document():
    comments = part(
        "comments",
        '<w:comment w:id="0" w:author="Jane Smith" w:initials="JS">'
        + p(r("Is this her real name?", '<w:rStyle w:val="PlaceholderText"/>'), '<w:pStyle w:val="Kommentartext"/>')
        + "</w:comment>",
    )
    data = document(USED, {"s": ("styles", "styles.xml", STYLES), "c": ("comments", "comments.xml", comments)})

    assert sorted(looked_for(data)) == ["Is this her real name?", "Jane Smith"]
    assert cleaned(data)


def test_building_blocks_have_styles_and_settings_like_every_document():
    blocks = part(
        "glossaryDocument",
        '<w:docParts><w:docPart><w:docPartPr><w:name w:val="Jane Smith block"/></w:docPartPr><w:docPartBody>'
        + p(r("Dear Mrs Oakley"), '<w:pStyle w:val="Kommentartext"/>')
        + "</w:docPartBody></w:docPart></w:docParts>",
    )
    beside = {
        "s": ("styles", "styles.xml", STYLES),
        "e": ("settings", "settings.xml", SETTINGS),
        "g": ("glossaryDocument", "glossary/document.xml", blocks),
    }
    data = document(USED, beside, {"word/glossary/styles.xml": STYLES, "word/glossary/settings.xml": SETTINGS})

    assert sorted(looked_for(data)) == ["Dear Mrs Oakley", "Jane Smith Report", "Jane Smith block"]
    assert cleaned(data)


def test_hidden_words_that_are_the_name_of_a_style_are_not_looked_for():
    data = document(
        p(r("Bottom of Form", "<w:vanish/>"), '<w:pStyle w:val="z-BottomofForm"/>') + p(r("Ask the child")),
        {"s": ("styles", "styles.xml", STYLES)},
    )

    assert cleaned(data)


def test_a_hidden_link_goes_with_its_tooltip():
    link = f'<w:hyperlink r:id="w" w:tooltip="Mrs Oakley at home">{r("Mrs Oakley", "<w:vanish/>")}</w:hyperlink>'
    data = document(p(link + r("Ask the child")), {"w": ("hyperlink", "https://example.org/", b"")})

    assert b"Oakley" not in b"".join(unzipped(cleaned(data)).values())


def test_words_that_are_told_not_to_be_hidden_are_seen():
    data = document(p(r("Ask the child, every time", '<w:vanish w:val="0"/>')))

    assert looked_for(data) == []
    assert b"every time" in unzipped(cleaned(data))["word/document.xml"]


def test_what_the_picture_of_an_embedded_file_says_under_it_is_seen():
    words = "Плакат notes.xlsx".encode("utf-16-le")
    text = struct.pack("<2L", 84, 76 + len(words) + len(words) % 4) + bytes(36)
    text += struct.pack("<2L", len(words) // 2, 76) + bytes(24) + words + bytes(len(words) % 4)
    end = struct.pack("<2L", 14, 20) + bytes(12)
    head = struct.pack("<2L", 1, 88) + bytes(32) + b" EMF" + bytes(44)
    drawn = head + text + end
    embedded = zipped({"docProps/core.xml": "<c><title>Плакат notes.xlsx</title></c>".encode(), "x": b"-"})
    shape = '<w:r><w:object><v:shape style="width:60pt;height:30pt"><v:imagedata r:id="i"/></v:shape></w:object></w:r>'
    beside = {
        "i": ("image", "media/image1.emf", drawn),
        "o": ("package", "embeddings/a.xlsx", embedded),
    }
    data = document(p(shape), beside)

    assert office_values(data).worth() == ["Плакат notes.xlsx"]
    assert cleaned(data)


@pytest.mark.parametrize("name", ["[Content_Types].xml", "_rels/.rels"])
def test_a_package_in_an_older_container_names_its_files_as_every_package_does(name):
    content = b"\xd0\xcf\x11\xe0" + bytes(12) + name.encode() + b"PK" + bytes(9) + b"Minutes of the panel" + bytes(9)
    data = document(p(r("Ask the child")), {"o": ("oleObject", "embeddings/oleObject1.bin", content)})

    assert looked_for(data) == ["Minutes of the panel"]


def test_dots_of_a_picture_are_no_remark():
    head = b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + bytes(6)
    dots = b",\0\0\0\0\1\0\1\0\0" + b"\x02" + b"\x0b\x21\xfe\x08{H7XsKaP" + b"\x00"
    remark = b"\x21\xfe\x0fDrawn by Mr Elm\x00"
    data = document(p(r("Ask the child")), {"i": ("image", "media/image1.gif", head + dots + remark + b";")})

    assert looked_for(data) == ["Drawn by Mr Elm"]


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
