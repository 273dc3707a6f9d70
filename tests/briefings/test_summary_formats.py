"""The summary of a national review in every format: its own addresses, and all that the sub-group's template holds."""

import io
from datetime import date

import docx
import pytest
from pptx import Presentation
from wagtail.models import PageViewRestriction

from briefings.exports.briefing_formats import FORMATS, SUMMARY_FORMATS
from briefings.exports.summary_sheet import summary_poster_sheet, summary_sheet
from briefings.models import SummaryDeckToChange
from briefings.models.national import SummaryPoint
from tests.factories.briefings import NationalIndexPageFactory, NationalSummaryPageFactory
from tests.factories.learning import (
    FindingFactory,
    LearningPointFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    ThemeFactory,
)
from tests.factories.media import DocumentFactory
from tests.media.pdf.read_aloud import read_aloud
from tests.media.pdf.reading import ua_findings

pytestmark = pytest.mark.django_db
ADDRESSES = [*(one.file_name for one in SUMMARY_FORMATS.values()), "email/"]
HEADINGS = [
    "Source",
    "Why it matters here",
    "Background",
    "Key findings",
    "Lessons",
    "Good practice",
    "National recommendations",
    "Local position",
    "Questions for each kind of agency",
    "Actions",
    "Courses and decks that must change",
    "Learning points it passes on",
    "Who, and when",
]
ALL_OF_IT = {
    "source_publisher": "The Panel",
    "source_name": "Out of sight",
    "source_year": 2021,
    "source_url": "https://example.org/out-of-sight",
    "read_on": date(2026, 1, 14),
    "why_here": "We have babies.",
    "background": "<p>Long ago.</p>",
    "key_findings": "<p>Fathers unseen.</p>",
    "lessons": "<ul><li>See fathers.</li></ul>",
    "good_practice": "<p>One area did.</p>",
    "recommendations": [
        ("recommendation", {"number": "4a", "text": "Look again"}),
        ("recommendation", {"number": "Recommendation 2", "text": "Ask twice"}),
        ("recommendation", {"number": "", "text": "And a third"}),
    ],
    "local_position": "<p>Half are seen.</p>",
    "local_evidence": "Audit of forty records, May 2026",
    "questions": [("question", {"kind": "Midwifery", "question": "Who is he?"})],
    "actions": [
        (
            "action",
            {
                "action": "Change the form",
                "owner": "Head of midwifery",
                "due": date(2027, 3, 31),
                "evidence": "A count",
            },
        )
    ],
    "courses_to_change": "Level 2, the exercise",
    "cascade_on": date(2026, 3, 23),
    "reply_by": date(2026, 5, 15),
}


@pytest.fixture
def index(home, partnership):
    return NationalIndexPageFactory(parent=home)


@pytest.fixture
def summary(home, index, partnership):
    """Every field of the template, a deck to change, and a point that a local review has found as well."""
    page = NationalSummaryPageFactory(parent=index, slug="s", title="Fathers", **ALL_OF_IT)
    point = LearningPointFactory(title="Ask about fathers", partnership=partnership)
    SummaryPoint.objects.create(summary=page, point=point)
    review = ReviewPageFactory(
        parent=ReviewIndexPageFactory(parent=home), title="Child A", year=2024, publisher=partnership
    )
    FindingFactory(review=review, point=point)
    SummaryDeckToChange.objects.create(
        summary=page, document=DocumentFactory(title="Fathers deck"), what="The last slide"
    )
    page.themes.add(ThemeFactory(name="unseen fathers"))
    page.save()
    return page


SAID = [
    "The Panel",
    "Out of sight",
    "2021",
    "14 January 2026",
    "We have babies.",
    "Long ago.",
    "Fathers unseen.",
    "See fathers.",
    "One area did.",
    "4a. Look again",
    "Recommendation 2. Ask twice",
    "And a third",
    "Half are seen.",
    "How we know: Audit of forty records, May 2026",
    "Midwifery: Who is he?",
    "Change the form",
    "Head of midwifery",
    "31 March 2027",
    "A count",
    "Level 2, the exercise",
    "Fathers deck: The last slide (Not changed yet.)",
    "Ask about fathers",
    "also found in: Child A, 2024",
    "unseen fathers",
    "Summarised by: Business manager",
    "Approved by: Chair of the sub-group",
    "Sent to agencies: 23 March 2026",
    "Reply by: 15 May 2026",
]


