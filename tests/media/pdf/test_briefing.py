"""The 7-minute briefing as a PDF, read back with pikepdf."""

import pickle

import pytest

from media.pdf.briefing import typeset_briefing
from media.pdf.errors import TooLong
from media.pdf.glyphs import drawable_text
from media.sheets.briefing import BriefingPanel, BriefingSheet
from media.sheets.letters import without_controls
from media.sheets.richtext import Block, blocks_from_html
from tests.media.pdf.making import HEADINGS_NUMBERED, USED, panels_of, sheet, words
from tests.media.pdf.read_aloud import read_aloud
from tests.media.pdf.reading import bookmarks, opened, page_count, sizes_of_type, structure, ua_findings


def test_it_passes_the_check_of_pdf_ua(tmp_path):
    assert ua_findings(typeset_briefing(sheet()), tmp_path) == []


def test_it_says_what_it_is_called_who_made_it_and_in_which_language():
    with opened(typeset_briefing(sheet())) as pdf:
        said = (str(pdf.docinfo.Title), str(pdf.docinfo.Author), str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked))

    assert said == ("Maya: bruising in a baby", "Exampleshire", "en-GB", True)


def test_its_headings_are_the_title_and_the_seven_panels_in_order():
    data = typeset_briefing(sheet())

    assert bookmarks(data) == ["Maya: bruising in a baby", *HEADINGS_NUMBERED, "Questions for your team"]
    assert [kind for kind in structure(data) if kind.startswith("/H")] == ["/H1", *["/H2"] * 8]


def test_the_same_sheet_gives_the_same_bytes_whatever_was_made_between():
    first = typeset_briefing(sheet())
    typeset_briefing(sheet(title="Another"))

    assert typeset_briefing(sheet()) == first


def test_a_sheet_without_a_date_has_no_date_in_the_file():
    with opened(typeset_briefing(sheet(made_at=None))) as pdf:
        assert "/CreationDate" not in pdf.docinfo


@pytest.mark.parametrize(("each", "pages"), [(15, 1), (60, 2), (140, 2)])
def test_it_is_one_page_or_two(each, pages):
    panels = panels_of(each)

    assert page_count(typeset_briefing(sheet(panels=panels))) == pages


@pytest.mark.parametrize("each", [15, 60, 140])
def test_no_letter_is_smaller_than_11_points(each):
    panels = panels_of(each)

    assert min(sizes_of_type(typeset_briefing(sheet(panels=panels)))) >= 11


def test_too_long_a_briefing_says_how_many_words_to_cut_and_cutting_them_helps():
    with pytest.raises(TooLong) as refused:
        typeset_briefing(sheet(panels=panels_of(300)))

    kept = 300 - -(-refused.value.words_over // 7)
    shorter = sheet(panels=panels_of(kept))
    assert 0 < refused.value.words_over < 1300
    assert page_count(typeset_briefing(shorter)) == 2


def test_twenty_thousand_words_are_refused_not_endured():
    with pytest.raises(TooLong, match=r"Cut about 1[89],?\d+ words"):
        typeset_briefing(sheet(panels=[BriefingPanel(heading="Everything", blocks=words(20_000))]))


@pytest.mark.parametrize("title", ["", "  "])
def test_a_half_empty_draft_still_prints(title, tmp_path):
    draft = BriefingSheet(title=title, panels=[BriefingPanel(heading="")] * 6)

    data = typeset_briefing(draft)

    assert bookmarks(data) == ["Untitled briefing", *(f"{n} Section {n}" for n in range(1, 7))]
    assert ua_findings(data, tmp_path) == []


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd") #panic() $x$ *b* _i_ `c` = h <l> @ref \\',
        "{{ x }} <script>alert(1)</script>",
        "😀 漢字 বাংলা \x00\x07 \ud800 \u202e",
        "y" * 400,
    ],
    ids=["Typst markup", "web markup", "strange letters", "one long word"],
)
def test_whatever_is_typed_is_text(text, tmp_path):
    block: Block = {"kind": "p", "runs": [{"text": text}]}
    panels = [BriefingPanel(heading=text[:80], blocks=[block]) for _ in range(7)]

    data = typeset_briefing(sheet(title=text, panels=panels, themes=(text,), source=text))

    assert ua_findings(data, tmp_path) == []
    assert page_count(data) <= 2
    assert bookmarks(data)[1] == f"1 {drawable_text(without_controls(text[:80]).strip())}"


def test_links_lists_and_inner_headings_are_tagged_as_what_they_are():
    rich = blocks_from_html(
        '<h3>Signs</h3><ul><li>One</li><li>Two</li></ul><p><a href="https://example.org">Read</a></p>'
    )

    kinds = structure(typeset_briefing(sheet(panels=[BriefingPanel(heading="Only", blocks=rich)], used_address="")))

    assert (kinds.count("/H3"), kinds.count("/LI"), kinds.count("/Link")) == (1, 5, 1)


def test_the_form_on_which_to_say_that_it_was_used_is_a_picture_and_words():
    said = read_aloud(typeset_briefing(sheet()))

    assert f"[QR code: the form on which to say that you used this briefing, {USED}]" in said
    assert f"Used it with a team? Tell us: {USED}" in said
    assert structure(typeset_briefing(sheet())).count("/Figure") == 1


def test_without_an_address_nothing_is_said_of_using_it():
    data = typeset_briefing(sheet(used_address=""))

    assert "/Figure" not in structure(data)
    assert [line for line in read_aloud(data) if "Used" in line] == []


def test_what_is_not_known_is_left_out():
    half = BriefingSheet(title="Maya", panels=[], reviewed_on="1 May 2026")

    assert read_aloud(typeset_briefing(half)) == [
        "7-minute briefing",
        "Maya",
        "Kept up to date: Reviewed on 1 May 2026",
    ]


def test_a_briefing_that_is_out_of_date_says_so_before_its_title():
    said = read_aloud(typeset_briefing(sheet(notice="Superseded by Leo.")))

    assert said.index("Superseded by Leo.") < said.index("Maya: bruising in a baby")


def test_how_long_it_is_can_be_kept_and_said_again():
    again = pickle.loads(pickle.dumps(TooLong(12, "a poster")))  # noqa: S301 - our own

    assert (again.words_over, str(again)) == (12, str(TooLong(12, "a poster")))
