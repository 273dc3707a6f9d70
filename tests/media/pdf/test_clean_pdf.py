"""A clean copy of a PDF holds its pages, tags and links, and nothing of what was hidden in thirty places."""

import io

import pikepdf
import pytest

from media.opc.refusals import FileRefused, PasswordProtected
from media.opc.verify import StillHidden, search
from media.pdf.briefing import typeset_briefing
from media.pdf.cleaning import clean_pdf
from media.pdf.hidden_values import hidden_pdf_data, pdf_values
from media.sheets.briefing import BriefingPanel, BriefingSheet
from media.sheets.richtext import blocks_from_html
from tests.media import sample_files as samples
from tests.media.byte_search import found_anywhere
from tests.media.pdf.canary_pdf import VISIBLE, canary_pdf


@pytest.fixture(scope="module")
def canary() -> tuple[bytes, dict[str, str]]:
    return canary_pdf()


@pytest.fixture(scope="module")
def cleaned(canary) -> bytes:
    return clean(canary[0])


def clean(data: bytes, **choices) -> bytes:
    out = io.BytesIO()
    clean_pdf(io.BytesIO(data), out, **choices)
    return out.getvalue()


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def in_the_open(data: bytes) -> bytes:
    """The same PDF with nothing packed, so that a search of its bytes finds every word."""
    out = io.BytesIO()
    with opened(data) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False,
                 stream_decode_level=pikepdf.StreamDecodeLevel.generalized)  # fmt: skip
    return out.getvalue()


def test_thirty_secrets_are_planted(canary):
    data, secrets = canary

    assert len(set(secrets.values())) >= 30
    packed = {secrets["attached_words"], secrets["embedded_words"]}  # in zips inside the file
    assert found_anywhere(list(secrets.values()), data) == set(secrets.values()) - packed


def test_no_secret_is_left_in_any_byte(canary, cleaned):
    assert found_anywhere(list(canary[1].values()), cleaned) == set()
    assert found_anywhere(list(canary[1].values()), in_the_open(cleaned)) == set()


def test_the_words_on_the_page_stay_but_for_those_on_a_layer_that_is_off(cleaned):
    with opened(cleaned) as pdf:
        drawn = [
            bytes(step.operands[0]).decode()
            for step in pikepdf.parse_content_stream(pdf.pages[0])
            if str(step.operator) == "Tj"
        ]

    assert drawn == list(VISIBLE)


def test_pictures_keep_every_pixel(canary, cleaned):
    def pixels(data: bytes) -> bytes:
        with opened(data) as pdf:
            return pikepdf.PdfImage(pdf.pages[0].Resources.XObject.Im1).as_pil_image().tobytes()

    assert pixels(cleaned) == pixels(canary[0])


def test_links_to_the_web_and_drawings_on_the_page_stay(cleaned):
    with opened(cleaned) as pdf:
        marks = [(str(one.Subtype), str(one.get("/Contents", ""))) for one in pdf.pages[0].Annots]
        actions = [str(one.A.URI) for one in pdf.pages[0].Annots if "/A" in one]

        assert marks == [("/Square", ""), ("/Link", "The review"), ("/Link", ""), ("/Link", "")]
        assert actions == ["https://example.org/maya"]
        assert bytes(pdf.pages[0].Annots[0].AP.N.read_bytes()) == b"0 0 50 30 re S"


def test_language_and_form_stay(cleaned):
    with opened(cleaned) as pdf:
        field = pdf.Root.AcroForm.Fields[0]

        assert str(pdf.Root.Lang) == "en-GB"
        assert [(str(field[key])) for key in ("/V", "/T", "/TU")] == [
            "Seen in the form",
            "field1",
            "Name of the setting",
        ]


def test_the_same_pdf_gives_the_same_bytes(canary, cleaned):
    assert clean(canary[0]) == cleaned


def test_the_report_names_what_went(canary):
    report = clean_pdf(io.BytesIO(canary[0]), io.BytesIO())

    assert {item.code for item in report.removed} >= {
        "author", "properties", "edit_log", "comments", "embedded_file", "script", "private_data", "thumbnail",
        "hidden_layer", "link_path", "history", "media_metadata",
    }  # fmt: skip
    assert {item.code for item in report.kept} == {"form"}


def test_an_accessible_pdf_stays_accessible():
    sheet = BriefingSheet(
        title="Maya", panels=[BriefingPanel(heading="What happened", blocks=blocks_from_html("<p>Nobody asked.</p>"))]
    )
    before = typeset_briefing(sheet)

    after = clean(before, title="Maya")

    with opened(before) as old, opened(after) as new:
        assert new.Root.MarkInfo.Marked
        assert str(new.Root.Lang) == str(old.Root.Lang)
        assert len(new.Root.StructTreeRoot.K) == len(old.Root.StructTreeRoot.K)
        assert [str(one.S) for one in elements(new)] == [str(one.S) for one in elements(old)]
        with new.open_metadata() as told:
            assert (
                told["{http://www.aiim.org/pdfua/ns/id/}part"],
                told["{http://purl.org/dc/elements/1.1/}title"],
            ) == ("1", "Maya")


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and str(one.get("/Type", "")) == "/StructElem"
    ]


def test_no_copy_is_left_when_the_search_finds_something(canary, tmp_path, monkeypatch):
    monkeypatch.setattr("media.pdf.cleaning._clean_mark", lambda mark: None)
    out = tmp_path / "clean.pdf"

    with pytest.raises(StillHidden):
        clean_pdf(io.BytesIO(canary[0]), out)

    assert not out.exists()


@pytest.mark.parametrize(
    "place",
    [
        *("author", "comment", "comment_author", "xmp", "embedded_words", "attached_name", "private_data"),
        *("document_script", "layer_words", "hidden_layer_name", "launched"),
    ],
)
def test_the_search_knows_of_itself_what_the_original_hid(canary, place):
    looked_for = [value for value in pdf_values(canary[0]).to_look_for() if canary[1][place] in value]

    assert looked_for
    assert search(looked_for, canary[0])


@pytest.mark.parametrize(
    "written",
    ["(Okapi Jane)", "<FEFF004F006B0061007000690020004A0061006E0065>", r"(\117kapi\040Jane)"],
    ids=["plain", "wide", "octal"],
)
def test_the_search_reads_strings_however_a_pdf_spells_them(written):
    assert search(["Okapi Jane"], samples.pdf(objects=f"9 0 obj {written} endobj\n".encode()))


def test_a_locked_pdf_is_refused():
    out = io.BytesIO()
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user=""))

    with pytest.raises(PasswordProtected):
        clean(out.getvalue())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"PK\x03\x04"], ids=["empty", "cut", "zip"])
def test_what_is_no_pdf_is_refused(data):
    with pytest.raises(FileRefused):
        clean(data)


def test_a_clean_pdf_has_nothing_left_to_report_but_its_form(cleaned):
    assert hidden_pdf_data(cleaned).codes == {"form"}
