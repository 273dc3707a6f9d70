"""A report as an Excel workbook: a sheet for each section, figures as figures, and nothing in it a formula."""

from datetime import datetime
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from learning.spreadsheets import FORMULA_STARTS
from training.exports.coverage_lines import NotKnown
from training.reports.report import EvidenceReport, Section, Table, Value

FIRST_WIDTH, OTHER_WIDTH = 60, 16  # in characters


def write_evidence_xlsx(out: IO[bytes], report: EvidenceReport) -> None:
    """Writes the workbook to `out`. The same report gives the same bytes."""
    workbook = xlsxwriter.Workbook(out, {"use_zip64": True})
    # An author's name is left empty, and the hour is left out: neither is for those the file is passed on to.
    made = datetime(report.made_on.year, report.made_on.month, report.made_on.day)
    workbook.set_properties({"title": f"{report.partnership}: {report.title}", "created": made})
    looks: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 14},
        "heading": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
        "text": {"valign": "top", "text_wrap": True},
        "quoted": {"valign": "top", "text_wrap": True, "quote_prefix": True},
        "whole": {"valign": "top", "num_format": "0"},
        "mean": {"valign": "top", "num_format": "0.0"},
        "unknown": {"valign": "top", "italic": True},
    }
    formats = {name: workbook.add_format(look) for name, look in looks.items()}
    about = workbook.add_worksheet(_("About this report"))
    about.set_column(0, 1, FIRST_WIDTH)
    rows: list[tuple[Value, ...]] = [(report.title, report.partnership), *report.facts]
    for at, row in enumerate(rows):
        _write_row(about, at, row, formats)
    for section in report.sections:
        _write_section(workbook.add_worksheet(section.title[:31]), section, formats)
    workbook.close()


def _write_section(sheet: Any, section: Section, formats: dict[str, Any]) -> None:
    sheet.set_column(0, 0, FIRST_WIDTH)
    sheet.set_column(1, 20, OTHER_WIDTH)
    sheet.set_landscape()
    at = 0
    _write(sheet, at, 0, section.title, formats, "title")
    for sentence in (*section.words, *section.limits):
        at += 1
        _write(sheet, at, 0, sentence, formats)
    for table in section.tables:
        at = _write_table(sheet, at + 2, table, formats)
    for quote in section.quotes:
        at += 1
        _write_row(sheet, at, (quote.question, quote.text), formats)


def _write_table(sheet: Any, at: int, table: Table, formats: dict[str, Any]) -> int:
    """The row below which the next thing may stand."""
    _write(sheet, at, 0, table.caption, formats, "title")
    for column, heading in enumerate(table.headings):
        _write(sheet, at + 1, column, heading, formats, "heading")
    for row, values in enumerate(table.rows, start=at + 2):
        _write_row(sheet, row, values, formats)
    return at + 1 + len(table.rows)


def _write_row(sheet: Any, row: int, values: tuple[Value, ...], formats: dict[str, Any]) -> None:
    for column, value in enumerate(values):
        _write(sheet, row, column, value, formats)


def _write(sheet: Any, row: int, column: int, value: Value, formats: dict[str, Any], look: str = "") -> None:
    """Never xlsxwriter's own `write()`: it takes "=1+1" for a formula and an address for a link."""
    if value is None or value == "":
        return
    if isinstance(value, NotKnown):
        sheet.write_string(row, column, value.why, formats["unknown"])
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, formats["mean" if isinstance(value, float) else "whole"])
    else:
        # The mark keeps it a text when somebody edits the cell.
        plain = look or ("quoted" if value.startswith(FORMULA_STARTS) else "text")
        sheet.write_string(row, column, value, formats[plain])
