"""`manage.py clean_file IN OUT`: the clean copy of a file, and what was left out of it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from media.domain.limits import limits
from media.opc.child import in_child
from media.opc.hidden_items import CleaningReport, HiddenItem
from media.opc.refusals import FileRefused

SECONDS = 600.0


class Command(BaseCommand):
    help = (
        "Write a copy of a deck, a Word document, a PDF, a picture or a recording that holds what people see and hear, and "
        "say what was left out. "
        "If the file is refused, or a second search still finds something hidden, there is no copy and the exit code is 1."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="IN", type=Path)
        parser.add_argument("out", metavar="OUT", type=Path)
        parser.add_argument("--keep-notes", action="store_true", help="keep speaker notes; they are left out otherwise")
        parser.add_argument(
            "--keep-hidden-slides", action="store_true", help="keep hidden slides; they are left out otherwise"
        )
        parser.add_argument(
            "--title", default="", help="what the copy's properties say as its title; nothing otherwise"
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="the report as JSON")

    def handle(self, *, source: Path, out: Path, as_json: bool, **options: Any) -> None:
        if out.exists() and source.exists() and out.samefile(source):
            raise CommandError("IN and OUT are the same file. Choose another name for the copy.", returncode=1)
        out.unlink(missing_ok=True)
        try:
            report = in_child(
                "media.cleaning:clean_file",
                *(source, out),
                limits=limits(),
                seconds=SECONDS,
                keep_notes=options["keep_notes"],
                keep_hidden_slides=options["keep_hidden_slides"],
                title=options["title"],
            )
        except FileRefused as refusal:
            where = f" ({refusal.part})" if refusal.part else ""
            raise CommandError(f"{source}: refused. {refusal.sentence}{where}", returncode=1) from refusal
        self.stdout.write(as_json_text(report) if as_json else as_text(source, report))


def as_text(source: Path, report: CleaningReport) -> str:
    """The report as a person reads it: a line for each thing."""
    lines = [f"{source}: cleaned, {report.size:,} bytes."]
    lines += ["Left out:", *_listed(report.removed)] if report.removed else ["There was nothing to leave out."]
    if report.kept:
        lines += ["Still in it:", *_listed(report.kept)]
    return "\n".join(lines)


def as_json_text(report: CleaningReport) -> str:
    """The report as JSON: removed and kept, each a list of objects; size and sha256 of the copy."""

    def plain(items: Iterable[HiddenItem]) -> list[dict[str, Any]]:
        return [{"code": one.code, "sentence": one.sentence, "slide": one.slide, "count": one.count} for one in items]

    told = {"removed": plain(report.removed), "kept": plain(report.kept), "size": report.size, "sha256": report.sha256}
    return json.dumps(told, indent=2, ensure_ascii=False)


def _listed(items: Iterable[HiddenItem]) -> list[str]:
    lines: dict[str, list[HiddenItem]] = {}
    for item in items:
        lines.setdefault(item.sentence, []).append(item)
    return [f"  {sentence}{_places(found)}" for sentence, found in lines.items()]


def _places(found: list[HiddenItem]) -> str:
    slides = [str(item.slide) for item in found if item.slide is not None]
    count = sum(item.count for item in found)
    times = f" ({count} times)" if count > 1 else ""
    named = ", ".join(slides[:10]) + (" and others" if len(slides) > 10 else "")
    return f"{times} Slide{'s' if len(slides) > 1 else ''} {named}." if slides else times
