"""What becomes of each row, and that nothing is half-done."""

import csv
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import registry

from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory, PartnershipFactory
from tests.factories.training import AttendanceFactory, CourseFactory, TrainingEventFactory
from training.enums import AttendanceState, EventKind, EventStatus
from training.models import Attendance, TrainingEvent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("police", "nhs")]
GOOD = ["Neglect", "12/03/2025", "Exampleshire Police", "6", "5"]
BAD = ["Neglect", "12/03/2025", "Exampleshire Polic", "6", "5"]


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-21 12:00", tick=False):
        yield


@pytest.fixture
def event(partnership):
    return TrainingEventFactory(partnership=partnership, title="Neglect", date_as_stated="12 March 2025")


def test_an_event_and_its_return_are_made(csv_file, run, police):
    answer = run(csv_file(GOOD))

    row = Attendance.objects.select_related("event").get()
    event = row.event
    assert (answer.error, answer.actions, answer.told["written"]) == ("", [(2, "new")], True)
    assert (event.title, event.date_as_stated, event.kind) == ("Neglect", "12 March 2025", EventKind.COURSE)
    assert (event.status, event.is_public) == (EventStatus.HELD, False)
    assert (row.agency, row.booked, row.came, row.walked_in) == (police, 6, 5, None)


def test_the_same_file_twice_changes_nothing(csv_file, run):
    path = csv_file(GOOD)
    run(path)
    entries = registry.get_logs_for_instance(TrainingEvent.objects.get()).count()

    answer = run(path)

    assert answer.actions == [(2, "no change")]
    assert (TrainingEvent.objects.count(), Attendance.objects.count()) == (1, 1)
    assert registry.get_logs_for_instance(TrainingEvent.objects.get()).count() == entries


def test_another_figure_is_an_update_that_keeps_the_old_one_in_the_log(csv_file, run, event, police):
    AttendanceFactory(event=event, agency=police, booked=9, came=4, walked_in=2)
    manager = UserFactory()

    answer = run(csv_file(["NEGLECT!", "2025-03-12", "exampleshire police", "", "5"]), by=manager.email)

    row = Attendance.objects.get()
    entry = registry.get_logs_for_instance(event).get(action="training.attendance")
    assert (answer.actions, row.event) == ([(2, "update")], event)
    assert (row.booked, row.came, row.walked_in) == (9, 5, 2)
    assert (entry.user, entry.data["before"][str(police.pk)]["came"]) == (manager, 4)
    assert answer.notes == ["before: booked 9, came 4, walked in 2"]


@pytest.mark.parametrize("options", [{}, {"dry_run": True}, {"dry_run": True, "skip_errors": True}], ids=str)
def test_one_row_in_error_and_nothing_is_written(csv_file, run, options):
    answer = run(csv_file(GOOD, BAD), **options)

    assert (answer.actions, answer.error) == ([(2, "new"), (3, "error")], "1 of 2 rows in error.")
    assert (answer.told["written"], TrainingEvent.objects.count()) == (False, 0)


def test_a_dry_run_says_each_row_and_writes_nothing(csv_file, partnership):
    out = StringIO()

    call_command("import_attendance", csv_file(GOOD), partnership=partnership.slug, dry_run=True, stdout=out)

    assert out.getvalue().splitlines() == [
        "Row 2: new. Exampleshire Police, “Neglect”, 12 March 2025 (event to be made): booked 6, came 5. "
        "(“12/03/2025” is read day first, as 12 March 2025)",
        "1 rows: 1 new.",
        "A dry run: nothing was written.",
    ]
    assert not TrainingEvent.objects.exists()


def test_skipping_errors_keeps_the_bad_rows_in_a_file_that_can_be_mended(csv_file, run, tmp_path):
    formula = ["=1+1", *BAD[1:]]
    run(csv_file(GOOD, BAD, formula), skip_errors=True)
    rejected = tmp_path / "attendance-rejected.csv"
    rows = list(csv.reader(StringIO(rejected.read_text("utf-8-sig"))))

    assert [row.event.title for row in Attendance.objects.select_related("event")] == ["Neglect"]
    assert rows[0][2:] == ["Event", "Date", "Agency", "Booked", "Came"]
    assert [(row[0], row[2]) for row in rows[1:]] == [("3", "Neglect"), ("4", "'=1+1")]
    assert "Did you mean “Exampleshire Police”?" in rows[1][1]
    rejected.write_text(rejected.read_text("utf-8-sig").replace("Polic,", "Police,"), "utf-8")
    assert run(rejected).actions == [(2, "no change"), (3, "new")]
    assert TrainingEvent.objects.filter(title="=1+1").exists()


