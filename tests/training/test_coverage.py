"""Coverage says who has had what, and never more than is known."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.learning import (
    AgencyFactory,
    AgencyKindFactory,
    FindingFactory,
    LearningPointFactory,
    ReviewPageFactory,
    ThemeFactory,
)
from tests.factories.training import AttendanceFactory, PointTaughtFactory, TrainingEventFactory
from training.enums import AttendanceState, Depth, EventKind, EventStatus
from training.queries.coverage import coverage, coverage_rows
from training.queries.coverage_filters import CoverageFilters

pytestmark = pytest.mark.django_db
AWAITING, NOT_SENT = AttendanceState.AWAITING, AttendanceState.WILL_NOT_BE_SENT
UNKNOWN = {"came": None, "walked_in": None}


def summary(cell):
    return {layer.name: (str(layer.state), layer.people) for layer in cell.layers}


@pytest.mark.parametrize(
    "event",
    [
        {"status": EventStatus.CANCELLED},
        {"status": EventStatus.PLANNED},
        {"status": EventStatus.MOVED},
        {"date_as_stated": "22 November 2026"},
    ],
    ids=["cancelled", "planned", "moved", "held after the day asked about"],
)
def test_an_event_that_was_not_held_by_then_passes_nothing_on(event, partnership, point, agency, pass_on, as_at):
    pass_on(came=9, **event)

    cell = coverage(partnership, as_at=as_at).cell(point, agency)

    assert (cell.state, cell.layers) == ("never", ())


def test_another_partnerships_event_passes_nothing_on_here(
    partnership, other_partnership, point, agency, pass_on, as_at
):
    pass_on(partnership=other_partnership, came=9)

    assert coverage(partnership, as_at=as_at).cell(point, agency).state == "never"


@pytest.mark.parametrize(
    ("row", "state", "people"),
    [
        ({"state": AWAITING, **UNKNOWN}, "awaiting", None),
        ({"state": AWAITING, "came": 7}, "awaiting", None),
        ({"state": NOT_SENT, **UNKNOWN}, "not_sent", None),
        ({"state": NOT_SENT, "came": 7}, "not_sent", None),
        ({**UNKNOWN, "booked": 12}, "awaiting", None),
        ({"came": 0}, "zero", 0),
        ({"came": 0, "walked_in": 0}, "zero", 0),
        ({"came": None, "walked_in": 0}, "zero", 0),
        ({"came": 0, "walked_in": 2}, "reached", 2),
        ({"came": None, "walked_in": 2}, "reached", 2),
        ({"came": 4, "walked_in": 1, "booked": 9, "did_not_come": 5}, "reached", 5),
    ],
    ids=[
        "awaited",
        "awaited, whatever its columns hold",
        "will not be sent",
        "will not be sent, whatever its columns hold",
        "returned without who came",
        "nobody",
        "nobody, twice",
        "no walk-ins and nothing else",
        "walk-ins only",
        "walk-ins only, the rest not given",
        "some of those booked and a walk-in",
    ],
)
def test_what_one_return_says(row, state, people, partnership, point, agency, pass_on, as_at):
    pass_on(**row)

    assert summary(coverage(partnership, as_at=as_at).cell(point, agency)) == {"training": (state, people)}


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        ({"came": 0}, {"state": AWAITING, **UNKNOWN}, "awaiting"),
        ({"came": 0}, {"state": NOT_SENT, **UNKNOWN}, "not_sent"),
        ({"state": NOT_SENT, **UNKNOWN}, {"state": AWAITING, **UNKNOWN}, "awaiting"),
        ({"came": 3}, {"state": AWAITING, **UNKNOWN}, "reached"),
        ({"came": 3}, {"came": 0}, "reached"),
        ({"came": 3, "date_as_stated": "2019"}, {"came": 0, "date_as_stated": "May 2026"}, "old"),
    ],
    ids=[
        "nobody, and a return awaited",
        "nobody, and a return never to come",
        "one never to come, one awaited",
        "somebody, and a return awaited",
        "somebody, then nobody",
        "somebody long ago, nobody lately",
    ],
)
def test_what_two_returns_say_together(first, second, state, partnership, point, agency, pass_on, as_at):
    pass_on(**first)
    pass_on(**second)

    assert coverage(partnership, as_at=as_at).cell(point, agency).state == state


def test_an_invitation_without_a_return_is_awaited_and_not_never(partnership, point, agency, pass_on, as_at):
    event = pass_on(has_row=False)
    event.invited.through.objects.create(trainingevent=event, agency=agency)

    cell = coverage(partnership, as_at=as_at).cell(point, agency)

    assert (cell.state, cell.awaiting) == ("awaiting", 1)


def test_an_invitation_that_was_answered_is_not_awaited(partnership, point, agency, pass_on, as_at):
    event = pass_on(came=0)
    event.invited.through.objects.create(trainingevent=event, agency=agency)

    cell = coverage(partnership, as_at=as_at).cell(point, agency)

    assert (cell.state, cell.awaiting) == ("zero", 0)


def test_training_briefings_and_cascades_stand_side_by_side_and_are_never_added(
    partnership, point, agency, pass_on, as_at
):
    for kind, came in ((EventKind.COURSE, 1), (EventKind.LEARNING_EVENT, 2), (EventKind.SINGLE_AGENCY, 4)):
        pass_on(kind=kind, came=came)
    pass_on(kind=EventKind.TEAM_BRIEFING, came=8)
    pass_on(kind=EventKind.CASCADE, came=16)

    cell = coverage(partnership, as_at=as_at).cell(point, agency)

    assert summary(cell) == {"training": ("reached", 7), "briefing": ("reached", 8), "cascade": ("reached", 16)}
    assert not hasattr(cell, "people")


def test_the_last_date_is_as_stated_and_the_last_depth_is_that_days(partnership, point, agency, pass_on, as_at):
    pass_on(date_as_stated="12.05.2025", depth=Depth.CHECKED)
    pass_on(date_as_stated="May 2026", depth=Depth.MENTIONED)
    pass_on(date_as_stated="", depth=Depth.PRACTISED)

    layer = coverage(partnership, as_at=as_at).cell(point, agency).layer("training")

    assert (layer.last, layer.last_stated) == (date(2026, 5, 1), "May 2026")
    assert (layer.last_depth, layer.depth, layer.events) == ("mentioned", "checked", 3)


def test_an_event_nobody_came_to_is_not_the_last_nor_the_deepest(partnership, point, agency, pass_on, as_at):
    pass_on(date_as_stated="2025", depth=Depth.MENTIONED, came=1)
    pass_on(date_as_stated="2026", depth=Depth.CHECKED, came=0)
    pass_on(date_as_stated="3 March 2026", depth=Depth.CHECKED, state=AWAITING, **UNKNOWN)

    layer = coverage(partnership, as_at=as_at).cell(point, agency).layer("training")

    assert (layer.last_stated, layer.depth, layer.events, layer.awaiting) == ("2025", "mentioned", 1, 1)


def test_an_undated_event_passes_learning_on_without_a_date(partnership, point, agency, pass_on, as_at):
    pass_on(date_as_stated="date to be confirmed", came=6)

    layer = coverage(partnership, as_at=as_at).cell(point, agency).layer("training")

    assert (layer.state, layer.people, layer.last) == ("reached", 6, None)
    assert layer.last_stated == "date to be confirmed"


@pytest.mark.parametrize(
    ("stated", "state"),
    [("20 November 2024", "old"), ("21 November 2024", "reached")],
    ids=["a day more than 24 months ago", "24 months ago to the day"],
)
def test_learning_ages_after_24_months(stated, state, partnership, point, agency, pass_on, as_at):
    pass_on(date_as_stated=stated)

    assert coverage(partnership, as_at=as_at).cell(point, agency).state == state


def test_an_agency_of_several_partnerships_is_counted_once(
    partnership, other_partnership, point, agency, pass_on, as_at
):
    agency.partnerships.add(other_partnership)
    pass_on(came=5)
    pass_on(partnership=other_partnership, came=90)

    matrix = coverage(partnership, as_at=as_at)

    assert matrix.agencies == [agency]
    assert summary(matrix.cell(point, agency)) == {"training": ("reached", 5)}


def test_agencies_are_the_partnerships_own_and_those_that_took_part(
    partnership, other_partnership, agency, pass_on, as_at
):
    guest = AgencyFactory(partnerships=[other_partnership], kind=agency.kind)
    AgencyFactory(partnerships=[other_partnership])
    AgencyFactory(partnerships=[partnership], is_active=False)
    pass_on(agency=guest)

    assert coverage(partnership, as_at=as_at).agencies == [agency, guest]


def test_points_are_the_partnerships_own_and_those_it_passed_on(partnership, other_partnership, point, pass_on, as_at):
    borrowed = LearningPointFactory(partnership=other_partnership)
    LearningPointFactory(partnership=other_partnership)
    pass_on(point=borrowed)

    assert set(coverage(partnership, as_at=as_at).points) == {point, borrowed}


@pytest.mark.parametrize("include", [False, True], ids=["left out", "shown when asked for"])
def test_retired_and_superseded_points(include, partnership, point, as_at):
    LearningPointFactory(partnership=partnership, retired_on=date(2026, 1, 1))
    LearningPointFactory(partnership=partnership, superseded_by=point)
    not_yet = LearningPointFactory(partnership=partnership, retired_on=date(2027, 1, 1))

    points = coverage(partnership, CoverageFilters(include_retired=include), as_at).points

    assert len(points) == (4 if include else 2)
    assert {point, not_yet} <= set(points)


def test_a_theme_and_a_review_narrow_the_points(partnership, home, point, as_at):
    other = LearningPointFactory(partnership=partnership)
    theme = ThemeFactory()
    point.themes.add(theme)
    point.save()
    review = ReviewPageFactory(parent=home)
    FindingFactory(review=review, point=other)

    assert coverage(partnership, CoverageFilters(theme=theme.slug), as_at).points == [point]
    assert coverage(partnership, CoverageFilters(review=review.pk), as_at).points == [other]


def test_a_kind_of_agency_narrows_the_agencies_and_counts_nobody_twice(partnership, point, agency, pass_on, as_at):
    other = AgencyFactory(partnerships=[partnership], kind=AgencyKindFactory())
    event = pass_on(came=5)
    AttendanceFactory(event=event, agency=other, came=40)

    matrix = coverage(partnership, CoverageFilters(agency_kind=agency.kind.slug), as_at)

    assert matrix.agencies == [agency]
    assert summary(matrix.cell(point, agency)) == {"training": ("reached", 5)}
    assert matrix.cell(point, other).layers == ()


PERIOD = CoverageFilters(since=date(2026, 1, 1), until=date(2026, 3, 31))


@pytest.mark.parametrize(
    ("filters", "people"),
    [
        (PERIOD, 2),
        (replace(PERIOD, since=None), 3),
        (replace(PERIOD, until=None), 6),
        (CoverageFilters(), 14),
        (CoverageFilters(kind=EventKind.LEARNING_EVENT), 4),
    ],
    ids=["within a period", "until a day", "since a day", "ever, with or without a date", "one kind of event"],
)
def test_a_period_and_a_kind_narrow_the_events(filters, people, partnership, point, agency, pass_on, as_at):
    pass_on(came=1, date_as_stated="31 December 2025")
    pass_on(came=2, date_as_stated="31 March 2026")
    pass_on(came=4, date_as_stated="1 April 2026", kind=EventKind.LEARNING_EVENT)
    pass_on(came=7, date_as_stated="")

    layer = coverage(partnership, filters, as_at).cell(point, agency).layer("training")

    assert layer.people == people


def test_a_correction_shows_on_the_next_reading(partnership, point, agency, pass_on, as_at):
    event = pass_on(came=5)
    before = summary(coverage(partnership, as_at=as_at).cell(point, agency))

    event.attendances.update(came=6)

    after = summary(coverage(partnership, as_at=as_at).cell(point, agency))
    assert (before, after) == ({"training": ("reached", 5)}, {"training": ("reached", 6)})


def test_rows_for_exports_say_what_the_matrix_says(partnership, point, agency, pass_on, as_at):
    pass_on(came=5)
    pass_on(kind=EventKind.CASCADE, state=AWAITING, **UNKNOWN)
    LearningPointFactory(partnership=partnership)

    agencies, rows = coverage_rows(partnership, as_at=as_at)

    matrix = coverage(partnership, as_at=as_at)
    assert agencies == matrix.agencies
    assert list(rows) == list(matrix.rows)


@pytest.mark.parametrize("size", [10, 100])
def test_the_matrix_takes_four_queries_whatever_its_size(size, partnership, as_at):
    for _ in range(size):
        event = TrainingEventFactory(partnership=partnership)
        PointTaughtFactory(event=event, point=LearningPointFactory(partnership=partnership))
        AttendanceFactory(event=event, agency=AgencyFactory(partnerships=[partnership]))

    with CaptureQueriesContext(connection) as queries:
        rows = list(coverage(partnership, as_at=as_at).rows)

    assert (len(rows), len(rows[0].cells), len(queries)) == (size, size, 4)
