"""The figures of a report: each thing counted as what it is, as it stood on the day, of what was asked about."""

from datetime import UTC, date, datetime

import pytest

from learning.models import AgencySuccession
from tests.factories.learning import (
    AgencyFactory,
    FindingFactory,
    LearningPointFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
)
from tests.factories.training import AttendanceFactory, PointTaughtFactory, TrainingEventFactory
from tests.training.reports.conftest import rows
from training.enums import AttendanceState, Depth, EventKind, EventStatus, HasDone, QuoteState
from training.models import Attendance, FeedbackQuote
from training.queries.attendance_figures import attendance_figures
from training.queries.evidence import how_much, how_well, quotes_to_tell, what_was_done

pytestmark = pytest.mark.django_db
SIDE_BY_SIDE = "Training, briefings and cascades"


def test_layers_stand_side_by_side_and_are_never_added(pass_on, agencies, report):
    police, schools, _housing, _probation = agencies
    pass_on(kind=EventKind.COURSE, agency=police, came=6)
    pass_on(kind=EventKind.LEARNING_EVENT, agency=police, came=4, walked_in=1)
    pass_on(kind=EventKind.TEAM_BRIEFING, agency=schools, came=9)
    pass_on(kind=EventKind.CASCADE, agency=schools, state=AttendanceState.AWAITING, came=None)

    assert rows(report(), SIDE_BY_SIDE) == {
        "Events held": ["2", "1", "1"],
        "People who came": ["11", "9", "not known"],
        "Agencies that somebody came from": ["1", "1", "0"],
        "Learning points passed on": ["1", "1", "0"],
        "Returns awaited": ["0", "0", "1"],
        "Returns that will not be sent": ["0", "0", "0"],
    }


def test_a_report_as_at_a_day_knows_nothing_of_what_came_after(pass_on, report, answer, point):
    held = pass_on(came=6, date_as_stated="12 March 2026")
    pass_on(came=7, date_as_stated="1 April 2026")
    pass_on(came=8, status=EventStatus.PLANNED)
    answer(held, "after", [{point: 4}] * 5, on=datetime(2026, 3, 12, 12, tzinfo=UTC))
    answer(held, "later", [{point: 5}] * 5, on=datetime(2026, 6, 1, 12, tzinfo=UTC))

    then = report(as_at=date(2026, 3, 31))

    assert rows(then, SIDE_BY_SIDE)["People who came"][0] == "6"
    assert [row[0] for row in rows(then, "Confidence").values()] == ["0", "5", "0"]
    assert [row[0] for row in rows(report(), "Confidence").values()] == ["0", "5", "5"]


def test_a_period_has_its_first_and_last_day_in_it(pass_on, report):
    for day in ("31 March 2025", "1 April 2025", "31 March 2026", "1 April 2026"):
        pass_on(came=5, date_as_stated=day)

    year = report(since=date(2025, 4, 1), until=date(2026, 3, 31))

    assert rows(year, SIDE_BY_SIDE)["Events held"][0] == "2"


def test_of_a_review_only_what_it_found_and_events_about_it_count(home, partnership, pass_on, question, point):
    review = ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home), publisher=partnership)
    FindingFactory(review=review, point=point)
    taught = pass_on(came=5)
    PointTaughtFactory(event=taught, point=LearningPointFactory(partnership=partnership))
    pass_on(came=7, point=LearningPointFactory(partnership=partnership))
    about = TrainingEventFactory(partnership=partnership, reviews=[review])
    about.reviews.set([review])
    about.save()

    found = how_much(question(review=review.pk))

    assert (found.events, sum(one.people or 0 for one in found.returns)) == ({"course": 2}, 5)
    assert {layer: dict(depths) for layer, depths in found.depths.items()} == {"training": {"taught": 1}}


