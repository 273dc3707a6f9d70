"""A report as CSV: its tables below one another, each under its section, its caption and what it cannot know."""

import csv
from collections.abc import Iterator

from learning.spreadsheets import formula_safe
from training.exports.coverage_csv import BYTE_ORDER_MARK, Line
from training.exports.coverage_lines import NotKnown
from training.reports.report import EvidenceReport, Section, Value


def evidence_csv(report: EvidenceReport) -> Iterator[str]:
    """The lines of the file. A figure is a plain number; what is not known or not shown says so in words."""
    writer = csv.writer(Line())
    yield BYTE_ORDER_MARK + writer.writerow([formula_safe(report.title), formula_safe(report.partnership)])
    for name, value in report.facts:
        yield writer.writerow([name, formula_safe(value)])
    for section in report.sections:
        for line in _lines(section):
            yield writer.writerow([_text(value) for value in line])


def _lines(section: Section) -> Iterator[list[Value]]:
    yield []
    yield [section.title]
    for words in (*section.words, *section.limits):
        yield [words]
    for table in section.tables:
        yield []
        yield [table.caption]
        yield list(table.headings)
        yield from (list(row) for row in table.rows)
    for quote in section.quotes:
        yield [quote.question, quote.text]


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, NotKnown):
        return value.why
    if isinstance(value, float):
        return f"{value:.2f}"
    return formula_safe(value) if isinstance(value, str) else str(value)
