"""What readers see of training, and what they do not."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import UserFactory
from tests.factories.learning import (
    AgencyFactory,
    FindingFactory,
    LearningPointFactory,
    LevelFactory,
    ReviewPageFactory,
)
from tests.factories.training import AttendanceFactory, CourseFactory, PointTaughtFactory, TrainingEventFactory
from training.enums import AttendanceState, Depth, EventKind, EventStatus

pytestmark = pytest.mark.django_db
PLANNED, CANCELLED = EventStatus.PLANNED, EventStatus.CANCELLED


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture
def trainer(client):
    user = UserFactory(group="Trainers")
    client.force_login(user)
    return user


def titles(found):
    return [str(one) for one in found]


# The list ------------------------------------------------------------------------------------------------------------


def test_the_list_tells_what_is_to_come_from_what_was_held(client, partnership):
    for title, status, stated in [
        ("to come", PLANNED, "1 December 2026"),
        ("moved", EventStatus.MOVED, "30 November 2026"),
        ("no date yet", PLANNED, ""),
        ("missed", PLANNED, "1 May 2026"),
        ("called off", CANCELLED, "1 December 2026"),
        ("held", EventStatus.HELD, "1 May 2026"),
        ("held once", EventStatus.HELD, ""),
    ]:
        TrainingEventFactory(partnership=partnership, title=title, status=status, date_as_stated=stated)

    context = client.get("/training/").context

    assert [event.title for event in context["coming"]] == ["moved", "to come", "no date yet"]
    assert [event.title for event in context["held"]] == ["held", "held once"]


def test_the_list_shows_nothing_private_and_nothing_of_others(client, partnership, other_partnership):
    TrainingEventFactory(partnership=other_partnership)
    TrainingEventFactory(partnership=partnership, is_public=False)
    CourseFactory(partnership=other_partnership)

    context = client.get("/training/").context

    assert (list(context["coming"]), list(context["held"]), list(context["courses"])) == ([], [], [])


def test_the_list_can_be_narrowed_by_kind_and_level(client, partnership):
    level = LevelFactory(partnership=partnership)
    course = CourseFactory(partnership=partnership, level=level)
    CourseFactory(partnership=partnership)
    leveled = TrainingEventFactory(partnership=partnership, course=course)
    cascade = TrainingEventFactory(partnership=partnership, kind=EventKind.CASCADE)

    by_kind = client.get("/training/?kind=cascade").context
    by_level = client.get(f"/training/?level={level.pk}").context

    assert list(by_kind["held"]) == [cascade]
    assert (list(by_level["held"]), list(by_level["courses"])) == ([leveled], [course])


def test_a_course_says_how_many_of_its_events_are_to_come(client, partnership):
    course = CourseFactory(partnership=partnership)
    for status, stated, public in [
        (PLANNED, "1 December 2026", True),
        (PLANNED, "1 May 2026", True),
        (PLANNED, "1 December 2026", False),
        (CANCELLED, "1 December 2026", True),
    ]:
        TrainingEventFactory(
            partnership=partnership, course=course, status=status, date_as_stated=stated, is_public=public
        )

    (listed,) = client.get("/training/").context["courses"]

    assert listed.coming_count == 1


ODD_VALUES = ["x", "\x00", "-1", "9" * 400, "é'\"<b>", "31/02/2026", "%", "' OR 1=1 --", "\ud7ff", "2026-13-45"]
LIST_NAMES = ["kind", "level", "page"]
COVERAGE_NAMES = ["theme", "review", "kind", "agency_kind", "since", "until", "as_at", "agency", "page"]


@pytest.mark.parametrize("name", LIST_NAMES)
def test_an_odd_value_in_the_list_is_left_out_and_said(name, client, partnership):
    event = TrainingEventFactory(partnership=partnership)

    for value in ODD_VALUES:
        response = client.get(f"/training/?{name}={quote(value)}")
        assert (response.status_code, list(response.context["held"])) == (200, [event])
        assert len(response.context["notes"]) == (name != "page")


@pytest.mark.parametrize("name", COVERAGE_NAMES)
def test_an_odd_value_in_coverage_is_left_out_and_said(name, client, trainer, partnership, point):
    for value in ODD_VALUES:
        response = client.get(f"/coverage/?{name}={quote(value)}")
        assert (response.status_code, response.context["matrix"].points) == (200, [point])
        assert len(response.context["notes"]) == (name != "page")


def test_a_period_that_ends_before_it_starts_is_said(client, trainer, partnership, pass_on):
    pass_on(date_as_stated="3 March 2026")

    response = client.get("/coverage/?since=2026-02-01&until=2026-01-01")

    assert response.context["notes"] == ["To: “2026-01-01” was left out. It is before the first day asked for."]


@pytest.mark.parametrize(
    ("as_at", "day"), [("0001-01-01", "0001-01-01"), ("2026-11-21", "9999-12-31")], ids=["first", "last"]
)
def test_the_first_and_last_days_of_the_calendar_are_days(as_at, day, client, trainer, partnership):
    assert client.get(f"/coverage/?as_at={as_at}&since={day}&until={day}").context["notes"] == []


# An event ------------------------------------------------------------------------------------------------------------


def test_an_event_shows_what_it_passed_on_and_who_took_part_but_no_counts(client, home, point, agency, pass_on):
    event = pass_on(depth=Depth.PRACTISED, came=737)
    FindingFactory(review=ReviewPageFactory(parent=home), point=point)
    PointTaughtFactory(event=event, point__title="Of a review that is not published")
    AttendanceFactory(event=event, agency=AgencyFactory(name="Nobody came"), came=0)
    AttendanceFactory(event=event, agency=AgencyFactory(name="Silent"), state=AttendanceState.AWAITING, came=None)
    event.points_taught.update(evidence="Two of three could name the next step")

    response = client.get(event.get_absolute_url())

    assert [(row.point, row.get_depth_display()) for row in response.context["points"]] == [(point, "Practised")]
    assert response.context["took_part"] == [agency]
    assert (response.context["attendance"], response.context["totals"]) == ([], None)
    assert b"737" not in response.content
    assert b"Silent" not in response.content
    assert b"Two of three" not in response.content


def test_those_who_may_see_counts_see_them_with_the_unknown_apart(client, trainer, pass_on):
    event = pass_on(came=5, walked_in=2, booked=9)
    AttendanceFactory(event=event, came=0, did_not_come=4)
    AttendanceFactory(event=event, state=AttendanceState.AWAITING, came=None)
    event.points_taught.update(evidence="Two of three could name the next step")

    response = client.get(event.get_absolute_url())

    assert b"Two of three" in response.content
    assert response.context["totals"] == {
        "booked": 9,
        "came": 5,
        "walked_in": 2,
        "did_not_come": 4,
        "cancelled": None,
        "people": 7,
        "awaiting": 1,
        "not_sent": 0,
    }


def test_an_event_names_only_published_reviews(client, home, partnership):
    event = TrainingEventFactory(partnership=partnership)
    live, draft = ReviewPageFactory(parent=home), ReviewPageFactory(parent=home, live=False)
    event.reviews.set([live, draft])
    event.save()

    response = client.get(event.get_absolute_url())

    assert list(response.context["reviews"]) == [live]
    assert draft.title not in response.content.decode()


def test_a_point_is_linked_only_where_it_has_a_page(client, home, partnership, other_partnership, pass_on):
    event = pass_on()
    public = LearningPointFactory(partnership=partnership)
    FindingFactory(review=ReviewPageFactory(parent=home), point=public)
    PointTaughtFactory(event=event, point=public)
    elsewhere = LearningPointFactory(partnership=other_partnership)
    FindingFactory(review=ReviewPageFactory(parent=home), point=elsewhere)
    PointTaughtFactory(event=event, point=elsewhere)

    points = client.get(event.get_absolute_url()).context["points"]

    assert [row.point for row in points if row.is_linked] == [public]


@pytest.mark.parametrize(
    ("fields", "can_book"),
    [
        ({"status": PLANNED, "date_as_stated": "1 December 2026"}, True),
        ({"status": PLANNED, "date_as_stated": ""}, True),
        ({"status": PLANNED, "date_as_stated": "1 May 2026"}, False),
        ({"status": CANCELLED, "date_as_stated": "1 December 2026"}, False),
        ({"date_as_stated": "1 May 2026"}, False),
        ({"status": PLANNED, "date_as_stated": "1 December 2026", "booking_url": ""}, False),
    ],
    ids=["to come", "no date yet", "past", "cancelled", "held", "no link"],
)
def test_a_place_can_be_booked_while_there_is_one(fields, can_book, client, partnership):
    event = TrainingEventFactory(partnership=partnership, **{"booking_url": "https://example.org/book", **fields})

    response = client.get(event.get_absolute_url())

    assert response.context["can_book"] is can_book
    assert (b"https://example.org/book" in response.content) is can_book


def test_another_partnerships_event_is_not_here(client, partnership, other_partnership):
    event = TrainingEventFactory(partnership=other_partnership)

    assert client.get(event.get_absolute_url()).status_code == 404


def test_an_event_not_shown_to_everybody_is_shown_to_those_who_may_see_counts(client, partnership):
    event = TrainingEventFactory(partnership=partnership, is_public=False)
    before = client.get(event.get_absolute_url()).status_code
    client.force_login(UserFactory(group="Trainers"))

    assert (before, client.get(event.get_absolute_url()).status_code) == (404, 200)


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30, "-1", "x"])
def test_an_event_that_does_not_exist_is_not_found(number, client, partnership):
    assert client.get(f"/training/events/{number}/").status_code == 404


@pytest.mark.parametrize("address", ["/training/", "/training/events/1/", "/training/events.ics"])
def test_a_site_without_a_partnership_has_no_training(address, client, site):
    assert client.get(address).status_code == 404


# Coverage ------------------------------------------------------------------------------------------------------------

COVERAGE_ADDRESSES = ["/coverage/", "/coverage.csv", "/coverage.xlsx"]


@pytest.mark.parametrize("address", COVERAGE_ADDRESSES)
def test_coverage_asks_readers_to_sign_in(address, client, partnership):
    response = client.get(f"{address}?kind=course")

    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={quote(address)}%3Fkind%3Dcourse")


@pytest.mark.parametrize("address", COVERAGE_ADDRESSES)
@pytest.mark.parametrize("group", ["Editors", "Moderators", "Agency leads", None])
def test_coverage_is_not_for_everybody_who_signs_in(group, address, client, partnership, point):
    client.force_login(UserFactory(group=group))

    response = client.get(address)

    assert response.status_code == 403
    assert point.title not in response.content.decode()


def test_coverage_shows_matrix_gaps_and_totals(client, trainer, partnership, point, agency, pass_on):
    pass_on(came=3)
    pass_on(state=AttendanceState.AWAITING, came=None)
    never = LearningPointFactory(partnership=partnership)

    context, missing = client.get("/coverage/").context, client.get("/coverage/gaps/").context

    cell = context["matrix"].cell(point, agency)
    assert (str(cell.state), cell.awaiting) == ("reached", 1)
    assert [gap.point for gap in missing["gap_lists"][0].gaps] == [never]
    assert missing["totals"] == {"never": 1, "not_lately": 0, "awaiting": 1}


def test_coverage_lists_what_one_agency_has_not_had(client, trainer, partnership, point, agency):
    context = client.get(f"/coverage/gaps/?agency={agency.pk}").context

    assert [(one.title, one.count) for one in context["gap_lists"]][-1] == (f"Not passed on to {agency}", 1)


def test_coverage_is_not_kept_by_anybody_else(client, trainer, partnership):
    assert client.get("/coverage/")["Cache-Control"] == "private"


def test_coverage_draws_unknown_zero_and_never_differently(client, trainer, partnership, pass_on):
    pass_on(came=0)
    pass_on(agency=AgencyFactory(partnerships=[partnership]), state=AttendanceState.AWAITING, came=None)
    pass_on(agency=AgencyFactory(partnerships=[partnership]), state=AttendanceState.WILL_NOT_BE_SENT, came=None)
    AgencyFactory(partnerships=[partnership])

    html = client.get("/coverage/").content.decode()

    for state in ("zero", "awaiting", "not_sent", "never"):
        assert html.count(f'<td class="is-{state}">') == 1


# Queries -------------------------------------------------------------------------------------------------------------


def many(size, partnership):
    for n in range(size):
        course = CourseFactory(partnership=partnership, level=LevelFactory(partnership=partnership))
        event = TrainingEventFactory(partnership=partnership, course=course, host=AgencyFactory())
        coming = {"status": PLANNED, "date_as_stated": f"{n % 28 + 1} December 2026"}
        TrainingEventFactory(partnership=partnership, course=course, host=AgencyFactory(), **coming)
        PointTaughtFactory(event=event, point=LearningPointFactory(partnership=partnership))
        AttendanceFactory(event=event, agency=AgencyFactory(partnerships=[partnership]))


@pytest.mark.parametrize("size", [10, 100])
def test_the_list_takes_the_same_queries_whatever_its_length(size, client, partnership):
    many(size, partnership)

    with CaptureQueriesContext(connection) as queries:
        client.get("/training/")

    assert len(queries) == 5


@pytest.mark.parametrize("size", [10, 100])
@pytest.mark.parametrize(("signed_in", "count"), [(False, 9), (True, 12)], ids=["anonymous", "with counts"])
def test_an_event_takes_the_same_queries_however_many_took_part(
    size, signed_in, count, client, home, partnership, pass_on
):
    event = pass_on()
    for _ in range(size):
        PointTaughtFactory(event=event, point=LearningPointFactory(partnership=partnership))
        AttendanceFactory(event=event)
    event.reviews.set([ReviewPageFactory(parent=home) for _ in range(size // 10)])
    event.save()
    if signed_in:
        client.force_login(UserFactory(group="Trainers"))

    with CaptureQueriesContext(connection) as queries:
        client.get(event.get_absolute_url())

    assert len(queries) == count


@pytest.mark.parametrize("size", [10, 100])
def test_coverage_takes_the_same_queries_whatever_its_size(size, client, trainer, partnership):
    many(size, partnership)

    with CaptureQueriesContext(connection) as queries:
        client.get("/coverage/")

    assert len(queries) == 9
