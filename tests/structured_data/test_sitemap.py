"""The list of what search engines may find."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree
from wagtail.models import Site

from learning.models import Partnership, ReviewPage
from partnership.structured_data import views
from tests.factories.home import HomePageFactory
from tests.factories.learning import (
    FindingFactory,
    LearningPointFactory,
    PackItemFactory,
    ReviewPageFactory,
    ThemeFactory,
)
from tests.factories.media import DocumentFactory
from tests.factories.training import CourseFactory, TrainingEventFactory

pytestmark = pytest.mark.django_db
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def listed(response):
    root = etree.fromstring(response.content)
    return [element.text.removeprefix("http://testserver") for element in root.iter(f"{NAMESPACE}loc")]


@pytest.fixture
def hidden(world, partnership, make_private):
    """What nobody may find: each with a word of its own, so that it could be seen anywhere."""
    parent = world.pages.reviews
    point = LearningPointFactory(partnership=partnership, title="Of a draft")
    theme = ThemeFactory(name="drafty", slug="drafty")
    draft = ReviewPageFactory(parent=parent, slug="draft", live=False)
    private = ReviewPageFactory(parent=parent, slug="private")
    make_private(private)
    kept_out = ReviewPageFactory(parent=parent, slug="kept-out", keep_out_of_search=True)
    withdrawn = ReviewPageFactory(parent=parent, slug="withdrawn")
    withdrawn.unpublish()
    decks = []
    for review in (draft, private, kept_out, withdrawn):
        review.themes.add(theme)
        review.save()
        decks.append(DocumentFactory(format="pptx", slide_count=1))
        PackItemFactory(review=review, document=decks[-1])
    for review in (draft, private, withdrawn):
        FindingFactory(review=review, point=point)
    CourseFactory(partnership=partnership, slug="former", is_offered=False)
    event = TrainingEventFactory(partnership=partnership, is_public=False)
    elsewhere = HomePageFactory(parent=world.pages.home.get_parent(), slug="elsewhere")
    site = Site.objects.create(hostname="other.example", root_page=elsewhere)
    other = Partnership.objects.create(name="Other", short_name="Other", slug="other", site=site)
    ReviewPageFactory(parent=elsewhere, slug="elsewhere-review")
    other_event = TrainingEventFactory(partnership=other)
    return [
        *("/draft/", "/private/", "/kept-out/", "/withdrawn/", "/drafty/", "/former/", "/elsewhere"),
        *(point.get_absolute_url(), event.get_absolute_url(), other_event.get_absolute_url()),
        *(f"/decks/{deck.pk}/" for deck in decks),
    ]


def test_everything_that_may_be_found_is_listed_and_nothing_else(client, world, hidden, django_assert_max_num_queries):
    shown = {value for value in vars(world).values() if isinstance(value, str)} - {world.pack}

    with django_assert_max_num_queries(18):
        response = client.get("/sitemap.xml")

    assert set(listed(response)) == shown | {"/accessibility/", "/cascade/"}
    assert [address for address in hidden if any(address in one for one in listed(response))] == []
    assert all(client.get(address).status_code == 200 for address in listed(response))
    assert "X-Robots-Tag" not in client.get(listed(response)[0])


def test_it_asks_no_more_where_there_is_more(client, world, make_private):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/sitemap.xml")
        return len(captured)

    client.get("/sitemap.xml")
    before = queries()
    for _ in range(3):
        review = ReviewPageFactory(parent=world.pages.reviews)
        PackItemFactory(review=review, document=DocumentFactory(format="pptx", slide_count=1))
        make_private(ReviewPageFactory(parent=world.pages.reviews))

    assert queries() == before


def test_each_says_when_it_last_changed_where_that_is_known(client, world):
    world.pages.review.save_revision().publish()
    day = world.pages.review.__class__.objects.get(pk=world.pages.review.pk).last_published_at.date().isoformat()

    text = client.get("/sitemap.xml").content.decode()

    assert f"<loc>http://testserver{world.review}</loc><lastmod>{day}</lastmod>" in re.sub(r">\s+<", "><", text)


def test_what_is_too_long_for_one_list_is_an_index_of_several(client, world, hidden, monkeypatch):
    whole = listed(client.get("/sitemap.xml"))
    monkeypatch.setattr(views, "MOST_IN_ONE", 3)

    sections = listed(client.get("/sitemap.xml"))

    assert sections == [
        f"/sitemap-{name}.xml"
        for name in ("pages", "learning", "themes", "events", "courses", "decks", "settings", "fixed")
    ]
    assert [address for section in sections for address in listed(client.get(section))] == whole


def test_a_theme_that_only_something_hidden_has_is_in_no_list_of_themes(client, world, hidden):
    kept_out = ReviewPage.objects.get(slug="kept-out")
    kept_out.themes.clear()
    kept_out.save()

    text = client.get("/themes/").content.decode()

    assert ("drafty" in text, "heed" in text) == (False, True)


@pytest.mark.parametrize("asked", ["/sitemap-no-such.xml", "/sitemap-pages.xml?p=99", "/sitemap-pages.xml?p=x"])
def test_a_part_that_there_is_not_is_not_found(asked, client, world):
    assert client.get(asked).status_code == 404


def test_a_post_is_refused(client, world):
    assert client.post("/sitemap.xml").status_code == 405
