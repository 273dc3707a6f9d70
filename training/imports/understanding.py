"""What each row says by itself, before it is set beside the other rows and what is there already."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from training.domain.attendance import NOTHING, Counts
from training.enums import AttendanceState
from training.imports.agencies import AgencyNames, AgencyNotFound
from training.imports.cells import NotReckoned, SheetRow, Value, as_text, is_blank
from training.imports.columns import Columns, said
from training.imports.reading import Table
from training.imports.rows import PlannedRow
from training.imports.values import (
    CellNotRead,
    begins_as_total,
    not_reckoned,
    read_count,
    read_date,
    read_kind,
    read_mode,
    read_state,
    says_total,
)
from training.validators import COUNT_FIELDS

_LONGEST = {"title": 200, "place": 200}


@dataclass(frozen=True, slots=True)
class Understanding:
    """Reads rows as of a day, among a partnership's agencies."""

    columns: Columns
    agencies: AgencyNames
    today: datetime.date
    is_delimited: bool

    def row(self, row: SheetRow) -> PlannedRow:
        """What the row says. What cannot be read is among its errors; sums are left out."""
        texts = {name: as_text(self._cell(row, name)) for name in self.columns.places}
        planned = PlannedRow(row.number, texts)
        if not any(texts.values()):
            planned.leave_out(_("nothing in the columns that are read"))
        elif self._is_total(texts):
            planned.leave_out(_("a row of totals"))
        elif self.agencies.is_left_out(texts["agency"]):
            planned.leave_out(_("rows of “%(agency)s” are left out, as was said") % {"agency": texts["agency"]})
        else:
            self._read(planned, row)
        return planned

    def _is_total(self, texts: dict[str, str]) -> bool:
        """The word stands where the agency does, or the agency is blank: a course may be called “Total Respect”."""
        agency = texts["agency"]
        if self.agencies.knows(agency):
            return False
        if agency:
            return says_total(agency)
        names = [texts.get(name, "") for name in ("event", "course")]
        if not texts["date"] and any(map(begins_as_total, names)):
            return True
        return any(map(says_total, [*names, texts["date"]]))

    def _read(self, planned: PlannedRow, row: SheetRow) -> None:
        texts = planned.texts
        if self.is_delimited and any(not is_blank(value) for value in row.cells[self.columns.width :]):
            planned.refuse(
                _("There are more cells than headings: a comma (or semicolon) inside a name needs quotation marks.")
            )
            return
        if self._refuse_formulas(planned, row):
            return
        planned.title = texts.get("event") or texts.get("course", "")
        planned.place = texts.get("place", "")
        if not planned.title:
            planned.refuse(_("There is no event."))
        for name, longest in _LONGEST.items():
            if len(getattr(planned, name)) > longest:
                planned.refuse(
                    _("The %(what)s is longer than %(longest)d letters.")
                    % {"what": said("event" if name == "title" else name), "longest": longest}
                )
        self._read_date(planned, row)
        try:
            planned.agency = self.agencies.find(texts["agency"])
        except CellNotRead as error:
            planned.refuse(str(error))
            planned.unknown_agency = texts["agency"] if isinstance(error, AgencyNotFound) else ""
        planned.kind = self._named(planned, row, "kind", read_kind)
        planned.mode = self._named(planned, row, "mode", read_mode)
        self._read_return(planned, row)

    def _refuse_formulas(self, planned: PlannedRow, row: SheetRow) -> bool:
        """Of figures `read_count` says so itself."""
        for name in self.columns.places:
            if name not in COUNT_FIELDS and isinstance(self._cell(row, name), NotReckoned):
                heading = self.columns.headings[name]
                planned.refuse(_("“%(heading)s” %(problem)s.") % {"heading": heading, "problem": not_reckoned()})
        return bool(planned.errors)

    def _read_date(self, planned: PlannedRow, row: SheetRow) -> None:
        try:
            found = read_date(self._cell(row, "date"), self.today)
        except CellNotRead as error:
            planned.refuse(str(error))
            return
        planned.stated = found.stated
        if found.note:
            planned.notes.append(found.note)

    def _read_return(self, planned: PlannedRow, row: SheetRow) -> None:
        had_errors = len(planned.errors)
        figures = {name: self._named(planned, row, name, read_count) for name in COUNT_FIELDS}
        state = self._named(planned, row, "state", read_state)
        if len(planned.errors) > had_errors:
            return
        planned.counts, planned.state = Counts(**figures), state or AttendanceState.RETURNED
        if planned.state != AttendanceState.RETURNED and planned.counts != NOTHING:
            planned.refuse(_("The state is “%(state)s”, and there are figures.") % {"state": planned.texts["state"]})
        elif planned.state == AttendanceState.RETURNED and planned.counts == NOTHING:
            planned.refuse(_("There is no figure, and no state that says why."))
        booked, came = planned.counts.booked, planned.counts.came
        if booked is not None and came is not None and came > booked:
            planned.notes.append(_("more came than were booked: are walk-ins among them?"))

    def _named(self, planned: PlannedRow, row: SheetRow, name: str, read: Callable[..., Any]) -> Any:
        """The meaning of a cell; None, and an error that names the column, if it cannot be read."""
        is_shared = {"is_shared": True} if read is read_count and self._place(name) in row.shared else {}
        try:
            return read(self._cell(row, name), **is_shared)
        except CellNotRead as error:
            heading = self.columns.headings[name]
            planned.refuse(_("“%(heading)s” %(problem)s.") % {"heading": heading, "problem": error})
            return None

    def _place(self, name: str) -> int:
        return self.columns.places.get(name, -1)

    def _cell(self, row: SheetRow, name: str) -> Value:
        place = self._place(name)
        return row.cells[place] if 0 <= place < len(row.cells) else None


def understood(table: Table, agencies: AgencyNames, today: datetime.date) -> Iterator[PlannedRow]:
    """Each row that is not blank."""
    understanding = Understanding(table.columns, agencies, today, is_delimited=not table.sheet)
    return (understanding.row(row) for row in table.rows if not row.is_blank)
