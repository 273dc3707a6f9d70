"""The large-print form of a briefing, read back with pikepdf."""

from media.pdf.briefing import typeset_briefing
from media.pdf.large_print import typeset_large_print
from media.sheets.briefing import BriefingSheet
from tests.media.pdf.making import HEADINGS_NUMBERED, panels_of, sheet
from tests.media.pdf.read_aloud import read_aloud
from tests.media.pdf.reading import bookmarks, page_count, paper, sizes_of_type, structure, ua_findings


def test_no_letter_is_smaller_than_18_points():
    assert min(sizes_of_type(typeset_large_print(sheet(notice="Look again.", is_fictional=True)))) >= 18


def test_headings_are_larger_than_the_text():
    assert sorted(sizes_of_type(typeset_large_print(sheet())))[-1] == 30


def test_it_takes_as_many_a4_pages_as_it_needs():
    pages = [page_count(typeset_large_print(sheet(panels=panels_of(each)))) for each in (10, 90, 400)]

    assert pages[0] < pages[1] < pages[2]
    assert paper(typeset_large_print(sheet())) == (210, 297)


def test_it_passes_the_check_of_pdf_ua(tmp_path):
    assert ua_findings(typeset_large_print(sheet()), tmp_path) == []


def test_it_says_the_same_in_the_same_order_as_the_two_pages():
    data = typeset_large_print(sheet())
    said, other = (sorted(read_aloud(made)[1:]) for made in (data, typeset_briefing(sheet())))

    assert said == other
    assert bookmarks(data) == ["Maya: bruising in a baby", *HEADINGS_NUMBERED, "Questions for your team"]
    assert [kind for kind in structure(data) if kind.startswith("/H")] == ["/H1", *["/H2"] * 8]


def test_a_half_empty_draft_still_prints(tmp_path):
    data = typeset_large_print(BriefingSheet(title="", panels=[]))

    assert bookmarks(data) == ["Untitled briefing"]
    assert ua_findings(data, tmp_path) == []


def test_the_same_sheet_gives_the_same_bytes():
    assert typeset_large_print(sheet()) == typeset_large_print(sheet())
