"""Importing a file in the background: all of it or nothing, with its progress told as it goes."""

import logging
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.models import Partnership
from media.domain.files import delete_after_commit
from media.opc.refusals import FileRefused
from training.enums import ImportState
from training.errors import TrainingError
from training.imports import progress
from training.imports.apply import Made, carry_out
from training.imports.calendars import NO_COLUMNS, calendar_rows, planned_calendar, read_calendar
from training.imports.cells import SheetNotRead
from training.imports.columns import Columns
from training.imports.layout import read_chosen
from training.imports.lines import Kept, counted, kept_line, mark_of
from training.imports.plan import Plan, planned, rows_of
from training.imports.rows import KeptReturn, PlannedRow
from training.models import AttendanceImport
from training.validators import COUNT_FIELDS

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

logger = logging.getLogger(__name__)


class LooksDifferentNow(Exception):
    """The rows would do something else than what the person was shown. `lines` is what they would do."""

    def __init__(self, lines: list[Kept]) -> None:
        self.lines = lines


def run_import(number: int, *, by: "AbstractBaseUser | None") -> None:
    """Imports what waits under that number. Whatever stands in the way is kept as a sentence, and nothing else is.

    What has been started, is done or is gone is left alone, so that no number of these does it twice.
    """
    with transaction.atomic():
        waiting = AttendanceImport.objects.select_for_update(of=("self",)).select_related("partnership")
        one = waiting.filter(pk=number, state=ImportState.WAITING).first()
        if one is None:
            return
        one.state = ImportState.RUNNING
        one.save(update_fields=["state"])
    try:
        _run(one, by)
    except LooksDifferentNow as changed:
        _look_again(one, changed.lines)
    except (FileRefused, SheetNotRead, TrainingError) as error:
        _fail(one, str(error))
    except FileNotFoundError:
        _fail(one, gone())
    except Exception:
        logger.exception("Import %s of attendance failed.", number)
        _fail(one, _("Something went wrong here, and it has been written down for whoever looks after the server."))
    finally:
        progress.forget(number)


def plan_of(one: AttendanceImport, tell: progress.Teller = progress.silent) -> Plan:
    """What importing the file would do now, as its columns were matched and what else was said of it.

    Raises FileRefused, SheetNotRead, FileNotFoundError: it cannot be read.
    """
    rows, columns = _rows_of(one, tell)
    return _planned(one, rows, columns)


def opened(one: AttendanceImport) -> "File[Any]":
    """Its file, to be read. Raises FileNotFoundError: it is not kept any more."""
    if not one.file:
        raise FileNotFoundError(one.name)
    return one.file.storage.open(one.file.name or "", "rb")


def _rows_of(one: AttendanceImport, tell: progress.Teller) -> tuple[list[PlannedRow], Columns]:
    said, today = one.mapping, timezone.localdate()
    with opened(one) as kept:
        file = cast(BinaryIO, kept)  # which it is, to all who read it
        if said.get("calendar"):
            return calendar_rows(read_calendar(file), timezone.now()), NO_COLUMNS
        table = read_chosen(
            file, one.name, sheet=said.get("sheet", ""), row=said.get("row", 0), places=said.get("columns", {})
        )
        rows = rows_of(table, one.partnership, today, left_out=said.get("left_out", ()), tell=tell)
        return rows, table.columns


def _planned(one: AttendanceImport, rows: list[PlannedRow], columns: Columns) -> Plan:
    if one.mapping.get("calendar"):
        return planned_calendar(rows, one.partnership)
    more = bool(one.mapping.get("more_than_the_room"))
    return planned(rows, columns, one.partnership, more_than_the_room=more, today=timezone.localdate())


