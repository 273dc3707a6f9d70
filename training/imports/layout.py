"""What a file looks like before anybody has said which column is which; and the table once somebody has."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, BinaryIO, Final

from django.utils.translation import gettext as _

from training.imports.cells import MOST_COLUMNS, SheetNotRead, SheetRow, as_text, folded
from training.imports.columns import HEADING_ROWS, Columns, known_places, missing
from training.imports.reading import Sheets, Table, open_sheets

SAMPLES: Final = 3
_SAMPLE_LETTERS: Final = 40
_LOOKED_AT: Final = 200  # rows in which samples are sought


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column of the file: where it is, what stands over it, and the first of what stands in it."""

    place: int
    """From 0."""
    heading: str
    samples: list[str]

    @property
    def letters(self) -> str:
        """As a spreadsheet program calls it: 0 is A, 26 is AA."""
        return column_letters(self.place)

    @property
    def name(self) -> str:
        return self.heading or _("Column %(letters)s") % {"letters": self.letters}


@dataclass(frozen=True, slots=True)
class Layout:
    """One sheet with its headings in one row. `guess` is where each of our columns may be, to be looked at."""

    sheets: list[str]
    sheet: str
    row: int
    """Of the headings; 0 where there are none."""
    columns: list[FoundColumn]
    headings: list[str]
    guess: dict[str, int] = field(default_factory=dict)
    is_remembered: bool = False
    """Whether the guess is what somebody said of the same headings before."""

    @property
    def mark(self) -> str:
        """The same for the same headings in the same order; blank where there are none."""
        return headings_mark(self.headings)


def headings_mark(headings: list[str]) -> str:
    """Stands for the headings where they are, without regard to capitals and punctuation; blank if there are none."""
    names = [folded(heading) for heading in headings]
    while names and not names[-1]:
        names.pop()
    return hashlib.sha256(json.dumps(names).encode()).hexdigest() if any(names) else ""


def look(
    file: BinaryIO,
    name: str,
    *,
    sheet: str | None = None,
    row: int | None = None,
    remembered: Mapping[str, Mapping[str, int]] | None = None,
) -> Layout:
    """The layout of the sheet asked for with the headings in the row asked for; by default, where they seem to be.

    `remembered` are the columns somebody chose before, by the mark of the headings.

    Raises FileRefused, SheetNotRead: as `read_table` does, and where there is nothing in it.
    """
    sheets = open_sheets(file, name)
    looks = []
    for one in [sheet] if sheet in sheets.names else sheets.names:
        rows = [found for found in islice(sheets.rows(one), _LOOKED_AT) if not found.is_blank]
        if rows:
            looks.append(_layout(sheets, one, rows, row, remembered or {}))
    if not looks:
        raise SheetNotRead(_("There is nothing in this file to import."))
    return max(looks, key=lambda found: (found.is_remembered, len(found.guess)))  # the first of equals


def _layout(
    sheets: Sheets, sheet: str, rows: list[SheetRow], row: int | None, remembered: Mapping[str, Mapping[str, int]]
) -> Layout:
    number = _headings_row(rows, remembered) if row is None else row
    headings = next((one for one in rows if one.number == number), None)
    below = [one for one in rows if one.number > number]
    texts = [as_text(cell) for cell in headings.cells] if headings else []
    width = min(max(map(len, (one.cells for one in rows))), MOST_COLUMNS)
    texts += [""] * (width - len(texts))
    columns = [FoundColumn(place, text, _samples(below, place)) for place, text in enumerate(texts)]
    columns = [column for column in columns if column.heading or column.samples]
    known = remembered.get(headings_mark(texts)) if headings else None
    guess = dict(known) if known else known_places(headings.cells) if headings else {}
    return Layout(sheets.names, sheet, number if headings else 0, columns, texts, guess, known is not None)


def _headings_row(rows: list[SheetRow], remembered: Mapping[str, object]) -> int:
    """The row that somebody matched before, else the one with the most known headings; 0 if none has any."""
    near = [one for one in rows if one.number <= HEADING_ROWS + 1]
    for one in near:
        if headings_mark([as_text(cell) for cell in one.cells]) in remembered:
            return one.number
    best = max(near, key=lambda one: len(known_places(one.cells)), default=None)
    return best.number if best and known_places(best.cells) else _row_of_words(near)


def _row_of_words(rows: list[SheetRow]) -> int:
    """The first row of three cells or more that are all words: what unknown headings look like."""
    for one in rows:
        texts = [as_text(cell) for cell in one.cells if as_text(cell)]
        if len(texts) > 2 and len(set(texts)) == len(texts) and not any(sign.isdigit() for sign in "".join(texts)):
            return one.number
    return 0


def _samples(rows: list[SheetRow], place: int) -> list[str]:
    found = (as_text(one.cells[place]) for one in rows if place < len(one.cells))
    return [text[:_SAMPLE_LETTERS] for text in islice(dict.fromkeys(filter(None, found)), SAMPLES)]


def read_chosen(file: BinaryIO, name: str, *, sheet: str, row: int, places: Mapping[str, int]) -> Table:
    """The table whose columns somebody has chosen.

    Raises FileRefused, SheetNotRead: it cannot be read, something needed is not chosen, or the headings are gone.
    """
    if gone := missing(set(places)):
        raise SheetNotRead(_("Choose a column for: %(missing)s.") % {"missing": "; ".join(gone)})
    sheets = open_sheets(file, name)
    if sheet not in sheets.names:
        raise SheetNotRead(_("There is no sheet “%(sheet)s” in this file any more.") % {"sheet": sheet})
    rows = sheets.rows(sheet)
    texts, first = [], []
    for one in rows if row else ():
        if one.number >= row:
            texts = [as_text(cell) for cell in one.cells] if one.number == row else []
            first = [] if one.number == row else [one]
            break
    return Table(_columns(row, places, texts), chain(first, rows), sheets.title(sheet))


def _columns(row: int, places: Mapping[str, int], texts: list[str]) -> Columns:
    def heading(place: int) -> str:
        text = texts[place] if place < len(texts) else ""
        return text or _("Column %(letters)s") % {"letters": column_letters(place)}

    unread = [text for place, text in enumerate(texts) if text and place not in places.values()]
    width = max((place for place, text in enumerate(texts) if text), default=MOST_COLUMNS) + 1
    width = max(width, *(place + 1 for place in places.values()))
    return Columns(row, dict(places), {name: heading(place) for name, place in places.items()}, unread, width)


def column_letters(place: int) -> str:
    """As a spreadsheet program calls a column: 0 is A, 26 is AA."""
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def mapping_said(layout: Layout, places: Mapping[str, int]) -> dict[str, Any]:
    """What an import remembers of how its file is to be read."""
    return {"sheet": layout.sheet, "row": layout.row, "columns": dict(places), "mark": layout.mark}
