"""Coverage as CSV: a line for each learning point and agency, with training, briefings and cascades side by side."""

import csv
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from learning.spreadsheets import formula_safe
from training.queries.coverage_cells import Cell, CellState, CoverageRow, LayerFigures, layer_choices

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252


class Line:
    """A file for `csv.writer` that hands each line back."""

    def write(self, line: str) -> str:
        return line


def coverage_csv(rows: Iterable[CoverageRow], kind: str = "", root_url: str = "") -> Iterator[str]:
    """The lines of the file, its byte order mark first. `kind` leaves the layers of that kind of event.

    An empty "people" means that it is not known; 0 that a return says nobody came.
    """
    writer = csv.writer(Line())
    layers = layer_choices(kind)
    yield BYTE_ORDER_MARK + writer.writerow(_headings(layers))
    known = {
        CellState.REACHED: _("had it"),
        CellState.OLD: _("had it long ago"),
        CellState.AWAITING: _("return awaited"),
        CellState.NOT_SENT: _("will not be sent"),
        CellState.ZERO: _("nobody came"),
        CellState.NEVER: _("never"),
    }
    for row in rows:
        point = [formula_safe(row.point.title), root_url + reverse("learning_point", args=[row.point.pk])]
        for cell in row.cells:
            agency = [formula_safe(cell.agency.name), formula_safe(cell.agency.kind.name), known[cell.state]]
            yield writer.writerow(point + agency + _figures(cell, layers))


def _headings(layers: list[tuple[str, str]]) -> list[str]:
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
    return [_("Learning point"), _("Address"), _("Agency"), _("Kind of agency"), _("What is known")] + [
        f"{label}: {column}" for _name, label in layers for column in columns
    ]


def _figures(cell: Cell, layers: list[tuple[str, str]]) -> list[str]:
    return [column for name, _label in layers for column in _columns(cell.layer(name))]


def _columns(layer: LayerFigures | None) -> list[str]:
    if layer is None:
        return [""] * 8
    return [
        "" if layer.people is None else str(layer.people),
        str(layer.events),
        layer.last.isoformat() if layer.last else "",
        formula_safe(layer.last_stated),
        layer.last_depth_label,
        layer.depth_label,
        str(layer.awaiting),
        str(layer.not_sent),
    ]
