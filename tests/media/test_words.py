"""What search may read in a file: what its readers see, and nothing else."""

import zipfile
from io import BytesIO

import pikepdf
import pytest
from docx import Document as Word

from media.enums import READ_FORMATS
from media.opc.child import in_child
from media.opc.refusals import FileRefused, NotAllowed, PasswordProtected
from media.pdf import words as pdf_words
from media.words import READABLE, read_words
from tests.media.word.making import document, p, part, r, related

SAID = "BT /F1 12 Tf 72 700 Td (Kestrels were seen) Tj ET"


@pytest.fixture
def keep(tmp_path):
    """Puts bytes in a file."""

    def put(content: bytes, name="report.pdf"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return put


def pdf(*pages):
    """A PDF of pages as large as letters, each of these painting instructions."""
    made, out = pikepdf.Pdf.new(), BytesIO()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for content in pages:
        one = made.add_blank_page(page_size=(612, 792)).obj
        one.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        one.Contents = made.make_stream(content.encode())
    made.save(out)
    return out.getvalue()


def word(*paragraphs):
    """A Word document of these paragraphs, each a piece of WordprocessingML."""
    made, out = BytesIO(), BytesIO()
    Word().save(made)
    body = "".join(f"<w:p>{one}</w:p>" for one in paragraphs)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                start, end = content.index(b"<w:body>") + 8, content.index(b"<w:sectPr")
                content = content[:start] + body.encode() + content[end:]
            new.writestr(name, content)
    return out.getvalue()


def run(text, looks=""):
    return f'<w:r>{looks and f"<w:rPr>{looks}</w:rPr>"}<w:t xml:space="preserve">{text}</w:t></w:r>'


def test_what_can_be_read_is_what_documents_are_read_in():
    assert {kind.value for kind in READABLE} == {format.value for format in READ_FORMATS}


# PDF ----------------------------------------------------------------------------------------------------------------
def test_each_page_of_a_pdf_is_read(keep):
    found = read_words(keep(pdf(SAID, SAID, SAID)), "pdf")
    assert (found.text, found.is_cut) == ("\f".join(["Kestrels were seen"] * 3), False)


@pytest.mark.parametrize(
    "hiding",
    [
        "BT /F1 12 Tf 1 1 1 rg 72 600 Td (Withheld) Tj ET",
        "BT /F1 12 Tf 3 Tr 72 600 Td (Withheld) Tj ET",
        "BT /F1 12 Tf 5000 600 Td (Withheld) Tj ET",
        "BT /F1 12 Tf 0.995 g 72 600 Td (Withheld) Tj ET",
    ],
    ids=["in white", "without ink", "off the page", "nearly white"],
)
def test_words_that_leave_no_mark_are_not_read(keep, hiding):
    assert read_words(keep(pdf(f"{SAID} {hiding}")), "pdf").text == "Kestrels were seen"


def test_a_white_heading_on_a_dark_band_is_read(keep):
    band = "0 0 0.4 rg 0 650 600 60 re f BT /F1 20 Tf 1 1 1 rg 72 670 Td (Learning) Tj ET"
    assert read_words(keep(pdf(band)), "pdf").text == "Learning"


def test_a_page_with_words_under_a_box_is_not_read_at_all(keep):
    box = (
        "BT /F1 12 Tf 72 600 Td (Maya Withheld) Tj ET 0 g 60 590 200 30 re f BT 1 g /F1 12 Tf 72 600 Td (Child A) Tj ET"
    )
    assert read_words(keep(pdf(f"{SAID} {box}")), "pdf").text == ""


def test_a_page_without_words_says_nothing(keep):
    assert read_words(keep(pdf("0 0 0.4 rg 0 650 600 60 re f")), "pdf").text == ""


def test_a_locked_pdf_is_refused(keep):
    locked = BytesIO()
    with pikepdf.open(BytesIO(pdf(SAID))) as plain:
        plain.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(PasswordProtected):
        read_words(keep(locked.getvalue()), "pdf")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\x00" * 999], ids=["empty", "head", "nulls"])
def test_what_is_no_pdf_is_refused(keep, content):
    with pytest.raises(FileRefused):
        read_words(keep(content), "pdf")


def test_a_very_long_pdf_is_read_until_there_is_enough(keep, monkeypatch):
    seen = []
    monkeypatch.setattr(pdf_words, "may_cover_words", lambda page: bool(seen.append(page)))
    found = read_words(keep(pdf(*[SAID] * 2_000)), "pdf", most=90)
    assert (found.is_cut, len(seen), found.text.replace("\f", "|")) == (
        *(True, 6),
        "|".join(["Kestrels were seen"] * 5),
    )


def test_reading_a_pdf_ends_when_its_time_is_over(keep):
    found = read_words(keep(pdf(SAID, SAID, SAID)), "pdf", seconds=0)
    assert (found.text, found.is_cut) == ("", True)


def with_marks(*marks):
    """A PDF of one page with these marks on it: what each says, and the flags it has."""
    made, out = pikepdf.open(BytesIO(pdf(SAID))), BytesIO()
    page = made.pages[0].obj
    page.Annots = pikepdf.Array()
    for number, (said, flags) in enumerate(marks):
        look = made.make_stream(f"BT /F1 12 Tf 2 6 Td ({said}) Tj ET".encode())
        look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 200, 20])
        look.Resources = page.Resources
        where = pikepdf.Array([72, 100 + 30 * number, 272, 120 + 30 * number])
        mark = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Rect=where, F=flags)
        mark.FT, mark.AP = pikepdf.Name.Tx, pikepdf.Dictionary(N=look)
        page.Annots.append(made.make_indirect(mark))
    made.Root.AcroForm = pikepdf.Dictionary(Fields=page.Annots)
    made.save(out)
    return out.getvalue()


