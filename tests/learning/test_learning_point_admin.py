"""What an editor does with learning points and reviews in the admin."""

import pytest
from django.db.models import ProtectedError
from django.urls import reverse

from learning.domain.learning_points import retire, uses_that_protect
from learning.errors import AlreadyRetired
from learning.models import LearningPoint
from tests.factories.accounts import UserFactory
from tests.factories.learning import (
    FindingFactory,
    LearningPointFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    ThemeFactory,
)
from tests.factories.training import PointTaughtFactory, TrainingEventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


@pytest.fixture
def taught(partnership):
    event = TrainingEventFactory(partnership=partnership, title="Neglect day")
    return PointTaughtFactory(event=event, point__partnership=partnership, point__title="Ask twice").point


def address(name, point):
    return reverse(f"wagtailsnippets_learning_learningpoint:{name}", args=[point.pk])


def test_a_taught_point_cannot_be_deleted_in_code_either(taught):
    with pytest.raises(ProtectedError):
        taught.delete()


@pytest.mark.parametrize("method", ["get", "post"])
def test_deleting_a_taught_point_offers_to_retire_it(admin, taught, method):
    page = getattr(admin, method)(address("delete", taught), follow=True)

    assert LearningPoint.objects.filter(pk=taught.pk).exists()
    assert page.redirect_chain[-1][0] == address("retire", taught)
    assert "cannot be deleted" in page.content.decode()
    assert "Point taught: Neglect day" in page.content.decode()


def test_retiring_keeps_the_point_with_why_and_when(admin, taught):
    admin.post(address("retire", taught), {"why": "Replaced by newer guidance."})

    taught.refresh_from_db()
    assert (taught.is_retired, taught.retired_why) == (True, "Replaced by newer guidance.")
    assert taught.points_taught.count() == 1


def test_retiring_asks_why(admin, taught):
    page = admin.post(address("retire", taught), {"why": " "})

    taught.refresh_from_db()
    assert page.status_code == 200
    assert not taught.is_retired


def test_a_retired_point_is_not_retired_again(taught):
    retire(taught, "First reason", by=None)

    with pytest.raises(AlreadyRetired, match="was retired on"):
        retire(taught, "Second reason", by=None)

    assert LearningPoint.objects.get(pk=taught.pk).retired_why == "First reason"


def test_a_point_nobody_has_used_is_deleted(admin):
    point = LearningPointFactory()

    admin.post(address("delete", point))

    assert not LearningPoint.objects.exists()


def test_uses_are_findings_and_teaching(home, taught):
    FindingFactory(review=ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home)), point=taught)

    assert sorted(type(use).__name__ for use in uses_that_protect(taught)) == ["Finding", "PointTaught"]


def test_a_trainer_may_not_retire(client, taught):
    client.force_login(UserFactory(group="Trainers"))

    response = client.post(address("retire", taught), {"why": "No"})

    taught.refresh_from_db()
    assert response.status_code in {302, 403}
    assert not taught.is_retired


def test_a_new_point_is_written_in_the_chooser_without_leaving_the_page(admin, partnership):
    fields = {"title": "Ask the father too", "found": "", "change": "", "question": "", "partnership": partnership.pk}

    response = admin.post(
        reverse("wagtailsnippetchoosers_learning_learningpoint:create"),
        {f"new-learning-point-{name}": value for name, value in fields.items()},
    )

    assert response.json()["step"] == "chosen"
    assert response.json()["result"]["string"] == "Ask the father too"
    assert LearningPoint.objects.get().partnership == partnership


@pytest.mark.parametrize("query", ["", "?retired=true", "?is_good_practice=true", "?q=ask"])
def test_the_listing_of_points_answers_with_its_filters(admin, taught, query):
    assert admin.get(reverse("wagtailsnippets_learning_learningpoint:list") + query).status_code == 200


def test_the_listing_of_points_filters_by_theme_and_review(admin, home, taught):
    review = ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home))
    FindingFactory(review=review, point=taught)
    LearningPointFactory(title="Another lesson")
    theme = ThemeFactory()
    taught.themes.add(theme)
    taught.save()
    listing = reverse("wagtailsnippets_learning_learningpoint:list_results")

    for query in (f"?theme={theme.pk}", f"?found_in={review.pk}"):
        page = admin.get(listing + query).content.decode()
        assert "Ask twice" in page
        assert "Another lesson" not in page


def test_the_listing_of_reviews_filters_by_kind_and_publication(admin, home):
    index = ReviewIndexPageFactory(parent=home)
    ReviewPageFactory(parent=index, title="Child Kept", kind="scr", publication_state="not_published")
    ReviewPageFactory(parent=index, title="Child Other", kind="llr")

    page = admin.get(reverse("reviews:index") + "?kind=scr&publication_state=not_published").content.decode()

    assert "Child Kept" in page
    assert "Child Other" not in page
