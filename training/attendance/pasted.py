"""Reads lines copied out of a spreadsheet: agencies and their figures. What is not certain is told, never guessed."""

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from learning.models import Agency
from training.domain.attendance import NOTHING, Counts
from training.enums import AttendanceState
from training.imports.agencies import AgencyNames
from training.imports.cells import folded
from training.imports.columns import HEADINGS, said
from training.imports.values import CellNotRead, read_count, read_state, says_total
from training.models import AgencyAlias
from training.validators import COUNT_FIELDS

MOST_LINES: Final = 1_000
MOST_LETTERS: Final = 200_000
LEAVE_OUT: Final = "leave-out"
_READ: Final = ("agency", *COUNT_FIELDS, "state")
_FIELDS: Final = {heading: name for name in _READ for heading in HEADINGS[name]}


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One line that was understood."""

    number: int
    agency: Agency
    counts: Counts
    state: AttendanceState | None


@dataclass(slots=True)
class Pasted:
    """What was read. `unknown` are names nobody here has, with the lines they stand in; `notes` say how it was read."""

    rows: list[PastedRow] = field(default_factory=list)
    unknown: dict[str, list[int]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    names: dict[str, Agency] = field(default_factory=dict)
    """Names that are none of the list's, and whom they mean: as somebody says now, or has said before."""
    said_now: set[str] = field(default_factory=set)
    """Those of them that are said now."""


