"""`manage.py clean_file IN OUT`: the clean copy of a file, and what was left out of it."""

import json
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from media.decks.cleaning.clean import clean_deck
from media.decks.legacy import to_pptx
from media.opc.compound import compound_content
from media.opc.gate import inspect
from media.opc.hidden_items import CleaningReport, HiddenItem
from media.opc.kinds import FileKind
from media.opc.refusals import CannotBeOpened, FileRefused, Macros, NotAllowed, RunsPrograms
from media.opc.sniff import sniff
from media.pdf.cleaning import clean_pdf
from media.word.cleaning import clean_document

CLEANABLE = frozenset({FileKind.PPTX, FileKind.DOCX, FileKind.PDF})


class Command(BaseCommand):
    help = (
        "Write a copy of a deck, a Word document or a PDF that holds what its readers see, and say what was left out. "
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
            report = clean_file(
                source,
                out,
                keep_notes=options["keep_notes"],
                keep_hidden_slides=options["keep_hidden_slides"],
                title=options["title"],
            )
        except FileRefused as refusal:
            where = f" ({refusal.part})" if refusal.part else ""
            raise CommandError(f"{source}: refused. {refusal.sentence}{where}", returncode=1) from refusal
        self.stdout.write(as_json_text(report) if as_json else as_text(source, report))


def clean_file(source: Path, out: Path, *, keep_notes: bool, keep_hidden_slides: bool, title: str) -> CleaningReport:
    """Write the clean copy of a file of any kind that can be cleaned. Raises FileRefused."""
    if not source.is_file():
        raise CannotBeOpened
    with source.open("rb") as file:
        kind = sniff(file)
        is_old_deck = kind is FileKind.LEGACY_OFFICE and compound_content(file) == "ppt"
    if is_old_deck:
        with tempfile.TemporaryDirectory() as folder:
            converted = Path(folder) / "deck.pptx"
            to_pptx(source, converted)
            return clean_deck(converted, out, keep_notes=keep_notes, keep_hidden_slides=keep_hidden_slides, title=title)
    with suppress(Macros, RunsPrograms):  # what runs is not copied
        inspect(source, allowed=CLEANABLE)
    if kind is FileKind.PPTX:
        return clean_deck(source, out, keep_notes=keep_notes, keep_hidden_slides=keep_hidden_slides, title=title)
    if kind is FileKind.DOCX:
        return clean_document(source, out, title=title)
    if kind is FileKind.PDF:
        return clean_pdf(source, out, title=title)
    raise NotAllowed(found=kind, allowed=CLEANABLE)


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
