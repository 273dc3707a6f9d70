"""Filters under a name: one's own, shared, refused, deleted."""

import pytest

from tests.factories.accounts import UserFactory
from training.models import SavedCoverageView

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client, partnership):
    person = UserFactory(group="Trainers")
    client.force_login(person)
    return person


def names(client):
    return [(view["name"], view["is_own"], view["url"]) for view in client.get("/coverage/").context["saved_views"]]


def test_a_view_is_kept_with_the_filters_there_are_and_found_again(client, person):
    asked = "kind=course&since=2026-01-01&page=7&next=//example.org&agency_kind="

    response = client.post("/coverage/views/", {"name": "This year", "asked": asked})

    url = "/coverage/?kind=course&since=2026-01-01"
    assert (response.status_code, response["Location"]) == (302, url)
    assert names(client) == [("This year", True, url)]
    html = client.get(url).content.decode()
    assert 'name="asked" value="kind=course&amp;since=2026-01-01"' in html


def test_only_what_is_shared_is_seen_by_others_and_nobody_else_deletes_it(client, person, partnership):
    owner = UserFactory(group="Trainers")
    views = [
        SavedCoverageView.objects.create(partnership=partnership, owner=owner, name=name, is_shared=name == "Shared")
        for name in ("Shared", "Secret")
    ]

    assert names(client) == [("Shared", False, "/coverage/")]
    assert [client.post(f"/coverage/views/{view.pk}/delete/").status_code for view in views] == [404, 404]
    client.force_login(owner)
    assert client.post(f"/coverage/views/{views[1].pk}/delete/").status_code == 302
    assert names(client) == [("Shared", True, "/coverage/")]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"name": ""}, "Give the view a name."),
        ({"name": "Mine"}, "You have a view of that name."),
        ({"name": "x" * 101}, "at most 100 characters"),
        ({"name": "Long", "asked": "theme=" + "x" * 2000}, "at most 2000 characters"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(sent, words, client, person, partnership):
    SavedCoverageView.objects.create(partnership=partnership, owner=person, name="Mine")

    response = client.post("/coverage/views/", {"asked": "kind=course", "is_shared": "on", **sent})

    assert response.status_code == 422
    assert words in response.content.decode()
    form = response.context["form"]
    assert (form["name"].value(), form["is_shared"].value()) == (sent["name"], True)
    assert SavedCoverageView.objects.count() == 1
