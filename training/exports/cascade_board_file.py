"""The board of a cascade as a file: a line for each agency. CSV and Excel say the same; nothing in them is a formula."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.spreadsheets import FORMULA_STARTS, formula_safe
from training.enums import SharedHow
from training.exports.coverage_csv import BYTE_ORDER_MARK, Line
from training.models import Cascade
from training.queries.cascade_board import BoardRow

WIDTHS = (40, 26, 30, 12, 14, 12, 9, 40, 30, 50, 14, 50, 50, 12, 14, 20)  # in characters
Value = str | int | date | None


def headings() -> list[str]:
    return [
        _("Agency"),
        _("Kind of agency"),
        _("Where it is"),
        _("People"),
        _("Answered on"),
        _("Days to the first answer"),
        _("Version"),
        _("Teams"),
        _("How"),
        _("Will change"),
        _("By"),
        _("Why it is not relevant"),
        _("Help needed"),
        _("Reminders"),
        _("Last reminded on"),
        _("Teams it was passed on to"),
    ]


def line_of(row: BoardRow) -> list[Value]:
    """One agency. No address is in it: the file is passed on."""
    reply = row.reply
    hows = [str(SharedHow(how).label) for how in reply.how if how in SharedHow.values] if reply else []
    if reply and reply.how_else:
        hows.append(reply.how_else)
    return [
        row.recipient.agency.name,
        row.kind_name,
        row.state_label,
        row.people,
        timezone.localdate(reply.received_at) if reply else None,
        row.days,
        reply.version if reply else None,
        reply.teams if reply else "",
        ", ".join(hows),
        reply.will_change if reply else "",
        reply.change_by if reply else None,
        reply.reason if reply else "",
        reply.help_wanted if reply else "",
        row.reminders,
        timezone.localdate(row.reminded_at) if row.reminded_at else None,
        len(row.teams),
    ]


def board_csv(cascade: Cascade, rows: Sequence[BoardRow]) -> Iterator[str]:
    """The lines of the file, its byte order mark first."""
    writer = csv.writer(Line())
    yield BYTE_ORDER_MARK + writer.writerow([formula_safe(cascade.title), formula_safe(cascade.edition)])
    yield writer.writerow(headings())
    for row in rows:
        yield writer.writerow([_in_csv(value) for value in line_of(row)])


def write_board_xlsx(out: IO[bytes], cascade: Cascade, rows: Sequence[BoardRow], made_on: date) -> None:
    """Writes the workbook to `out`. The same rows on the same day give the same bytes."""
    workbook = xlsxwriter.Workbook(out, {"use_zip64": True})
    # An author's name is left empty, and the hour is left out: neither is for those the file is passed on to.
    workbook.set_properties({"title": cascade.title, "created": datetime(made_on.year, made_on.month, made_on.day)})
    looks: dict[str, dict[str, Any]] = {
        "heading": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
        "text": {"valign": "top", "text_wrap": True},
        "quoted": {"valign": "top", "text_wrap": True, "quote_prefix": True},
        "number": {"valign": "top", "num_format": "0"},
        "day": {"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"},
    }
    formats = {name: workbook.add_format(look) for name, look in looks.items()}
    sheet = workbook.add_worksheet(_("Agencies"))
    for column, (heading, width) in enumerate(zip(headings(), WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, formats["heading"])
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(line_of(row)):
            _write(sheet, at, column, value, formats)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(WIDTHS) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    workbook.close()


def _in_csv(value: Value) -> str:
    if value is None:
        return ""
    return formula_safe(value) if isinstance(value, str) else str(value)


def _write(sheet: Any, row: int, column: int, value: Value, formats: dict[str, Any]) -> None:
    """Never xlsxwriter's own `write()`: it takes "=1+1" for a formula and an address for a link."""
    if value is None or value == "":
        return
    if isinstance(value, int):
        sheet.write_number(row, column, value, formats["number"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), formats["day"])
    else:
        sheet.write_string(row, column, value, formats["quoted" if value.startswith(FORMULA_STARTS) else "text"])
