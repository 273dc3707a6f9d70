"""What is looked up in fewer queries than Wagtail and Django take is the same as they find."""

import pytest
from django.db import models
from django.http import Http404
from wagtail.models import PageViewRestriction, Site
from wagtail.models.sites import get_site_for_hostname

from learning.enums import PublicationState, ReviewKind
from learning.models import Partnership, ReviewPage
from learning.queries.review_parts import fetch_parts
from partnership.home.whose_site import look_up_site
from tests.factories.learning import (
    FindingFactory,
    InformationPageFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
)
from tests.performance.world import many

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviews(home):
    return ReviewIndexPageFactory(parent=home, slug="reviews")


# Whose site -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "sites",
    [
        [("testserver", 80, True), ("other.example", 80, False)],
        [("main.example", 80, True), ("testserver", 80, False)],
        [("main.example", 80, True), ("testserver", 81, False)],
        [("main.example", 80, True), ("testserver", 81, False), ("testserver", 82, False)],
        [("main.example", 80, True), ("other.example", 80, False)],
        [("testserver", 8080, True), ("testserver", 80, False)],
        [("testserver", 8080, True), ("testserver", 81, False)],
        [("testserver", 81, False)],
        [("testserver", 81, False), ("testserver", 82, False)],
        [("other.example", 80, False)],
        [],
    ],
    ids=lambda sites: ", ".join(f"{host}:{port}{' default' * default}" for host, port, default in sites) or "none",
)
def test_a_host_is_the_site_that_wagtail_says(sites, home, rf):
    Site.objects.all().delete()
    for hostname, port, is_default in sites:
        Site.objects.create(hostname=hostname, port=port, is_default_site=is_default, root_page=home)
    try:
        expected = get_site_for_hostname("testserver", "80")
    except Site.DoesNotExist:
        expected = None

    found = look_up_site(rf.get("/"))

    assert (found and found[0]) == expected


def test_a_site_comes_with_its_home_page_and_whose_it_is(home, partnership, rf, django_assert_num_queries):
    with django_assert_num_queries(1):
        site, whose = look_up_site(rf.get("/"))
        assert (site.root_page.heading, type(site.root_page), whose) == (home.heading, type(home), partnership)


def test_a_site_may_be_nobodys(home, rf):
    assert look_up_site(rf.get("/"))[1] is None


def test_a_site_may_start_at_another_kind_of_page(home, reviews, rf):
    Site.objects.update(root_page=reviews)
    assert look_up_site(rf.get("/"))[0].root_page == reviews


# Which page -------------------------------------------------------------------------------------------------------------
def test_a_page_of_another_kind_below_the_reviews_is_found(home, reviews, rf):
    other = InformationPageFactory(parent=reviews, slug="how")
    assert home.route(rf.get("/"), ["reviews", "how"]).page == other


def test_a_review_that_is_not_published_is_not_found(home, reviews, rf):
    ReviewPageFactory(parent=reviews, slug="draft", live=False)
    with pytest.raises(Http404):
        home.route(rf.get("/"), ["reviews", "draft"])


def test_a_review_of_another_site_is_not_found(home, reviews, rf):
    elsewhere = type(home)(title="Otherton", slug="otherton")
    home.get_parent().add_child(instance=elsewhere)
    ReviewPageFactory(parent=ReviewIndexPageFactory(parent=elsewhere, slug="reviews"), slug="theirs")
    with pytest.raises(Http404):
        home.route(rf.get("/"), ["reviews", "theirs"])


def test_a_private_review_is_private_when_it_is_found_by_its_address(home, reviews, client):
    page = ReviewPageFactory(parent=reviews, slug="private")
    assert client.get(page.url).status_code == 200
    PageViewRestriction.objects.create(page=reviews, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(page.url).status_code == 302


# What a review's story is told from -------------------------------------------------------------------------------------
def told(review):
    """Everything that a page or file tells of the review's rows."""
    return {
        "findings": [
            (one.pk, one.point, one.point.kind_list, one.source_reference) for one in review.findings_with_points()
        ],
        "pack": [(one.pk, one.title, one.document, one.review.pk) for one in review.pack_items_with_documents()],
        "themes": [(theme.pk, theme.name, theme.slug, theme.is_retired) for theme in review.theme_list],
        "dates": [(row.pk, row.kind, row.date_as_stated, row.date, row.note) for row in review.stated_dates.all()],
        "people": [(person.pk, str(person)) for person in review.people.all()],
        "subjects": [(subject.pk, str(subject)) for subject in review.subjects.all()],
    }


def test_the_parts_of_a_review_are_those_it_has(home, partnership, django_assert_num_queries):
    page = many(home, partnership, 4).review
    expected = told(ReviewPage.objects.get(pk=page.pk))

    with django_assert_num_queries(3):
        fetch_parts(page)
        assert told(page) == expected


def test_parts_of_another_review_are_not_told(home, reviews):
    page, other = ReviewPageFactory(parent=reviews), FindingFactory(review=ReviewPageFactory(parent=reviews)).review
    fetch_parts(page)
    assert (page.findings_with_points(), len(other.findings_with_points())) == ([], 1)


@pytest.mark.parametrize("kind", [*ReviewKind.values, "", "no such kind"])
def test_a_choice_is_called_what_django_calls_it(kind):
    page = ReviewPage(kind=kind, publication_state=PublicationState.NOT_YET)
    expected = models.Model._get_FIELD_display(page, ReviewPage._meta.get_field("kind"))
    assert page.get_kind_display() == expected


def test_partnerships_without_a_site_are_nobodys_host(home, rf, other_partnership):
    assert Partnership.for_request(rf.get("/")) is None
