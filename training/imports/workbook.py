"""The sheets of an Excel workbook, row by row, in memory that does not grow with them.

SpreadsheetML: ECMA-376 part 1, 18.3 (sheets), 18.4 (shared strings), 18.8 (formats). Read by ourselves because no
library on hand tells merged cells while it streams, nor a formula whose result is not kept from an empty cell.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _
from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from media.opc.limits import MIB
from media.opc.package import Package
from media.opc.xml_parts import local_name
from training.imports.cells import MOST_COLUMNS, MOST_ROWS, NOT_RECKONED, SheetNotRead, SheetRow, Value, is_blank

_MOST_MERGED: Final = 20_000
_MOST_STRINGS: Final = 32 * MIB  # unpacked: they are all kept while the sheets are read
_TAIL: Final = 200
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_DIGITS: Final = "0123456789"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Merged:
    """One merged range, rows from 1 and columns from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def width(self) -> int:
        """Columns of it that are read."""
        return max(min(self.right, MOST_COLUMNS - 1) - self.left + 1, 0)


class Workbook:
    """A workbook that the gate has let in. Sheets are read when they are asked for."""

    def __init__(self, package: Package) -> None:
        self._package = package
        main = package.xml(package.main_part)
        arrows = package.relationships(package.main_part)
        self._parts = {
            sheet.get("name", ""): arrows[identifier].target
            for sheet in main.iter("{*}sheet")
            if (identifier := _relationship_id(sheet)) in arrows and arrows[identifier].kind == "worksheet"
        }
        properties = next(main.iter("{*}workbookPr"), None)
        is_mac = properties is not None and properties.get("date1904") in ("1", "true")
        self._epoch = CALENDAR_MAC_1904 if is_mac else CALENDAR_WINDOWS_1900
        self._dated = self._date_styles()
        self._strings = list(self._shared_strings())

    @property
    def sheets(self) -> list[str]:
        """The names of the sheets, in order."""
        return list(self._parts)

    def rows(self, sheet: str) -> Iterator[SheetRow]:
        """The rows that the sheet holds. A merged cell's value stands in every cell of its range."""
        part = self._parts[sheet]
        merged = _Merging(self._merged(part))
        before = 0
        for element in self._elements(part, "row"):
            number = _number(element.get("r")) or before + 1
            if number <= before:  # what a row says is tied to its number: of two with the same, one would be lost
                raise SheetNotRead(
                    _(
                        "Row %(row)d stands in the sheet twice, or out of its order. Save the file again with Excel or LibreOffice."
                    )
                    % {"row": number}
                )
            before, cells = number, self._cells(element)
            if number <= MOST_ROWS:
                yield merged.filled(number, cells)
            elif not all(map(is_blank, cells)):  # formatted down to the last row of the sheet, few hold anything
                raise SheetNotRead(_("There are more than %(rows)d rows. Split the file.") % {"rows": MOST_ROWS})

    def _cells(self, row: etree._Element) -> list[Value]:
        cells: list[Value] = []
        for cell in row:
            letters = (cell.get("r") or "").rstrip(_DIGITS)
            column = _column(letters) if letters else len(cells)
            if column >= MOST_COLUMNS:
                continue
            if column >= len(cells):
                cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = self._value(cell)
        return cells

    def _value(self, cell: etree._Element) -> Value:
        kind, kept, has_formula = cell.get("t") or "n", None, False
        for child in cell:
            name = local_name(child)
            if name == "v":
                kept = child.text
            elif name == "is" and kind == "inlineStr":
                return _text(child)
            has_formula = has_formula or name == "f"
        if kept is None:
            return NOT_RECKONED if has_formula else None
        if kind == "s":
            index = _number(kept)
            return self._strings[index] if index is not None and index < len(self._strings) else None
        if kind == "b":
            return "TRUE" if kept.strip() == "1" else "FALSE"
        if kind != "n":  # the result of a formula (str), an error (e), a date as ISO 8601 (d)
            return _unescaped(kept)
        return self._numeric(kept, _number(cell.get("s")) or 0)

    def _numeric(self, text: str, style: int) -> Value:
        try:
            number = float(text)
            if style in self._dated:
                moment = from_excel(number, self._epoch)
                return moment.date() if isinstance(moment, datetime.datetime) else text
            return int(number) if number.is_integer() else number
        except (ValueError, OverflowError):
            return text

    def _date_styles(self) -> set[int]:
        """The cell styles (by their place in cellXfs) that show a number as a date."""
        part = next(self._package.related(self._package.main_part, "styles"), None)
        if part is None:
            return set()
        root = self._package.xml(part)
        formats = {_number(one.get("numFmtId")): one.get("formatCode", "") for one in root.iter("{*}numFmt")}
        styles = next(root.iter("{*}cellXfs"), None)
        used = [_number(style.get("numFmtId")) or 0 for style in styles] if styles is not None else []
        codes = [formats.get(one) or BUILTIN_FORMATS.get(one, "") for one in used]
        return {place for place, code in enumerate(codes) if is_date_format(code)}

    def _shared_strings(self) -> Iterator[str]:
        part = next(self._package.related(self._package.main_part, "sharedStrings"), None)
        if part is not None:
            yield from (_text(element) for element in self._elements(part, "si", most=_MOST_STRINGS))

    def _stream(self, part: str, most: int | None = None) -> Iterator[bytes]:
        entry = self._package.entry(part)
        if entry is not None:
            yield from self._package.archive.stream(entry, most=most or self._package.limits.xml_part_bytes)

    def _elements(self, part: str, name: str, most: int | None = None) -> Iterator[etree._Element]:
        """Each element of that name, whole; what has been handed out is forgotten. The gate lets no DTD in."""
        parser = etree.XMLPullParser(["end"], tag=f"{{*}}{name}", resolve_entities=False, no_network=True)
        try:
            for chunk in self._stream(part, most):
                parser.feed(chunk)
                for _event, element in parser.read_events():
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
            parser.close()
        except etree.XMLSyntaxError as error:
            raise SheetNotRead(_("The workbook is damaged. Open it in Excel and save it again.")) from error

    def _merged(self, part: str) -> list[Merged]:
        """The merged ranges, which a sheet names after its rows: looked for without parsing it twice."""
        tail, found = b"", set()
        for chunk in self._stream(part):
            tail += chunk
            for left, top, right, bottom in _MERGED.findall(tail):
                found.add(Merged(int(top), _column(left.decode()), int(bottom), _column(right.decode())))
            if len(found) > _MOST_MERGED:
                raise SheetNotRead(_("There are too many merged cells. Unmerge them and save it again."))
            tail = tail[-_TAIL:]
        return sorted(found, key=lambda one: (one.top, one.left))


