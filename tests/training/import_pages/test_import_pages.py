"""A file on its way in: upload, columns by eye, the look at each row, the import."""

import csv
import io

import pytest

from tests.factories.learning import AgencyFactory, PartnershipFactory
from tests.factories.training import AttendanceFactory, TrainingEventFactory
from training.domain import running_imports
from training.enums import ImportState
from training.imports import progress
from training.models import AgencyAlias, Attendance, AttendanceImport, ImportMapping, TrainingEvent
from training.tasks import import_file

from .conftest import GOOD, HEADINGS

pytestmark = pytest.mark.django_db
UNKNOWN = ["Neglect", "12 March 2025", "The Police", "3", "2"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "This file is empty."),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Microsoft"),
        ("a.pdf", b"%PDF-1.7\n%%EOF", "This is a PDF, which cannot be imported. Save it as CSV"),
        ("a.csv", b"<!doctype html><html><body>Attendance</body></html>", "This is a web page"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 40, "The end of this file is missing"),
        ("a.csv", b" \r\n , ,\r\n", "There is nothing in this file to import."),
        ("a.ics", b"%PDF-1.7\n%%EOF", "This is a PDF whose name says that it is a calendar."),
        ("a.ics", b"Event,Date\n", "damaged or no iCal file"),
        ("a.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "There is no event in this calendar."),
    ],
    ids=["empty", "xls", "pdf", "html", "broken zip", "blank", "pdf as ics", "csv as ics", "no events"],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(name, content, sentence, desk):
    response = desk.upload(name=name, content=content)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not AttendanceImport.objects.exists()


def test_nothing_is_kept_before_somebody_says_import(desk):
    one = desk.upload(GOOD)
    columns = desk.client.get(f"/training/imports/{one.pk}/columns/").content.decode()
    response = desk.match(one)

    assert '<option value="4" selected>E: Came (5)</option>' in columns
    assert response.url == f"/training/imports/{one.pk}/"
    page = desk.look(one)
    assert "Exampleshire Police: booked 6, came 5" in page
    assert "(to be made)" in page
    assert not TrainingEvent.objects.exists()


def test_an_import_says_what_each_row_did_and_keeps_no_file(desk, manager):
    one = desk.imported(GOOD, ["Total", "", "", "6", "5"])

    row = Attendance.objects.select_related("event").get()
    assert (one.state, one.rows_done, one.file.name) == (ImportState.DONE, 1, "")
    assert (row.came, row.how, row.recorded_by) == (5, "imported", manager)
    page = desk.look(one)
    assert row.event.get_absolute_url() in page
    assert "a row of totals" in page


def test_the_same_file_again_changes_nothing_and_says_so(desk):
    first = desk.imported(GOOD)
    again = desk.upload(GOOD)
    desk.match(again)

    page = desk.look(again)
    assert "This very file was imported before:" in page
    assert f'href="/training/imports/{first.pk}/"' in page
    assert "There is nothing to import" in page
    assert desk.post(again, "start").status_code == 422


def test_pressed_twice_it_starts_once(desk, django_capture_on_commit_callbacks):
    one = desk.upload(GOOD)
    desk.match(one)

    with django_capture_on_commit_callbacks() as callbacks:
        for _time in range(2):
            assert desk.client.post(f"/training/imports/{one.pk}/start/").status_code == 302
    for callback in callbacks * 2:
        callback()

    assert TrainingEvent.objects.count() == 1
    assert AttendanceImport.objects.get().state == ImportState.DONE


def test_while_it_runs_its_page_says_how_far_it_is(desk, django_capture_on_commit_callbacks):
    one = desk.upload(GOOD)
    desk.match(one)
    with django_capture_on_commit_callbacks():
        desk.client.post(f"/training/imports/{one.pk}/start/")

    assert "Waiting for its turn." in desk.look(one)
    AttendanceImport.objects.update(state=ImportState.RUNNING)
    progress.tell(one.pk, 3200, 10_000, is_writing=True)
    assert "Written: 3,200 of 10,000" in desk.look(one)
    progress.forget(one.pk)
    assert "Start it again" in desk.look(one)


