"""The 7-minute briefing as a PDF, read back with pikepdf."""

import re
from datetime import UTC, datetime

import pytest

from media.pdf.briefing import typeset_briefing
from media.pdf.errors import TooLong
from media.pdf.glyphs import drawable_text
from media.sheets.briefing import BriefingPanel, BriefingSheet
from media.sheets.richtext import Block, blocks_from_html
from tests.media.pdf.reading import bookmarks, opened, page_count, structure, ua_findings

HEADINGS = ("Background", "What happened", "What worked well", "What we learned", "Changes", "You", "Questions")


def words(count: int) -> list[Block]:
    return blocks_from_html(
        "<p>" + " ".join(("she was seen at home by three services " * count).split()[:count]) + "</p>"
    )


def sheet(**changes: object) -> BriefingSheet:
    given: dict[str, object] = {
        "title": "Maya: bruising in a baby",
        "panels": [BriefingPanel(heading=heading, blocks=words(40)) for heading in HEADINGS],
        "partnership": "Exampleshire",
        "date_as_stated": "Nov 2025",
        "themes": ("Neglect", "Was not brought"),
        "standing_questions": ("What struck you?", "How will we embed it?", "How does it enter our plan?"),
        "made_at": datetime(2026, 3, 12, 9, tzinfo=UTC),
    }
    return BriefingSheet(**(given | changes))  # type: ignore[arg-type]


def sizes_of_type(data: bytes) -> set[float]:
    """The sizes set by the Tf operator on every page."""
    with opened(data) as pdf:
        streams = [page.Contents.read_bytes() for page in pdf.pages]
    return {float(size) for stream in streams for size in re.findall(rb"/f\d+ ([\d.]+) Tf", stream)}


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


HEADINGS_NUMBERED = [f"{number} {heading}" for number, heading in enumerate(HEADINGS, start=1)]


def test_the_same_sheet_gives_the_same_bytes_whatever_was_made_between():
    first = typeset_briefing(sheet())
    typeset_briefing(sheet(title="Another"))

    assert typeset_briefing(sheet()) == first


def test_a_sheet_without_a_date_has_no_date_in_the_file():
    with opened(typeset_briefing(sheet(made_at=None))) as pdf:
        assert "/CreationDate" not in pdf.docinfo


@pytest.mark.parametrize(("each", "pages"), [(15, 1), (60, 2), (140, 2)])
def test_it_is_one_page_or_two(each, pages):
    panels = [BriefingPanel(heading=heading, blocks=words(each)) for heading in HEADINGS]

    assert page_count(typeset_briefing(sheet(panels=panels))) == pages


@pytest.mark.parametrize("each", [15, 60, 140])
def test_no_letter_is_smaller_than_11_points(each):
    panels = [BriefingPanel(heading=heading, blocks=words(each)) for heading in HEADINGS]

    assert min(sizes_of_type(typeset_briefing(sheet(panels=panels)))) >= 11


def test_too_long_a_briefing_says_how_many_words_to_cut_and_cutting_them_helps():
    with pytest.raises(TooLong) as refused:
        typeset_briefing(sheet(panels=[BriefingPanel(heading=heading, blocks=words(300)) for heading in HEADINGS]))

    kept = 300 - -(-refused.value.words_over // 7)
    shorter = sheet(panels=[BriefingPanel(heading=heading, blocks=words(kept)) for heading in HEADINGS])
    assert 0 < refused.value.words_over < 1200
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
    assert bookmarks(data)[1] == f"1 {drawable_text(text[:80])}"


def test_links_lists_and_inner_headings_are_tagged_as_what_they_are():
    rich = blocks_from_html(
        '<h3>Signs</h3><ul><li>One</li><li>Two</li></ul><p><a href="https://example.org">Read</a></p>'
    )

    kinds = structure(typeset_briefing(sheet(panels=[BriefingPanel(heading="Only", blocks=rich)])))

    assert (kinds.count("/H3"), kinds.count("/LI"), kinds.count("/Link")) == (1, 5, 1)
