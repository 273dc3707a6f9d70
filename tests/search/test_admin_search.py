"""The admin's own search takes whatever an editor types, and stays quick."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from modelsearch.backends.base import EmptySearchResults
from modelsearch.query import MATCH_ALL, And, Not, Phrase, PlainText
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from partnership.search.admin_backend.guard import cleaned
from tests.factories.accounts import UserFactory
from tests.factories.learning import ReviewIndexPageFactory, ReviewPageFactory

SCREENS = {
    "page search": "/admin/pages/search/",
    "page listing": "/admin/pages/",
    "page chooser": "/admin/choose-page/search/",
    "images": "/admin/images/",
    "image chooser": "/admin/images/chooser/results/",
    "documents": "/admin/documents/",
    "document chooser": "/admin/documents/chooser/results/",
}
ODD = {
    "a quote": '"',
    "unbalanced": '"neglect" "',
    "quotes in quotes": "'\"'",
    "blanks": "  \t ",
    "no-break space": "\u00a0",
    "nul": "\x00",
    "nul between": "a\x00b",
    "operators": 'NEAR( AND OR NOT -x ^a {title}:* "-"',
    "filter and quote": 'live:yes "',
    "punctuation": "& - %s \\ '",
    "emoji": "🧸",
    "10,000 characters": "x" * 10_000,
    "5,000 words": "a " * 5_000,
}


@pytest.fixture
def editor(client, home):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    home.add_child(instance=ReviewIndexPageFactory.build(title="Neglect and harm"))
    return client


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_text_is_answered_on_every_screen(editor, text):
    answers = {screen: editor.get(address, {"q": text}).status_code for screen, address in SCREENS.items()}
    assert answers == dict.fromkeys(SCREENS, 200)


@pytest.mark.parametrize("text", ["neglect", "negl", 'neglect"', "neglect & harm", "neglect - harm"])
def test_the_page_is_still_found(editor, text):
    assert [page.title for page in get_search_backend().autocomplete(text, Page)] == ["Neglect and harm"]


def test_text_without_a_word_finds_nothing(editor):
    assert isinstance(get_search_backend().search('" - "', Page), EmptySearchResults)


@pytest.mark.parametrize(
    ("query", "safe"),
    [
        (PlainText('a"b\x00c'), "<PlainText 'a b c' operator='and' boost=1>"),
        (PlainText('"'), "None"),
        (Phrase("a\x00b"), "<Phrase 'a b'>"),
        (Phrase("-"), "None"),
        (And([PlainText("-"), Phrase("neglect")]), "<Phrase 'neglect'>"),
        (And([]), "None"),
        (Not(PlainText('"')), "<MatchAll>"),
        (MATCH_ALL, "<MatchAll>"),
    ],
    ids=str,
)
def test_a_query_keeps_only_words_the_engines_take(query, safe):
    assert repr(cleaned(query)) == safe


@pytest.fixture
def three_about_neglect(editor, home):
    """A short title, a long one, and the list they are in: "Neglect and harm"."""
    index = home.get_children().get()
    index.add_child(instance=ReviewPageFactory.build(title="Neglect", slug="short"))
    index.add_child(instance=ReviewPageFactory.build(title="Neglect of many things by many people", slug="long"))


def test_what_is_found_is_ordered_by_relevance(three_about_neglect):
    found = [page.title for page in get_search_backend().search("neglect", Page)]
    assert found == ["Neglect", "Neglect and harm", "Neglect of many things by many people"]


@pytest.mark.parametrize("text", ["neglect", "n"], ids=["a word", "a letter"])
@pytest.mark.parametrize("most", [3, 2], ids=["few", "too many"])
def test_the_match_is_never_repeated_for_each_row(three_about_neglect, monkeypatch, text, most):
    if connection.vendor == "sqlite":
        monkeypatch.setattr("partnership.search.admin_backend.sqlite.RANKED_MATCHES", most)
    with CaptureQueriesContext(connection) as queries:
        found = {page.title for page in get_search_backend().autocomplete(text, Page)}
    assert len(found) == 3
    assert all(one["sql"].count(" MATCH ") <= 1 for one in queries)


def test_beyond_what_can_be_ranked_the_newest_come_first(three_about_neglect, monkeypatch):
    if connection.vendor == "sqlite":
        monkeypatch.setattr("partnership.search.admin_backend.sqlite.RANKED_MATCHES", 2)
        found = [page.title for page in get_search_backend().search("neglect", Page)]
        assert found == ["Neglect of many things by many people", "Neglect", "Neglect and harm"]


def test_an_order_that_is_asked_for_is_kept(three_about_neglect):
    found = get_search_backend().search("neglect", Page.objects.order_by("-title"), order_by_relevance=False)
    assert [page.title for page in found] == ["Neglect of many things by many people", "Neglect and harm", "Neglect"]


def test_kinds_of_page_are_still_counted(editor, three_about_neglect):
    page = editor.get("/admin/pages/search/", {"q": "neglect"})
    assert {kind.model: count for kind, count in page.context["content_types"]} == {
        "reviewpage": 2,
        "reviewindexpage": 1,
    }