def test_progress_is_told_row_by_row_as_it_goes(desk, monkeypatch):
    told = []
    monkeypatch.setattr(progress, "tell", lambda _pk, done, of, is_writing=False: told.append((done, of, is_writing)))

    desk.imported(*[[f"Event {number}", *GOOD[1:]] for number in range(600)])

    assert told == [(0, 600, False), (500, 600, False), (500, 600, True), (600, 600, True)]


def test_what_fails_on_the_way_leaves_nothing_and_says_why(desk, monkeypatch, caplog):
    def breaks(*_args, **_said):
        TrainingEvent.objects.create(partnership=one.partnership, title="Half")
        raise RuntimeError

    one = desk.upload(GOOD)
    desk.match(one)
    monkeypatch.setattr(running_imports, "carry_out", breaks)
    desk.post(one, "start")

    one.refresh_from_db()
    assert (one.state, TrainingEvent.objects.count()) == (ImportState.FAILED, 0)
    assert "Something went wrong here" in desk.look(one)
    assert "Import 1 row" in desk.look(one)


def test_rows_that_would_now_do_something_else_are_shown_again_first(desk, partnership):
    one = desk.upload(GOOD)
    desk.match(one)
    TrainingEventFactory(partnership=partnership, title="Neglect", date_as_stated="12 March 2025")

    desk.post(one, "start")

    assert not Attendance.objects.exists()
    page = desk.look(one)
    assert "since you looked at the rows, something has changed here" in page
    assert "(to be made)" not in page
    desk.post(one, "start")
    assert Attendance.objects.get().came == 5


def test_unknown_agencies_are_matched_once_and_remembered(desk, police, partnership):
    one = desk.upload(GOOD, UNKNOWN, ["Abuse", *UNKNOWN[1:]], ["Abuse", "12 March 2025", "Nobody", "", "1"])
    desk.match(one)
    assert "in 2 rows" in desk.look(one)
    said = {"said-0": "The Police", "is-0": str(police.pk), "said-1": "Nobody", "is-1": "leave-out"}

    desk.post(one, "agencies", **said)

    one.refresh_from_db()
    assert [kept["a"] for kept in one.lines] == ["error", "error", "new", "left_out"]
    assert "The same event and agency as row 3" in one.lines[0]["w"][0]
    assert AgencyAlias.objects.get().agency == police
    later = desk.upload(["Later", *UNKNOWN[1:]])
    desk.match(later)
    assert "Exampleshire Police: booked 3, came 2" in desk.look(later)


def test_another_partnerships_agency_is_no_choice(desk):
    other = AgencyFactory(partnerships=[PartnershipFactory()])
    one = desk.upload(UNKNOWN)
    desk.match(one)

    response = desk.post(one, "agencies", **{"said-0": "The Police", "is-0": str(other.pk)})

    assert response.status_code == 422
    assert not AgencyAlias.objects.exists()


