"""A file in, its columns and rows out: through the gate first, whatever it calls itself."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from media.opc.gate import inspect, refusing
from media.opc.kinds import FileKind
from media.opc.limits import MIB, Limits
from media.opc.package import Package
from media.opc.refusals import NotAllowed
from training.imports.cells import SheetNotRead, SheetRow
from training.imports.columns import HEADING_ROWS, Columns, known_fields, matched, missing
from training.imports.delimited import read_delimited
from training.imports.workbook import Workbook

LIMITS: Final = Limits(upload_bytes=20 * MIB, xml_part_bytes=256 * MIB)
"""A sheet of 10,000 rows and 200 columns unpacks to some 100 MB, which stream through."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: its columns, and the rows below the headings, to be gone through once."""

    columns: Columns
    rows: Iterator[SheetRow]
    sheet: str
    """The name of the sheet in a workbook; blank for a CSV."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets of a file that the gate let in. A CSV has one, without a name."""

    names: list[str]
    rows: Callable[[str], Iterator[SheetRow]]
    is_workbook: bool

    def title(self, sheet: str) -> str:
        """What to call a sheet; blank for that of a CSV."""
        return sheet or (_("Sheet without a name") if self.is_workbook else "")


def open_sheets(file: BinaryIO, name: str) -> Sheets:
    """The file's sheets, to be read when asked for.

    Raises:
        FileRefused: the gate does not let it in: too large, damaged, not what its name says.
        SheetNotRead: it is let in, and there is no sheet in it.
    """
    try:
        found = inspect(file, name=_known_name(name), limits=LIMITS, allowed={FileKind.XLSX, FileKind.TEXT})
    except NotAllowed as error:
        raise SheetNotRead(
            _("This is %(what)s, which cannot be imported. Save it as CSV, as an Excel workbook (.xlsx), or as iCal.")
            % {"what": error.found.described}
        ) from error
    if found.kind is FileKind.TEXT:
        return Sheets([""], lambda _sheet: _guarded(read_delimited(_whole(file))), is_workbook=False)
    with refusing():
        book = Workbook(Package(file, LIMITS))
    if not book.sheets:
        raise SheetNotRead(_("There is no sheet in this workbook."))
    return Sheets(book.sheets, lambda sheet: _guarded(book.rows(sheet)), is_workbook=True)


def read_table(file: BinaryIO, name: str) -> Table:
    """The first table in the file that has the needed headings.

    Raises:
        FileRefused: the gate does not let it in: too large, damaged, not what its name says.
        SheetNotRead: it is let in, and no attendance can be read from it.
    """
    sheets = open_sheets(file, name)
    closest: SheetNotRead | None = None
    for sheet in sheets.names:
        try:
            return _table(sheets.rows(sheet), sheets.title(sheet))
        except NoHeadings as error:
            closest = closest if closest is not None else error
    raise closest or SheetNotRead(_("There is no sheet in this workbook."))


def _whole(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()


class NoHeadings(SheetNotRead):
    """No row has all that is needed."""

    def __init__(self, closest: set[str]) -> None:
        sentence = _(
            "No row of headings was found. There must be columns for an event or course, a date, an agency, "
            "and at least one figure (came, booked …) or a state."
        )
        if closest:
            sentence += " " + _("Not found: %(missing)s.") % {"missing": "; ".join(missing(closest))}
        super().__init__(sentence)


def _table(rows: Iterator[SheetRow], sheet: str) -> Table:
    closest = set[str]()
    for row in rows:
        if columns := matched(row.cells, row.number):
            return Table(columns, rows, sheet)
        closest = max(closest, known_fields(row.cells), key=len)
        if row.number > HEADING_ROWS:
            break
    raise NoHeadings(closest)


def _guarded(rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
    with refusing():
        yield from rows


def _known_name(name: str) -> str:
    """A name with an ending the gate knows: tabs make a text file too."""
    path = Path(name)
    return str(path.with_suffix(".txt")) if path.suffix.casefold() in (".tsv", ".tab") else name
