"""Workbooks on the import pages: sheets to choose from, merged cells, and one that unpacks to far too much."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from training.models import AttendanceImport

from .conftest import GOOD, HEADINGS

pytestmark = pytest.mark.django_db


def workbook(sheets, merged=()):
    book, held = Workbook(), io.BytesIO()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
    book.save(held)
    return held.getvalue()


def test_the_sheet_with_the_most_known_headings_is_chosen_and_another_can_be(desk):
    content = workbook({"Notes": [["Read me first"]], "Returns": [HEADINGS, GOOD], "Old": [["A", "B", "C"], [1, 2, 3]]})

    one = desk.upload(name="a.xlsx", content=content)

    address = f"/training/imports/{one.pk}/columns/"
    chosen, other = desk.client.get(address), desk.client.get(address, {"sheet": "Old", "row": "1"})
    assert chosen.context["layout"].sheet == "Returns"
    assert [column.heading for column in other.context["layout"].columns] == ["A", "B", "C"]


def test_merged_cells_are_told_and_the_file_is_read_as_it_was_chosen(desk):
    rows = [["Attendance 2025"], HEADINGS, GOOD, [None, None, "The Police", 3, None]]
    one = desk.upload(name="a.xlsx", content=workbook({"Returns": rows}, merged=["A1:E1", "A3:A4", "B3:B4", "E3:E4"]))

    desk.match(one, row=2, sheet="Returns")

    page = desk.look(one)
    assert page.count("“Came” is one figure for several rows (merged cells).") == 2


def test_a_workbook_that_unpacks_to_far_too_much_is_refused(desk):
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook({"Returns": [HEADINGS, GOOD]}))) as whole,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as bomb,
    ):
        for name in whole.namelist():
            content = whole.read(name)
            bomb.writestr(name, content.replace(b"<sheetData>", b"<sheetData>" + b" " * (30 << 20)))

    response = desk.upload(name="a.xlsx", content=held.getvalue())

    assert "This file unpacks to far more than it should" in response.content.decode()
    assert not AttendanceImport.objects.exists()
