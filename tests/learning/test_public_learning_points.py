"""Which learning points everybody may read."""

import pytest
from wagtail.models import PageViewRestriction

from learning.models import LearningPoint, ThemedResourcePoint
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.home import HomePageFactory
from tests.factories.learning import (
    FindingFactory,
    LearningPointFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    ThemedResourcePageFactory,
)

pytestmark = pytest.mark.django_db


def in_review(home, point, **review):
    FindingFactory(review=ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home), **review), point=point)


def in_draft_review(home, point):
    in_review(home, point, live=False)


def in_published_review(home, point):
    in_review(home, point)


def in_restricted_review(home, point):
    in_review(home, point)
    restricted = point.findings.get().review
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)


def under_a_restricted_list(home, point):
    in_review(home, point)
    above = point.findings.get().review.get_parent()
    PageViewRestriction.objects.create(page=above, restriction_type=PageViewRestriction.LOGIN)


def in_published_resource(home, point):
    resource = ThemedResourcePageFactory(parent=SeriesPageFactory(parent=home))
    ThemedResourcePoint.objects.create(resource=resource, point=point)


def in_published_briefing(home, point):
    briefing = BriefingPageFactory(parent=BriefingIndexPageFactory(parent=home))
    briefing.briefing_points.create(point=point)
    briefing.save()


def in_draft_briefing(home, point):
    briefing = BriefingPageFactory(parent=BriefingIndexPageFactory(parent=home), live=False)
    briefing.briefing_points.model.objects.create(briefing=briefing, point=point)


def nowhere(home, point):
    pass


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (nowhere, False),
        (in_draft_review, False),
        (in_restricted_review, False),
        (under_a_restricted_list, False),
        (in_draft_briefing, False),
        (in_published_review, True),
        (in_published_resource, True),
        (in_published_briefing, True),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_a_point_is_public_where_something_everybody_may_read_passes_it_on(client, home, partnership, place, expected):
    point = LearningPointFactory(partnership=partnership)
    place(home, point)

    assert LearningPoint.objects.public().filter(pk=point.pk).exists() is expected
    assert client.get(f"/learning/{point.pk}/").status_code == (200 if expected else 404)


@pytest.mark.parametrize(
    ("found_here", "status"), [(True, 200), (False, 404)], ids=["found here too", "found elsewhere only"]
)
def test_another_partnerships_point_is_shown_where_a_review_here_found_it(
    client, home, partnership, other_partnership, found_here, status
):
    point = LearningPointFactory(partnership=other_partnership)
    in_review(home if found_here else HomePageFactory(parent=home.get_parent()), point)

    assert client.get(f"/learning/{point.pk}/").status_code == status


def test_only_open_reviews_of_this_site_are_named_on_a_points_page(client, home, partnership):
    point = LearningPointFactory(partnership=partnership)
    here = ReviewIndexPageFactory(parent=home)
    elsewhere = ReviewIndexPageFactory(parent=HomePageFactory(parent=home.get_parent()))
    closed = ReviewPageFactory(parent=here, title="Child D, closed")
    for review in (
        ReviewPageFactory(parent=here, title="Child A, open"),
        ReviewPageFactory(parent=here, title="Child B, draft", live=False),
        ReviewPageFactory(parent=elsewhere, title="Child C, elsewhere"),
        closed,
    ):
        FindingFactory(review=review, point=point)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)

    page = client.get(f"/learning/{point.pk}/").content.decode()

    assert [title for title in ("Child A", "Child B", "Child C", "Child D") if title in page] == ["Child A"]


def test_a_number_that_no_point_can_have_is_not_found(client, home, partnership):
    assert client.get(f"/learning/{10**30}/").status_code == 404


def test_a_page_names_the_point_that_takes_its_place_once_everybody_may_read_that(client, home, partnership):
    newer = LearningPointFactory(partnership=partnership, title="The newer wording")
    point = LearningPointFactory(partnership=partnership, superseded_by=newer)
    in_published_review(home, point)
    before = client.get(point.get_absolute_url()).content.decode()
    FindingFactory(review=point.findings.get().review, point=newer)

    after = client.get(point.get_absolute_url()).content.decode()

    assert "The newer wording" not in before
    assert f'<a href="{newer.get_absolute_url()}">The newer wording</a>' in after