def _run(one: AttendanceImport, by: "AbstractBaseUser | None") -> None:
    """Reads before anything is locked; plans and writes under the lock of the partnership."""
    rows, columns = _rows_of(one, lambda done: progress.tell(one.pk, done, one.rows_in_all))
    with transaction.atomic():
        Partnership.objects.select_for_update(no_key=True).get(pk=one.partnership_id)
        if not AttendanceImport.objects.filter(pk=one.pk, state=ImportState.RUNNING).exists():
            return  # another was quicker
        plan = _planned(one, rows, columns)
        lines = [kept_line(row) for row in plan.rows]
        if mark_of(lines) != mark_of(one.lines):
            raise LooksDifferentNow(lines)
        written = sum(counted(lines).get(code, 0) for code in ("new", "update"))
        made = carry_out(
            plan, by=by, source=one.name, tell=lambda done: progress.tell(one.pk, done, written, is_writing=True)
        )
        _finish(one, lines, made, written)


def note_import(plan: Plan, made: Made, *, name: str, by: "AbstractBaseUser | None") -> AttendanceImport | None:
    """Keeps what an import from the command line did, as that of a page is kept: to be read, and taken back as a whole.

    In the transaction that wrote it. `name` is the file's; the file itself is not kept. None where nothing was written.
    """
    if not made.events and not made.rows:
        return None
    one = AttendanceImport(partnership=plan.partnership, name=name[-255:], rows_in_all=len(plan.rows))
    one.uploaded_by_id = by.pk if by else None
    one.mapping = {"headings": plan.columns.headings, "unread": plan.columns.unread}
    if plan.columns is NO_COLUMNS:
        one.mapping["calendar"] = True  # so that its events are known again where they have moved since
    lines = [kept_line(row) for row in plan.rows]
    _say_done(one, lines, made, sum(counted(lines).get(code, 0) for code in ("new", "update")))
    one.save()
    return one


def _say_done(one: AttendanceImport, lines: list[Kept], made: Made, written: int) -> None:
    events = {row.number: event for event, row in made.rows}
    for kept in lines:
        if kept["n"] in events:
            kept["e"] = events[kept["n"]]
    one.lines, one.made, one.rows_done = lines, made_said(made), written
    one.state, one.problem, one.finished_at = ImportState.DONE, "", timezone.now()


def _finish(one: AttendanceImport, lines: list[Kept], made: Made, written: int) -> None:
    _say_done(one, lines, made, written)
    if not counted(lines).get("error"):
        delete_after_commit(one.file)
        one.file = ""
    one.save()


def made_said(made: Made) -> dict[str, Any]:
    """What taking it back needs. A row is its number, event, agency, what was said and what was said before, or null."""
    return {
        "events": made.events,
        "rows": [
            [row.number, event, row.agency.pk, _said(row), _before(row.before)]
            for event, row in made.rows
            if row.agency
        ],
        "uids": {row.uid: event for event, row in made.rows if row.uid},
    }


def _said(row: PlannedRow) -> list[Any]:
    return [str(row.state), *(getattr(row.counts, name) for name in COUNT_FIELDS)]


def _before(before: KeptReturn | None) -> list[Any] | None:
    if before is None:
        return None
    at = before.recorded_at.isoformat() if before.recorded_at else None
    figures = [getattr(before.counts, name) for name in COUNT_FIELDS]
    return [str(before.state), *figures, before.how, at, before.recorded_by]


def gone() -> str:
    """What is said when the file of an import is no longer kept."""
    return _("The file is no longer kept: it goes a month after its upload. Upload it again.")


def _fail(one: AttendanceImport, problem: str) -> None:
    AttendanceImport.objects.filter(pk=one.pk, state=ImportState.RUNNING).update(
        state=ImportState.FAILED, problem=problem, finished_at=timezone.now()
    )


def _look_again(one: AttendanceImport, lines: list[Kept]) -> None:
    AttendanceImport.objects.filter(pk=one.pk, state=ImportState.RUNNING).update(
        state=ImportState.UPLOADED,
        lines=lines,
        problem=_(
            "Nothing was written: since you looked at the rows, something has changed here, and some of them would now "
            "do something else. They are as they would be now. Look at them again, then import."
        ),
    )
