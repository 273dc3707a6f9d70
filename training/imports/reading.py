"""A file in, its columns and rows out: through the gate first, whatever it calls itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from media.opc.gate import inspect, refusing
from media.opc.kinds import FileKind
from media.opc.limits import MIB, Limits
from media.opc.package import Package
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


def read_table(file: BinaryIO, name: str) -> Table:
    """The first table in the file that has the needed headings.

    Raises:
        FileRefused: the gate does not let it in: too large, damaged, not what its name says.
        SheetNotRead: it is let in, and no attendance can be read from it.
    """
    found = inspect(file, name=_known_name(name), limits=LIMITS, allowed={FileKind.XLSX, FileKind.TEXT})
    if found.kind is FileKind.TEXT:
        return _table(read_delimited(file.read()), "")
    with refusing():
        book = Workbook(Package(file, LIMITS))
    closest: SheetNotRead | None = None
    for sheet in book.sheets:
        try:
            return _table(book.rows(sheet), sheet)
        except NoHeadings as error:
            closest = closest if closest is not None else error
    raise closest or SheetNotRead(_("There is no sheet in this workbook."))


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


def _table(rows: Iterable[SheetRow], sheet: str) -> Table:
    rows, closest = _guarded(rows), set[str]()
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
