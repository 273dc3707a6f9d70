"""What the files of coverage hold: a line for each learning point and agency, layers side by side.

Each file format writes these values in its own way, so that all of them hold the same rows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from learning.models import Agency
from training.queries.coverage_cells import Cell, CellState, CoverageRow, LayerFigures, layer_choices
from training.queries.coverage_columns import By


@dataclass(frozen=True, slots=True)
class NotKnown:
    """A number of people that is not known, and why in words. It is not 0."""

    why: str


Value = str | int | date | NotKnown | None

POINT_COLUMNS = 5  # what stands before the figures of the layers


def coverage_headings(kind: str = "", by: By = By.AGENCY) -> list[str]:
    """The first line. `kind` leaves the layers of that kind of event; `by` is what stands side by side."""
    whose = {
        By.AGENCY: [_("Agency"), _("Kind of agency")],
        By.KIND: [_("Kind of agency")],
        By.LEVEL: [_("Level")],
    }
    columns = [
        _("people"),
        _("events"),
        _("last"),
        _("last, as stated"),
        _("last depth"),
        _("deepest"),
        _("returns awaited"),
        _("will not be sent"),
    ]
    return [_("Learning point"), _("Address"), *whose[by], _("What is known")] + [
        f"{label}: {column}" for _name, label in layer_choices(kind) for column in columns
    ]


def coverage_lines(rows: Iterable[CoverageRow], kind: str = "", root_url: str = "") -> Iterator[list[Value]]:
    """The lines below the headings. None where there is nothing to say: the layer has no event for the pair."""
    layers, known = layer_choices(kind), state_labels()
    for row in rows:
        point: list[Value] = [row.point.title, root_url + reverse("learning_point", args=[row.point.pk])]
        for cell in row.cells:
            whose: list[Value] = [cell.column.name]
            if isinstance(cell.column, Agency):
                whose.append(cell.column.kind.name)
            yield point + whose + [known[cell.state]] + _figures(cell, layers, known)


def state_labels() -> dict[CellState, str]:
    return {
        CellState.REACHED: _("had it"),
        CellState.OLD: _("had it long ago"),
        CellState.AWAITING: _("return awaited"),
        CellState.NOT_SENT: _("will not be sent"),
        CellState.ZERO: _("nobody came"),
        CellState.NEVER: _("never"),
    }


def _figures(cell: Cell, layers: list[tuple[str, str]], known: dict[CellState, str]) -> list[Value]:
    return [value for name, _label in layers for value in _columns(cell.layer(name), known)]


def _columns(layer: LayerFigures | None, known: dict[CellState, str]) -> list[Value]:
    if layer is None:
        return [None] * 8
    return [
        NotKnown(known[layer.state]) if layer.people is None else layer.people,
        layer.events,
        layer.last,
        layer.last_stated,
        layer.last_depth_label,
        layer.depth_label,
        layer.awaiting,
        layer.not_sent,
    ]
