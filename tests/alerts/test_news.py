"""New is what everybody can read since then: once, and only as long as it can be read."""

import pytest
from django.utils import timezone
from wagtail.models import Site

from briefings.models import PackEdition
from learning.models import ReviewPageTheme
from partnership.alerts.models import NewsItem
from partnership.alerts.news import news_of
from partnership.alerts.wanted import Wanted, sieve
from partnership.search.domain.index import rebuild
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.learning import (
    AgencyKindFactory,
    FindingFactory,
    LearningPointFactory,
    SeriesPageFactory,
    ThemeFactory,
)
from tests.factories.training import TrainingEventFactory

pytestmark = pytest.mark.django_db


def test_what_is_published_is_news_and_a_draft_is_not(publish, told):
    publish("Kestrel")
    publish("Osprey", live=False)

    assert told() == ["Kestrel"]


def test_what_is_withdrawn_is_not_told_and_published_again_it_is_not_new_again(publish, told, committed):
    review = publish("Kestrel")
    first = NewsItem.objects.get(kind="review").at
    with committed():
        review.unpublish()
    assert told() == []

    with committed():
        review.save_revision().publish()
    assert (told(kind="review"), NewsItem.objects.get(kind="review").at) == (["Kestrel"], first)


def test_rebuilding_search_makes_nothing_new(publish, told):
    publish("Kestrel")
    rebuild()

    assert NewsItem.objects.count() == 1
    assert told(since=timezone.now()) == []


def test_of_a_pack_only_its_newest_edition_is_told_and_only_while_its_review_is_there(publish, told, committed):
    review = publish("Kestrel", slug="kestrel")
    for number in (1, 2):
        PackEdition.objects.create(review=review, number=number, fingerprint=str(number), changes=[f"New: {number}"])

    assert told(kind="pack") == ["Pack of Kestrel, edition 2"]
    assert [one.path for one in news_of(review.get_site(), kind="pack")] == ["/reviews/kestrel/pack/"]

    with committed():
        review.unpublish()
    assert told() == []


def test_events_and_briefings_are_news_and_hidden_events_are_not(home, partnership, told, committed):
    with committed():
        home.add_child(instance=BriefingIndexPageFactory.build()).add_child(
            instance=BriefingPageFactory.build(title="Sleep")
        )
        TrainingEventFactory(title="Study day", partnership=partnership, date_as_stated="3 May 2096")
        TrainingEventFactory(
            title="Team meeting", partnership=partnership, date_as_stated="3 May 2096", is_public=False
        )

    assert sorted(told()) == ["Sleep", "Study day"]


def test_an_event_held_before_anybody_could_read_of_it_is_a_record_and_no_news(partnership, told, committed):
    with committed():
        TrainingEventFactory(title="Long ago", partnership=partnership, date_as_stated="3 May 2018")
        TrainingEventFactory(title="To come", partnership=partnership, date_as_stated="3 May 2096")

    assert told() == ["To come"]


def test_a_series_is_news_though_no_learning_point_is_tied_to_it(home, told, committed):
    with committed():
        home.add_child(instance=SeriesPageFactory.build(title="Working Together Better"))

    assert told(kind="resource") == ["Working Together Better"]


def test_another_sites_news_is_not_told(publish, site, told, other_partnership):
    publish("Kestrel")
    elsewhere = Site.objects.create(hostname="other.example", root_page=site.root_page.get_parent(), site_name="x")

    assert news_of(elsewhere) == []


def test_a_wish_holds_in_all_its_parts(publish, site, committed, partnership):
    hedgerow, health = ThemeFactory(name="hedgerow", slug="hedgerow"), AgencyKindFactory()
    review = publish("Kestrel", summary="<p>A child whose asthma was not treated.</p>")
    publish("Osprey", summary="<p>A falcon.</p>")
    with committed():
        ReviewPageTheme.objects.create(content_object=review, tag=hedgerow)
        point = LearningPointFactory(partnership=partnership)
        point.for_kinds.add(health)
        point.save()
        FindingFactory(review=review, point=point)
    news = news_of(site)
    titles = {one.pk: one.title for one in news}

    def wanted(**asked):
        return sorted(titles[key] for key in sieve(Wanted(**asked), news))

    assert wanted() == ["Kestrel", "Osprey"]
    assert wanted(theme=hedgerow.pk) == wanted(agency_kind=health.pk) == wanted(words="asthma") == ["Kestrel"]
    assert wanted(words="falcons") == ["Osprey"]  # stemmed as search does
    assert wanted(theme=hedgerow.pk, words="falcon") == wanted(kind="event") == []
    assert wanted(words="!!!") == []  # words that are none find nothing, and are no error


@pytest.mark.parametrize("n", [2, 12])
def test_the_number_of_queries_does_not_grow(publish, site, n, django_assert_max_num_queries):
    for number in range(n):
        review = publish(f"Child {number}")
        PackEdition.objects.create(review=review, number=1, fingerprint="x", changes=[])
    with django_assert_max_num_queries(7):
        assert len(news_of(site)) == 2 * n
