"""The cells of the coverage matrix as HTML. Thousands of them on a page: a template would take most of its time."""

from html import escape

from django.utils.dates import MONTHS_3
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from training.enums import Depth
from training.queries.coverage_cells import LAYER_LABELS, Cell, CellState, CoverageRow, LayerFigures, depth_label


class CellWriter:
    """Writes rows of cells; `cell_url` leads to the evidence of one, and ends where its point and column are added."""

    def __init__(self, cell_url: str, months: int) -> None:
        self.cell_url = escape(cell_url)
        self.never = f"<span>{escape(_('Never'))}</span>"
        self.said = {
            CellState.AWAITING: escape(_("Return awaited")),
            CellState.NOT_SENT: escape(_("Will not be sent")),
            CellState.ZERO: escape(_("nobody came")),
            CellState.NEVER: escape(_("Never")),
        }
        self.and_awaited = f"<br>{escape(_('+ return awaited'))}"
        self.long_ago = f"<br>{escape(_('over %(months)s months ago') % {'months': months})}"
        # Each is a translation, so it is asked for once.
        self.layers = {name: escape(str(label)) for name, label in LAYER_LABELS.items()}
        self.depths = {depth: escape(depth_label(depth)) for depth in ("", *Depth.values)}
        self.months = {number: escape(str(name).title()) for number, name in MONTHS_3.items()}

    def row(self, row: CoverageRow) -> SafeString:
        return SafeString("".join(self._cell(row.point.pk, cell) for cell in row.cells))

    def _cell(self, point: int, cell: Cell) -> str:
        if not cell.layers:
            return f'<td class="is-{cell.state}">{self.never}</td>'
        url = f"{self.cell_url}point={point}&amp;{cell.column.in_address}"  # type: ignore[union-attr]  # the view adds it
        return f'<td class="is-{cell.state}">{"".join(self._layer(url, layer) for layer in cell.layers)}</td>'

    def _layer(self, url: str, layer: LayerFigures) -> str:
        state = layer.state
        link = f'<a href="{url}">{self.layers[layer.name]}</a><br>'
        if state in (CellState.AWAITING, CellState.NOT_SENT):
            return f'<p class="is-{state}"><span>{link}{self.said[state]}</span></p>'
        if state in (CellState.ZERO, CellState.NEVER):
            return f'<p class="is-{state}"><b>0</b>{link}{self.said[state]}</p>'
        when = f" {self.months[layer.last.month]} {layer.last.year}" if layer.last else f" {escape(layer.last_stated)}"
        told = f"<b>{layer.people}</b>{link}{self.depths[layer.last_depth]}{when}"
        if layer.agencies:
            told += f"<br>{escape(ngettext('%(n)d agency', '%(n)d agencies', layer.agencies) % {'n': layer.agencies})}"
        if state == CellState.OLD:
            told += self.long_ago
        return f'<p class="is-{state}">{told}{self.and_awaited if layer.awaiting else ""}</p>'
