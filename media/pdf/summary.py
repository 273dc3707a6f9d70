"""The summary of a national review as an accessible PDF: the parts of the template one below the other, actions as a table."""

from __future__ import annotations

from typing import Any

from media.pdf.briefing_content import briefing_content
from media.pdf.typeset import picture_pages, typeset
from media.sheets.briefing import BriefingPanel, BriefingSheet, SheetTable

TEMPLATE = "summary.typ"


def typeset_summary(sheet: BriefingSheet) -> bytes:
    """A PDF/UA-1 file of as many A4 pages as it needs, at 11 point. The same sheet, the same bytes."""
    return typeset(TEMPLATE, _content(sheet), made_at=sheet.made_at).data


def picture_summary(sheet: BriefingSheet) -> list[bytes]:
    """The pages of that file as PNG pictures, to be looked at while it is written."""
    return picture_pages(TEMPLATE, _content(sheet))


def _content(sheet: BriefingSheet) -> dict[str, Any]:
    shared = briefing_content(sheet)
    parts = [_with_table(part, panel) for part, panel in zip(shared["panels"], sheet.panels, strict=True)]
    return shared | {"panels": parts}


def _with_table(part: dict[str, Any], panel: BriefingPanel) -> dict[str, Any]:
    return part | {"blocks": list(panel.blocks), "table": _table(panel.table) if panel.table else {}}


def _table(table: SheetTable) -> dict[str, Any]:
    return {"heading": list(table.heading), "rows": [list(row) for row in table.rows], "widths": list(table.widths)}
