"""Past attendance from a spreadsheet: a line for each row, and nothing half-done."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from learning.models import Partnership
from media.opc.refusals import FileRefused
from training.domain.running_imports import note_import
from training.errors import TrainingError
from training.exports.coverage_csv import BYTE_ORDER_MARK
from training.imports.apply import carry_out
from training.imports.calendars import NO_COLUMNS, calendar_rows, is_calendar, planned_calendar, read_calendar
from training.imports.cells import SheetNotRead
from training.imports.columns import Columns
from training.imports.plan import Plan, planned, rows_of
from training.imports.reading import read_table
from training.imports.rows import WRITTEN, PlannedRow
from training.imports.telling import as_line, as_values, summary, write_rejected
from training.models import AttendanceImport


class Command(BaseCommand):
    help = (
        "Imports past events and who came, from a CSV, XLSX or iCal file: a line for each row, and nothing half-done."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            metavar="FILE",
            type=Path,
            help="a CSV or XLSX file with a row an event and agency, or a calendar (.ics)",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what each row would do, and write nothing")
        parser.add_argument("--partnership", metavar="SLUG", help="whose events; needed where there are several")
        parser.add_argument("--json", action="store_true", help="for programs")
        parser.add_argument("--skip-errors", action="store_true", help="import the good rows and keep back the others")
        parser.add_argument("--rejected", metavar="FILE", type=Path, help="where rows kept back go, with why")
        parser.add_argument("--more-than-the-room", action="store_true", help="yes, more came than a room holds")
        parser.add_argument("--by", metavar="EMAIL", help="whose account the log is to name")

    def handle(self, *args: Any, **options: Any) -> None:
        partnership, by = _partnership(options["partnership"]), _account(options["by"])
        rejected = _rejected_file(options)
        kept: AttendanceImport | None = None
        try:
            rows, columns = _read(options["file"], partnership)
            with transaction.atomic():
                plan = _plan(rows, columns, partnership, options["more_than_the_room"])
                is_written = not options["dry_run"] and (options["skip_errors"] or not plan.errors)
                if is_written:
                    made = carry_out(plan, by=by, source=options["file"].name)
                    kept = note_import(plan, made, name=options["file"].name, by=by)
                is_kept_back = bool(plan.errors) and rejected is not None and (is_written or options["dry_run"])
                if is_kept_back and rejected:
                    _keep_back(plan, rejected)
        except (FileRefused, SheetNotRead, TrainingError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename or options['file']}: {error.strerror}.") from error
        self._tell(plan, is_written, rejected if is_kept_back else None, kept, options)

    def _tell(
        self,
        plan: Plan,
        is_written: bool,
        rejected: Path | None,
        kept: AttendanceImport | None,
        options: dict[str, Any],
    ) -> None:
        if options["json"]:
            values = _values(plan, is_written, rejected) | {"import": kept.pk if kept else None}
            self.stdout.write(json.dumps(values, indent=2, ensure_ascii=False))
        else:
            for row in plan.rows:
                self.stdout.write(as_line(row))
            self.stdout.write(summary(plan))
            if rejected:
                self.stdout.write(f"The rows in error are in {rejected}.")
            self.stdout.write(_outcome(plan, is_written, options["dry_run"]))
            if kept:
                self.stdout.write(f"To take it back: {reverse('import', args=[kept.pk])} on the site.")
        if plan.errors:
            raise CommandError(f"{len(plan.errors)} of {len(plan.rows)} rows in error.", returncode=1)


def _read(file: Path, partnership: Partnership) -> tuple[list[PlannedRow], Columns]:
    with file.open("rb") as stream:
        if is_calendar(file.name):
            return calendar_rows(read_calendar(stream), timezone.now()), NO_COLUMNS
        table = read_table(stream, file.name)
        return rows_of(table, partnership, timezone.localdate()), table.columns


def _plan(rows: list[PlannedRow], columns: Columns, partnership: Partnership, more_than_the_room: bool) -> Plan:
    """Locks the partnership, so that of two imports at once the second sees what the first has done."""
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    if columns is NO_COLUMNS:
        return planned_calendar(rows, partnership)
    return planned(rows, columns, partnership, more_than_the_room=more_than_the_room, today=timezone.localdate())


def _partnership(slug: str | None) -> Partnership:
    known = list(Partnership.objects.with_site())
    found = list(Partnership.objects.filter(slug=slug)) if slug else known
    if len(found) == 1:
        return found[0]
    slugs = ", ".join(one.slug for one in known) or "none yet"
    said = f"There is no partnership “{slug}”." if slug else "Say whose events these are with --partnership."
    raise CommandError(f"{said} Those with a site here: {slugs}.")


def _account(email: str | None) -> Any:
    if not email:
        return None
    account = get_user_model().objects.filter(email__iexact=email).first()
    if account is None:
        raise CommandError(f"There is no account “{email}”.")
    return account


def _rejected_file(options: dict[str, Any]) -> Path | None:
    """Where rows in error go: the file named, or one beside that of the import if they are skipped."""
    file: Path = options["file"]
    named: Path | None = options["rejected"]
    beside = file.with_name(f"{file.stem}-rejected.csv") if options["skip_errors"] and not options["dry_run"] else None
    chosen = named or beside
    if chosen and chosen.exists():
        raise CommandError(f"{chosen} is there already. Name another file with --rejected.")
    return chosen


def _keep_back(plan: Plan, file: Path) -> None:
    """Inside the transaction: if the file cannot be written, nothing is imported."""
    with file.open("x", encoding="utf-8", newline="") as stream:
        stream.write(BYTE_ORDER_MARK)
        write_rejected(plan, stream)


def _values(plan: Plan, is_written: bool, rejected: Path | None) -> dict[str, Any]:
    return {
        "partnership": plan.partnership.slug,
        "written": is_written,
        "columns": plan.columns.headings,
        "columns_not_read": plan.columns.unread,
        "counted": {str(action): number for action, number in sorted(plan.counted.items())},
        "rejected": str(rejected) if rejected else None,
        "rows": [as_values(row) for row in plan.rows],
    }


def _outcome(plan: Plan, is_written: bool, is_dry_run: bool) -> str:
    if is_dry_run:
        return "A dry run: nothing was written."
    if is_written and not any(plan.counted[action] for action in WRITTEN):
        return "There was nothing to write."
    return "Written." if is_written else "Nothing was written: mend the rows in error, or import with --skip-errors."
