"""What an import will do or has done, as lines for a person, as values for a program, and as a file to mend."""

import csv
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, TextIO

from django.utils.translation import gettext as _

from learning.spreadsheets import formula_safe
from training.imports.plan import Plan, figures_said
from training.imports.rows import Action, PlannedRow


def as_line(row: PlannedRow) -> str:
    """The row in a line: its number, what becomes of it, what it says, and why."""
    said = "" if row.action in (Action.LEFT_OUT, Action.ERROR) else f" {_said(row)}."
    why = [*row.errors, *(f"({note})" for note in row.notes)]
    return " ".join([_("Row %(number)d: %(action)s.") % {"number": row.number, "action": row.action} + said, *why])


def _said(row: PlannedRow) -> str:
    event = _("event is there") if row.event else _("event to be made")
    if row.agency is None:  # a calendar's
        return f"“{row.title}”, {row.stated} ({event}): {str(row.status.label).lower()}"
    figures = figures_said(row.counts, row.state)
    return f"{row.agency}, “{row.title}”, {row.stated} ({event}): {figures}"


def summary(plan: Plan) -> str:
    """How many rows of each kind, and the columns that were not read."""
    counted = plan.counted
    told = ", ".join(f"{counted[action]} {action}" for action in Action if counted[action])
    unread = plan.columns.unread
    columns = " " + _("Columns not read: %(columns)s.") % {"columns": ", ".join(unread)} if unread else ""
    return _("%(rows)d rows: %(told)s.") % {"rows": len(plan.rows), "told": told} + columns


def as_values(row: PlannedRow) -> dict[str, Any]:
    """The row as plain values; `figures` are null where not given."""
    return {
        "row": row.number,
        "action": str(row.action),
        "event": row.title,
        "event_id": row.event.pk if row.event else None,
        "date": row.stated.date.isoformat() if row.stated and row.stated.date else None,
        "date_as_stated": str(row.stated or ""),
        "agency": row.agency.name if row.agency else None,
        "state": str(row.state) if row.state else None,
        "figures": asdict(row.counts),
        "notes": row.notes,
        "errors": row.errors,
    }


def write_rejected(plan: Plan, file: TextIO) -> None:
    """The rows in error under their own headings, with why: mended there, the file can be imported."""
    writer = csv.writer(file)
    writer.writerows(_rejected(plan))


def _rejected(plan: Plan) -> Iterator[list[str]]:
    headings = plan.columns.headings
    yield [_("Row in the file"), _("Why it was not imported"), *map(formula_safe, headings.values())]
    for row in plan.errors:
        cells = (formula_safe(row.texts[name]) for name in headings)
        yield [str(row.number), formula_safe(" ".join(row.errors)), *cells]
