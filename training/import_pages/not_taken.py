"""The rows that were not taken, as they are in the file, with why."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from learning.spreadsheets import formula_safe
from training.domain.running_imports import opened
from training.exports.coverage_csv import BYTE_ORDER_MARK
from training.imports.cells import as_text
from training.imports.layout import column_letters
from training.imports.reading import open_sheets
from training.models import AttendanceImport


def not_taken_csv(one: AttendanceImport) -> Iterator[str]:
    """The file's own columns, all of them, after the row's number and why it was not taken. Nothing in it runs.

    Raises FileRefused, SheetNotRead, FileNotFoundError: at once, not while it is being sent.
    """
    why = {kept["n"]: " ".join(kept.get("w", ())) for kept in one.lines if kept["a"] == "error"}
    rows = _of_calendar(one, why) if one.mapping.get("calendar") else _of_table(one, why)
    return _lines([next(rows), *rows])  # the rows in error are few, and the file is closed before any is sent


def _lines(rows: Iterable[list[str]]) -> Iterator[str]:
    yield BYTE_ORDER_MARK
    for row in rows:
        held = io.StringIO()
        csv.writer(held).writerow([formula_safe(cell) for cell in row])
        yield held.getvalue()


def _first() -> list[str]:
    return [_("Row in the file"), _("Why it was not imported")]


def _of_calendar(one: AttendanceImport, why: dict[int, str]) -> Iterator[list[str]]:
    yield [*_first(), _("Event"), _("Date")]
    for kept in one.lines:
        if kept["n"] in why:
            yield [str(kept["n"]), why[kept["n"]], kept.get("t", ""), kept.get("d", "")]


def _of_table(one: AttendanceImport, why: dict[int, str]) -> Iterator[list[str]]:
    said = one.mapping
    with opened(one) as file:
        rows = open_sheets(file, one.name).rows(said.get("sheet", ""))  # type: ignore[arg-type]  # as good as a stream
        found = [(row.number, [as_text(cell) for cell in row.cells]) for row in rows if _wanted(row.number, said, why)]
    headings = next((texts for number, texts in found if number == said.get("row")), [])
    width = max((len(texts) for _number, texts in found), default=0)
    headings = headings + [""] * (width - len(headings))
    yield [*_first(), *(text or _unnamed(place, said.get("row")) for place, text in enumerate(headings))]
    yield from ([str(number), why[number], *texts] for number, texts in found if number in why)


def _wanted(number: int, said: dict[str, int], why: dict[int, str]) -> bool:
    return number in why or number == said.get("row")


def _unnamed(place: int, headings_row: int | None) -> str:
    """Where the file has no headings, its columns' letters; a blank heading stays blank."""
    return "" if headings_row else _("Column %(letters)s") % {"letters": column_letters(place)}
