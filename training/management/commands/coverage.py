"""Who has had what, on the command line."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from learning.models import Partnership
from training.queries.coverage import coverage_rows
from training.queries.coverage_cells import Cell, LayerFigures
from training.queries.gaps import GapList, gap_lists


class Command(BaseCommand):
    help = "Learning points by agencies: how many people, when last, how deeply; and what is still to be passed on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs; one object a partnership")
        parser.add_argument("--as-at", metavar="DATE", help="as it stood on that day (2026-03-31); today if not given")
        parser.add_argument("--partnership", metavar="SLUG", help="one partnership; all with a site if not given")

    def handle(self, *args: Any, **options: Any) -> None:
        as_at = _day(options["as_at"])
        told = [_told(partnership, as_at) for partnership in _partnerships(options["partnership"])]
        if options["json"]:
            self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))
            return
        for one in told:
            self._print(one)

    def _print(self, told: dict[str, Any]) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING(f"{told['partnership']}, as at {told['as_at']}"))
        for point in told["points"]:
            self.stdout.write(point["title"])
            for cell in point["agencies"]:
                if cell["state"] != "never":
                    self.stdout.write(f"    {cell['agency']}: " + "; ".join(map(_line, cell["layers"])))
        for gap in told["gaps"]:
            self.stdout.write(f"{gap['title']}: {gap['count']}, and {gap['awaiting']} awaiting a return")


def _day(text: str | None) -> date:
    if text is None:
        return timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is not a date. Write it as 2026-03-31.") from None


def _partnerships(slug: str | None) -> list[Partnership]:
    if slug is None:
        return list(Partnership.objects.with_site())
    found = list(Partnership.objects.filter(slug=slug))
    if not found:
        known = ", ".join(Partnership.objects.with_site().values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no partnership “{slug}”. Those with a site here: {known}.")
    return found


def _told(partnership: Partnership, as_at: date) -> dict[str, Any]:
    _agencies, rows = coverage_rows(partnership, as_at=as_at)
    points = [
        {"id": row.point.pk, "title": row.point.title, "agencies": [_cell(cell) for cell in row.cells]} for row in rows
    ]
    lists = gap_lists(partnership, as_at=as_at, limit=0)
    return {
        "partnership": partnership.slug,
        "as_at": as_at.isoformat(),
        "points": points,
        "gaps": [_gap_list(one) for one in lists],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    layers = [_layer(layer) for layer in cell.layers]
    return {"agency": cell.agency.name, "state": str(cell.state), "layers": layers}


def _layer(layer: LayerFigures) -> dict[str, Any]:
    return {
        "layer": layer.name,
        "state": str(layer.state),
        "people": layer.people,
        "events": layer.events,
        "last": layer.last.isoformat() if layer.last else None,
        "last_as_stated": layer.last_stated,
        "last_depth": layer.last_depth,
        "deepest": layer.depth,
        "returns_awaited": layer.awaiting,
        "will_not_be_sent": layer.not_sent,
    }


def _gap_list(one: GapList) -> dict[str, Any]:
    return {"kind": str(one.kind), "title": one.title, "count": one.count, "awaiting": one.awaiting_count}


def _line(layer: dict[str, Any]) -> str:
    if layer["people"] is None:
        known = "return awaited" if layer["returns_awaited"] else "return will not be sent"
        return f"{layer['layer']}: not known, {known}"
    last = f", last {layer['last_as_stated'] or 'on an unknown date'}, {layer['deepest']}" if layer["people"] else ""
    awaited = f", {layer['returns_awaited']} awaited" if layer["returns_awaited"] else ""
    return f"{layer['layer']}: {layer['people']} people{last}{awaited}"
