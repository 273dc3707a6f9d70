"""A word that nothing has is put right to one that something published has, and the reader is told."""

import pytest
from django.urls import reverse

from partnership.search.domain.find import find
from partnership.search.near_words import mistakes


@pytest.mark.parametrize(
    ("word", "allowed"), [("cat", 0), ("baby", 1), ("neglect", 1), ("domestic", 2), ("child1", 0), ("x" * 40, 2)]
)
def test_longer_words_may_have_more_mistakes(word, allowed):
    assert mistakes(word) == allowed


@pytest.mark.parametrize("typed", ["neglcet", "neglct", "negglect", "meglect", "neglec t"[:6] + "r"])
def test_a_misspelt_word_finds_the_right_one(add_review, site, typed):
    add_review(title="Child A", summary="<p>About neglect at home.</p>")
    matches = find(typed, site)
    assert (matches.corrected, [found.title for found in matches[0:10]]) == ("neglect", ["Child A"])


def test_the_word_that_most_entries_have_is_the_likelier(add_review, site):
    add_review(title="Carer", summary="<p>Carer.</p>")
    add_review(title="Cared", slug="b", summary="<p>cared</p>")
    add_review(title="Cared again", slug="c", summary="<p>cared</p>")
    assert find("carex", site).corrected == "cared"


def test_only_the_words_that_nothing_has_are_changed(add_review, site):
    add_review(title="Child A", summary="<p>Neglect at home.</p>")
    assert find("Home neglcet", site).corrected == "Home neglect"


def test_a_word_that_something_has_is_never_changed(add_review, site):
    add_review(title="Child A", summary="<p>Negligent.</p>")
    add_review(title="Child B", summary="<p>Negligence, negligence.</p>")
    assert find("negligent", site).corrected == ""


def test_the_reader_is_told_and_can_insist(client, add_review):
    add_review(title="Child A", summary="<p>About neglect.</p>")
    page = client.get(reverse("search"), {"q": "neglcet"})
    assert "1 result for “neglect”" in page.content.decode()
    assert '<a href="/search/?q=neglcet&amp;spelling=as-typed"' in page.content.decode()
    assert client.get(page.context["as_typed"]).context["count"] == 0


def test_no_word_of_a_draft_or_of_another_site_is_suggested(add_review, committed, site):
    review = add_review(title="Child A", summary="<p>Kestrels.</p>")
    review.summary = "<p>A secret zephyr.</p>"
    with committed():
        review.save_revision()
    add_review(title="Zephyr", slug="draft", live=False)
    withdrawn = add_review(title="Zephyrs of old", slug="gone")
    with committed():
        withdrawn.unpublish()
    matches = find("zephyrr", site)
    assert (matches.corrected, matches.total) == ("", 0)
