"""Planning and changing an event on the site, without the admin: what comes of it, and what is said of every slip."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone
from wagtail.log_actions import registry

from tests.factories.accounts import UserFactory
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.learning import AgencyFactory, LearningPointFactory
from tests.factories.training import CourseFactory, SegmentFactory, SessionPlanFactory, TrainingEventFactory
from training.enums import Depth, EventKind, EventStatus, SegmentKind
from training.models import SessionEdition, TrainingEvent

pytestmark = pytest.mark.django_db
GOOD = {
    "title": "Neglect, spring",
    "kind": EventKind.COURSE,
    "date": "3 March 2027",
    "starts": "9.30am",
    "ends": "12 noon",
    "is_public": "on",
}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture
def trainer(client):
    user = UserFactory(group="Trainers")
    client.force_login(user)
    return user


@pytest.fixture
def plan(partnership):
    return SessionPlanFactory(partnership=partnership, title="Neglect in 90 minutes", size=20)


@pytest.fixture
def course(partnership):
    return CourseFactory(partnership=partnership, title="Neglect", link="https://example.org/book")


def london(moment):
    return timezone.localtime(moment).strftime("%d %m %Y %H:%M")


def logged(event):
    return [(entry.action, entry.user) for entry in registry.get_logs_for_instance(event).order_by("timestamp")]


def taught(event):
    return [(row.point.title, row.depth) for row in event.points_taught.order_by("sort_order")]


# From a plan, from a course, from neither ----------------------------------------------------------------------------


def test_from_a_course_it_is_to_pass_on_what_the_course_carries(client, trainer, partnership, course, agency):
    course.course_points.create(point=LearningPointFactory(partnership=partnership, title="Ask"))
    course.save()

    response = client.post(
        f"/training/events/new/?course={course.pk}",
        {**GOOD, "place": "Town hall", "capacity": "24", "host": agency.pk, "invited": [agency.pk]},
    )

    event = TrainingEvent.objects.get()
    assert response.url == event.get_absolute_url()
    assert (event.title, event.status, event.course, event.capacity) == ("Neglect, spring", "planned", course, 24)
    assert (london(event.starts_at), london(event.ends_at)) == ("03 03 2027 09:30", "03 03 2027 12:00")
    assert (event.date_as_stated, event.is_public, event.host, list(event.invited.all())) == (
        "3 March 2027",
        True,
        agency,
        [agency],
    )
    assert taught(event) == [("Ask", Depth.TAUGHT)]
    assert logged(event) == [("training.plan", trainer)]


def test_from_a_plan_each_point_is_passed_on_once_at_its_deepest(client, trainer, home, partnership, plan):
    ask, listen = (LearningPointFactory(partnership=partnership, title=title) for title in ("Ask", "Listen"))
    told = LearningPointFactory(partnership=partnership, title="Told in a briefing")
    briefing = BriefingPageFactory(parent=BriefingIndexPageFactory(parent=home))
    briefing.briefing_points.create(point=told)
    briefing.briefing_points.create(point=ask)
    briefing.save()
    for order, fields in enumerate(
        [
            {"kind": SegmentKind.POINT, "point": ask},
            {"kind": SegmentKind.ACTIVITY, "point": ask, "depth": Depth.PRACTISED},
            {"kind": SegmentKind.POINT, "point": listen, "depth": Depth.MENTIONED},
            {"kind": SegmentKind.BRIEFING, "briefing": briefing},
            {"kind": SegmentKind.BREAK},
        ]
    ):
        SegmentFactory(plan=plan, order=order, **fields)
    SessionEdition.objects.create(plan=plan, number=1, label="2025-26", fingerprint="1")
    newest = SessionEdition.objects.create(plan=plan, number=2, label="2026-27", fingerprint="2")

    client.post(f"/training/events/new/?plan={plan.pk}", GOOD)

    event = TrainingEvent.objects.get()
    assert (event.plan, event.edition, event.deck_edition) == (plan, newest, "2026-27")
    assert taught(event) == [
        ("Ask", Depth.PRACTISED),
        ("Listen", Depth.MENTIONED),
        ("Told in a briefing", Depth.MENTIONED),
    ]


def test_from_neither_it_is_planned_all_the_same(client, trainer, partnership):
    client.post("/training/events/new/?plan=&course=", {**GOOD, "kind": EventKind.LEARNING_EVENT})

    assert TrainingEvent.objects.get().kind == EventKind.LEARNING_EVENT


def test_without_either_it_asks_from_which(client, trainer, partnership, other_partnership, plan, course):
    CourseFactory(partnership=partnership, is_offered=False)
    SessionPlanFactory(partnership=other_partnership)
    SessionPlanFactory(partnership=partnership, archived_at=timezone.now())

    context = client.get("/training/events/new/").context

    assert (list(context["plans"]), list(context["courses"])) == ([plan], [course])


def test_the_form_says_what_the_plan_says_already(client, trainer, partnership, plan):
    only = AgencyFactory(partnerships=[partnership])
    AgencyFactory(partnerships=[partnership])
    plan.for_agencies.set([only])

    form = client.get(f"/training/events/new/?plan={plan.pk}").context["form"]

    assert (form["title"].value(), form["capacity"].value(), form["invited"].value()) == (plan.title, 20, [only.pk])
    assert (form["kind"].value(), form["host"].value(), form["is_public"].value()) == ("single_agency", only.pk, False)


def test_the_form_says_which_points_have_been_retired_since(client, trainer, partnership, plan):
    point = LearningPointFactory(partnership=partnership, retired_on="2026-01-01")
    SegmentFactory(plan=plan, kind=SegmentKind.POINT, point=point)

    assert b"retired since it was planned" in client.get(f"/training/events/new/?plan={plan.pk}").content


@pytest.mark.parametrize("number", ["0", "x", "-1", "9" * 30, "9" * 5000, "१", "999999"])
@pytest.mark.parametrize("name", ["plan", "course"])
def test_what_is_not_there_is_not_found(name, number, client, trainer, partnership):
    assert client.get("/training/events/new/", {name: number}).status_code == 404


def test_another_partnerships_plan_and_course_are_not_here(client, trainer, partnership, other_partnership):
    plan, course = SessionPlanFactory(partnership=other_partnership), CourseFactory(partnership=other_partnership)

    assert client.get(f"/training/events/new/?plan={plan.pk}").status_code == 404
    assert client.get(f"/training/events/new/?course={course.pk}").status_code == 404


# What is wrong -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"title": " "}, "title", "Give it a title"),
        ({"ends": "9am"}, "ends", "It would end before it starts"),
        ({"ends": "9.30am"}, "ends", "It would end before it starts"),
        ({"ends_on": "2 March 2027"}, "ends_on", "It would end before it starts"),
        ({"ends_on": "3 June 2027"}, "ends_on", "more than 60 days"),
        ({"ends_on": "soon"}, "ends_on", "“soon” is not a single day"),
        ({"ends": "", "ends_on": "4 March 2027"}, "ends", "Give the time it ends on the last day"),
        ({"date": "31 February 2027"}, "date", "“31 February 2027” is not a date"),
        ({"date": "3 Mrch 2027"}, "date", "“3 Mrch 2027” is not a date"),
        ({"date": "March 2027"}, "date", "“March 2027” is no single day"),
        ({"date": "3.3.0027"}, "date", "Look at the year"),
        ({"date": ""}, "date", "Give the day too"),
        ({"starts": ""}, "starts", "Give the time it starts too"),
        ({"starts": "half nine"}, "starts", "“half nine” is not a time"),
        ({"starts": "25:00"}, "starts", "“25:00” is not a time"),
        ({"starts": "2", "ends": "4pm"}, "starts", "in the morning or in the afternoon"),
        ({"capacity": "0"}, "capacity", "greater than or equal to 1"),
        ({"capacity": "lots"}, "capacity", "in figures"),
        ({"booking_url": "javascript:alert(1)"}, "booking_url", "https://"),
        ({"booking_url": "book here"}, "booking_url", "whole address"),
        ({"kind": "cascade"}, "kind", "not one of the available choices"),
        ({"invited": ["999999"]}, "invited", "not one of the available choices"),
        ({"host": "x"}, "host", "not one of the available choices"),
        ({"title": "a\x00b"}, "title", "Null characters"),
        ({"title": "x" * 201}, "title", "at most 200"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_of_its_field_and_nothing_is_lost(said, field, sentence, client, trainer, partnership):
    response = client.post("/training/events/new/?course=", {**GOOD, "led_by": "named nurse", **said})

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, [field])
    assert sentence in form.errors[field][0]
    assert form["led_by"].value() == "named nurse"
    assert not TrainingEvent.objects.exists()


def test_an_agency_of_another_partnership_is_not_a_choice(client, trainer, partnership, other_partnership):
    stranger = AgencyFactory(partnerships=[other_partnership])

    response = client.post("/training/events/new/?course=", {**GOOD, "invited": [stranger.pk]})

    assert list(response.context["form"].errors) == ["invited"]


def test_a_form_sent_twice_makes_one_event(client, trainer, partnership, course):
    for _ in range(2):
        response = client.post(f"/training/events/new/?course={course.pk}", GOOD)

    assert "is planned for that time and place already" in response.context["problem"]
    assert TrainingEvent.objects.count() == 1


@pytest.mark.parametrize(("stated", "kept"), [("", None), ("March 2027", "2027-03-01"), ("to be confirmed", None)])
def test_a_day_that_is_not_known_is_kept_as_it_is_stated(stated, kept, client, trainer, partnership):
    client.post("/training/events/new/?course=", {**GOOD, "date": stated, "starts": "", "ends": ""})

    event = TrainingEvent.objects.get()
    assert (event.date_as_stated, str(event.date) if event.date else None) == (stated, kept)


def test_a_course_in_two_parts_ends_on_its_last_day(client, trainer, partnership):
    client.post("/training/events/new/?course=", {**GOOD, "ends": "4pm", "ends_on": "4.3.2027"})

    assert london(TrainingEvent.objects.get().ends_at) == "04 03 2027 16:00"


# Changing ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def event(partnership):
    return TrainingEventFactory(
        partnership=partnership, status=EventStatus.PLANNED, title="Neglect", date_as_stated="3 March 2027"
    )


def test_what_it_says_is_changed_and_what_it_said_is_kept(client, trainer, partnership, event, agency):
    event.invited.add(agency)
    event.save()

    client.post(f"/training/events/{event.pk}/edit/", {"title": "Neglect now", "kind": "course"})

    event.refresh_from_db()
    assert (event.title, event.date_as_stated, event.is_public) == ("Neglect now", "3 March 2027", False)
    entry = registry.get_logs_for_instance(event).get()
    assert (entry.data["before"]["title"], entry.data["after"]["title"]) == ("Neglect", "Neglect now")
    assert (entry.data["before"]["invited"], entry.data["after"]["invited"]) == ([agency.pk], [])


def test_the_day_of_an_event_to_come_changes_by_moving_it(client, trainer, event):
    response = client.get(f"/training/events/{event.pk}/edit/")

    assert "date" not in response.context["form"].fields
    assert f"/training/events/{event.pk}/move/" in response.content.decode()


def test_the_day_of_one_that_was_held_can_be_put_right(client, trainer, partnership):
    event = TrainingEventFactory(partnership=partnership, starts_at=datetime(2026, 7, 1, 8, 30, tzinfo=UTC))
    shown = client.get(f"/training/events/{event.pk}/edit/").context["form"].initial

    client.post(f"/training/events/{event.pk}/edit/", {**GOOD, "date": "5 March 2026"})

    event.refresh_from_db()
    assert shown["starts"] == "9.30am"
    assert (london(event.starts_at), event.status) == ("05 03 2026 09:30", "held")


def test_a_form_sent_as_it_was_shown_changes_nothing(client, trainer, partnership, event, agency):
    left = AgencyFactory(is_active=False)
    event.invited.set([agency, left])
    event.host = left
    event.save()
    url = f"/training/events/{event.pk}/edit/"
    shown = {
        name: value for name, value in client.get(url).context["form"].initial.items() if value not in (None, False)
    }

    response = client.post(url, shown)

    entry = registry.get_logs_for_instance(event).get()
    assert (response.status_code, entry.data["before"]) == (302, entry.data["after"])


def test_who_does_not_run_events_plans_none(client, partnership):
    client.force_login(UserFactory(group="Editors"))

    assert client.post("/training/events/new/?course=", GOOD).status_code == 403
    assert not TrainingEvent.objects.exists()
