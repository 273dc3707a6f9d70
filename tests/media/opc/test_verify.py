"""The second look finds a value however it is written, and is not upset by what tells nothing."""

import base64
import html
import io
import zipfile
import zlib
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.opc.hidden_values import office_values
from media.opc.looked_for import HiddenValues, among
from media.opc.paths import holds_path, public_address, without_path
from media.opc.verify import Found, StillHidden, search, verify
from tests.media.decks.canary_pictures import crc_chunk
from tests.media.sample_files import picture, with_stated_size, zipped

NAME = "Seán O'Dálaigh & Co"
PLAIN = "Jane Numbat"
SPELLINGS = {
    "utf-8": NAME.encode(),
    "utf-16": b"\0\1\2" + PLAIN.encode("utf-16-le"),
    "utf-16 big end": b"\0\1\2" + PLAIN.encode("utf-16-be"),
    "latin-1 in bytes": b"\0\xff\xfe" + NAME.encode("latin-1") + b"\0",
    "wide, not ascii": b"\0\xff" + NAME.encode("utf-16-le") + b"\0",
    "xml": f'<a b="{html.escape(NAME)}"/>'.encode(),
    "numbered": b"<a>Jane&#32;N&#x75;mbat</a>",
    "address": f'<a href="https://example.org/?by={quote(NAME)}"/>'.encode(),
    "base64": b"<a>" + base64.b64encode(b"..written by " + NAME.encode() + b" on Monday") + b"</a>",
    "runs": b"<w:p><w:r><w:t>Jane </w:t></w:r><w:r><w:t>Num</w:t></w:r><w:r><w:t>bat</w:t></w:r></w:p>",
    "capitals": b"<a>JANE NUMBAT</a>",
    "remark": b"<a><!-- Jane Numbat --></a>",
    "instruction": b"<a><?by Jane Numbat?></a>",
    "two lines": b"<a>Jane\n   Numbat</a>",
    "part of a longer text": b"<a>Thanks to Jane Numbat, who knew</a>",
}


@pytest.mark.parametrize("content", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_a_value_is_found_however_it_is_written(content):
    assert {one.value for one in search([NAME, PLAIN], content)} in ({NAME}, {PLAIN})


@pytest.mark.parametrize("content", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_a_value_is_found_in_a_zip_inside_a_zip(content):
    inner = zipped({"deep/part.bin": content})

    found = search([NAME, PLAIN], zipped({"a/inner.xlsx": inner, "b.xml": b"<b/>"}))

    assert {one.place for one in found} == {"a/inner.xlsx!deep/part.bin"}


def test_a_value_is_found_around_and_between_what_a_zip_holds():
    data = zipped({"a.xml": b"<a/>"})
    named = zipped({f"media/{PLAIN}.png": b""})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = PLAIN.encode()

    for content in (data + PLAIN.encode(), named, out.getvalue(), b"PK\x03\x04" + PLAIN.encode() + data):
        assert search([PLAIN], content)


def test_a_value_is_found_in_the_packed_words_of_a_picture():
    chunk = crc_chunk(b"zTXt", b"Author\0\0" + zlib.compress(PLAIN.encode()))

    assert search([PLAIN], picture("png")[:33] + chunk + picture("png")[33:])


def test_a_short_name_is_found_as_a_word_and_not_inside_one():
    assert search(["Kent"], b"<a b='Kent'>made in Kent.</a>") == [Found("Kent", "the file itself")]
    assert search(["Kent"], b"<a b='Kentish'>Kentucky</a>") == []


TYPES = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


@pytest.mark.parametrize(
    ("value", "markup"),
    [
        ("ContentType", f'<Types {TYPES}><Override ContentType="text/css"/></Types>'),
        ("endParaRPr", f"<a:p {DRAWING}><a:endParaRPr lang='en'/></a:p>"),
        ("dc:title", '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The title it was given</dc:title></c>'),
        ("Gray", f"<a:clr {DRAWING}><a:gray a='1' gray='2'></a:gray></a:clr>"),
    ],
    ids=["an attribute", "an element", "a colour", "a property"],
)
def test_the_format_s_own_names_are_nobody_s(value, markup):
    assert search([value], markup.encode()) == []


@pytest.mark.parametrize(
    "markup",
    [
        f"<a:t {DRAWING}>Gray</a:t>",
        f"<a:t {DRAWING} descr='Gray'/>",
        f"<a:t {DRAWING} descr='made by Gray='/>",
        f'<a:t {DRAWING} descr="x &gt; y> Gray"/>',
        f"<a:t {DRAWING}><!-- Gray --></a:t>",
        f"<a:t {DRAWING}><Gray/></a:t>",
        f"<a:t {DRAWING}><x:Gray xmlns:x='urn:x'/></a:t>",
        f"<a:t {DRAWING}><x:y xmlns:x='urn:x' Gray='1'/></a:t>",
        "<Gray/>",
        f"<a:p {DRAWING}><a:r><a:t>Gr</a:t></a:r><a:r><a:t>ay</a:t></a:r></a:p>",
    ],
)
def test_anything_else_in_markup_may_be_somebody_s(markup):
    assert [one.value for one in search(["Gray"], markup.encode())] == ["Gray"]


def test_what_everybody_may_see_is_not_looked_for():
    values = HiddenValues(names={"Jane Numbat", "Exampleshire"}, seen=["Learning from  EXAMPLESHIRE"])

    assert values.to_look_for() == ["Jane Numbat"]


@pytest.mark.parametrize(
    "value", ["Microsoft Office User", "Admin", "en-GB", "", "  ", "1", "2.0", "abc", "Title", "image/png", "Layout 12"]
)
def test_what_tells_nothing_is_not_looked_for(value):
    assert HiddenValues(names={value}, sentences={value}).to_look_for() == []


def test_the_refusal_names_the_place_and_never_the_value():
    with pytest.raises(StillHidden) as caught:
        verify(HiddenValues(names={PLAIN}), zipped({"docProps/app.xml": f"<a>{PLAIN}</a>".encode()}))

    assert "docProps/app.xml" in str(caught.value)
    assert PLAIN not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("A map of the town", "A map of the town"),
        ("C:\\Users\\jane\\map.png", ""),
        ("\\\\server\\share\\map.png", ""),
        ("file:///home/jane/map.png", ""),
        ("/Users/jane/map.png", ""),
        ("IMG_2034.JPG", ""),
        ("A map. From C:\\maps\\a.png", "A map. From"),
        ("See https://example.org/home/maps", "See https://example.org/home/maps"),
        ("Ratio 1:2 and/or more", "Ratio 1:2 and/or more"),
    ],
)
def test_places_on_a_computer_are_cut_out_of_words(text, kept):
    assert (without_path(text), holds_path(text)) == (kept, kept != text)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("mailto:help@example.org", "mailto:help@example.org"),
        ("file:///C:/a.doc", ""),
        ("C:\\a.doc", ""),
        ("\\\\server\\a.doc", ""),
        ("plan.docx", ""),
        ("javascript:alert(1)", ""),
        ("https://jane:secret@example.org/a", "https://example.org/a"),
        (
            "https://gbr01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa&data=jane",
            "https://example.org/a",
        ),
        ("http://[", ""),
    ],
)
def test_only_addresses_of_the_web_stay_and_none_tells_who_followed_it(address, public):
    assert public_address(address) == public