class _Merging:
    """Gives each cell of a merged range the value of its first."""

    def __init__(self, ranges: list[Merged]) -> None:
        self._waiting = ranges[::-1]
        self._open: dict[Merged, Value] = {}

    def filled(self, number: int, cells: list[Value]) -> SheetRow:
        while self._waiting and self._waiting[-1].top <= number:
            one = self._waiting.pop()
            self._open[one] = cells[one.left] if one.top == number and one.left < len(cells) else None
        self._open = {one: value for one, value in self._open.items() if one.bottom >= number}
        if (
            sum(one.width for one in self._open) > MOST_COLUMNS
        ):  # Excel lets none overlap; filling them would take hours
            raise SheetNotRead(_("Merged cells lie over one another. Unmerge them and save the file again."))
        shared: set[int] = set()
        for one, value in self._open.items():
            columns = range(one.left, min(one.right, MOST_COLUMNS - 1) + 1)
            cells.extend([None] * (columns.stop - len(cells)))
            for column in columns:
                cells[column] = value
            shared.update(columns if one.bottom > one.top else ())
        return SheetRow(number, cells, frozenset(shared))


def _relationship_id(sheet: etree._Element) -> str:
    return next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")


def _text(element: etree._Element) -> str:
    """The text of a string item without its phonetic reading."""
    return _unescaped(
        "".join(
            one.text or ""
            for one in element.iter("{*}t")
            if one.getparent() is None or local_name(one.getparent()) != "rPh"
        )
    )


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] != "0000" else "", text)


@lru_cache(maxsize=MOST_COLUMNS)
def _column(letters: str) -> int:
    """A to 0, AA to 26; what is not a column's name lies beyond them all."""
    if not (letters.isascii() and letters.isupper() and len(letters) <= 3):
        return MOST_COLUMNS
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None
