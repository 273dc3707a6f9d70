"""A partnership with its own agencies, and files made for the test."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from tests.factories.learning import AgencyFactory

HEADINGS = ["Event", "Date", "Agency", "Booked", "Came"]


@pytest.fixture
def police(partnership):
    return AgencyFactory(name="Exampleshire Police", partnerships=[partnership])


@pytest.fixture
def nhs(partnership):
    return AgencyFactory(name="Children's Services & Health", partnerships=[partnership])


@pytest.fixture
def csv_file(tmp_path):
    """Writes rows below the usual headings as a CSV file."""

    def write(*rows, headings=HEADINGS, delimiter=",", encoding="utf-8", name="attendance.csv"):
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows([headings, *rows] if headings else rows)
        path = tmp_path / name
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return write


@pytest.fixture
def xlsx_file(tmp_path):
    """Writes a workbook; `sheets` are their rows by name, `merged` ranges of the last of them."""

    def write(sheets, merged=(), name="attendance.xlsx"):
        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


class Answer:
    """What the command said: `told` are its values, `error` its last sentence, blank if all went well."""

    def __init__(self, path: Path, partnership, **options):
        out, self.error = io.StringIO(), ""
        try:
            call_command("import_attendance", path, partnership=partnership.slug, json=True, stdout=out, **options)
        except CommandError as error:
            self.error = str(error)
        self.told = json.loads(out.getvalue()) if out.getvalue() else {}

    @property
    def actions(self):
        return [(row["row"], row["action"]) for row in self.told["rows"]]

    @property
    def why(self):
        return [" ".join(row["errors"]) for row in self.told["rows"]]

    @property
    def notes(self):
        return [" ".join(row["notes"]) for row in self.told["rows"]]


@pytest.fixture
def run(partnership):
    """Imports a file."""
    return lambda path, **options: Answer(path, partnership, **options)