def test_of_an_agency_what_was_merged_into_it_counts_and_feedback_is_not_told(
    pass_on, agencies, question, answer, point
):
    police, schools, old, _probation = agencies
    AgencySuccession.objects.create(kind="merged", predecessor=old, successor=police, on=date(2026, 5, 1))
    event = pass_on(agency=old, came=3)
    pass_on(agency=schools, came=50)
    answer(event, "after", [{point: 4}] * 6)

    asked = question(agency=police)

    assert [(one.agency, one.people) for one in how_much(asked).returns] == [(police.pk, 3)]
    assert how_much(asked).events == {"course": 1}
    assert (how_well(asked).people, what_was_done(asked), quotes_to_tell(asked)) == ({}, {}, [])


def test_the_three_attendance_figures_are_those_of_the_rows(partnership, agencies, question):
    """Summed by the database, and by the obvious function over the rows."""
    event = TrainingEventFactory(partnership=partnership, capacity=40)
    police, schools, housing, probation = agencies
    AttendanceFactory(event=event, agency=police, booked=20, came=15, walked_in=3)
    AttendanceFactory(event=event, agency=schools, booked=10, came=9)
    AttendanceFactory(event=event, agency=housing, booked=5, came=None, walked_in=2)
    AttendanceFactory(event=event, agency=probation, came=None, state=AttendanceState.AWAITING)

    found, plain = how_much(question()), attendance_figures(Attendance.objects.all(), capacity=40)

    assert (found.came_of_booked, found.all_of_booked, found.of_capacity) == (
        plain.came_of_booked,
        plain.all_of_booked,
        plain.of_capacity,
    )
    assert (plain.came_of_booked.percent, plain.all_of_booked.percent, plain.of_capacity.percent) == (80, 83, 73)


def test_an_invitation_without_a_row_is_a_return_awaited(partnership, agencies, question):
    event = TrainingEventFactory(partnership=partnership)
    event.invited.set(agencies[:2])
    event.save()
    AttendanceFactory(event=event, agency=agencies[0], state=AttendanceState.WILL_NOT_BE_SENT, came=None)

    returns = {one.agency: (one.people, one.awaited, one.not_sent) for one in how_much(question()).returns}

    assert returns == {agencies[0].pk: (None, 0, 1), agencies[1].pk: (None, 1, 0)}


def test_a_point_is_counted_once_at_its_deepest_where_somebody_came(pass_on, question, partnership):
    for depth, came in ((Depth.MENTIONED, 5), (Depth.PRACTISED, 1), (Depth.CHECKED, 0)):
        pass_on(depth=depth, came=came)

    assert {layer: dict(found) for layer, found in how_much(question()).depths.items()} == {
        "training": {"practised": 1}
    }


def test_what_people_did_and_said_is_of_those_found_fit_to_be_shown(event, answer, point, question):
    answer(event, "later", [{}] * 4, has_done=HasDone.YES, words={"What did you do?": "Rang."})
    answer(event, "later", [{}], has_done=HasDone.PARTLY, words={"What did you do?": "Told Mrs Smith."})
    FeedbackQuote.objects.filter(text="Rang.").update(state=QuoteState.SHOWN)

    assert what_was_done(question()) == {"yes": 4, "partly": 1}
    assert {quote.text for quote in quotes_to_tell(question())} == {"Rang."}


def test_no_quote_of_a_round_that_fewer_than_five_answered_is_told(event, answer, question):
    answer(event, "later", [{}] * 4, words={"What did you do?": "Rang."})
    FeedbackQuote.objects.update(state=QuoteState.SHOWN)

    assert quotes_to_tell(question()) == []


def test_another_partnership_is_in_none_of_it(other_partnership, question, answer, point):
    elsewhere = TrainingEventFactory(partnership=other_partnership)
    AttendanceFactory(event=elsewhere, agency=AgencyFactory())
    PointTaughtFactory(event=elsewhere, point=point)
    answer(elsewhere, "after", [{point: 5}] * 6)

    found = how_much(question())
    assert (found.events, found.returns, found.depths, how_well(question()).people) == ({}, [], {}, {})