def words_in(name, data):
    """What a reader of the file reads, blanks made one."""
    if name.endswith(".pdf"):
        return " ".join(" ".join(read_aloud(data)).split())
    if name.endswith(".docx"):
        document = docx.Document(io.BytesIO(data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return " ".join(" ".join([*(one.text for one in document.paragraphs), *cells]).split())
    if name.endswith(".pptx"):
        shapes = [shape for slide in Presentation(io.BytesIO(data)).slides for shape in slide.shapes]
        return " ".join(" ".join(shape.text_frame.text for shape in shapes if shape.has_text_frame).split())
    text = data.decode()
    if name.endswith(".html"):
        from lxml import html

        text = " ".join(html.fromstring(text.encode()).itertext())
    return " ".join(text.split())


WHOLE = ["briefing.pdf", "briefing-large-print.pdf", "briefing.docx", "briefing.pptx", "briefing.html", "briefing.txt"]


@pytest.mark.parametrize("name", WHOLE)
def test_each_says_all_that_the_template_holds_and_in_its_order(client, summary, name):
    said = words_in(name, client.get(f"/national/s/{name}").content)

    assert [text for text in SAID if text not in said] == []
    places = [said.index(text) for text in SAID[4:9] + SAID[12:13]]
    assert places == sorted(places)


def test_the_parts_stand_in_the_order_of_the_template(summary):
    assert [panel.heading for panel in summary_sheet(summary).panels] == HEADINGS


def test_it_has_every_format_of_a_briefing_under_the_same_file_names_but_the_form_for_teams():
    named = {one.file_name for one in SUMMARY_FORMATS.values()}

    assert named == {one.file_name for one in FORMATS.values()} - {"action-plan.docx"}
    assert {one.starts for one in SUMMARY_FORMATS.values()} == {
        "national-review",
        "national-review-large-print",
        "national-review-poster",
    }


def test_word_has_the_actions_as_a_table_with_a_row_each(client, summary):
    document = docx.Document(io.BytesIO(client.get("/national/s/briefing.docx").content))

    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Action", "Owner", "Due", "Evidence"],
        ["Change the form", "Head of midwifery", "31 March 2027", "A count"],
    ]


def test_a_poster_says_that_it_is_not_all_and_where_the_rest_is(client, summary):
    said = words_in("x.pdf", client.get("/national/s/briefing-poster.pdf").content)

    assert "The essentials of our summary." in said
    assert "http://testserver/national/s/" in said
    assert [text for text in ("4a. Look again", "Change the form: Head of midwifery") if text not in said] == []
    assert len(summary_poster_sheet(summary).panels) == 7


def test_what_does_not_fit_a_poster_is_told_and_not_cut(client, index):
    NationalSummaryPageFactory(parent=index, slug="s", lessons=f"<p>{'word ' * 3000}</p>")

    response = client.get("/national/s/briefing-poster.pdf")

    assert (response.status_code, "words" in response.content.decode()) == (409, True)


@pytest.mark.parametrize("address", ADDRESSES)
def test_of_a_bare_source_there_is_each_and_it_says_that_it_is_not_summarised(client, index, address):
    NationalSummaryPageFactory(parent=index, slug="s", title="Bare")

    assert client.get(f"/national/s/{address}").status_code == 200
    assert "not been summarised here yet" in client.get("/national/s/briefing.txt").content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_of_a_draft_and_of_what_is_not_for_everybody_there_is_none(client, index, address):
    NationalSummaryPageFactory(parent=index, slug="draft", live=False)
    closed = NationalSummaryPageFactory(parent=index, slug="closed")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)

    assert [client.get(f"/national/{slug}/{address}").status_code for slug in ("draft", "closed")] == [404, 404]


@pytest.mark.parametrize("mode", ["", "pdf", "pptx", "txt", "html"])
@pytest.mark.parametrize("written", [{}, {"actions": [("action", {"action": "", "owner": "", "due": None})]}])
def test_a_draft_of_next_to_nothing_can_be_looked_at_in_each(index, mode, written):
    draft = NationalSummaryPageFactory(parent=index, title="Unfinished", live=False, **written)

    response = draft.make_preview_request(None, mode)

    assert (response.status_code, "Unfinished" in response.content.decode()) == (200, True)


def test_the_page_offers_them_all_once_something_is_written(client, index, summary):
    NationalSummaryPageFactory(parent=index, slug="bare")

    page = client.get("/national/s/").content.decode()

    assert [one.kind for one in SUMMARY_FORMATS.values() if f'href="{one.url(summary)}"' not in page] == []
    assert 'id="formats"' not in client.get("/national/bare/").content.decode()


@pytest.mark.parametrize("name", ["briefing.pdf", "briefing-large-print.pdf", "briefing-poster.pdf"])
def test_what_is_printed_is_accessible(client, summary, tmp_path, name):
    assert ua_findings(client.get(f"/national/s/{name}").content, tmp_path) == []
