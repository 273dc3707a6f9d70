"""CSV and its relatives: which letters the bytes mean, what stands between the cells, and the rows."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from statistics import median
from typing import Final

from django.utils.translation import gettext as _

from training.imports.cells import MOST_COLUMNS, MOST_ROWS, SheetNotRead, SheetRow
from training.imports.columns import HEADING_ROWS, count_headings

DELIMITERS: Final = (",", ";", "\t", "|")


def read_delimited(content: bytes) -> Iterator[SheetRow]:
    """The rows of the file, numbered as a spreadsheet would. Quoted line breaks stay within their cell.

    Raises SheetNotRead: letters that no usual encoding has, or quotation marks that do not match.
    """
    text = decoded(content)
    yield from _rows(text, _delimiter(text))


def decoded(content: bytes) -> str:
    """The text: UTF-16 or UTF-8 where it says so or reads so, else Windows-1252, which British Excel writes."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "windows-1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SheetNotRead(
        _("The letters of this file cannot be read. In Excel, save it as “CSV UTF-8” or as a workbook (.xlsx).")
    )


def _delimiter(text: str) -> str:
    """What the cells stand apart by: the mark that makes the most headings known, then the most cells in a row."""

    def told(delimiter: str) -> tuple[int, float]:
        try:
            rows = list(islice(_rows(text, delimiter), HEADING_ROWS))
        except SheetNotRead:
            return 0, 0
        known = max((count_headings(row.cells) for row in rows), default=0)
        return known, median([len(row.cells) for row in rows if row.cells] or [0])

    return max(DELIMITERS, key=told)


def _rows(text: str, delimiter: str) -> Iterator[SheetRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MOST_ROWS:
                raise SheetNotRead(_("There are more than %(rows)d rows. Split the file.") % {"rows": MOST_ROWS})
            if len(cells) > MOST_COLUMNS:
                raise SheetNotRead(_("Row %(row)d has more than %(most)d cells.") % _where(number, MOST_COLUMNS))
            yield SheetRow(number, list(cells))
    except csv.Error as error:
        raise SheetNotRead(
            _("After row %(row)d the quotation marks do not match (%(error)s). Mend that row in the file.")
            % {"row": number, "error": error}
        ) from error


def _where(row: int, most: int) -> dict[str, int]:
    return {"row": row, "most": most}
