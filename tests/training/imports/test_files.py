"""Files as they come: encodings, marks between cells, workbooks, and what is refused in a sentence."""

import zipfile
from datetime import date, datetime

import pytest

from training.models import Attendance, TrainingEvent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("police", "nhs")]
HEADINGS = ["Event", "Date", "Agency", "Booked", "Came"]
GOOD = ["Neglect – the café", "12 March 2025", "Exampleshire Police", "6", "5"]
NHS = "Children's Services & Health"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_every_usual_encoding_and_mark(encoding, delimiter, csv_file, run):
    run(csv_file(GOOD, encoding=encoding, delimiter=delimiter))

    assert TrainingEvent.objects.get().title == "Neglect – the café"


def test_a_file_of_tabs_may_call_itself_so(csv_file, run):
    assert run(csv_file(GOOD, delimiter="\t", name="attendance.tsv")).actions == [(2, "new")]


def test_a_line_break_inside_quotes_is_one_row_and_one_title(csv_file, run):
    answer = run(csv_file(["Neglect:\r\nthe basics", *GOOD[1:]], ["Abuse", *GOOD[1:]]))

    assert answer.actions == [(2, "new"), (3, "new")]
    assert TrainingEvent.objects.filter(title="Neglect: the basics").exists()


def test_headings_may_stand_under_a_title_and_rows_may_be_blank(csv_file, run):
    rows = [["sep=,"], ["Attendance 2025"], [], HEADINGS, [], GOOD, ["", " ", "", "", ""], []]

    assert run(csv_file(*rows, headings=None)).actions == [(6, "new")]


def test_two_hundred_columns_are_no_trouble_and_are_named(csv_file, run):
    others = [f"Question {number}" for number in range(195)]

    answer = run(csv_file([*others, *GOOD], headings=[*others, *HEADINGS]))

    assert answer.told["columns_not_read"] == others
    assert Attendance.objects.get().came == 5


def test_a_name_with_a_comma_and_no_quotes_shifts_nothing(csv_file, run):
    answer = run(csv_file(["Neglect", " part 2", *GOOD[1:]]))

    assert "more cells than headings" in answer.why[0]
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (b"Event,Date,Agency,Came\r\n", "There are headings and no row below them"),
        (b"Event,Date,Agency,Came\r\n,,,\r\n", "There are headings and no row below them"),
        (b"Event,Date,Came\r\nNeglect,2025,5\r\n", "Not found: agency."),
        (b"Date,Agency\r\n2025,Police\r\n", "Not found: an event or course; at least one figure"),
        (b"Event,Date,Agency,Came,Attended\r\n", "Two columns read as “came”: “Came” and “Attended”."),
        (b'Event,Date,Agency,Came\r\n"Neglect,2025,Police,5\r\n', "the quotation marks do not match"),
        (b"\xff\xfeE\x00v", "The letters of this file cannot be read."),
        (b"Event,Date,Agency,Came\r\nNeg\x81lect,2025,Police,5", "The letters of this file cannot be read."),
        (b"\x00\x01\x02\x03", "recognise"),
        (b"Event,Date\r\n" + b"x" * 21 * 1024 * 1024, "larger than 20 MB"),
        (b"Event,Date,Agency,Came\r\n" + b"a,b,c,1\r\n" * 50_000, "more than 50000 rows"),
    ],
    ids=[
        *("empty", "no rows", "blank rows", "no agency", "no event", "two of a kind", "open quote", "half", "letters"),
        *("no text", "too large", "too long"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(content, sentence, tmp_path, run):
    path = tmp_path / "attendance.csv"
    path.write_bytes(content)

    answer = run(path)

    assert sentence in answer.error
    assert not TrainingEvent.objects.exists()


@pytest.mark.parametrize("name", ["nowhere.csv", "."])
def test_a_file_that_is_not_there(name, tmp_path, run):
    assert run(tmp_path / name).error


def test_the_first_sheet_with_the_headings_is_read(xlsx_file, run):
    answer = run(xlsx_file({"Read me": [["Notes"]], "Returns": [HEADINGS, GOOD], "Old": [HEADINGS, GOOD, GOOD]}))

    assert answer.actions == [(2, "new")]


@pytest.mark.parametrize(
    "cell", [date(2025, 3, 12), datetime(2025, 3, 12, 9, 30), 45728, "45728", "12/03/2025"], ids=repr
)
def test_dates_of_a_workbook(cell, xlsx_file, run):
    answer = run(xlsx_file({"Returns": [HEADINGS, ["Neglect", cell, "Exampleshire Police", 6, 5.0]]}))

    assert [row["date"] for row in answer.told["rows"]] == ["2025-03-12"]
    assert Attendance.objects.get().came == 5


def test_merged_cells_say_the_same_of_all_their_rows(xlsx_file, run):
    rows = [["Attendance"], HEADINGS, GOOD, [None, None, NHS, 3, 2], ["Total", None, None, 9, 7]]

    answer = run(xlsx_file({"Returns": rows}, merged=["A1:E1", "A3:A4", "B3:B4", "A5:C5"]))

    assert answer.actions == [(3, "new"), (4, "new"), (5, "left out")]
    assert TrainingEvent.objects.count() == 1


def test_a_figure_merged_over_rows_is_counted_for_nobody(xlsx_file, run):
    rows = [HEADINGS, GOOD, ["Neglect", "12 March 2025", NHS, 3, None]]

    answer = run(xlsx_file({"Returns": rows}, merged=["E2:E3"]))

    assert answer.why == ["“Came” is one figure for several rows (merged cells). Give each row its own."] * 2


def test_a_formula_without_a_result_is_not_taken_for_nothing(xlsx_file, run):
    answer = run(xlsx_file({"Returns": [HEADINGS, [*GOOD[:4], "=D2-1"]]}))

    assert answer.why == ["“Came” is a formula without a result. Open the file in Excel and save it again."]


def test_formula_like_text_stays_text(xlsx_file, csv_file, run):
    run(csv_file(['=HYPERLINK("http://example.com")', *GOOD[1:]], ["+44 days", *GOOD[1:]]))

    titles = set(TrainingEvent.objects.values_list("title", flat=True))
    assert titles == {'=HYPERLINK("http://example.com")', "+44 days"}


def test_a_workbook_with_two_hundred_columns(xlsx_file, run):
    others = [f"Question {number}" for number in range(195)]

    assert run(xlsx_file({"Returns": [[*others, *HEADINGS], [*others, *GOOD]]})).actions == [(2, "new")]


def test_a_damaged_workbook_is_refused(xlsx_file, run):
    path = xlsx_file({"Returns": [HEADINGS, GOOD]})
    path.write_bytes(path.read_bytes()[:-300])

    assert run(path).error
    assert not TrainingEvent.objects.exists()


def test_a_broken_sheet_is_refused(xlsx_file, run, tmp_path):
    path, broken = xlsx_file({"Returns": [HEADINGS, GOOD]}), tmp_path / "broken.xlsx"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(broken, "w") as package:
        for name in whole.namelist():
            content = whole.read(name)
            package.writestr(name, content[:-40] if "sheet1" in name else content)

    assert "damaged" in run(broken).error
    assert not TrainingEvent.objects.exists()


def test_a_csv_called_xlsx_is_refused(csv_file, run):
    assert run(csv_file(GOOD, name="attendance.xlsx")).error
    assert not TrainingEvent.objects.exists()
