"""A report as PDF/UA, to be sent on as it is."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _

from media.pdf.report import ReportSection, ReportSheet, ReportTable, typeset_report
from media.sheets.bars import bar_chart_svg
from training.exports.evidence_docx import FICTIONAL, INK
from training.reports.report import EvidenceReport, Section, Table


def evidence_pdf(report: EvidenceReport) -> bytes:
    """The same report gives the same bytes. Nothing that anybody wrote is ever taken for markup."""
    return typeset_report(
        ReportSheet(
            title=report.title,
            partnership=report.partnership,
            kicker=_("Evidence of learning passed on"),
            fictional=FICTIONAL if report.is_fictional else "",
            facts=report.facts,
            sections=tuple(map(_section, report.sections)),
            labels={
                "limits": _("What this cannot tell"),
                "quotes": _("In their own words"),
                "nothing": _("Nothing."),
            },
            made_at=datetime(report.made_on.year, report.made_on.month, report.made_on.day, tzinfo=UTC),
        )
    )


def _section(section: Section) -> ReportSection:
    return ReportSection(
        title=section.title,
        words=section.words,
        tables=tuple(map(_table, section.tables)),
        quotes=tuple((quote.question, quote.text) for quote in section.quotes),
        limits=section.limits,
    )


def _table(table: Table) -> ReportTable:
    chart = table.chart
    svg = bar_chart_svg(chart.bars, chart.says, ink=INK, is_share=chart.is_share) if chart else ""
    says = chart.says if chart else ""
    shares = table.shares()
    return ReportTable(table.caption, table.headings, table.shown(), shares, table.text_columns, svg, says)
