"""Feeds are Atom that readers of feeds take, of everything or of just what was asked."""

import feedparser
import pytest
from lxml import etree

from learning.models import ReviewPageTheme
from partnership.alerts.enums import FEEDS
from tests.factories.learning import AgencyKindFactory, ThemeFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return etree.fromstring(response.content)


def titles(tree):
    return [entry.findtext(f"{ATOM}title") for entry in tree.findall(f"{ATOM}entry")]


def test_a_feed_says_what_rfc_4287_asks_of_it(client, publish, committed):
    review = publish("Kestrel & Sparrow <a>", slug="kestrel")
    with committed():
        ReviewPageTheme.objects.create(content_object=review, tag=ThemeFactory(name="hedgerow", slug="hedgerow"))

    tree = feed(client, "/feeds/reviews.atom")

    assert tree.findtext(f"{ATOM}id")
    assert tree.findtext(f"{ATOM}updated")
    assert tree.find(f"{ATOM}link[@rel='self']").get("href") == "http://testserver/feeds/reviews.atom"
    (entry,) = tree.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Kestrel & Sparrow <a> (Review)"
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/reviews/kestrel/"
    assert entry.findtext(f"{ATOM}id") == "http://testserver/reviews/kestrel/"
    assert entry.findtext(f"{ATOM}updated")
    assert [one.get("term") for one in entry.findall(f"{ATOM}category")] == ["hedgerow"]


@pytest.mark.parametrize("name", FEEDS)
def test_every_feed_answers_on_an_empty_site(client, site, partnership, name):
    assert titles(feed(client, f"/feeds/{name}.atom")) == []


def test_a_feed_takes_a_theme_a_kind_of_agency_and_words(client, publish, committed):
    hedgerow = ThemeFactory(name="hedgerow", slug="hedgerow")
    AgencyKindFactory(slug="falconers")
    review = publish("Kestrel")
    publish("Osprey")
    with committed():
        ReviewPageTheme.objects.create(content_object=review, tag=hedgerow)

    assert titles(feed(client, "/feeds/all.atom?theme=hedgerow")) == ["Kestrel (Review)"]
    assert titles(feed(client, "/feeds/all.atom?q=osprey")) == ["Osprey (Review)"]
    assert titles(feed(client, "/feeds/all.atom?for=falconers")) == []
    assert "hedgerow" in feed(client, "/feeds/all.atom?theme=hedgerow").findtext(f"{ATOM}title")


@pytest.mark.parametrize(
    "address",
    ["/feeds/nothing.atom", "/feeds/all.atom?for=%00", "/feeds/all.atom?for=none"],
)
def test_what_there_is_not_is_404(client, site, partnership, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("theme", ["none", "a%00b", "x" * 5000])
def test_a_theme_that_is_gone_tells_programs_to_stop_asking(client, site, partnership, theme):
    answer = client.get(f"/feeds/all.atom?theme={theme}")
    assert (answer.status_code, answer.content.decode()) == (410, "There is no such theme here any more.")


def test_a_theme_that_another_took_the_place_of_leads_there_with_everything_else_that_was_asked(client, partnership):
    successor = ThemeFactory(name="new word", slug="new-word")
    ThemeFactory(name="old word", slug="old-word", successor=successor, retired_on="2020-01-01")
    answer = client.get("/feeds/reviews.atom?theme=old-word&q=dentist")
    assert (answer.status_code, answer.url) == (301, "/feeds/reviews.atom?theme=new-word&q=dentist")


def test_a_reader_of_feeds_that_is_not_ours_finds_nothing_wrong_with_it(client, publish):
    publish("Kestrel & <b>Jay</b>")
    read = feedparser.parse(client.get("/feeds/all.atom").content)
    assert (read.bozo, read.version) == (False, "atom10")
    assert [entry.title for entry in read.entries] == ["Kestrel & <b>Jay</b> (Review)"]


def test_any_words_are_answered(client, publish):
    publish("Kestrel")
    for words in ("%00", '"', "%22 OR *", "x" * 5000, "NEAR(a b)"):
        feed(client, f"/feeds/all.atom?q={words}")
