"""The "About this review" sheet."""

from media.pdf.about_review import AboutReviewSheet, Fact, PackLine, PointLine, typeset_about_review
from tests.media.pdf.read_aloud import read_aloud
from tests.media.pdf.reading import bookmarks, opened, page_count, structure, ua_findings

FULL = AboutReviewSheet(
    title="Child E1",
    partnership="Manchester Safeguarding Partnership",
    publication_state="The full report is not published.",
    publication_reason="It could identify the family.",
    facts=(Fact("Kind", "Learning review"), Fact("Year", "2022")),
    people=(Fact("Author", "A. Person"),),
    dates=(Fact("Learning event", "1st November 2022"),),
    themes=("Neglect",),
    learning_points=(PointLine("See the father", "Nobody did."),),
    pack=(PackLine("7-minute briefing", "Nov 2022"),),
    not_held=(PackLine("Learning report", "November 2022"),),
    help_note="Call 999.",
)


def test_a_full_sheet_says_its_parts_in_order_and_is_accessible(tmp_path):
    data = typeset_about_review(FULL)

    assert bookmarks(data) == [
        "Child E1",
        "What is stated",
        "Who carried it out",
        "Dates as stated",
        "Themes",
        "What was learned",
        "What is in this pack",
        "Not held here",
        "If this has affected you",
    ]
    assert ua_findings(data, tmp_path) == []
    assert page_count(data) <= 2


def test_parts_with_nothing_in_them_are_left_out(tmp_path):
    data = typeset_about_review(AboutReviewSheet(title="", facts=(Fact("Year", ""),)))

    assert bookmarks(data) == ["Untitled review", "What was learned"]
    assert ua_findings(data, tmp_path) == []


def test_lists_are_tagged_as_lists():
    assert structure(typeset_about_review(FULL)).count("/LI") == 3


def test_a_review_of_many_points_goes_on_for_as_many_pages_as_it_needs():
    points = [PointLine(f"Point {n}", "Found. " * 40) for n in range(40)]

    assert page_count(typeset_about_review(AboutReviewSheet(title="Long", learning_points=points))) > 2


def test_the_same_sheet_gives_the_same_bytes():
    assert typeset_about_review(FULL) == typeset_about_review(FULL)


def test_it_is_in_british_english():
    with opened(typeset_about_review(FULL)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"


def test_other_scripts_are_printed_and_read_as_they_were_typed(tmp_path):
    urdu, bengali = "بچے کی آواز (2025) Maya ٹ ڈ ڑ ں", "শিশুটি ভয় পায় ক্ষ্ম"
    sheet = AboutReviewSheet(
        title=urdu,
        facts=(Fact("Name", bengali),),
        people=(Fact("Author", urdu),),
        learning_points=(PointLine(bengali, urdu),),
        pack=(PackLine(urdu, "May 2018", bengali),),
    )

    data = typeset_about_review(sheet)

    said = " ".join(read_aloud(data))
    assert (said.count(urdu), said.count(bengali)) == (4, 3)
    assert ua_findings(data, tmp_path) == []
