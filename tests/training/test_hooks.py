"""What reviews, learning points and themes are told of where they were taught."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail import hooks

from tests.factories.accounts import UserFactory
from tests.factories.learning import (
    AgencyFactory,
    FindingFactory,
    LearningPointFactory,
    ReviewPageFactory,
    ThemeFactory,
)
from tests.factories.training import AttendanceFactory, PointTaughtFactory, TrainingEventFactory
from training.enums import AttendanceState, Depth, EventKind, EventStatus
from training.wagtail_hooks import events_on_theme, where_point_was_taught, where_review_was_taught

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture
def review(home, point):
    review = ReviewPageFactory(parent=home)
    FindingFactory(review=review, point=point)
    return review


@pytest.fixture
def reader(partnership):
    request = RequestFactory().get("/", headers={"host": "testserver"})
    request.user = AnonymousUser()
    return request


@pytest.fixture
def trainer(reader):
    request = RequestFactory().get("/", headers={"host": "testserver"})
    request.user = UserFactory(group="Trainers")
    return request


def about(review, **fields):
    event = TrainingEventFactory(**fields)
    event.reviews.set([review])
    event.save()
    return event


def test_the_hooks_are_registered():
    assert where_review_was_taught in hooks.get_hooks("cascade_review_context")
    assert where_point_was_taught in hooks.get_hooks("cascade_learning_point_context")
    assert events_on_theme in hooks.get_hooks("cascade_theme_context")


@pytest.mark.parametrize(
    "fields",
    [
        {"status": EventStatus.CANCELLED},
        {"status": EventStatus.PLANNED, "date_as_stated": "1 May 2026"},
        {"is_public": False},
    ],
    ids=["cancelled", "planned and past", "not public"],
)
def test_what_a_reader_is_not_told_of_a_review(fields, review, reader, partnership, pass_on):
    pass_on(**fields)
    about(review, partnership=partnership, **fields)

    context = where_review_was_taught(review, reader)

    assert context == {"taught_at": [], "events": [], "coming_events": [], "reach": None, "coverage_url": ""}


def test_another_partnerships_events_are_not_told(review, reader, partnership, other_partnership, pass_on):
    pass_on(partnership=other_partnership)
    about(review, partnership=other_partnership)

    assert where_review_was_taught(review, reader)["taught_at"] == []


def test_a_review_is_told_of_events_about_it_and_events_that_taught_its_points(
    review, reader, partnership, point, agency, pass_on
):
    taught = pass_on(depth=Depth.PRACTISED, came=9, date_as_stated="May 2026")
    PointTaughtFactory(event=taught, point=LearningPointFactory(partnership=partnership), depth=Depth.CHECKED)
    learning_event = about(review, partnership=partnership, date_as_stated="1 June 2026")

    latest, earlier = where_review_was_taught(review, reader)["taught_at"]

    assert (latest.event, latest.points, latest.depth, latest.agencies) == (learning_event, [], "", [])
    assert (earlier.event, earlier.points, earlier.depth, earlier.agencies) == (taught, [point], "Practised", [agency])


def test_an_event_both_about_a_review_and_teaching_its_points_is_told_once(review, reader, partnership, pass_on):
    event = pass_on()
    event.reviews.set([review])
    event.save()

    assert where_review_was_taught(review, reader)["events"] == [event]


def test_coming_events_about_a_review_are_told_soonest_first(review, reader, partnership, pass_on):
    planned = {"status": EventStatus.PLANNED, "has_row": False}
    undated = pass_on(**planned, date_as_stated="")
    later = pass_on(**planned, date_as_stated="1 January 2027")
    sooner = about(review, partnership=partnership, status=EventStatus.PLANNED, date_as_stated="1 December 2026")

    assert where_review_was_taught(review, reader)["coming_events"] == [sooner, later, undated]


def test_readers_learn_which_agencies_were_there_and_trainers_how_many(review, reader, trainer, agency, pass_on):
    event = pass_on(came=4, walked_in=1)
    AttendanceFactory(event=event, agency=AgencyFactory(), came=0)
    AttendanceFactory(event=event, agency=AgencyFactory(), state=AttendanceState.AWAITING, came=None)
    event.invited.through.objects.create(trainingevent=event, agency=AgencyFactory())

    (to_reader,) = where_review_was_taught(review, reader)["taught_at"]
    (to_trainer,) = where_review_was_taught(review, trainer)["taught_at"]

    assert (to_reader.agencies, to_reader.people, to_reader.awaiting) == ([agency], None, 2)
    assert (to_trainer.agencies, to_trainer.people, to_trainer.awaiting) == ([agency], 5, 2)


def test_reach_keeps_training_briefings_and_cascades_apart(review, trainer, agency, pass_on):
    pass_on(came=2, date_as_stated="May 2026")
    pass_on(came=3, kind=EventKind.LEARNING_EVENT, date_as_stated="June 2026")
    pass_on(came=8, kind=EventKind.CASCADE, date_as_stated="")

    layers = where_review_was_taught(review, trainer)["reach"]["layers"]

    assert [(one["name"], one["events"], one["agencies"], one["people"]) for one in layers] == [
        ("training", 2, 1, 5),
        ("cascade", 1, 1, 8),
    ]
    assert [str(one["last"]) for one in layers] == ["2026-06-01", "None"]


def test_agencies_still_to_have_a_point_are_for_trainers_only(point, reader, trainer, partnership, agency, pass_on):
    never, awaited = AgencyFactory.create_batch(2, partnerships=[partnership])
    pass_on()
    pass_on(agency=awaited, state=AttendanceState.AWAITING, came=None)

    assert not where_point_was_taught(point, reader)["not_yet"]
    assert where_point_was_taught(point, trainer)["not_yet"] == [never]


def test_agencies_a_point_is_not_for_are_not_asked_to_have_it(point, trainer, partnership, agency):
    AgencyFactory(partnerships=[partnership])
    point.for_kinds.add(agency.kind)
    point.save()

    assert where_point_was_taught(point, trainer)["not_yet"] == [agency]


def test_a_point_is_told_how_deeply_it_was_taught(point, reader, pass_on):
    event = pass_on(depth=Depth.CHECKED)

    assert where_point_was_taught(point, reader)["taught"] == [{"event": event, "depth": "Checked later"}]


def test_a_theme_is_told_of_events_about_its_reviews_and_points(home, reader, partnership, point, pass_on):
    theme = ThemeFactory()
    review, draft = ReviewPageFactory(parent=home), ReviewPageFactory(parent=home, live=False)
    for one in (point, review, draft):
        one.themes.add(theme)
        one.save()
    FindingFactory(review=review, point=point)
    taught = pass_on(date_as_stated="2025")
    learning_event = about(review, partnership=partnership, date_as_stated="2024")
    about(draft, partnership=partnership)
    pass_on(status=EventStatus.CANCELLED)
    pass_on(is_public=False)

    assert list(events_on_theme(theme, reader)["events"]) == [taught, learning_event]


def test_a_site_without_a_partnership_is_told_nothing(point, home, other_partnership, reader):
    request = RequestFactory().get("/", headers={"host": "testserver"})
    request._partnership = None

    assert where_review_was_taught(ReviewPageFactory(parent=home), request)["taught_at"] == []
    assert where_point_was_taught(point, request)["not_yet"] is None


@pytest.mark.parametrize("size", [10, 100])
def test_a_review_is_told_in_two_queries_however_much_there_is(size, review, reader, point, pass_on):
    for _ in range(size):
        AttendanceFactory(event=pass_on(agency=AgencyFactory()))
    where_review_was_taught(review, reader)

    with CaptureQueriesContext(connection) as queries:
        told = list(where_review_was_taught(review, reader)["taught_at"])

    assert (len(told), len(queries)) == (size, 2)


def test_an_event_nobody_recorded_is_unknown_and_not_nought(review, partnership, reader):
    event = TrainingEventFactory(partnership=partnership)
    event.reviews = [review]
    event.save()

    layer = where_review_was_taught(review, reader)["reach"]["layers"][0]

    assert (layer["events"], layer["is_recorded"]) == (1, False)
