"""`manage.py inspect_file FILE...`: what the gate says of each file."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from media.opc.gate import inspect
from media.opc.refusals import FileRefused


class Command(BaseCommand):
    help = "Say of each file whether it may be uploaded, and if not why. Exits with 1 if any is refused."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", dest="as_json", help="a JSON list, one object a file")

    def handle(self, *, files: list[Path], as_json: bool, **options: Any) -> None:
        reports = [report_on(file) for file in files]
        if as_json:
            self.stdout.write(json.dumps(reports, indent=2, ensure_ascii=False))
        else:
            for report in reports:
                self.stdout.write(as_text(report))
        refused = sum(1 for report in reports if not report["accepted"])
        if refused:
            raise CommandError(f"{refused} of {len(reports)} refused.", returncode=1)


def report_on(file: Path) -> dict[str, Any]:
    """What the gate says of one file, as plain values."""
    try:
        found = inspect(file, takes_macro_decks=True)
    except FileRefused as refusal:
        return {
            "file": str(file),
            "accepted": False,
            "code": refusal.code,
            "sentence": refusal.sentence,
            "part": refusal.part,
        }
    return {
        "file": str(file),
        "accepted": True,
        "kind": found.kind.value,
        "extension": found.extension,
        "size": found.size,
        "sha256": found.sha256,
        "slides": found.slides,
        "notes": [{"code": note.code, "sentence": note.sentence, "part": note.part} for note in found.notes],
    }


def as_text(report: dict[str, Any]) -> str:
    """The report as a line a person reads, with a further line for each thing noted."""
    if not report["accepted"]:
        where = f" ({report['part']})" if report["part"] else ""
        return f"{report['file']}: refused. {report['sentence']}{where}"
    slides = "" if report["slides"] is None else f", slides: {report['slides']}"
    line = f"{report['file']}: accepted. {report['kind']}, {report['size']:,} bytes{slides}"
    return "\n".join([line, *(f"  {note['sentence']} ({note['part'] or 'whole file'})" for note in report["notes"])])
