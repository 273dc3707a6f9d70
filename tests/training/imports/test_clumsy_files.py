"""Files as people and programs leave them: what they hold is read, or a sentence says where it is not."""

import zipfile

import pytest

from tests.training.imports.conftest import HEADINGS
from training.imports.calendars import read_calendar
from training.models import Attendance, TrainingEvent

pytestmark = pytest.mark.django_db
GOOD = ["Neglect", "12 March 2025", "Exampleshire Police", "6", "5"]
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(autouse=True)
def _agency(police):
    pass


@pytest.fixture
def mended(xlsx_file, tmp_path):
    """A workbook of one good row, with something else in its sheet."""

    def write(old, new, rows=(HEADINGS, GOOD)):
        path, other = xlsx_file({"Returns": rows}), tmp_path / "other.xlsx"
        with zipfile.ZipFile(path) as whole, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as package:
            for name in whole.namelist():
                content = whole.read(name).decode()
                assert name != SHEET or old in content
                package.writestr(name, content.replace(old, new) if name == SHEET else content)
        return other

    return write


@pytest.mark.parametrize("name", ["Event", "Agency", "Date"])
def test_a_formula_without_a_result_names_no_event(name, xlsx_file, run):
    row = ["=Z1" if heading == name else cell for heading, cell in zip(HEADINGS, GOOD, strict=True)]

    answer = run(xlsx_file({"Returns": [HEADINGS, row]}))

    assert answer.why == [f"“{name}” is a formula without a result. Open the file in Excel and save it again."]
    assert not TrainingEvent.objects.exists()


@pytest.mark.parametrize("letter", ["_xD800_", "_x0001_", "_xFFFF_", "_x0000_"])
def test_what_is_no_letter_is_left_out(letter, xlsx_file, run):
    run(xlsx_file({"Returns": [HEADINGS, [f"Neg{letter}lect", *GOOD[1:]]]}))

    assert TrainingEvent.objects.get().title == "Neglect"


def test_rows_without_anything_are_not_too_many(csv_file, mended, run):
    formatted = "".join(f'<row r="{number}"><c r="A{number}" s="0"/></row>' for number in range(3, 50_010))

    assert run(mended("</sheetData>", f"{formatted}</sheetData>")).actions == [(2, "new")]
    assert run(csv_file(GOOD, *[["", " "]] * 50_010)).actions == [(2, "no change")]


def test_a_row_with_something_after_too_many_is_refused(mended, run):
    last = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'

    assert run(mended("</sheetData>", f"{last}</sheetData>")).error == "There are more than 50000 rows. Split the file."


def test_merged_cells_over_one_another_are_refused(mended, run):
    ranges = "".join(f'<mergeCell ref="A3:ALK{bottom}"/>' for bottom in range(10, 20))
    row = '<row r="3"><c r="A3"/></row></sheetData>'

    answer = run(mended("</sheetData>", f"{row}<mergeCells>{ranges}</mergeCells>"))

    assert answer.error == "Merged cells lie over one another. Unmerge them and save the file again."


def test_lines_of_two_encodings_are_each_read(csv_file, run):
    path = csv_file(["Café", *GOOD[1:]])
    path.write_bytes(path.read_bytes() + "Crèche,13 March 2025,Exampleshire Police,6,5\r\n".encode("windows-1252"))

    run(path)

    assert set(TrainingEvent.objects.values_list("title", flat=True)) == {"Café", "Crèche"}


def test_far_too_many_columns_are_told_by_their_row(csv_file, run):
    others = [f"Question {number}" for number in range(1_000)]

    assert run(csv_file([*GOOD, *others], headings=[*HEADINGS, *others])).error == "Row 1 has more than 1000 cells."


def test_a_cell_that_is_far_too_long_is_told_by_its_row(csv_file, run):
    answer = run(csv_file(GOOD, ["x" * 140_000, *GOOD[1:]]))

    assert answer.error == (
        "A cell of row 3 is longer than 131072 letters, or its quotation marks do not match. Mend that row in the file."
    )


def test_a_quotation_mark_left_open_is_told_whatever_stands_between_the_cells(csv_file, run):
    path = csv_file(GOOD)
    path.write_text(path.read_text() + 'Neglect,"13 March 2025" two,Exampleshire Police,6,5\r\n')

    assert run(path).error.startswith("After row 2 the quotation marks do not match")


@pytest.mark.parametrize("day", ["0001-01-01", "1/1/1899", "January 1900", "1/2/28"])
def test_a_day_before_there_was_any_training_is_refused(day, csv_file, run):
    answer = run(csv_file([GOOD[0], day, *GOOD[2:]]))

    assert [why.partition(" is before ")[2] for why in answer.why] == ["1950, which cannot be right."]
    assert not Attendance.objects.exists()


def test_one_broken_event_of_a_calendar_is_told_and_the_others_are_read(tmp_path):
    dates = {"Good": "20250312T093000", "Broken": "20250230T093000", "Endless": "20250312T093000\r\nDURATION:P9999999D"}
    events = [f"BEGIN:VEVENT\r\nSUMMARY:{title}\r\nDTSTART:{start}\r\nEND:VEVENT\r\n" for title, start in dates.items()]
    path = tmp_path / "diary.ics"
    path.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{''.join(events)}END:VCALENDAR\r\n", newline="")

    with path.open("rb") as file:
        starts = {entry["title"]: entry["start"] for entry in read_calendar(file)}

    assert starts == {"Good": "2025-03-12T09:30:00", "Broken": "", "Endless": "2025-03-12T09:30:00"}


def test_two_rows_with_one_number_are_told_and_nothing_is_taken(mended, run):
    other = ["Babies", *GOOD[1:]]

    answer = run(mended('<row r="3"', '<row r="2"', rows=(HEADINGS, GOOD, other)))

    assert answer.error.startswith("Row 2 stands in the sheet twice, or out of its order.")
    assert not TrainingEvent.objects.exists()
