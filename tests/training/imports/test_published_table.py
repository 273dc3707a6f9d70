"""A table that was really published, imported as it stands: its three figures come out, each under its own name.

Figures retyped from the Quarter 1 Monitoring Report 2016-17 of the inter-agency safeguarding training of Leicester,
Leicestershire and Rutland's Safeguarding Children Boards (April to June 2016), table 1 and summary, as kept at
docsbay.net/llr-inter-agency-safeguarding-training-2013-14-quarter-1-monitoring-report and paperzz.com/doc/7299789.
It says “96% attendance rate” (304 of 318 registered) and “take up at 77%” (304 of 393 places) of the same quarter. That
85% of those who were registered came (304 less 35 unscheduled attendees; the same as 318 less 20 no shows and 29
cancellations) it does not say. Its table 2, by agency, is not retyped: all agencies are one here.
"""

from datetime import date

import pytest
import time_machine

from tests.factories.learning import AgencyFactory
from training.models import Attendance, TrainingEvent
from training.queries.attendance_figures import attendance_figures

pytestmark = pytest.mark.django_db

ALL = "All partner agencies"
# Title, date, attendees, original capacity, the report's own percentage. Two sessions on 4 May are one row there.
TABLE_1 = [
    ("Fabricated or induced Illness", "14th April 2016", 8, 23, 35),
    ("LSCB Learning Event", "4th May 2016", 231, 280, 83),
    ("YP DASH Risk Assessment", "12th May 2016", 8, 15, 53),
    ("Assessing Competency & Effectiveness", "7th June 2016", 12, 20, 60),
    ("Introduction to CSE", "21st June 2016", 31, 40, 78),
    ("Domestic Violence & Substance Misuse", "23rd June 2016", 14, 15, 93),
]
CAPACITY = 393


@pytest.fixture(autouse=True)
def _today_and_agency(partnership):
    AgencyFactory(name=ALL, partnerships=[partnership])
    with time_machine.travel("2026-11-21 12:00", tick=False):
        yield


def test_the_quarter_has_three_attendance_rates_and_they_are_kept_apart(csv_file, run):
    headings = ["Course", "Date", "Organisation", "Registered", "Attended", "Unbooked", "No shows", "Cancellations"]

    run(csv_file(["Quarter 1", "June 2016", ALL, 318, 304 - 35, 35, 20, 29], headings=headings))

    figures = attendance_figures(Attendance.objects.all(), CAPACITY)
    told = {
        name: (share.people, share.of, share.percent)
        for name in ("came_of_booked", "all_of_booked", "of_capacity")
        if (share := getattr(figures, name))
    }
    assert told == {
        "came_of_booked": (269, 318, 85),
        "all_of_booked": (304, 318, 96),
        "of_capacity": (304, 393, 77),
    }
    row = Attendance.objects.get()
    assert row.booked == row.came + row.did_not_come + row.cancelled


def test_each_course_of_the_table_has_the_share_of_its_places_that_the_report_gives(csv_file, run):
    rows = [[title, day, ALL, attended] for title, day, attended, _capacity, _percent in TABLE_1]
    total = ["Total Trained - Quarter 1", "", "", 304]

    answer = run(csv_file(*rows, total, headings=["Course Title", "Date", "Organisation", "Number of Attendees"]))

    assert [action for _row, action in answer.actions] == ["new"] * 6 + ["left out"]
    assert TrainingEvent.objects.order_by("date").first().date == date(2016, 4, 14)
    for title, _day, _attended, capacity, percent in TABLE_1:
        of_one = Attendance.objects.filter(event__title=title)
        assert attendance_figures(of_one, capacity).of_capacity.percent == percent
    whole = attendance_figures(Attendance.objects.all(), sum(row[3] for row in TABLE_1))
    assert (whole.of_capacity.people, whole.of_capacity.of, whole.of_capacity.percent) == (304, CAPACITY, 77)
    assert whole.came_of_booked.percent is None
