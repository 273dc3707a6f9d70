"""The gap list says what is still to be passed on; what is only awaited is not a gap."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning.models import LearningPoint
from tests.factories.learning import AgencyFactory, FindingFactory, LearningPointFactory, ReviewPageFactory
from tests.factories.training import AttendanceFactory
from training.enums import AttendanceState, EventKind, EventStatus
from training.queries.coverage_filters import CoverageFilters
from training.queries.gaps import GapKind, gap_lists, gaps

pytestmark = pytest.mark.django_db
NEVER, NOT_LATELY, NOT_THIS_AGENCY = GapKind
UNKNOWN = {"came": None, "walked_in": None}
AWAITED = {"state": AttendanceState.AWAITING, **UNKNOWN}


def titles(found):
    return [gap.point.title for gap in found]


def places(partnership, as_at, agency):
    """In which lists the only learning point is: as a gap, or as awaited."""
    lists = gap_lists(partnership, as_at=as_at, agency=agency)
    found = {(str(one.kind), "gap") for one in lists if one.gaps}
    return found | {(str(one.kind), "awaited") for one in lists if one.awaiting}


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"came": 5}, set()),
        ({"came": 5, "date_as_stated": "2019"}, {("not_lately", "gap")}),
        ({"came": 5, "date_as_stated": ""}, {("not_lately", "gap")}),
        ({"came": 0}, {("never", "gap"), ("agency", "gap")}),
        ({"came": 5, "status": EventStatus.CANCELLED}, {("never", "gap"), ("agency", "gap")}),
        ({"came": 5, "status": EventStatus.PLANNED}, {("never", "gap"), ("agency", "gap")}),
        ({"state": AttendanceState.WILL_NOT_BE_SENT, **UNKNOWN}, {("never", "gap"), ("agency", "gap")}),
        (AWAITED, {("never", "awaited"), ("agency", "awaited")}),
    ],
    ids=[
        "had it lately",
        "had it long ago",
        "had it on an unknown date",
        "nobody came",
        "cancelled",
        "planned",
        "will not be sent",
        "return awaited",
    ],
)
def test_where_one_event_leaves_a_learning_point(event, expected, partnership, agency, pass_on, as_at):
    pass_on(**event)

    assert places(partnership, as_at, agency) == expected


def test_a_point_no_event_has_touched_is_a_gap(partnership, point, agency, as_at):
    assert places(partnership, as_at, agency) == {("never", "gap"), ("agency", "gap")}


def test_another_partnerships_event_closes_no_gap_here(partnership, other_partnership, agency, pass_on, as_at):
    pass_on(partnership=other_partnership)

    assert places(partnership, as_at, agency) == {("never", "gap"), ("agency", "gap")}


def test_an_invitation_without_a_return_is_awaited(partnership, agency, pass_on, as_at):
    event = pass_on(has_row=False)
    event.invited.through.objects.create(trainingevent=event, agency=agency)

    assert places(partnership, as_at, agency) == {("never", "awaited"), ("agency", "awaited")}


def test_another_agencys_people_close_no_gap_of_this_one(partnership, agency, pass_on, as_at):
    pass_on(agency=AgencyFactory(partnerships=[partnership]))

    assert places(partnership, as_at, agency) == {("agency", "gap")}


def test_old_learning_with_a_new_return_awaited_is_awaited(partnership, agency, pass_on, as_at):
    pass_on(came=5, date_as_stated="2019")
    pass_on(**AWAITED)

    assert places(partnership, as_at, agency) == {("not_lately", "awaited")}


def test_a_point_written_for_other_kinds_of_agency_is_no_gap_of_this_one(partnership, point, agency, as_at):
    point.for_kinds.add(AgencyFactory().kind)
    point.save()

    assert places(partnership, as_at, agency) == {("never", "gap")}


def test_retired_points_are_no_gaps_and_never_means_never(partnership, point, agency, pass_on, as_at):
    pass_on(date_as_stated="1 June 2026")
    LearningPointFactory(partnership=partnership, retired_on=date(2026, 1, 1))
    period = CoverageFilters(since=date(2026, 10, 1), include_retired=True)

    never = gaps(partnership, NEVER, filters=period, as_at=as_at)

    assert (never.count, list(never.gaps)) == (0, [])


def test_a_kind_of_event_and_of_agency_narrow_the_question(partnership, agency, pass_on, as_at):
    pass_on(kind=EventKind.CASCADE)
    other = AgencyFactory(partnerships=[partnership])

    def never(**filters):
        return gaps(partnership, NEVER, filters=CoverageFilters(**filters), as_at=as_at).count

    assert never(kind=EventKind.CASCADE) == 0
    assert never(kind=EventKind.COURSE) == 1
    assert never(agency_kind=agency.kind.slug) == 0
    assert never(agency_kind=other.kind.slug) == 1


def test_most_widely_found_comes_first_then_newest(partnership, home, as_at):
    reviews = [ReviewPageFactory(parent=home, year=year) for year in (2019, 2024)]
    draft = ReviewPageFactory(parent=home, year=2026, live=False)
    found = {"old": reviews[:1], "wide": reviews, "unpublished": [draft], "new": reviews[1:], "newer": []}
    for title, where in found.items():
        point = LearningPointFactory(partnership=partnership, title=title)
        for review in where:
            FindingFactory(review=review, point=point)
    LearningPoint.objects.exclude(title="newer").update(created_at=datetime(2020, 1, 1, tzinfo=UTC))

    never = gaps(partnership, NEVER, as_at=as_at)

    assert titles(never.gaps) == ["wide", "new", "old", "newer", "unpublished"]
    assert [gap.found_in for gap in never.gaps] == [2, 1, 1, 0, 0]


def test_a_gap_says_when_learning_was_last_passed_on(partnership, pass_on, as_at):
    pass_on(date_as_stated="May 2018")
    pass_on(date_as_stated="2017")

    (gap,) = gaps(partnership, NOT_LATELY, as_at=as_at).gaps

    assert (gap.last, gap.last_stated, gap.why) == (date(2018, 5, 1), "May 2018", "Last passed on: May 2018.")


def test_the_figure_of_24_months_can_be_another(partnership, pass_on, as_at):
    pass_on(date_as_stated="21 October 2026")

    assert gaps(partnership, NOT_LATELY, as_at=as_at, months=1).count == 0
    assert gaps(partnership, NOT_LATELY, as_at=as_at, months=0).count == 1


def test_a_list_for_an_agency_needs_the_agency(partnership, as_at):
    with pytest.raises(ValueError, match="Which agency"):
        gaps(partnership, NOT_THIS_AGENCY, as_at=as_at)


def test_a_long_list_says_how_long_it_is(partnership, as_at):
    LearningPointFactory.create_batch(3, partnership=partnership)

    never = gaps(partnership, NEVER, as_at=as_at, limit=2)

    assert (never.count, len(never.gaps)) == (3, 2)


@pytest.mark.parametrize("size", [10, 100])
def test_three_lists_take_five_queries_whatever_their_length(size, partnership, agency, pass_on, as_at):
    for _ in range(size):
        AttendanceFactory(event=pass_on(point=LearningPointFactory(partnership=partnership), came=0), came=5)

    with CaptureQueriesContext(connection) as queries:
        lists = gap_lists(partnership, as_at=as_at, agency=agency, limit=1000)

    assert ([one.count for one in lists], len(queries)) == ([1, 0, size + 1], 5)