def test_a_file_of_rejected_rows_is_never_written_over(csv_file, run, tmp_path):
    (tmp_path / "attendance-rejected.csv").write_text("precious")

    answer = run(csv_file(GOOD, BAD), skip_errors=True)

    assert "is there already" in answer.error
    assert (tmp_path / "attendance-rejected.csv").read_text() == "precious"
    assert not TrainingEvent.objects.exists()


def test_rejected_rows_that_cannot_be_kept_stop_the_import(csv_file, run, tmp_path):
    answer = run(csv_file(GOOD, BAD), skip_errors=True, rejected=tmp_path / "no folder" / "rejected.csv")

    assert "No such file" in answer.error
    assert not TrainingEvent.objects.exists()


def test_one_agency_twice_at_an_event_names_both_rows(csv_file, run):
    answer = run(csv_file(GOOD, ["neglect", "12 March 2025", "EXAMPLESHIRE POLICE", "7", "7"]))

    assert answer.why == [
        "The same event and agency as row 3. Keep one.",
        "The same event and agency as row 2. Keep one.",
    ]


@pytest.mark.parametrize(
    "name", ["children’s services and health", "CHILDRENS SERVICES & HEALTH", " Children's  Services &\nHealth. "]
)
def test_capitals_and_punctuation_do_not_make_another_agency(name, csv_file, run, nhs):
    run(csv_file(["Neglect", "12/03/2025", name, "", "5"]))

    assert Attendance.objects.get().agency == nhs


@pytest.mark.parametrize("name", ["", "—", "Social Care", "Police of Elsewhere"])
def test_an_agency_is_never_guessed(name, csv_file, run):
    AgencyFactory(name="Police of Elsewhere", partnerships=[PartnershipFactory()])

    answer = run(csv_file(["Neglect", "12/03/2025", name, "6", "5"]))

    assert answer.actions == [(2, "error")]
    assert not TrainingEvent.objects.exists()


def test_two_agencies_of_one_name_are_not_chosen_between(csv_file, run, partnership):
    AgencyFactory(name="Exampleshire POLICE", partnerships=[partnership])

    assert run(csv_file(GOOD)).why == ["There are 2 agencies called “Exampleshire Police”."]


@pytest.mark.parametrize(
    "total",
    [
        ["Neglect", "12/03/2025", "Total", "11", "10"],
        ["GRAND TOTAL", "", "", "11", "10"],
        ["", "Sub-total:", "", "11", "10"],
        ["Total for 2025", "", "", "11", "10"],
    ],
    ids=["by agency", "grand", "sub", "for a year"],
)
def test_totals_are_left_out_and_said(total, csv_file, run):
    answer = run(csv_file(GOOD, total))

    assert (answer.error, answer.actions) == ("", [(2, "new"), (3, "left out")])
    assert answer.notes[1] == "a row of totals"
    assert Attendance.objects.count() == 1


def test_a_course_called_total_is_no_row_of_totals(csv_file, run):
    run(csv_file(["Total", *GOOD[1:]]))

    assert TrainingEvent.objects.get().title == "Total"


@pytest.mark.parametrize(
    ("booked", "came", "problem"),
    [
        ("", "", "There is no figure, and no state that says why."),
        ("-", "n/a", "There is no figure, and no state that says why."),
        ("-5", "1", "“Booked” is “-5”, not a whole number of people."),
        ("5.5", "1", "“Booked” is “5.5”, not a whole number of people."),
        ("=2+3", "1", "“Booked” is “=2+3”, not a whole number of people."),
        ("five", "1", "“Booked” is “five”, not a whole number of people."),
        ("²", "1", "“Booked” is “²”, not a whole number of people."),
        ("9" * 400, "1", f"“Booked” is “{'9' * 60}”, which cannot be right."),
    ],
    ids=["none", "dashes", "negative", "half", "formula", "word", "superscript", "too many"],
)
def test_what_is_no_figure_is_said(booked, came, problem, csv_file, run):
    assert run(csv_file(["Neglect", "12 March 2025", "Exampleshire Police", booked, came])).why == [problem]


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12.0", 12), ("1,200", 1200), ("007", 7)])
def test_figures_as_spreadsheets_write_them(text, number, csv_file, run):
    run(csv_file(["Neglect", "12 March 2025", "Exampleshire Police", "", text]))

    assert Attendance.objects.get().came == number


