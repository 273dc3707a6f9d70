"""A report as a Word document, to be worked on: headings, tables with heading rows, and what each part cannot know."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _

from media.pdf.report import CHART_WIDTH_MM, chart_png
from media.sheets.bars import bar_chart_svg, chart_height
from media.word.composing.writer import DocumentProperties, WordDocument
from training.reports.report import Chart, EvidenceReport, Section, Table

FICTIONAL = "Fictional"
INK = "#0C5257"


def evidence_docx(report: EvidenceReport) -> bytes:
    """The same report gives the same bytes."""
    made_at = datetime(report.made_on.year, report.made_on.month, report.made_on.day, tzinfo=UTC)
    document = WordDocument(
        DocumentProperties(title=report.title, author=report.partnership, made_at=made_at),
        header=report.title,
        footer=report.partnership,
        is_wide=True,  # its widest table has ten columns
    )
    kicker = (_("Evidence of learning passed on"), FICTIONAL if report.is_fictional else "")
    document.paragraph(" · ".join(word for word in kicker if word), "Kicker")
    document.paragraph(report.title, "Title")
    document.paragraph(report.partnership, "Subtitle")
    for name, value in report.facts:
        document.named(f"{name}:", value, "Fact")
    for section in report.sections:
        _section(document, section)
    return document.written()


def _section(document: WordDocument, section: Section) -> None:
    document.heading(section.title)
    for words in section.words:
        document.paragraph(words)
    for table in section.tables:
        _table(document, table)
    if section.quotes:
        document.heading(_("In their own words"), 2)
        for quote in section.quotes:
            document.named(quote.question, quote.text)
    document.heading(_("What this cannot tell"), 2)
    document.bullets(section.limits)


def _table(document: WordDocument, table: Table) -> None:
    document.heading(table.caption, 2)
    if not table.rows:
        document.paragraph(_("Nothing."))
        return
    if table.chart:
        _chart(document, table.chart)
    document.table(table.headings, table.shown(), widths=table.shares(), says=table.caption)


def _chart(document: WordDocument, chart: Chart) -> None:
    picture = chart_png(bar_chart_svg(chart.bars, chart.says, ink=INK, is_share=chart.is_share))
    height = chart_height(chart.bars, CHART_WIDTH_MM)
    document.picture(picture, alt=chart.says, name=_("Chart"), side_mm=CHART_WIDTH_MM, height_mm=height)
