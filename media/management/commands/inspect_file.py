"""`manage.py inspect_file FILE...`: what the gate and the checks say of each file."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from media.domain.limits import limits
from media.inspection import FileReport, reports_on


class Command(BaseCommand):
    help = (
        "Say of each file whether it may be uploaded, and if not why; what is hidden in it; and of a deck how accessible "
        "it is. Exits with 1 if any is refused."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", dest="as_json", help="a JSON list, one object a file")

    def handle(self, *, files: list[Path], as_json: bool, **options: Any) -> None:
        reports = reports_on(files, limits())
        if as_json:
            self.stdout.write(json.dumps([as_values(report) for report in reports], indent=2, ensure_ascii=False))
        else:
            for report in reports:
                self.stdout.write(as_text(report))
        refused = sum(1 for report in reports if report.refusal)
        if refused:
            raise CommandError(f"{refused} of {len(reports)} refused.", returncode=1)


def as_values(report: FileReport) -> dict[str, Any]:
    """The report as plain values. `hidden` and `accessibility` are null where the kind of file is not looked into."""
    if report.refusal or report.found is None:
        refusal = report.refusal
        said = {"code": refusal.code, "sentence": refusal.sentence, "part": refusal.part} if refusal else {}
        return {"file": str(report.file), "accepted": False, **said}
    found = report.found
    return {
        "file": str(report.file),
        "accepted": True,
        "kind": found.kind.value,
        "extension": found.extension,
        "size": found.size,
        "sha256": found.sha256,
        "slides": found.slides,
        "notes": [{"code": note.code, "sentence": note.sentence, "part": note.part} for note in found.notes],
        "lost": list(report.lost),
        "hidden": _hidden(report),
        "accessibility": _accessibility(report),
    }


def _hidden(report: FileReport) -> list[dict[str, Any]] | None:
    if report.hidden is None:
        return None
    return [
        {"code": item.code, "sentence": item.sentence, "slide": item.slide, "count": item.count}
        for item in report.hidden.items
    ]


def _accessibility(report: FileReport) -> dict[str, Any] | None:
    if report.accessibility is None:
        return None
    problems = [
        {"slide": one.slide, "code": one.code, "sentence": one.sentence, "weight": int(one.weight)}
        for one in report.accessibility.problems
    ]
    return {"status": report.accessibility.status.value, "problems": problems}


def as_text(report: FileReport) -> str:
    """The report as a line a person reads, with a further line for each thing noted."""
    if report.refusal or report.found is None:
        sentence, part = (report.refusal.sentence, report.refusal.part) if report.refusal else ("", "")
        return f"{report.file}: refused. {sentence}{f' ({part})' if part else ''}"
    found = report.found
    slides = "" if found.slides is None else f", slides: {found.slides}"
    lines = [f"{report.file}: accepted. {found.kind.value}, {found.size:,} bytes{slides}"]
    lines += [f"  {note.sentence} ({note.part or 'whole file'})" for note in found.notes]
    lines += [f"  {sentence}" for sentence in report.lost]
    if report.hidden is not None:
        lines.append("  Hidden in it:" if report.hidden else "  Nothing is hidden in it.")
        lines += [f"    {item.sentence}{_where(item.slide, item.count)}" for item in report.hidden.items]
    if report.accessibility is not None:
        lines.append(f"  Accessibility: {report.accessibility.status.value.replace('_', ' ')}.")
        lines += [f"    {problem.sentence}" for problem in report.accessibility.problems]
    return "\n".join(lines)


def _where(slide: int | None, count: int) -> str:
    said = [f"slide {slide}"] if slide else []
    said += [f"{count} times"] if count > 1 else []
    return f" ({', '.join(said)})" if said else ""