def test_states_are_kept_and_unlike_zero(csv_file, run):
    headings = ["Event", "Date", "Agency", "Return"]
    run(
        csv_file(
            ["Neglect", "12 March 2025", "Exampleshire Police", "Awaiting return"],
            ["Neglect", "12 March 2025", "Children's Services & Health", "will not be sent"],
            headings=headings,
        )
    )

    rows = [(row.state, row.came) for row in Attendance.objects.order_by("agency__name")]
    assert rows == [(AttendanceState.WILL_NOT_BE_SENT, None), (AttendanceState.AWAITING, None)]


def test_an_import_takes_no_figures_out(csv_file, run, event, police):
    AttendanceFactory(event=event, agency=police, came=4)
    awaited = ["Neglect", "12 March 2025", "Exampleshire Police", "awaiting"]

    answer = run(csv_file(awaited, headings=["Event", "Date", "Agency", "State"]))

    assert answer.why == ["Figures are there already (came 4), and an import takes none out."]
    assert Attendance.objects.get().came == 4


@pytest.mark.parametrize(
    ("status", "problem"),
    [(EventStatus.CANCELLED, "was cancelled"), (EventStatus.PLANNED, "not marked as held")],
)
def test_nobody_came_to_an_event_that_was_not_held(status, problem, csv_file, run, event):
    TrainingEvent.objects.update(status=status)

    answer = run(csv_file(GOOD))

    assert problem in answer.why[0]
    assert not Attendance.objects.exists()


def test_an_event_still_to_come_is_not_made(csv_file, run):
    answer = run(csv_file(["Neglect", "22 November 2026", *GOOD[2:]]))

    assert answer.why == ["22 November 2026 is still to come, so nobody can have come."]


def test_more_than_the_room_is_confirmed(csv_file, run, partnership):
    TrainingEventFactory(partnership=partnership, title="Neglect", date_as_stated="12 March 2025", capacity=4)

    refused, confirmed = run(csv_file(GOOD)), run(csv_file(GOOD), more_than_the_room=True)

    assert "5 people came in all, and the room holds 4" in refused.why[0]
    assert (confirmed.error, Attendance.objects.get().came) == ("", 5)


def test_two_events_of_one_title_and_date_are_not_chosen_between(csv_file, run, partnership, event):
    TrainingEventFactory(partnership=partnership, title="neglect", date_as_stated="12.03.2025")

    assert run(csv_file(GOOD)).why == ["There are 2 events of that title and date."]


def test_another_partnerships_event_is_left_alone(csv_file, run, partnership):
    other = TrainingEventFactory(partnership=PartnershipFactory(), title="Neglect", date_as_stated="12 March 2025")

    run(csv_file(GOOD))

    assert Attendance.objects.get().event != other
    assert Attendance.objects.get().event.partnership == partnership


def test_one_row_says_for_the_event_and_none_may_say_otherwise(csv_file, run, partnership):
    course = CourseFactory(partnership=partnership, title="Neglect")
    headings = ["Course", "Date", "Agency", "Came", "Venue", "Type"]
    first = ["Neglect", "12 March 2025", "Exampleshire Police", "5", "", "Single-agency"]
    second = ["Neglect", "12 March 2025", "Children's Services & Health", "5", "Town Hall", ""]

    run(csv_file(first, second, headings=headings))
    answer = run(
        csv_file(["Abuse", *first[1:4], "Town Hall", ""], ["Abuse", *second[1:4], "Library", ""], headings=headings)
    )

    event = TrainingEvent.objects.get()
    assert (event.course, event.kind, event.place) == (course, EventKind.SINGLE_AGENCY, "Town Hall")
    assert answer.why == ["", "The same event has another place in row 2."]


def test_who_is_not_there_is_said(csv_file):
    with pytest.raises(CommandError, match="There is no partnership “nowhere”"):
        call_command("import_attendance", csv_file(GOOD), partnership="nowhere")


def test_the_number_of_queries_does_not_grow_with_the_agencies_of_an_event(
    csv_file, run, partnership, django_assert_num_queries
):
    names = [AgencyFactory(partnerships=[partnership]).name for _number in range(20)]
    run(csv_file(["Warm", "11 March 2025", names[0], "6", "5"]))

    with CaptureQueriesContext(connection) as of_one:
        run(csv_file(["One", "12 March 2025", names[0], "6", "5"]))
    with django_assert_num_queries(len(of_one)):
        run(csv_file(*[["Twenty", "12 March 2025", name, "6", "5"] for name in names]))
