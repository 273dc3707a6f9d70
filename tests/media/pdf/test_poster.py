"""The poster of a briefing, read back with pikepdf."""

import pytest

from media.pdf.errors import TooLong
from media.pdf.poster import typeset_poster
from media.sheets.briefing import BriefingPanel, BriefingSheet
from tests.media.pdf.making import HEADINGS_NUMBERED, panels_of, sheet
from tests.media.pdf.read_aloud import read_aloud
from tests.media.pdf.reading import bookmarks, opened, page_count, paper, sizes_of_type, structure, ua_findings

A4, A3 = (297, 210), (420, 297)


@pytest.mark.parametrize(("each", "size"), [(0, A4), (20, A4), (85, A3), (150, A3)])
def test_it_is_one_page_of_the_smallest_paper_that_holds_it(each, size):
    data = typeset_poster(sheet(panels=panels_of(each)))

    assert (page_count(data), paper(data)) == (1, size)


@pytest.mark.parametrize("each", [20, 85, 150])
def test_no_letter_is_smaller_than_11_points(each):
    assert min(sizes_of_type(typeset_poster(sheet(panels=panels_of(each))))) >= 11


def test_it_passes_the_check_of_pdf_ua(tmp_path):
    assert ua_findings(typeset_poster(sheet()), tmp_path) == []


def test_it_is_read_title_first_then_round_the_wheel_then_the_questions():
    data = typeset_poster(sheet())

    assert bookmarks(data) == ["Maya: bruising in a baby", *HEADINGS_NUMBERED, "Questions for your team"]
    assert [kind for kind in structure(data) if kind.startswith("/H")] == ["/H1", *["/H2"] * 8]


def test_the_wheel_is_drawn_for_the_eye_alone():
    said = read_aloud(typeset_poster(sheet()))

    assert [line for line in said if line in "1234567?"] == list("1234567")  # each once, at its heading


def test_it_is_in_british_english_and_says_who_made_it():
    with opened(typeset_poster(sheet())) as pdf:
        assert (str(pdf.Root.Lang), str(pdf.docinfo.Author)) == ("en-GB", "Exampleshire")


def test_too_long_a_briefing_says_how_many_words_to_cut_and_cutting_them_helps():
    with pytest.raises(TooLong, match="longer than a poster") as refused:
        typeset_poster(sheet(panels=panels_of(320)))

    kept = 320 - -(-refused.value.words_over // 7)
    assert kept > 120
    assert page_count(typeset_poster(sheet(panels=panels_of(kept)))) == 1


def test_twenty_thousand_words_are_refused_not_endured():
    with pytest.raises(TooLong, match=r"Cut about 1\d,?\d+ words"):
        typeset_poster(sheet(panels=panels_of(2858)))


@pytest.mark.parametrize("number", [0, 3, 6, 9])
def test_a_half_made_briefing_with_too_few_or_too_many_sections_still_prints(number, tmp_path):
    data = typeset_poster(BriefingSheet(title="", panels=[BriefingPanel(heading="")] * number))

    assert bookmarks(data) == ["Untitled briefing", *(f"{n} Section {n}" for n in range(1, number + 1))]
    assert ua_findings(data, tmp_path) == []


@pytest.mark.parametrize("title", ["y" * 400, "word " * 110], ids=["one word of 400 letters", "110 words"])
def test_the_hub_grows_with_its_title(title):
    said = read_aloud(typeset_poster(sheet(title=title)))

    assert title.strip().replace(" ", "") in [line.replace(" ", "") for line in said]


def test_one_long_section_among_short_ones_gets_the_room_it_needs():
    panels = panels_of(20)
    panels[1] = panels_of(300)[1]
    panels[4] = panels_of(250)[4]

    assert page_count(typeset_poster(sheet(panels=panels))) == 1


def test_the_same_sheet_gives_the_same_bytes_whatever_was_made_between():
    first = typeset_poster(sheet())
    typeset_poster(sheet(title="Another"))

    assert typeset_poster(sheet()) == first
