"""CSV and its relatives: which letters the bytes mean, what stands between the cells, and the rows."""

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from statistics import median
from typing import Final

from django.utils.translation import gettext as _

from training.imports.cells import MOST_COLUMNS, MOST_ROWS, SheetNotRead, SheetRow, is_blank
from training.imports.columns import HEADING_ROWS, count_headings

_UTF_16: Final = (BOM_UTF16_LE, BOM_UTF16_BE)
DELIMITERS: Final = (",", ";", "\t", "|")


def read_delimited(content: bytes) -> Iterator[SheetRow]:
    """The rows of the file, numbered as a spreadsheet would. Quoted line breaks stay within their cell.

    Raises SheetNotRead: letters that no usual encoding has, or quotation marks that do not match.
    """
    text = decoded(content)
    yield from _rows(text, _delimiter(text))


def decoded(content: bytes) -> str:
    """The text: UTF-16 or UTF-8 where it says so or reads so, else Windows-1252, which British Excel writes.

    A file put together from several may have lines of either.
    """
    try:
        text = content.decode("utf-16") if content.startswith(_UTF_16) else _utf_8_or_windows(content)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise SheetNotRead(
            _("The letters of this file cannot be read. In Excel, save it as “CSV UTF-8” or as a workbook (.xlsx).")
        )
    return text


def _utf_8_or_windows(content: bytes) -> str:
    content = content.removeprefix(BOM_UTF8)
    try:
        return content.decode()
    except UnicodeDecodeError:
        return "\n".join(map(_line, content.split(b"\n")))


def _line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("windows-1252")


def _delimiter(text: str) -> str:
    """What the cells stand apart by: the mark that makes the most headings known, then the most cells in a row."""

    def told(delimiter: str) -> tuple[int, float]:
        rows: list[list[str]] = []
        with suppress(csv.Error):  # what comes before a broken row tells too; whoever reads it all says what is broken
            rows.extend(islice(_reader(text, delimiter), HEADING_ROWS))
        known = max(map(count_headings, rows), default=0)
        return known, median([len(cells) for cells in rows if cells] or [0])

    return max(DELIMITERS, key=told)


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _rows(text: str, delimiter: str) -> Iterator[SheetRow]:
    number = 0
    try:
        for number, cells in enumerate(_reader(text, delimiter), start=1):
            if number > MOST_ROWS:
                if all(map(is_blank, cells)):
                    continue
                raise SheetNotRead(_("There are more than %(rows)d rows. Split the file.") % {"rows": MOST_ROWS})
            if len(cells) > MOST_COLUMNS:
                raise SheetNotRead(_("Row %(row)d has more than %(most)d cells.") % _where(number, MOST_COLUMNS))
            yield SheetRow(number, list(cells))
    except csv.Error as error:
        if "field limit" in str(error):  # of a text never closed by a quotation mark, too, if it is long enough
            raise SheetNotRead(
                _(
                    "A cell of row %(row)d is longer than %(most)d letters, or its quotation marks do not match. "
                    "Mend that row in the file."
                )
                % _where(number + 1, csv.field_size_limit())
            ) from error
        raise SheetNotRead(
            _("After row %(row)d the quotation marks do not match (%(error)s). Mend that row in the file.")
            % {"row": number, "error": error}
        ) from error


def _where(row: int, most: int) -> dict[str, int]:
    return {"row": row, "most": most}
