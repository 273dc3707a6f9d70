"""Coverage as CSV: a line for each learning point and agency, with training, briefings and cascades side by side."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date

from learning.spreadsheets import formula_safe
from training.exports.coverage_lines import NotKnown, Value, coverage_headings, coverage_lines
from training.queries.coverage_cells import CoverageRow
from training.queries.coverage_columns import By

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252


class Line:
    """A file for `csv.writer` that hands each line back."""

    def write(self, line: str) -> str:
        return line


def coverage_csv(rows: Iterable[CoverageRow], kind: str = "", root_url: str = "", by: By = By.AGENCY) -> Iterator[str]:
    """The lines of the file, its byte order mark first. `kind` leaves the layers of that kind of event.

    An empty "people" means that it is not known; 0 that a return says nobody came.
    """
    writer = csv.writer(Line())
    yield BYTE_ORDER_MARK + writer.writerow(coverage_headings(kind, by))
    for line in coverage_lines(rows, kind, root_url):
        yield writer.writerow([_text(value) for value in line])


def _text(value: Value) -> str:
    if value is None or isinstance(value, NotKnown):
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return formula_safe(value) if isinstance(value, str) else str(value)
