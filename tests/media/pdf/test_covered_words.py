"""Words under a drawn box are told of, page by page; words on a box, beside one or struck through are not."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from media.pdf.briefing import typeset_briefing
from media.pdf.cleaning import clean_pdf
from media.pdf.covered_words import covered_boxes
from media.pdf.hidden_values import hidden_pdf_data
from tests.media.pdf.making import sheet

WORDS = "BT /F1 20 Tf 50 200 Td (Her name is Maya Numbat) Tj ET "  # without widths: each letter half as wide as high
NAME = "165 195 130 22 re "  # over "Maya Numbat"
BELOW = "50 100 130 22 re "
FORM = "q 1 0 0 1 20 10 cm /Box Do Q"


def page(content: str, *, marks: list[Dictionary] | None = None, form: str = "", pages: int = 1) -> bytes:
    pdf = pikepdf.Pdf.new()
    box = pdf.make_stream(form.encode())
    box.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 400, 300])})
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for number in range(pages):
        one = pdf.add_blank_page(page_size=(400, 300)).obj
        one.Resources = Dictionary(
            Font=Dictionary(F1=font),
            XObject=Dictionary(Box=box),
            ExtGState=Dictionary(Half=Dictionary(ca=0.5), Marker=Dictionary(BM=Name.Multiply)),
        )
        one.Contents = pdf.make_stream((content if number == pages - 1 else WORDS).encode())
        one.Annots = Array([pdf.make_indirect(mark) for mark in marks or []])
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def boxes(data: bytes) -> list[int]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return covered_boxes(pdf)


def square(**entries: object) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([165, 195, 295, 217]), **entries)


@pytest.mark.parametrize(
    "content",
    [
        f"{NAME} f {WORDS}",
        f"{WORDS} {BELOW} f",
        f"{WORDS} {NAME} S",
        f"{WORDS} {NAME} n",
        f"{WORDS} q /Half gs {NAME} f Q",
        f"{WORDS} q /Marker gs {NAME} f Q",
        f"{WORDS} 50 205 300 1 re f",
        f"{WORDS} 50 197 300 1.5 re f",
        f"{WORDS} 40 190 320 40 re 45 192 310 36 re f*",
        f"{WORDS} q {BELOW} W n {NAME} f Q",
        f"{WORDS} /Pattern cs /P1 scn {NAME} f",
        "BT /F1 20 Tf 50 200 Td (          ) Tj ET 40 190 320 40 re f",
        f"{WORDS} 1 0 0 1 0 nonsense",
        "",
    ],
    ids=[
        "words on the box",
        "a box elsewhere",
        "a frame",
        "nothing filled",
        "a box to be seen through",
        "a marker pen",
        "struck through",
        "underlined",
        "a frame of two rectangles",
        "a box cut off",
        "a pattern",
        "blanks only",
        "a broken page",
        "an empty page",
    ],
)
def test_words_that_are_seen_are_not_told_of(content):
    assert boxes(page(content)) == []


@pytest.mark.parametrize(
    "content",
    [
        f"{WORDS} 0 g {NAME} f",
        f"{WORDS} 1 g {NAME} f*",
        f"{WORDS} 165 195 m 295 195 l 295 217 l 165 217 l h f",
        f"{WORDS} q 2 0 0 2 0 0 cm 82.5 97.5 65 11 re f Q",
        f"{WORDS} q 0 0 400 300 re W n {NAME} f Q",
        f"BT /F1 20 Tf 1 0 0 1 50 200 Tm [(Her name is ) -200 (Maya Numbat)] TJ ET {NAME} f",
        f"q 3 Tr {WORDS} Q {NAME} f",
        f"BT /F1 20 Tf 24 TL 50 224 Td (Above) Tj (Her name is Maya Numbat) ' ET {NAME} f",
    ],
    ids=["black", "white", "drawn", "scaled", "within the page", "in pieces", "under a scan", "the next line"],
)
def test_words_under_a_box_are_told_of(content):
    assert boxes(page(content)) == [1]


def test_boxes_and_words_are_followed_into_forms():
    assert boxes(page(f"{WORDS} {FORM}", form="145 185 130 22 re f")) == [1]
    assert boxes(page(f"{FORM} 185 205 130 22 re f", form=WORDS)) == [1]
    assert boxes(page(f"{FORM} {WORDS}", form="145 185 130 22 re f")) == []


@pytest.mark.parametrize(
    ("mark", "covers"),
    [
        (square(IC=Array([0, 0, 0])), True),
        (square(), False),
        (square(IC=Array([0, 0, 0]), CA=0.3), False),
        (square(IC=Array([0, 0, 0]), F=2), False),
    ],
    ids=["black", "a frame", "see-through", "hidden"],
)
def test_a_mark_laid_over_words_is_a_box(mark, covers):
    assert boxes(page(WORDS, marks=[mark])) == ([1] if covers else [])


def test_whoever_publishes_is_told_on_which_page_and_that_the_words_are_still_there():
    data = page(f"{WORDS} {NAME} f", pages=3)

    report = clean_pdf(io.BytesIO(data), io.BytesIO())

    (told,) = report.kept
    assert (told.code, told.count) == ("covered_words", 1)
    assert "(page 3)" in told.sentence
    assert "covered_words" not in {item.code for item in report.removed}


def test_what_we_print_ourselves_covers_no_words():
    assert not hidden_pdf_data(typeset_briefing(sheet())).codes & {"covered_words"}


def test_words_in_a_broken_font_are_told_of_like_others():
    broken = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Helvetica)
    with pikepdf.open(io.BytesIO(page(f"{WORDS} {NAME} f"))) as pdf:
        pdf.pages[0].obj.Resources.Font.F1 = broken
        out = io.BytesIO()
        pdf.save(out)

    assert boxes(out.getvalue()) == [1]
    assert "covered_words" in hidden_pdf_data(out.getvalue()).codes
