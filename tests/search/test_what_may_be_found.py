"""Nothing is found that a reader without an account may not open, however it came to be hidden."""

import pytest
from django.db import transaction
from wagtail.models import PageViewRestriction, Site

from learning.enums import PublicationState
from learning.models import LearningPoint, ReviewPage
from partnership.home.models import HomePage
from partnership.search.domain.index import rebuild, remove_object
from partnership.search.models import SearchEntry
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory, seven_sections
from tests.factories.learning import (
    FindingFactory,
    LearningPointFactory,
    PackItemFactory,
    PartnershipFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
)
from tests.factories.training import TrainingEventFactory

NSPCC_RECORD = "https://library.nspcc.org.uk/record/9999"


@pytest.fixture(params=["kept in step", "rebuilt"])
def afterwards(request):
    """Whether entries were kept in step or made anew, the answer is the same."""
    return rebuild if request.param == "rebuilt" else lambda: None


def test_a_draft_is_not_found(add_review, ask, afterwards):
    add_review(title="Kestrel", live=False)
    afterwards()
    assert ask("kestrel") == []


def test_what_an_unpublished_edit_says_is_not_found(add_review, ask, committed, afterwards):
    review = add_review(title="Kestrel")
    review.summary = "<p>A secret falcon.</p>"
    with committed():
        review.save_revision()
    afterwards()
    assert (ask("kestrel"), ask("falcon")) == (["Kestrel"], [])


def test_an_unpublished_review_goes_and_its_name_elsewhere(add_review, ask, committed, afterwards):
    review = add_review(title="Kestrel")
    with committed():
        PackItemFactory(review=review, title="Osprey report")
        FindingFactory(review=review, point=LearningPointFactory(title="Falcon lesson", partnership=review.publisher))
        event = TrainingEventFactory(title="Study day", partnership=review.publisher)
        event.reviews.add(review)
        event.save()
    assert "Study day" in ask("kestrel")
    with committed():
        review.unpublish()
    afterwards()
    assert (ask("kestrel"), ask("osprey"), ask("falcon"), ask("study day")) == ([], [], [], ["Study day"])


def test_a_deleted_list_takes_its_reviews_along(add_review, reviews, ask, committed, afterwards):
    review = add_review(title="Kestrel")
    with committed():
        FindingFactory(review=review, point=LearningPointFactory(title="Falcon lesson", partnership=review.publisher))
    with committed():
        reviews.refresh_from_db()
        reviews.delete()
    afterwards()
    assert (ask("kestrel"), ask("falcon")) == ([], [])
    assert not ReviewPage.objects.exists()


def test_a_learning_point_no_longer_found_by_any_review_is_not_found(add_review, ask, committed, afterwards):
    review = add_review()
    with committed():
        finding = FindingFactory(
            review=review, point=LearningPointFactory(title="Falcon", partnership=review.publisher)
        )
    assert ask("falcon") == ["Falcon"]
    with committed():
        finding.delete()
    afterwards()
    assert ask("falcon") == []


@pytest.mark.parametrize("live", [False, True], ids=["draft", "published"])
def test_a_learning_point_is_found_through_published_reviews_only(add_review, ask, committed, afterwards, live):
    review = add_review(live=live)
    with committed():
        FindingFactory(review=review, point=LearningPointFactory(title="Falcon", partnership=review.publisher))
    afterwards()
    assert ask("falcon") == (["Falcon"] if live else [])


def test_a_retired_learning_point_is_not_found(add_review, ask, committed, afterwards):
    review = add_review()
    point = LearningPointFactory(title="Falcon", partnership=review.publisher)
    with committed():
        FindingFactory(review=review, point=point)
        point.retired_on = "2020-01-01"
        point.save()
    afterwards()
    assert ask("falcon") == []


def test_what_is_under_a_view_restriction_is_not_found(add_review, reviews, ask, committed, afterwards):
    add_review(title="Kestrel")
    with committed():
        restriction = PageViewRestriction.objects.create(page=reviews, restriction_type="login")
    afterwards()
    assert ask("kestrel") == []
    with committed():
        restriction.delete()
    afterwards()
    assert ask("kestrel") == ["Kestrel"]