class PasteReader:
    """Reads text among a partnership's agencies. `matches` is what somebody said of names that are not in the list."""

    def __init__(self, agencies: Collection[Agency], aliases: Mapping[str, Agency], matches: Mapping[str, str]) -> None:
        self._names, self._aliases, self._matches = AgencyNames(agencies), aliases, matches
        self._by_key = {str(agency.pk): agency for agency in agencies}
        self.found = Pasted()

    def read(self, text: str) -> Pasted:
        if len(text) > MOST_LETTERS:
            self.found.errors.append(_("That is too much to read here. Import it as a file."))
            return self.found
        try:
            lines = [(number, cells) for number, cells in _lines(text) if any(cells)]
        except csv.Error as error:
            self.found.errors.append(_("The quotation marks do not match (%(error)s).") % {"error": error})
            return self.found
        if not lines:
            self.found.errors.append(_("There is nothing to read: paste the lines into the box first."))
            return self.found
        places = self._places(lines)
        for number, cells in lines if places else []:
            self._read_line(number, cells, places)
        self._refuse_twice()
        return self.found

    def _places(self, lines: list[tuple[int, list[str]]]) -> dict[str, int]:
        """Which column is which: by the headings in the first line, which is taken away, or in the grid's order."""
        headings = {place: _FIELDS[folded(cell)] for place, cell in enumerate(lines[0][1]) if folded(cell) in _FIELDS}
        fields = list(headings.values())
        if "agency" in fields and len(fields) > 1:
            return self._by_headings(lines, headings)
        width = max(len(cells) for _number, cells in lines)
        if width < 3 or width > len(_READ):
            self.found.errors.append(
                _("Without headings it cannot be told which figure is which. Put a first line on top, like: %(line)s")
                % {"line": ", ".join(map(said, ("agency", *COUNT_FIELDS)))}
            )
            return {}
        order = _READ[:width]
        self.found.notes.append(
            _("There are no headings, so the columns are read in this order: %(order)s.")
            % {"order": ", ".join(map(said, order))}
        )
        return {name: place for place, name in enumerate(order)}

    def _by_headings(self, lines: list[tuple[int, list[str]]], headings: dict[int, str]) -> dict[str, int]:
        _number, cells = lines.pop(0)
        for name in set(headings.values()):
            same = [cells[place] for place, one in headings.items() if one == name]
            if len(same) > 1:
                self.found.errors.append(
                    _("Two columns read as “%(what)s”: %(which)s. Rename the one that is not.")
                    % {"what": said(name), "which": ", ".join(f"“{cell}”" for cell in same)}
                )
        if self.found.errors:
            return {}
        if unread := [cell for place, cell in enumerate(cells) if cell and place not in headings]:
            self.found.notes.append(_("Columns not read: %(columns)s.") % {"columns": ", ".join(unread)})
        if not lines:
            self.found.errors.append(_("There is a line of headings, and nothing below it."))
        return {name: place for place, name in headings.items()}

    def _read_line(self, number: int, cells: list[str], places: dict[str, int]) -> None:
        text = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        name = text["agency"]
        if says_total(name) and not self._names.knows(name):
            self.found.notes.append(_("Line %(number)d is a line of totals, and is left out.") % {"number": number})
            return
        figures, state, problems = _figures(text)
        agency = self._agency(number, name, problems)
        if not problems and (figures, state) == (NOTHING, None):
            problems.append(_("there is no figure"))
        self.found.errors += [f"{_('Line %(number)d') % {'number': number}}: {problem}" for problem in problems]
        if agency and not problems:
            self.found.rows.append(PastedRow(number, agency, figures, state))

    def _agency(self, number: int, name: str, problems: list[str]) -> Agency | None:
        """Whose line it is: by its name in the list, by what imports have been told it is called, or by what is said now."""
        if not name:
            problems.append(_("there is no agency"))
            return None
        if self._names.knows(name):
            try:
                return self._names.find(name)
            except CellNotRead as error:
                problems.append(str(error))
                return None
        said_now = self._matches.get(folded(name), "")
        if said_now in self._by_key:
            self.found.names[name] = self._by_key[said_now]
            self.found.said_now.add(name)
            return self._by_key[said_now]
        if said_now == LEAVE_OUT:
            self.found.notes.append(_("Line %(number)d (%(name)s) is left out.") % {"number": number, "name": name})
            return None
        if alias := self._aliases.get(folded(name)):
            self.found.names[name] = alias
            return alias
        self.found.unknown.setdefault(name, []).append(number)
        return None

    def _refuse_twice(self) -> None:
        """One agency has one return: which of two lines is right, nobody can say here."""
        by_agency: dict[int, list[PastedRow]] = defaultdict(list)
        for row in self.found.rows:
            by_agency[row.agency.pk].append(row)
        for rows in (rows for rows in by_agency.values() if len(rows) > 1):
            numbers = _(" and ").join(str(row.number) for row in rows)
            self.found.errors.append(
                _("Lines %(numbers)s are both %(agency)s. Keep one.") % {"numbers": numbers, "agency": rows[0].agency}
            )
            self.found.rows = [row for row in self.found.rows if row not in rows]


def aliases_of(partnership_id: int) -> dict[str, Agency]:
    """Other names of the partnership's agencies, as imports have learnt them."""
    known = AgencyAlias.objects.filter(partnership=partnership_id).select_related("agency")
    return {alias.folded: alias.agency for alias in known}


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines, numbered from 1, and their cells. Spreadsheets put tabs between them."""
    delimiter = next((mark for mark in ("\t", ";", "|", ",") if mark in text), ",")
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    for number, cells in enumerate(reader, start=1):
        if number > MOST_LINES:
            raise csv.Error(_("there are more than %(most)d lines") % {"most": MOST_LINES})
        cells = [" ".join(cell.split()) for cell in cells]
        while cells and not cells[-1]:
            cells.pop()
        yield number, cells


def _figures(text: Mapping[str, str]) -> tuple[Counts, AttendanceState | None, list[str]]:
    problems: list[str] = []
    figures: dict[str, int | None] = {}
    state = None
    for name in COUNT_FIELDS:
        try:
            figures[name] = read_count(text.get(name, ""))
        except CellNotRead as error:
            problems.append(f"{said(name)} {error}")
    try:
        state = read_state(text.get("state", ""))
    except CellNotRead as error:
        problems.append(f"{said('state')} {error}")
    return Counts(**figures) if not problems else NOTHING, state, problems
