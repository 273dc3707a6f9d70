"""Coverage as an Excel workbook: the rows of the CSV file, with numbers as numbers and days as days.

A text is written as a text, whatever it begins with: nothing in the workbook is a formula. What is not known says so in
words on a hatched ground, as on the page. Rows go to disk as they come, so the memory taken does not grow with them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

import xlsxwriter
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.spreadsheets import FORMULA_STARTS
from training.exports.coverage_lines import POINT_COLUMNS, NotKnown, Value, coverage_headings, coverage_lines
from training.queries.coverage_cells import CoverageRow
from training.queries.coverage_columns import By

ROWS_A_SHEET = 1_048_576  # what Excel reads, the headings included; more rows go on in a further sheet
FIRST_YEAR = 1900  # Excel has no days before it
POINT_WIDTHS = (60, 34, 34, 24, 18)  # in characters
FIGURE_WIDTH = 15
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class AboutCoverage:
    """What the second sheet says: whose figures, which day they are as at, and the day the file was made."""

    partnership: str
    as_at: date
    made_on: date
    months: int
    limits: str


def write_coverage_xlsx(
    out: IO[bytes],
    rows: Iterable[CoverageRow],
    about: AboutCoverage,
    kind: str = "",
    root_url: str = "",
    by: By = By.AGENCY,
) -> None:
    """Writes the workbook to `out`. The same rows on the same day give the same bytes.

    `kind` leaves the layers of that kind of event.
    """
    workbook = xlsxwriter.Workbook(out, {"constant_memory": True, "use_zip64": True})
    # An author's name is left empty, and the hour is left out: neither is for those the file is passed on to.
    made_at = datetime(about.made_on.year, about.made_on.month, about.made_on.day)
    workbook.set_properties({"title": f"{about.partnership}: {_('who has had what')}", "created": made_at})
    formats = _formats(workbook)
    headings = coverage_headings(kind, by)
    sheet, at = _new_sheet(workbook, _("Coverage"), headings, formats), 1
    sheets = [sheet]
    for line in coverage_lines(rows, kind, root_url):
        if at == ROWS_A_SHEET:
            _set_filter(sheet, at - 1, headings)
            sheet, at = _new_sheet(workbook, f"{_('Coverage')} {len(sheets) + 1}", headings, formats), 1
            sheets.append(sheet)
        for column, value in enumerate(line):
            _write(sheet, at, column, value, formats)
        at += 1
    _set_filter(sheet, at - 1, headings)
    _write_about(workbook, about, formats)
    workbook.close()


def _formats(workbook: Any) -> dict[str, Any]:
    looks: dict[str, dict[str, Any]] = {
        "heading": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
        "text": {"valign": "top"},
        "wrapped": {"valign": "top", "text_wrap": True},
        "quoted": {"valign": "top", "quote_prefix": True},
        "number": {"valign": "top", "num_format": "0"},
        "day": {"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"},
        "unknown": {"valign": "top", "italic": True, "pattern": 14, "fg_color": "#C9BFA9", "bg_color": "#FFFFFF"},
    }
    return {name: workbook.add_format(look) for name, look in looks.items()}


def _new_sheet(workbook: Any, name: str, headings: list[str], formats: dict[str, Any]) -> Any:
    sheet = workbook.add_worksheet(name)
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, POINT_WIDTHS[column] if column < POINT_COLUMNS else FIGURE_WIDTH)
        sheet.write_string(0, column, heading, formats["heading"])
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    return sheet


def _set_filter(sheet: Any, last_row: int, headings: list[str]) -> None:
    sheet.autofilter(0, 0, last_row, len(headings) - 1)


def _write(sheet: Any, row: int, column: int, value: Value, formats: dict[str, Any]) -> None:
    """Never xlsxwriter's own `write()`: it takes "=1+1" for a formula and an address for a link."""
    if value is None or value == "":
        return
    if isinstance(value, NotKnown):
        sheet.write_string(row, column, value.why, formats["unknown"])
    elif isinstance(value, int):
        sheet.write_number(row, column, value, formats["number"])
    elif isinstance(value, date) and value.year >= FIRST_YEAR:
        sheet.write_datetime(row, column, value, formats["day"])
    else:
        text = value.isoformat() if isinstance(value, date) else value
        # The mark keeps it a text when somebody edits the cell.
        sheet.write_string(row, column, text, formats["quoted" if text.startswith(FORMULA_STARTS) else "text"])


def _write_about(workbook: Any, about: AboutCoverage, formats: dict[str, Any]) -> None:
    sheet = workbook.add_worksheet(_("About these figures"))
    sheet.set_column(0, 0, 100)
    days = {"as_at": date_format(about.as_at, "j F Y"), "made_on": date_format(about.made_on, "j F Y")}
    told = [
        about.partnership,
        _("As it stood on %(as_at)s, from what was recorded by %(made_on)s.") % days,
        about.limits,
        _("“Return awaited” is not 0: how many came is not known yet. 0 means that a return says nobody came."),
        _("“Had it long ago” is more than %(months)s months before %(as_at)s.") % {"months": about.months, **days},
        _("Training, briefings and cascades stand side by side and are never added up."),
    ]
    for row, sentence in enumerate(told):
        sheet.write_string(row, 0, sentence, formats["heading" if row == 0 else "wrapped"])
