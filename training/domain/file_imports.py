"""A file of past attendance, from its upload to the moment somebody says "import"."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, cast
from uuid import uuid4

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from learning.models import Agency, Partnership
from media.domain.files import delete_after_commit
from training.domain.agency_names import remember_name
from training.domain.running_imports import opened, plan_of
from training.enums import ImportState
from training.imports import progress
from training.imports.calendars import is_calendar, read_calendar
from training.imports.cells import folded
from training.imports.errors import ImportNotOpen, NothingToImport, RowsInError
from training.imports.layout import Layout, look
from training.imports.lines import counted, kept_line
from training.models import AttendanceImport, ImportMapping
from training.tasks import import_file

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

KEEP_FILES_DAYS = 30
OPEN = frozenset({ImportState.UPLOADED, ImportState.FAILED})
_CHUNK = 1024 * 1024


def take_in(partnership: Partnership, upload: "File[bytes]", *, by: "AbstractBaseUser") -> AttendanceImport:
    """Keeps a file that can be read. The same file sent twice by one person, and not yet imported, is kept once.

    Files of imports that have been over for a month go: they may hold more than figures.

    Raises FileRefused, SheetNotRead: it cannot be read; nothing is kept.
    """
    name = PurePath((upload.name or "").replace("\\", "/")).name[-255:]
    mapping: dict[str, Any] = {}
    if is_calendar(name):
        read_calendar(upload)
        mapping = {"calendar": True}
    else:
        look(cast(BinaryIO, upload), name)
    digest = _sha256(upload)
    with transaction.atomic():
        Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
        same = AttendanceImport.objects.filter(
            partnership=partnership, sha256=digest, state=ImportState.UPLOADED, uploaded_by_id=by.pk
        )
        if found := same.first():
            return found
        _forget_old_files(partnership)
        kept = AttendanceImport(partnership=partnership, name=name, sha256=digest, mapping=mapping)
        kept.uploaded_by_id = by.pk
        upload.seek(0)
        kept.file.save(f"{uuid4()}{PurePath(name).suffix.casefold()[:10]}", upload)
    return kept


def layout_of(one: AttendanceImport, *, sheet: str | None = None, row: int | None = None) -> Layout:
    """What its file looks like, with the columns as somebody matched the same headings before.

    Raises FileRefused, SheetNotRead, FileNotFoundError: it cannot be read any more.
    """
    known = ImportMapping.objects.filter(partnership=one.partnership_id)
    remembered = dict(known.values_list("headings_mark", "mapping"))
    with opened(one) as file:
        return look(cast(BinaryIO, file), one.name, sheet=sheet, row=row, remembered=remembered)


def match_columns(one: AttendanceImport, said: Mapping[str, Any]) -> AttendanceImport:
    """Keeps which column is which (`sheet`, `row`, `columns`, `mark`), for the next file with the same headings too.

    Raises:
        ImportNotOpen: it is imported already, or being imported.
        FileRefused, SheetNotRead, FileNotFoundError: it cannot be read so; nothing is kept.
    """
    one = look_through(one, **said)
    if said.get("mark"):
        ImportMapping.objects.update_or_create(
            partnership=one.partnership, headings_mark=said["mark"], defaults={"mapping": said["columns"]}
        )
    return one


def look_through(one: AttendanceImport, **said: Any) -> AttendanceImport:
    """Says anew of each row what it would do. `said` is what else the person says: `more_than_the_room`.

    Nothing is locked while the file is read; the import compares once more.

    Raises ImportNotOpen, FileRefused, SheetNotRead, FileNotFoundError: as `match_columns`.
    """
    with transaction.atomic():
        looked = _open(one)
    looked.mapping = {**looked.mapping, **said}
    plan = plan_of(looked)
    with transaction.atomic():
        one = _open(one)
        one.lines, one.rows_in_all = [kept_line(row) for row in plan.rows], len(plan.rows)
        one.mapping = {**looked.mapping, "headings": plan.columns.headings, "unread": plan.columns.unread}
        one.state, one.problem = ImportState.UPLOADED, ""
        one.save()
    return one


def name_agencies(
    one: AttendanceImport, said: Mapping[str, Agency | None], *, by: "AbstractBaseUser"
) -> AttendanceImport:
    """Says who is meant by names that the file has: an agency, remembered from then on; None leaves their rows out.

    Raises:
        AgencyNotHere: an agency is another partnership's; nothing is kept.
        ImportNotOpen: as `match_columns`; nothing is kept.
        FileRefused, SheetNotRead, FileNotFoundError: the file cannot be read any more; the names are kept.
    """
    with transaction.atomic():
        one = _open(one)
        left_out = set(one.mapping.get("left_out", ()))
        for name, agency in said.items():
            if agency is None:
                left_out.add(folded(name))
                continue
            remember_name(one.partnership, name, agency, by=by)
    return look_through(one, left_out=sorted(left_out))


def start_import(one: AttendanceImport, *, by: "AbstractBaseUser", keep_back: bool = False) -> AttendanceImport:
    """Has it imported in the background. `keep_back`: the rows in error are kept back, to be mended.

    Raises:
        ImportNotOpen: it was started before; that one goes on.
        NothingToImport: no row would change anything.
        RowsInError: some rows are in error, and nobody said that they are to be kept back.
    """
    with transaction.atomic():
        one = _open(one)
        counts = counted(one.lines)
        if not counts.get("new") and not counts.get("update"):
            raise NothingToImport
        if counts.get("error") and not keep_back:
            raise RowsInError(counts["error"])
        one.state, one.problem, one.rows_done = ImportState.WAITING, "", 0
        one.save()
        progress.tell(one.pk, 0, one.rows_in_all)
        transaction.on_commit(lambda: import_file.enqueue(one.pk, by.pk))
    return one


def discard(one: AttendanceImport, *, by: "AbstractBaseUser") -> None:
    """Forgets a file that was never imported. Raises ImportNotOpen."""
    with transaction.atomic():
        one = _open(one)
        log(instance=one, action="training.import_discarded", user=by, deleted=True)
        delete_after_commit(one.file)
        one.delete()


def is_stuck(one: AttendanceImport) -> bool:
    """Whether whoever was importing it has not been heard of for long: it may be started again."""
    told = progress.heard(one.pk)
    return one.state in (ImportState.WAITING, ImportState.RUNNING) and (told is None or told.is_silent)


def _open(one: AttendanceImport) -> AttendanceImport:
    locked = AttendanceImport.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=one.pk)
    if locked.state not in OPEN and not is_stuck(locked):
        raise ImportNotOpen(locked)
    return locked


def _forget_old_files(partnership: Partnership) -> None:
    before = timezone.now() - timedelta(days=KEEP_FILES_DAYS)
    old = AttendanceImport.objects.filter(partnership=partnership, uploaded_at__lt=before).exclude(file="")
    for one in old.only("file"):
        delete_after_commit(one.file)
        AttendanceImport.objects.filter(pk=one.pk).update(file="")


def _sha256(file: "File[bytes]") -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