def test_an_event_that_is_not_public_is_not_found(partnership, ask, committed, afterwards):
    with committed():
        TrainingEventFactory(title="Kestrel day", partnership=partnership, is_public=False)
        TrainingEventFactory(title="Falcon day", partnership=partnership)
    afterwards()
    assert (ask("kestrel"), ask("falcon")) == ([], ["Falcon day"])


@pytest.mark.parametrize("live", [False, True], ids=["draft", "published"])
def test_only_a_published_review_is_named_by_an_event_or_a_briefing(add_review, home, ask, committed, afterwards, live):
    review = add_review(title="Kestrel", live=live)
    with committed():
        briefings = home.add_child(instance=BriefingIndexPageFactory.build())
        briefing = briefings.add_child(instance=BriefingPageFactory.build(title="In short", sections=seven_sections()))
        briefing.reviews.add(review)
        briefing.save()
        event = TrainingEventFactory(title="Study day", partnership=review.publisher)
        event.reviews.add(review)
        event.save()
    afterwards()
    assert sorted(ask("kestrel")) == (["In short", "Kestrel", "Study day"] if live else [])


def test_another_sites_page_is_not_found(add_review, home, ask, committed, afterwards):
    add_review(title="Kestrel here")
    elsewhere = home.get_parent().add_child(instance=HomePage(title="Otherton", slug="otherton"))
    other = Site.objects.create(hostname="otherton.localhost", root_page=elsewhere)
    with committed():
        theirs = elsewhere.add_child(instance=ReviewIndexPageFactory.build())
        theirs.add_child(instance=ReviewPageFactory.build(title="Kestrel there"))
    afterwards()
    assert (ask("kestrel"), ask("kestrel", on=other)) == (["Kestrel here"], ["Kestrel there"])


def test_another_partnerships_points_and_events_are_not_found(add_review, ask, committed, afterwards):
    review = add_review()
    stranger = PartnershipFactory()
    with committed():
        FindingFactory(review=review, point=LearningPointFactory(title="Kestrel", partnership=stranger))
        TrainingEventFactory(title="Kestrel day", partnership=stranger)
    afterwards()
    assert ask("kestrel") == []


def test_an_anonymous_review_says_nothing_of_the_nspcc(add_review, ask, committed, afterwards):
    review = add_review(title="Kestrel", publication_state=PublicationState.ANONYMOUS_NSPCC)
    ReviewPage.objects.filter(pk=review.pk).update(external_url=NSPCC_RECORD)  # past the check that refuses it
    with committed():
        PackItemFactory(review=review, title="Report", url=NSPCC_RECORD)
    afterwards()
    assert ask("nspcc") == ask("library") == ask("9999") == []
    assert not SearchEntry.objects.filter(path__contains="nspcc").exists()


def test_a_moved_page_is_found_at_its_new_address(add_review, reviews, ask, committed, afterwards):
    add_review(title="Kestrel", slug="kestrel")
    with committed():
        reviews.slug = "all-reviews"
        reviews.save()
    afterwards()
    assert SearchEntry.objects.get(kind="review").path == "/all-reviews/kestrel/"


def test_what_is_rolled_back_is_not_found(reviews, partnership, ask, committed):
    with committed(), transaction.atomic():
        reviews.add_child(instance=ReviewPageFactory.build(title="Kestrel", publisher=partnership))
        transaction.set_rollback(True)
    assert ask("kestrel") == []


def test_what_is_taken_out_by_hand_is_gone(add_review, ask):
    review = add_review(title="Kestrel")
    remove_object(review)
    assert ask("kestrel") == []


def test_a_deleted_entrys_words_go_with_it(add_review, ask, site):
    add_review(title="Kestrel")
    SearchEntry.objects.all().delete()
    assert ask("kestrel") == []
    add_review(title="Falcon", slug="falcon")
    assert (ask("kestrel"), ask("falcon")) == ([], ["Falcon"])


def test_a_model_search_does_not_know_is_left_alone(site):
    remove_object(site)
    assert not SearchEntry.objects.exists()
    assert LearningPoint.objects.count() == 0