def test_workbooks_that_look_the_same_each_tell_their_own_words():
    def book(cell: str) -> bytes:
        return zipped({"xl/styles.xml": b"<s/>", "xl/sharedStrings.xml": f"<sst><t>{cell}</t></sst>".encode()})

    deck = zipped({f"ppt/embeddings/{at}.xlsx": book(f"Cell of {name}") for at, name in enumerate("JKJ")})

    assert office_values(deck).sentences == {"Cell of J", "Cell of K"}


def test_a_file_that_is_damaged_in_one_workbook_is_read_in_the_next():
    book = zipped({"xl/sharedStrings.xml": b"<sst><t>Jane Numbat</t></sst>"})
    damaged = with_stated_size(book, "xl/sharedStrings.xml", 5)

    assert office_values(zipped({"a.xlsx": damaged, "b.xlsx": book})).sentences == {"Jane Numbat"}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_a_zip_is_read_however_it_is_packed_and_where_it_lies(method):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("a.xml", f"<a>{PLAIN}</a>")
    data = b"PK\x03\x04 before " + out.getvalue()

    assert search([PLAIN], data) == [Found(PLAIN, "a.xml")]


def test_no_word_reaches_from_one_part_to_the_next():
    parts = {"a.xml": b"<a><t>Jane</t> </a><t>Num", "b.xml": b"bat<t>Jane</t><t> Num</t>", "c.xml": b"<t>bat</t>"}

    assert search([PLAIN], zipped(parts)) == []


WORDS = st.lists(st.sampled_from(["the", "duty", "team", "saw", "a", "bruise", "bru"]), min_size=1, max_size=7)


@given(st.lists(WORDS, min_size=50, max_size=60), st.lists(WORDS, min_size=1, max_size=30), st.integers(0, 3))
def test_many_values_are_found_as_each_by_itself(values, lines, cut):
    text = "\n".join(" ".join(line) for line in lines)
    wanted = {" ".join(value)[cut:] for value in values}
    wanted |= {f"{line[cut:]} {number}" for number, line in enumerate(text.split("\n") * 60)}
    wanted |= {word[cut:] for value in values for word in value} - {""}

    assert among(wanted, text) == {value for value in wanted if value in text}


@pytest.mark.parametrize(
    "vanish", ["", "<w:r><w:rPr><w:vanish/></w:rPr><w:t> unseen</w:t></w:r>"], ids=["plain", "hidden"]
)
def test_words_that_readers_see_are_told_paragraph_by_paragraph(vanish):
    box = "<w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>Jane </w:t></w:r><w:r><w:t>Num</w:t></w:r><w:r><w:t>bat</w:t></w:r>{vanish}</w:p><w:p/>"
        f"<w:p><w:r><w:t>Said </w:t>{box}</w:r></w:p>"
    )
    document = f'<w:document xmlns:w="urn:w"><w:body>{body}</w:body></w:document>'.encode()

    (read,) = office_values(zipped({"word/document.xml": document})).seen_later
    seen = list(read())

    assert "Jane Numbat" in seen
    assert not any("unseen" in one for one in seen)
    assert any("in a box" in one for one in seen)
    assert not any("NumbatSaid" in one for one in seen)
