"""What coverage says of one agency and one learning point, layer by layer. Nothing here reads the database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from learning.domain.timings import add_months
from training.enums import COVERAGE_LAYERS, Depth

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from learning.models import Agency, LearningPoint
    from training.queries.coverage_columns import Column

LAYER_LABELS: dict[str, "_StrPromise"] = {"training": _("Training"), "briefing": _("Briefing"), "cascade": _("Cascade")}


class CellState(StrEnum):
    """What is known, the best news first. "awaiting" and "not_sent" are not known; neither is "zero" or "never"."""

    REACHED = "reached"
    OLD = "old"
    AWAITING = "awaiting"
    NOT_SENT = "not_sent"
    ZERO = "zero"
    NEVER = "never"


_BEST_FIRST = {state: place for place, state in enumerate(CellState)}


@dataclass(frozen=True, slots=True)
class LayerFigures:
    """What is known of one agency, one learning point and one layer.

    `people` is None while no return that says how many came is in, and 0 when returns say that nobody came. `events`,
    `last`, `last_depth` and `depth` (the deepest) are of events somebody came to; where none of them has a date, `last`
    is None. `awaiting` and `not_sent` count returns. `people` are counted at each event: who was at two is in it twice.
    `agencies` is how many somebody came from, where the column is not one agency.
    """

    name: str
    people: int | None = None
    events: int = 0
    last: date | None = None
    last_stated: str = ""
    last_depth: str = ""
    depth: str = ""
    awaiting: int = 0
    not_sent: int = 0
    old_before: date = date.min
    agencies: int | None = None

    @property
    def label(self) -> str:
        return str(LAYER_LABELS[self.name])

    @property
    def last_depth_label(self) -> str:
        return depth_label(self.last_depth)

    @property
    def depth_label(self) -> str:
        return depth_label(self.depth)

    @property
    def state(self) -> CellState:
        if self.people:
            return CellState.OLD if self.last and self.last < self.old_before else CellState.REACHED
        if self.awaiting:
            return CellState.AWAITING
        if self.not_sent:
            return CellState.NOT_SENT
        return CellState.NEVER if self.people is None else CellState.ZERO


@dataclass(frozen=True, slots=True)
class Cell:
    """One agency (or kind, or level) and one learning point: layers side by side.

    They are never added up, so it has no number itself.
    """

    column: "Column"
    layers: Sequence[LayerFigures] = ()

    @property
    def agency(self) -> "Agency":
        """The column of a matrix by agency."""
        return self.column  # type: ignore[return-value]  # asked of those alone

    @property
    def state(self) -> CellState:
        """The best news of any layer; not known beats zero."""
        return min((layer.state for layer in self.layers), key=_BEST_FIRST.__getitem__, default=CellState.NEVER)

    @property
    def awaiting(self) -> int:
        return sum(layer.awaiting for layer in self.layers)

    @property
    def not_sent(self) -> int:
        return sum(layer.not_sent for layer in self.layers)

    def layer(self, name: str) -> LayerFigures | None:
        return next((layer for layer in self.layers if layer.name == name), None)


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A learning point and a cell for every column, in the matrix's order of columns."""

    point: "LearningPoint"
    cells: Sequence[Cell]


# (learning point, column) -> layer -> figures; a pair about which nothing is known is absent.
FiguresByPair = Mapping[tuple[int, int], Sequence[LayerFigures]]


@dataclass(frozen=True)
class CoverageMatrix:
    """Learning points by agencies, kinds of agency or levels, as it stood on `as_at`."""

    points: Sequence["LearningPoint"]
    columns: Sequence["Column"]
    as_at: date
    months: int
    layers: Sequence[tuple[str, str]] = ()
    figures: FiguresByPair = field(default_factory=dict, repr=False)

    @property
    def agencies(self) -> Sequence["Agency"]:
        """The columns of a matrix by agency."""
        return self.columns  # type: ignore[return-value]  # asked of those alone

    @property
    def rows(self) -> Iterator[CoverageRow]:
        for point in self.points:
            yield CoverageRow(point, [self.cell(point, column) for column in self.columns])

    def cell(self, point: "LearningPoint", column: "Column") -> Cell:
        """Also answers for a pair outside the matrix: nothing is known of it."""
        return Cell(column, self.figures.get((point.pk, column.pk), ()))


def depth_label(depth: str) -> str:
    """ "Practised" for "practised"; nothing for nothing."""
    return str(Depth(depth).label) if depth else ""


def layer_choices(kind: str = "") -> list[tuple[str, str]]:
    """The layers that events of `kind` fall into, each with its name in words: all of them for no kind."""
    return [(name, str(LAYER_LABELS[name])) for name, kinds in COVERAGE_LAYERS.items() if not kind or kind in kinds]


def old_before(as_at: date, months: int) -> date:
    """The day before which learning is old: `months` before `as_at`."""
    try:
        return add_months(as_at, -months)
    except ValueError:  # the first years of the calendar
        return date.min


def in_layer_order(layers: Iterable[LayerFigures]) -> list[LayerFigures]:
    order = list(COVERAGE_LAYERS)
    return sorted(layers, key=lambda layer: order.index(layer.name))
