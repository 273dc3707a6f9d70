"""Facets on the page of results, and what it answers to anything at all in any parameter."""

from urllib.parse import quote

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site

from learning.enums import ReviewKind
from learning.models import Partnership
from partnership.home.models import HomePage
from partnership.search.facets import Facet
from tests.factories.learning import PartnershipFactory, ReviewIndexPageFactory, ReviewPageFactory, ThemeFactory

PARAMETERS = ("q", "sort", "spelling", "page", *Facet.values)
ODD = {
    "10,000 characters": "x" * 10_000,
    "nul": "\x00",
    "sql": "1' OR '1'='1'; DROP TABLE search_searchentry; --",
    "html": "<script>alert(1)</script>",
    "emoji": "🧸",
    "minus one": "-1",
    "a thousand million": "1000000000",
    "percent": "%00%s%(x)s{}",
    "lone surrogate": "\ud800",
}


@pytest.fixture
def get(client, partnership):
    return lambda *pairs, **query: client.get(reverse("search"), query)


@pytest.fixture
def three_reviews(add_review, committed):
    """Two of 2024, one of them about kites; one of 2020."""
    kites = add_review(title="Kites", year=2024, kind=ReviewKind.SCR)
    with committed():
        kites.themes.add(ThemeFactory(name="kites", slug="kites"))
        kites.save()
    add_review(title="Strings", year=2024, kind=ReviewKind.LCSPR)
    add_review(title="Tails", year=2020, kind=ReviewKind.LCSPR)


def offered(context, name: str) -> dict[str, int]:
    found = [facet for facet in context["facets"] if facet["name"] == name]
    return {option["value"]: option["count"] for facet in found for option in [*facet["options"], *facet["more"]]}


def titles(context) -> list[str]:
    return [result.title for result in context["results"]]


@pytest.mark.parametrize("value", ODD.values(), ids=ODD.keys())
def test_anything_in_any_parameter_is_answered_with_a_page(client, partnership, three_reviews, value):
    written = quote(value.encode("utf-8", "surrogatepass"))
    for parameter in PARAMETERS:
        response = client.get(f"{reverse('search')}?year=2024&{parameter}={written}")
        assert (response.status_code, "<script>alert" in response.content.decode()) == (200, False)


def test_two_hundred_facets_at_once_are_answered(client, three_reviews):
    pairs = [(facet, f"{n}") for facet in Facet.values for n in range(1990, 2010)]
    address = "&".join(f"{facet}={value}" for facet, value in pairs)
    assert client.get(f"{reverse('search')}?{address}").status_code == 200


def test_nothing_asked_shows_what_can_be_looked_for(get, three_reviews):
    context = get().context
    assert (context["is_asked"], context["count"], titles(context)) == (False, 0, [])
    assert offered(context, "year") == {"2024": 2, "2020": 1}
    assert [(str(row["label"]), row["count"]) for row in context["look_for"]][1:] == [("Reviews", 3)]


def test_facets_alone_list_everything_that_has_them_newest_first(get, three_reviews):
    assert titles(get(kind="review").context)[2:] == ["Tails"]
    assert sorted(titles(get(year="2024").context)) == ["Kites", "Strings"]


def test_values_of_one_facet_add_up_and_facets_narrow_each_other(client, three_reviews):
    both = client.get(reverse("search") + "?year=2024&year=2020&review=lcspr").context
    assert sorted(titles(both)) == ["Strings", "Tails"]
    assert (offered(both, "year"), offered(both, "review")) == ({"2024": 1, "2020": 1}, {"lcspr": 2, "scr": 1})


def test_a_chosen_value_with_nothing_can_be_taken_off(get, three_reviews):
    context = get(q="tails", theme="kites").context
    assert (context["count"], offered(context, "theme")) == (0, {"kites": 0})
    assert [(chip["label"], chip["url"]) for chip in context["chips"]] == [("kites", "/search/?q=tails")]
    assert context["ways_on"]["without"] == [{"label": "Without “Theme: kites”", "count": 1, "url": "/search/?q=tails"}]


def test_pages_keep_what_was_chosen(get, three_reviews):
    page = get(q="kites", theme="kites", sort="newest").context
    assert page["canonical"] == "/search/?q=kites&theme=kites&sort=newest"


def test_a_result_says_which_of_the_chosen_it_has(client, three_reviews):
    results = client.get(reverse("search") + "?year=2024&year=2020&kind=review").context["results"]
    assert {result.title: result.chosen for result in results} == {
        "Kites": "Year: 2024",
        "Strings": "Year: 2024",
        "Tails": "Year: 2020",
    }


@pytest.fixture(params=["draft", "private", "withdrawn", "another site's"])
def hidden(request, add_review, reviews, home, partnership, committed):
    """A review of 1999 with a theme and a publisher of its own, that not everybody on this site may read."""
    theme = ThemeFactory(name="zephyrs", slug="zephyrs")
    publisher = PartnershipFactory(short_name="Zephyrton", slug="zephyrton")
    parent = reviews
    with committed():
        if request.param == "another site's":
            elsewhere = home.get_parent().add_child(instance=HomePage(title="Otherton", slug="otherton"))
            Site.objects.create(hostname="otherton.localhost", root_page=elsewhere)
            parent = elsewhere.add_child(instance=ReviewIndexPageFactory.build())
        is_live = request.param != "draft"
        fields = {"title": "Zephyr", "year": 1999, "publisher": publisher, "kind": ReviewKind.DHR, "live": is_live}
        review = parent.add_child(instance=ReviewPageFactory.build(**fields))
        review.themes.add(theme)
        review.save()
    with committed():
        if request.param == "private":
            PageViewRestriction.objects.create(page=review, restriction_type="login")
        if request.param == "withdrawn":
            review.unpublish()


def test_what_not_everybody_may_read_is_neither_counted_nor_hinted_at(client, hidden, three_reviews):
    for query in ({}, {"q": "zephyr"}, {"q": "zephyrr"}, {"q": "kites"}, {"year": "1999"}, {"review": "dhr"}):
        page = client.get(reverse("search"), query)
        said = page.content.decode().lower().replace(f"“{query.get('q')}”", "").replace(f'value="{query.get("q")}"', "")
        assert ("1999" in offered(page.context, "year"), page.context["count"] and "zephyr" in said) in (
            (False, False),
            (False, 0),
            ("year" in query, 0),
        )
        assert "zephyrton" not in said
        assert offered(page.context, "review").get("dhr", 0) == 0
    for theme in ("zephyrs", "never-was"):
        assert client.get(reverse("search"), {"theme": theme}).context["asked"].unknown == (theme,)
    assert client.get(reverse("search_suggestions"), {"q": "zephyr"}).json() == {"suggestions": []}
    assert Partnership.objects.filter(slug="zephyrton").exists()
