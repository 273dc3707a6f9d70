"""What a file of a list is made of, and how it is written."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from learning.spreadsheets import formula_safe
from partnership.published import Place

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252
# Several values stand in one cell. None is not known; a list of none is empty.
Value = str | int | float | bool | date | datetime | list[str] | None


@dataclass(frozen=True)
class Column:
    """A column for good: its name never changes its meaning. `value` is of one row, on one site."""

    name: str
    value: Callable[[Any, Place], Value]


@dataclass(frozen=True)
class ListFile:
    """A list by its address ("reviews", "training/events"): its rows as the page of it would show them, and columns."""

    name: str
    rows: Callable[[HttpRequest, Place], Iterable[Any]]
    columns: tuple[Column, ...]

    @property
    def url_name(self) -> str:
        """Of the address of its CSV is `<this>_csv`; JSON the same."""
        return f"list_{self.name.replace('/', '_')}"


def as_csv(one: ListFile, rows: Iterable[Any], place: Place) -> str:
    """Comma-separated, with a heading, and nothing in it that a spreadsheet would run."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow([column.name for column in one.columns])
    for row in rows:
        writer.writerow([_cell(column.value(row, place)) for column in one.columns])
    return BYTE_ORDER_MARK + made.getvalue()


def as_json(one: ListFile, rows: Iterable[Any], place: Place) -> str:
    """A list of objects under `rows`, each with the same columns."""
    told = [{column.name: _plain(column.value(row, place)) for column in one.columns} for row in rows]
    return json.dumps({"list": one.name, "partnership": place.partnership.name, "rows": told}, ensure_ascii=False)


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):  # a moment is one too
        return _stamp(value)
    if isinstance(value, list):
        value = "; ".join(value)
    return formula_safe(value) if isinstance(value, str) else str(value)


def _plain(value: Value) -> Any:
    return _stamp(value) if isinstance(value, date) else value


def _stamp(value: date) -> str:
    return timezone.localtime(value).isoformat() if isinstance(value, datetime) else value.isoformat()
