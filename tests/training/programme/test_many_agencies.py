"""An event's form where there are hundreds of agencies: folded under their kinds, and said how many of each are chosen."""

import lxml.html
import pytest

from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory, AgencyKindFactory
from tests.factories.training import SessionPlanFactory, TrainingEventFactory
from training.enums import EventStatus
from training.programme.event_form import MANY_AGENCIES
from training.programme.event_views import PLANS_SHOWN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def trainer(client):
    client.force_login(UserFactory(group="Trainers"))


@pytest.fixture
def schools(partnership):
    kind = AgencyKindFactory(name="Schools here")
    return AgencyFactory.create_batch(MANY_AGENCIES, kind=kind, partnerships=[partnership])


@pytest.fixture
def police(partnership):
    return AgencyFactory(name="The police", kind=AgencyKindFactory(name="Police here"), partnerships=[partnership])


def form_of(response):
    return lxml.html.fromstring(response.content).find_class("asked")[0].find("form")


def folds(form):
    """Each that can be folded away: whether it is open, and what stands on it."""
    return [(fold.get("open") is not None, " ".join(fold[0].text_content().split())) for fold in form.iter("details")]


def test_those_chosen_are_open_and_counted_under_their_kind(client, partnership, schools, police):
    event = TrainingEventFactory(partnership=partnership, status=EventStatus.PLANNED)
    event.invited.set([police, *schools[:2]])
    event.save()

    form = form_of(client.get(f"/training/events/{event.pk}/edit/"))

    whole, *kinds = folds(form)
    assert whole == (True, "Choose from 21 agencies (3 chosen)")
    assert sorted(kinds) == [(False, "Police here 1 of 1"), (True, "Schools here 2 of 20")]
    assert sorted(group.get("label") for group in form.inputs["host"].iter("optgroup")) == [
        "Police here",
        "Schools here",
    ]


def test_one_under_a_kind_can_hold_the_event(client, partnership, schools, police):
    event = TrainingEventFactory(partnership=partnership, status=EventStatus.PLANNED)

    client.post(f"/training/events/{event.pk}/edit/", {"title": "x", "kind": "course", "host": police.pk})

    event.refresh_from_db()
    assert event.host == police


def test_a_few_are_not_folded_away_kind_by_kind(client, police):
    form = form_of(client.get("/training/events/new/?plan=&course="))

    assert folds(form) == [(False, "Choose from 1 agency")]
    assert list(form.inputs["host"].iter("optgroup")) == []


def test_plans_beyond_the_newest_fifty_are_a_link_away(client, partnership):
    SessionPlanFactory.create_batch(PLANS_SHOWN, partnership=partnership)
    assert b"Find another among all plans" not in client.get("/training/events/new/").content
    SessionPlanFactory(partnership=partnership)

    page = lxml.html.fromstring(client.get("/training/events/new/").content)

    assert page.xpath("//a[.='Find another among all plans']/@href") == ["/training/sessions/?show=all"]
    assert len(page.xpath("//a[contains(@href, '?plan=')][not(contains(@href, 'course'))]")) == PLANS_SHOWN
