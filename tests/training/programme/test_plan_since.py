"""A plan that changes after an event was made from it: the event says so, and takes it over with one press."""

import pytest
from django.contrib.messages import get_messages

from tests.factories.accounts import UserFactory
from tests.factories.learning import LearningPointFactory
from tests.factories.training import SegmentFactory, SessionPlanFactory
from training.domain.planning import EventDetails, plan_event
from training.enums import Assurance, Depth, EventStatus, SegmentKind
from training.models import SessionEdition

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(client):
    user = UserFactory(group="Trainers")
    client.force_login(user)
    return user


@pytest.fixture
def ask(partnership):
    return LearningPointFactory(partnership=partnership, title="Ask")


@pytest.fixture
def plan(partnership, ask):
    plan = SessionPlanFactory(partnership=partnership, title="Neglect in 90 minutes")
    SegmentFactory(plan=plan, kind=SegmentKind.POINT, point=ask)
    return plan


@pytest.fixture
def event(partnership, plan, trainer):
    event = plan_event(EventDetails("Neglect"), partnership=partnership, plan=plan, by=trainer)
    event.points_taught.update(evidence="Quiz", assurance=Assurance.EVIDENCED)
    return event


def note(client, event):
    context = client.get(event.get_absolute_url()).context
    return context["since"]


def take(client, event, mark):
    response = client.post(f"/training/events/{event.pk}/take-plan/", {"mark": mark})
    event.refresh_from_db()
    return [str(message) for message in get_messages(response.wsgi_request)]


def said(event):
    rows = event.points_taught.order_by("sort_order").select_related("point")
    return [(row.point.title, row.depth, row.evidence) for row in rows.all()]


def change(plan, partnership):
    """Another point before the first, which is practised now; and a pack."""
    plan.segments.update(depth=Depth.PRACTISED, order=1)
    SegmentFactory(
        plan=plan, kind=SegmentKind.POINT, point=LearningPointFactory(partnership=partnership, title="Listen")
    )
    return SessionEdition.objects.create(plan=plan, number=1, label="2026-27", fingerprint="1")


def test_an_event_says_nothing_while_its_plan_is_what_it_was(client, event):
    assert not note(client, event)
    assert "plan has changed since" not in client.get(event.get_absolute_url()).content.decode()


def test_it_says_what_the_plan_holds_by_now_and_takes_it_over(client, event, plan, partnership):
    edition = change(plan, partnership)
    since = note(client, event)
    assert (since.added, since.taken_out, since.has_newer_pack) == (["Listen"], [], True)
    assert [(one.title, one.planned, one.said) for one in since.otherwise] == [("Ask", "Practised", "Taught")]

    assert take(client, event, since.mark) == ["Taken over: it is to pass on what its plan holds now."]

    assert said(event) == [("Listen", Depth.TAUGHT, ""), ("Ask", Depth.PRACTISED, "Quiz")]
    assert (event.edition, event.deck_edition, bool(note(client, event))) == (edition, "2026-27", False)


def test_what_was_not_shown_is_not_taken_over(client, event, plan, partnership):
    mark = note(client, event).mark
    change(plan, partnership)

    assert take(client, event, mark)[0].startswith("The plan, or how the event stands, has changed once more.")

    assert said(event) == [("Ask", Depth.TAUGHT, "Quiz")]


def test_an_event_that_was_held_is_not_changed_by_its_plan(client, event, plan, partnership):
    change(plan, partnership)
    mark = note(client, event).mark
    type(event).objects.update(status=EventStatus.HELD)

    assert note(client, event) is None
    take(client, event, mark)

    assert said(event) == [("Ask", Depth.TAUGHT, "Quiz")]


def test_readers_are_told_nothing_of_it(client, event, plan, partnership):
    change(plan, partnership)
    client.logout()

    assert "plan has changed since" not in client.get(event.get_absolute_url()).content.decode()
