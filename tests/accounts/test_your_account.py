"""The ways in and out that the frame of every page offers, and the page about one's own account."""

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.factories.learning import ReviewIndexPageFactory, ReviewPageFactory

pytestmark = pytest.mark.django_db
ACCOUNT = "/accounts/your-account/"


@pytest.fixture
def review(home, partnership):
    return ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home), publisher=partnership)


def page_for(review, **person) -> str:
    client = Client()
    if person:
        client.force_login(UserFactory(**person))
    return client.get(review.url).content.decode()


def test_a_reader_is_shown_the_way_in_and_nothing_else(review):
    html = page_for(review)

    assert 'href="/accounts/login/"' in html
    assert "/admin/" not in html
    assert ACCOUNT not in html


def test_a_trainer_is_shown_the_way_out_and_no_way_to_a_desk_that_is_closed(review):
    html = page_for(review, group="Trainers")

    assert 'href="/accounts/logout/"' in html
    assert f'href="{ACCOUNT}"' in html
    assert 'href="/accounts/login/"' not in html
    assert "/admin/" not in html


def test_an_editor_is_led_to_the_page_that_is_being_read(review):
    assert f'href="/admin/pages/{review.pk}/edit/"' in page_for(review, group="Editors")


def test_somebody_whose_desk_has_no_pages_is_led_to_the_desk(review):
    html = page_for(review, group="Training managers")

    assert 'href="/admin/"' in html
    assert f"/admin/pages/{review.pk}/" not in html


def test_an_editor_is_led_to_the_desk_where_there_is_no_page(review, client):
    client.force_login(UserFactory(group="Editors"))

    assert 'href="/admin/"' in client.get("/themes/").content.decode()


def test_it_says_who_is_signed_in_and_what_for(partnership, client):
    client.force_login(UserFactory(email="sam@example.org", group="Trainers"))

    html = client.get(ACCOUNT).content.decode()

    assert "sam@example.org" in html
    assert "Trainers" in html


def test_an_account_without_a_role_is_told_how_to_get_one(partnership, client):
    client.force_login(UserFactory(email="new@example.org"))

    assert "can give your account a role" in client.get(ACCOUNT).content.decode()


def test_it_signs_out_with_one_press(partnership, client):
    client.force_login(UserFactory(group="Trainers"))
    assert 'action="/accounts/logout/"' in client.get(ACCOUNT).content.decode()

    client.post("/accounts/logout/")

    assert client.get(ACCOUNT)["Location"].startswith("/accounts/login/")