def test_rows_in_error_come_back_whole_and_can_be_mended(desk):
    headings = ["Notes", *HEADINGS, "Kept"]
    bad = ["=1+1", "Neglect", "12 March 2025", "Exampleshire Polic", "6", "5", "yes"]
    one = desk.upload(["fine", *GOOD, "x"], bad, headings=headings)
    desk.match(one, event=1, date=2, agency=3, booked=4, came=5)
    assert desk.post(one, "start").status_code == 422
    desk.post(one, "start", keep_back="yes")

    response = desk.client.get(f"/training/imports/{one.pk}/not-taken.csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["Row in the file", "Why it was not imported", *headings]
    assert (rows[1][0], rows[1][2:]) == ("3", ["'=1+1", *bad[1:]])
    assert "Did you mean “Exampleshire Police”?" in rows[1][1]
    mended = desk.upload(content=text.replace("Polic,", "Police,").replace("Neglect", "Abuse").encode())
    desk.match(mended, event=3, date=4, agency=5, booked=6, came=7)
    assert "Import 1 row" in desk.look(mended)


def test_more_than_the_room_is_confirmed(desk, partnership):
    TrainingEventFactory(partnership=partnership, title="Neglect", date_as_stated="12 March 2025", capacity=4)
    one = desk.upload(GOOD)
    desk.match(one)
    assert "the room holds 4" in desk.look(one)

    desk.post(one, "room", right="yes")
    desk.post(one, "start")

    assert Attendance.objects.get().came == 5


def test_columns_are_remembered_for_the_same_headings(desk):
    strange = ["Was", "Wann", "Wer", "Angemeldet", "Da"]
    one = desk.upload(GOOD, headings=strange)
    desk.match(one)
    assert ImportMapping.objects.count() == 1

    again = desk.upload(["Abuse", *GOOD[1:]], headings=[name.upper() for name in strange])

    page = desk.client.get(f"/training/imports/{again.pk}/columns/").content.decode()
    assert "A file with the same headings was matched before" in page
    assert '<option value="2" selected>C: WER (Exampleshire Police)</option>' in page


def test_a_file_without_headings_is_read_by_its_columns(desk):
    one = desk.upload(GOOD, ["Abuse", *GOOD[1:]], headings=None)
    desk.match(one, row=0)

    assert "Import 2 rows" in desk.look(one)


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"event": 0, "date": 1, "agency": 2}, "at least one figure"),
        ({"event": 0, "date": 1, "agency": 1, "came": 4}, "is this column already"),
        ({"event": 0, "date": 1, "agency": 77, "came": 4}, "Select a valid choice"),
    ],
    ids=["needed", "twice", "not there"],
)
def test_columns_that_cannot_be_are_told(columns, sentence, desk):
    one = desk.upload(GOOD)

    response = desk.match(one, **columns)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not ImportMapping.objects.exists()


def test_ten_thousand_lines_are_shown_fifty_at_a_time_and_errors_alone(desk):
    one = desk.upload(GOOD)
    AttendanceImport.objects.update(
        mapping={"columns": {}}, lines=[{"n": n, "a": "error" if n % 100 == 0 else "same"} for n in range(1, 10_001)]
    )

    assert desk.look(one).count('<th scope="row" class="num">') == 50
    page = desk.look(one, only="error", page=2)
    assert page.count('<th scope="row" class="num">') == 50
    assert "not taken 100" in page


def test_another_partnerships_import_is_not_there(desk):
    other = AttendanceImport.objects.create(partnership=PartnershipFactory(), name="theirs.csv")

    assert desk.client.get(f"/training/imports/{other.pk}/").status_code == 404
    assert desk.post(other, "start").status_code == 404
    assert desk.post(other, "discard").status_code == 404


def test_a_file_can_be_forgotten_and_an_import_cannot(desk):
    one = desk.upload(GOOD)
    storage, name = one.file.storage, one.file.name
    desk.post(one, "discard")
    assert not storage.exists(name)
    assert not AttendanceImport.objects.exists()

    done = desk.imported(GOOD)
    assert desk.post(done, "discard").status_code == 422


def test_a_task_that_comes_late_does_nothing(desk):
    one = desk.imported(GOOD)
    import_file.call(one.pk, None)
    import_file.call(one.pk + 1, None)

    assert TrainingEvent.objects.count() == 1


def test_two_agencies_of_one_name_can_be_told_apart(desk, police, partnership):
    twin = AgencyFactory(name="Exampleshire POLICE", partnerships=[partnership])
    AttendanceFactory(agency=twin, event=TrainingEventFactory(partnership=partnership))
    one = desk.upload(GOOD)
    desk.match(one)

    desk.post(one, "agencies", **{"said-0": "Exampleshire Police", "is-0": str(police.pk)})

    one.refresh_from_db()
    assert [kept["a"] for kept in one.lines] == ["new"]
