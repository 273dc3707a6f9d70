"""The page, and the same report as CSV, Excel, Word and PDF."""

import csv
import io

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from tests.factories.learning import AgencyFactory, LearningPointFactory
from tests.factories.training import AttendanceFactory, PointTaughtFactory, TrainingEventFactory
from tests.media.pdf.reading import structure, ua_findings
from training.enums import QuoteState
from training.models import FeedbackQuote
from training.reports.forms import EvidenceFilterForm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("manager")]
FORMULA = '=HYPERLINK("http://x.example")'
MARKUP = "#let x = 1 *bold* <script>alert(1)</script> $5^2$"


@pytest.fixture
def filled(pass_on, partnership, answer):
    """A year with an agency, a point and a quote whose words look like formulas and markup."""
    point = LearningPointFactory(partnership=partnership, title=f"+ {MARKUP}")
    agency = AgencyFactory(partnerships=[partnership], name=FORMULA)
    event = pass_on(point=point, agency=agency, came=17, booked=20)
    answer(event, "after", [{point: 4}] * 6, words={"What will you do differently?": f"@SUM(1) {MARKUP}"})
    FeedbackQuote.objects.update(state=QuoteState.SHOWN)
    return event


def body(client, name, query=""):
    response = client.get(f"/coverage/report.{name}{query}")
    assert response.status_code == 200
    return response.getvalue() if response.streaming else response.content


def tables_with_charts(client):
    report = client.get("/coverage/report/").context["report"]
    return [table for section in report.sections for table in section.tables if table.chart]


def test_the_page_says_of_every_part_what_it_cannot_tell(filled, client):
    response = client.get("/coverage/report/")

    assert all(section.limits for section in response.context["report"].sections)
    html = response.content.decode()
    assert html.count("What this cannot tell") == len(response.context["report"].sections) == 4
    assert "<script>alert" not in html
    assert " style=" not in html


@pytest.mark.parametrize(
    ("query", "since", "until"),
    [
        ("year=financial-2025", "2025-04-01", "2026-03-31"),
        ("year=training-2025", "2025-09-01", "2026-08-31"),
        ("year=calendar-2026", "2026-01-01", "2026-12-31"),
        ("year=calendar-2026&since=2026-02-01", "2026-02-01", "None"),
    ],
)
def test_a_year_is_its_first_and_last_day_unless_days_are_given(rf, partnership, query, since, until):
    request = rf.get(f"/coverage/report/?{query}")
    request.user = AnonymousUser()
    form = EvidenceFilterForm(request, partnership)

    assert tuple(map(str, form.period)) == (since, until)


@pytest.mark.parametrize(
    "query", ["year=moon-2025", "as_at=2099-01-01", "agency=999999", "review=x", "public=2&since=9"]
)
def test_what_cannot_be_read_is_said_on_the_page_and_a_file_leads_there(filled, client, query):
    page, file = client.get(f"/coverage/report/?{query}"), client.get(f"/coverage/report.pdf?{query}")

    assert (page.status_code, len(page.context["notes"])) == (200, 1)
    assert file["Location"] == f"/coverage/report/?{query}"


def test_the_csv_file_has_every_figure_and_no_formula(filled, client):
    lines = list(csv.reader(io.StringIO(body(client, "csv").decode("utf-8-sig"))))

    assert ["People who came", "17", "0", "0"] in lines
    assert [f"'{FORMULA}", "17", "", "", "0", "0"] in lines
    assert [cell for line in lines for cell in line if cell.startswith(("=", "+", "@", "-"))] == []


def test_the_workbook_has_figures_as_figures_and_no_formula(filled, client):
    workbook = openpyxl.load_workbook(io.BytesIO(body(client, "xlsx")))

    assert workbook.sheetnames == [
        "About this report",
        "How much",
        "How well",
        "What difference",
        "What is still missing",
    ]
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    formula = next(cell for cell in cells if cell.value == FORMULA)
    assert (formula.quotePrefix, formula.offset(0, 1).value) == (True, 17)


def test_the_word_document_has_headings_and_tables_whose_first_row_is_their_heading(filled, client):
    document = Document(io.BytesIO(body(client, "docx")))

    headings = [p.text for p in document.paragraphs if p.style.style_id == "Heading1"]
    assert headings == ["How much", "How well", "What difference", "What is still missing"]
    assert all("tblHeader" in table.rows[0]._tr.xml for table in document.tables)
    charts = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert charts == [table.chart.says for table in tables_with_charts(client)]
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {FORMULA, f"+ {MARKUP}"} <= cells
    assert any(MARKUP in p.text for p in document.paragraphs)


def test_the_pdf_is_accessible_and_takes_no_words_for_markup(filled, client, tmp_path):
    data = body(client, "pdf")

    assert ua_findings(data, tmp_path) == []
    found = structure(data)
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= set(found)


@pytest.mark.parametrize("name", ["csv", "xlsx", "docx", "pdf"])
def test_an_empty_partnership_has_a_report_too(client, partnership, name):
    assert body(client, name)


@pytest.mark.parametrize("name", ["xlsx", "docx", "pdf"])
def test_the_same_report_gives_the_same_bytes(filled, client, name):
    assert body(client, name) == body(client, name)


def test_it_asks_the_database_as_often_whatever_there_is(client, partnership, pass_on, answer):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/coverage/report/?year=financial-2025")
        return len(captured)

    def more(n):
        for _time in range(n):
            event = TrainingEventFactory(partnership=partnership)
            point = LearningPointFactory(partnership=partnership)
            PointTaughtFactory(event=event, point=point)
            AttendanceFactory(event=event, agency=AgencyFactory(partnerships=[partnership]))
            answer(event, "after", [{point: 4}] * 5)

    more(1)
    queries()
    more(1)
    # The first who asks takes in what has changed of what is kept of coverage: no more often for more of it.
    after_a_change, few = queries(), queries()
    more(4)
    assert (queries(), queries()) == (after_a_change, few)
    assert few < 25
