"""The home page names what is newest on its own site, and nothing that is not for everybody."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from partnership.home.newest import newest_on
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.home import HomePageFactory
from tests.factories.learning import (
    AgencyKindFactory,
    FindingFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    SeriesPageFactory,
)
from tests.factories.training import TrainingEventFactory

pytestmark = pytest.mark.django_db


def named(partnership, what):
    return [str(thing) for thing in newest_on(partnership, what)]


def closed(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return page


@pytest.fixture
def elsewhere(home):
    return HomePageFactory(parent=home.get_parent())


def test_the_newest_reviews_of_this_site_that_everybody_may_read(home, partnership, elsewhere):
    here, there = ReviewIndexPageFactory(parent=home), ReviewIndexPageFactory(parent=elsewhere)
    for year in range(2018, 2024):
        ReviewPageFactory(parent=here, title=f"Child {year}", year=year)
    ReviewPageFactory(parent=here, title="Draft", year=2025, live=False)
    closed(ReviewPageFactory(parent=here, title="Closed", year=2025))
    ReviewPageFactory(parent=there, title="Elsewhere", year=2025)
    assert named(partnership, "newest_reviews") == ["Child 2023", "Child 2022", "Child 2021", "Child 2020"]


def test_the_newest_briefings_but_those_whose_place_was_taken(home, partnership, elsewhere):
    here, there = BriefingIndexPageFactory(parent=home), BriefingIndexPageFactory(parent=elsewhere)
    new = BriefingPageFactory(parent=here, title="New", date_as_stated="2024")
    BriefingPageFactory(parent=here, title="Former", date_as_stated="2023", superseded_by=new)
    BriefingPageFactory(parent=here, title="Older", date_as_stated="2022")
    closed(BriefingPageFactory(parent=here, title="Closed", date_as_stated="2024"))
    BriefingPageFactory(parent=there, title="Elsewhere", date_as_stated="2024")
    assert named(partnership, "newest_briefings") == ["New", "Older"]


def test_briefings_without_a_date_come_last(home, partnership):
    index = BriefingIndexPageFactory(parent=home)
    for title, day in (("Undated", ""), ("Dated", "March 2025"), ("Newest", "March 2026")):
        BriefingPageFactory(parent=index, title=title, slug=title.lower(), date_as_stated=day)

    assert named(partnership, "newest_briefings") == ["Newest", "Dated", "Undated"]


def test_the_points_found_last_and_the_settings_they_are_for(home, partnership, other_partnership):
    here = ReviewIndexPageFactory(parent=home)
    lighthouses, ferries = AgencyKindFactory(name="Lighthouses"), AgencyKindFactory(name="Ferries")
    for title, year, owner, retired in (
        ("Ask again", 2020, partnership, None),
        ("Look again", 2024, partnership, None),
        ("No longer said", 2024, partnership, timezone.localdate()),
        ("Theirs", 2024, other_partnership, None),
    ):
        review = ReviewPageFactory(parent=here, year=year)
        point = FindingFactory(
            review=review, point__title=title, point__partnership=owner, point__retired_on=retired
        ).point
        point.for_kinds.set([ferries if title == "Theirs" else lighthouses])
        point.save()
    FindingFactory(review=ReviewPageFactory(parent=here, live=False), point__partnership=partnership)

    assert named(partnership, "newest_points") == ["Look again", "Ask again"]
    assert named(partnership, "settings") == ["Lighthouses"]


def test_the_next_public_events(partnership, other_partnership):
    today = timezone.localdate()
    for title, days, owner, is_public in (
        ("In a week", 7, partnership, True),
        ("Today", 0, partnership, True),
        ("Past", -1, partnership, True),
        ("Ours alone", 1, partnership, False),
        ("Theirs", 1, other_partnership, True),
    ):
        day = today + timedelta(days=days)
        TrainingEventFactory(
            partnership=owner, title=title, date_as_stated=f"{day:%-d %B %Y}", status="planned", is_public=is_public
        )
    assert [event.title for event in newest_on(partnership, "coming_events")] == ["Today", "In a week"]


def test_the_series_right_below_home(home, partnership, elsewhere):
    SeriesPageFactory(parent=home, title="Together", slug="together")
    SeriesPageFactory(parent=ReviewIndexPageFactory(parent=home), title="Deeper", slug="deeper")
    SeriesPageFactory(parent=elsewhere, title="Elsewhere", slug="together")
    assert named(partnership, "series_pages") == ["Together"]
