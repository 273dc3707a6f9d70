"""A cache in front of the site drops what has changed, and keeps only what it would be told of."""

import pytest
from django.core.checks import run_checks
from django.test import Client

from learning.models import Finding
from tests.factories.accounts import UserFactory
from tests.factories.learning import (
    InformationPageFactory,
    LearningPointFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
)
from tests.factories.training import TrainingEventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(home, partnership, committed):
    with committed():
        reviews = home.add_child(instance=ReviewIndexPageFactory.build())
        return reviews.add_child(instance=ReviewPageFactory.build(title="Jacob", slug="jacob", publisher=partnership))


@pytest.fixture
def point(review, partnership, committed):
    with committed():
        point = LearningPointFactory(partnership=partnership)
        Finding.objects.create(review=review, point=point)
        return point


def test_a_review_that_is_withdrawn_is_dropped_with_its_pack_its_points_and_every_list_above_it(
    review, point, committed, dropped
):
    with committed():
        review.unpublish()
    assert {"", "reviews/", "reviews/jacob/", "reviews/jacob/pack/", f"learning/{point.pk}/"} <= dropped()


def test_a_review_that_moves_is_dropped_where_it_was_and_where_it_is(review, committed, dropped):
    review.slug = "jacob-2024"
    with committed():
        review.save_revision().publish()
    assert {"reviews/jacob/", "reviews/jacob-2024/"} <= dropped()


def test_a_session_changes_the_pages_of_what_it_passed_on(review, point, partnership, committed, dropped):
    with committed():
        event = TrainingEventFactory(partnership=partnership, title="Learning from Jacob")
        event.points_taught.create(point=point)
        event.reviews.set([review])
        event.save()
    assert {"training/", "reviews/jacob/", f"learning/{point.pk}/"} <= dropped()


def test_what_is_in_the_frame_drops_every_page_of_that_site_only(
    review, point, home, partnership, other_partnership, committed, dropped
):
    with committed():
        partnership.contact_phone = "0161 000 0000"
        partnership.save()
    assert {"", "reviews/", "reviews/jacob/", f"learning/{point.pk}/", "themes/"} <= dropped()
    seen = len(dropped())
    with committed():
        other_partnership.save()
    assert len(dropped()) == seen


def test_a_page_of_the_menu_is_on_all_the_others(review, home, committed, dropped):
    with committed():
        home.add_child(instance=InformationPageFactory.build(title="About us")).save_revision().publish()
    assert "reviews/jacob/" in dropped()


def test_a_draft_drops_nothing(review, committed, dropped):
    review.title = "Jacob, newly named"
    with committed():
        review.save_revision()
    assert dropped() == set()


@pytest.mark.usefixtures("dropped")
class TestHeaders:
    @pytest.fixture(autouse=True)
    def kept(self, settings):
        settings.PAGE_CACHE_SECONDS = 60

    def asked(self, address, client=None):
        return (client or Client()).get(address).headers["Cache-Control"]

    def test_a_shared_cache_may_keep_what_it_is_told_of(self, review, point):
        for address in ("/", "/reviews/", "/reviews/jacob/", f"/learning/{point.pk}/", "/themes/"):
            assert self.asked(address) == "max-age=0, must-revalidate, s-maxage=300", address

    def test_it_must_ask_again_for_what_nobody_could_tell_it_of(self, review):
        for address in ("/?a=1", "/reviews/?q=jacob", "/feeds/all.atom", "/training/calendar/"):
            assert "s-maxage" not in self.asked(address), address

    def test_an_answer_to_somebody_signed_in_is_for_nobody_else(self, review):
        client = Client()
        client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
        assert self.asked("/reviews/jacob/", client) == "private"

    def test_without_a_cache_that_can_be_told_it_must_always_ask(self, review, settings):
        settings.WAGTAILFRONTENDCACHE = {}
        assert self.asked("/reviews/jacob/") == "max-age=0, must-revalidate"


@pytest.mark.parametrize(
    ("cache", "seconds", "problems"),
    [
        ({}, 0, []),
        ({}, 60, ["E002"]),
        ({"cdn": {"BACKEND": "no.such"}}, 0, ["E001"]),
        ({"cdn": {}}, 0, ["E001"]),
        ({"cdn": {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend"}}, 0, ["E001"]),
        ({"cdn": {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend", "LOCATION": "http://a"}}, 60, []),
        (["cdn"], 0, ["E001"]),
    ],
)
def test_a_wrong_setting_is_said_before_the_site_starts(settings, cache, seconds, problems):
    settings.WAGTAILFRONTENDCACHE, settings.SHARED_CACHE_SECONDS = cache, seconds
    found = [one.id.rpartition(".")[2] for one in run_checks() if "shared_cache" in (one.id or "")]
    assert found == problems
