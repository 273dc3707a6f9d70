"""The grid of an event's attendance: what was typed into each cell, what is wrong with it, and what it changes."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from learning.models import Agency
from training.attendance.pasted import PastedRow
from training.domain.attendance import NOTHING, Counts
from training.domain.attendance_grid import Change, RowSaid
from training.enums import UNKNOWN_STATES, AttendanceState, RecordedHow
from training.imports.columns import said as in_words
from training.imports.values import CellNotRead, read_count
from training.validators import COUNT_FIELDS

STATE: Final = "state"


@dataclass(slots=True)
class Cell:
    """One box: its name in the form, what is in it, and what is wrong with that."""

    name: str
    label: str
    text: str = ""
    error: str = ""


@dataclass(slots=True)
class GridRow:
    """One agency's row. `seen` is what it said when the page was shown; `clash` what somebody else has made of it since."""

    agency: Agency
    seen: RowSaid
    cells: dict[str, Cell] = field(default_factory=dict)
    is_pasted: bool = False
    clash: str = ""
    said: RowSaid | None = None
    """What the boxes say; None where they cannot be read."""

    @classmethod
    def new(cls, agency: Agency, seen: RowSaid) -> "GridRow":
        """A row that shows what is kept."""
        row = cls(agency, seen, said=seen)
        for name in (*COUNT_FIELDS, STATE):
            row.cells[name] = Cell(f"{name}-{agency.pk}", in_words(name))
        row.show(seen)
        return row

    def show(self, said: RowSaid) -> None:
        for name, value in asdict(said.counts).items():
            self.cells[name].text = "" if value is None else str(value)
        self.cells[STATE].text = str(said.state or "")

    @property
    def figures(self) -> list[Cell]:
        return [self.cells[name] for name in COUNT_FIELDS]

    @property
    def state(self) -> Cell:
        return self.cells[STATE]

    @property
    def is_changed(self) -> bool:
        return self.said != self.seen

    @property
    def note(self) -> str:
        """What looks odd, and may be right."""
        counts = self.said.counts if self.said else NOTHING
        if counts.booked is not None and counts.came is not None and counts.came > counts.booked:
            return _("More came than were booked: are walk-ins among them?")
        return ""

    def read(self) -> None:
        """Understands the boxes. Figures in a row whose return was awaited are that return: its state need not be touched."""
        counts = self._counts()
        state = self.state.text
        if counts is None:
            self.said = None
            return
        if state and state not in AttendanceState.values:
            self.state.error = _("Choose a state from the list.")
        elif counts != NOTHING:
            is_left = state in ("", self.seen.state)
            if state in UNKNOWN_STATES and not is_left:
                self.state.error = _("There are figures: take them out, or choose “Returned”.")
            self.said = RowSaid(AttendanceState.RETURNED, counts)
        elif state == AttendanceState.RETURNED and self.seen != RowSaid(AttendanceState.RETURNED):
            self.state.error = _("A return needs at least one figure. If none has come, choose “Return awaited”.")
        elif not state and self.seen.state:
            self.state.error = _("Choose a state: a row that is there is not taken away.")
        else:
            self.said = RowSaid(AttendanceState(state) if state else None)
        if self.state.error:
            self.said = None

    def _counts(self) -> Counts | None:
        figures: dict[str, int | None] = {}
        for cell, name in zip(self.figures, COUNT_FIELDS, strict=True):
            try:
                figures[name] = read_count(cell.text)
            except CellNotRead as error:
                cell.error = str(error)
        return None if any(cell.error for cell in self.figures) else Counts(**figures)

    def fill(self, pasted: PastedRow) -> None:
        """Puts what a pasted line says into the boxes; what it does not say stays."""
        for name, value in asdict(pasted.counts).items():
            if value is not None:
                self.cells[name].text = str(value)
        if pasted.state:
            self.state.text = str(pasted.state)
        elif self.state.text in UNKNOWN_STATES:
            self.state.text = str(AttendanceState.RETURNED)
        self.is_pasted = True


@dataclass(slots=True)
class Grid:
    """All rows, in the order they are shown."""

    rows: list[GridRow]

    @classmethod
    def of(cls, agencies: Iterable[Agency], now: Mapping[int, RowSaid]) -> "Grid":
        return cls([GridRow.new(agency, now.get(agency.pk, RowSaid())) for agency in agencies])

    @classmethod
    def posted(cls, data: QueryDict, known: Mapping[int, Agency], now: Mapping[int, RowSaid]) -> "Grid":
        """What came back. Rows nobody touched show what is kept now; `known` are the agencies that may have a row."""
        keys = dict.fromkeys(int(key) for key in data.getlist("agency") if key.isascii() and key.isdigit())
        grid = cls([])
        for key in keys:
            if agency := known.get(key):
                grid.rows.append(_posted(data, agency, now.get(key, RowSaid())))
        return grid

    @property
    def errors(self) -> list[tuple[GridRow, Cell]]:
        return [(row, cell) for row in self.rows for cell in row.cells.values() if cell.error]

    @property
    def changes(self) -> dict[Agency, Change]:
        return {
            row.agency: Change(row.seen, row.said, RecordedHow.PASTED if row.is_pasted else RecordedHow.TYPED)
            for row in self.rows
            if row.said is not None and row.is_changed
        }

    @property
    def totals(self) -> list[tuple[str, int | None]]:
        """Each column's name, and its sum over the rows that give a figure; None where none does."""
        return [(in_words(name), self._total(name)) for name in COUNT_FIELDS]

    def _total(self, name: str) -> int | None:
        figures = [getattr(row.said.counts, name) for row in self.rows if row.said]
        given = [figure for figure in figures if figure is not None]
        return sum(given) if given else None

    def row_of(self, agency: Agency) -> GridRow | None:
        return next((row for row in self.rows if row.agency == agency), None)

    def add(self, agency: Agency, now: Mapping[int, RowSaid]) -> GridRow:
        """The agency's row; a new one at the end if it has none."""
        row = self.row_of(agency)
        if row is None:
            row = GridRow.new(agency, now.get(agency.pk, RowSaid()))
            self.rows.append(row)
        return row

    def unpaste(self, agency: Agency, now: Mapping[int, RowSaid]) -> None:
        """Puts the agency's row back to what is kept, where it was filled in from what was pasted."""
        row = self.row_of(agency)
        if row is not None and row.is_pasted:
            self.rows[self.rows.index(row)] = GridRow.new(agency, now.get(agency.pk, RowSaid()))

    def tell_clashes(self, agencies: Iterable[Agency], now: Mapping[int, RowSaid]) -> None:
        """Says in each row what it says by now. Saved once more, what was typed takes its place."""
        for agency in agencies:
            if row := self.row_of(agency):
                row.seen = now.get(agency.pk, RowSaid())
                row.clash = told(row.seen)


def told(said: RowSaid) -> str:
    """A row in words: "booked 6, came 5"."""
    figures = [f"{in_words(name)} {value}" for name, value in asdict(said.counts).items() if value is not None]
    return ", ".join(figures) or (str(said.state.label).lower() if said.state else _("nothing"))


def _posted(data: QueryDict, agency: Agency, now: RowSaid) -> GridRow:
    seen = RowSaid.read(data.get(f"seen-{agency.pk}", "")) or RowSaid()
    row = GridRow.new(agency, seen)
    for cell in row.cells.values():
        cell.text = data.get(cell.name, "").strip()[:40]
    row.is_pasted = f"pasted-{agency.pk}" in data
    row.read()
    return GridRow.new(agency, now) if row.said == seen else row