def test_what_a_form_was_filled_in_with_is_read(keep):
    assert (
        read_words(keep(with_marks(("Nests were counted", 4))), "pdf").text == "Kestrels were seen\nNests were counted"
    )


def test_a_field_that_is_hidden_is_not_read(keep):
    assert read_words(keep(with_marks(("Withheld", 2))), "pdf").text == "Kestrels were seen"


def test_it_is_read_in_a_process_of_its_own(keep):
    assert in_child("media.words:read_words", keep(pdf(SAID)), "pdf").text == "Kestrels were seen"


# Word ---------------------------------------------------------------------------------------------------------------
def test_the_paragraphs_of_a_word_document_are_read(keep):
    made = word(run("Was not ") + run("brought"), run("one") + "<w:r><w:tab/></w:r>" + run("two"))
    assert read_words(keep(made, "a.docx"), "docx").text == "Was not brought\none two"


@pytest.mark.parametrize(
    "hiding",
    [
        '<w:del w:id="1" w:author="Q"><w:r><w:delText>Withheld</w:delText></w:r></w:del>',
        f'<w:moveFrom w:id="1" w:author="Q">{run("Withheld")}</w:moveFrom>',
        run("Withheld", "<w:vanish/>"),
        "<w:r><w:instrText>Withheld</w:instrText></w:r>",
    ],
    ids=["deleted", "moved away", "hidden", "formula"],
)
def test_what_nobody_sees_in_a_word_document_is_not_read(keep, hiding):
    assert read_words(keep(word(run("Seen") + hiding), "a.docx"), "docx").text == "Seen"


C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def test_charts_are_read_by_their_names_and_not_by_their_figures(keep):
    chart = (
        f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}"><c:title><c:tx><c:rich><a:p><a:r><a:t>Visits </a:t></a:r><a:r><a:t>made</a:t></a:r>'
        "</a:p></c:rich></c:tx></c:title><c:ser><c:tx><c:strRef><c:strCache><c:pt><c:v>Health visitors</c:v></c:pt></c:strCache></c:strRef>"
        "</c:tx><c:cat><c:strRef><c:strCache><c:pt><c:v>May</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache>"
        "<c:pt><c:v>4711</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser><c:ser><c:tx><c:v>Police</c:v></c:tx></c:ser></c:chartSpace>"
    ).encode()
    made = document(p(r("Seen")), {"c": ("chart", "charts/chart1.xml", chart)})

    assert read_words(keep(made, "a.docx"), "docx").text == "Seen\nVisits made\nHealth visitors\nMay\nPolice"


def test_smartart_in_a_header_is_read(keep):
    data = f'<d xmlns:a="{A}"><pt><t><a:p><a:r><a:t>Ask the child</a:t></a:r></a:p></t></pt></d>'.encode()
    header = part("hdr", p(r("Seen")))
    lines = related(("d", "diagramData", "diagrams/data1.xml"))
    extra = {"word/_rels/header1.xml.rels": lines, "word/diagrams/data1.xml": data}
    made = document(p(r("First")), {"h": ("header", "header1.xml", header)}, extra)

    assert read_words(keep(made, "a.docx"), "docx").text == "First\nSeen\nAsk the child"


def test_a_footer_is_read_in_its_three_places(keep):
    place = '<w:r><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/></w:r>'
    assert read_words(keep(word(run("Left") + place + run("Right")), "a.docx"), "docx").text == "Left Right"


def test_a_damaged_word_document_is_refused(keep):
    with pytest.raises(FileRefused):
        read_words(keep(word(run("Seen"))[:500], "a.docx"), "docx")


# Plain text ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_read_as_it_was_written(keep, encoding):
    assert read_words(keep("Zoë’s\r\n\r\n day".encode(encoding), "a.txt"), "text").text == "Zoë’s\nday"


def test_what_no_database_takes_is_left_out(keep):
    assert read_words(keep(b"a\x00b\x07c\xed\xa0\x80", "a.txt"), "text").text.startswith("a b c")


def test_a_text_is_cut_between_words(keep):
    found = read_words(keep("naïve words ".encode() * 9, "a.txt"), "text", most=14)
    assert (found.text, found.is_cut) == ("naïve words", True)


def test_a_workbook_is_not_read(keep):
    with pytest.raises(NotAllowed):
        read_words(keep(b"PK", "a.xlsx"), "xlsx")
