"""What is suggested while somebody types."""

import pytest
from django.urls import reverse

from learning.models import ThemeAlternative
from tests.factories.learning import ThemeFactory


@pytest.fixture
def suggest(client, partnership):
    return lambda text: client.get(reverse("search_suggestions"), {"q": text}).json()["suggestions"]


@pytest.fixture
def carried_theme(add_review, committed):
    """A theme with an older word, carried by a review."""
    theme = ThemeFactory(name="kites aloft", slug="kites-aloft")
    ThemeAlternative.objects.create(theme=theme, label="DNK")
    review = add_review(title="Child A")
    with committed():
        review.themes.add(theme)
        review.save()


def test_names_are_found_by_the_beginnings_of_their_words(suggest, add_review):
    add_review(title="Learning from Jacob", slug="jacob")
    add_review(title="Majacob", slug="b")
    assert suggest("jac") == [{"text": "Learning from Jacob", "note": "Review", "url": "/reviews/jacob/"}]
    assert [one["text"] for one in suggest("jacob lea")] == ["Learning from Jacob"]


def test_an_older_word_leads_to_the_theme(suggest, carried_theme):
    assert suggest("dn") == [{"text": "Kites aloft", "note": "DNK", "url": "/themes/kites-aloft/"}]


def test_a_word_for_a_theme_that_nothing_carries_is_not_suggested(suggest, add_review):
    ThemeAlternative.objects.create(theme=ThemeFactory(name="strings"), label="DNS")
    add_review(title="Child A")
    assert (suggest("dns"), suggest("strings")) == ([], [])


@pytest.mark.parametrize("text", ["", "j", "\x00", "x" * 10_000, '"', "'; DROP TABLE", "<script>", "🧸", "%s{}"])
def test_anything_typed_is_answered(suggest, add_review, text):
    add_review(title="Jacob")
    assert suggest(text) == []


def test_there_are_never_more_than_eight(suggest, add_review):
    for n in range(10):
        add_review(title=f"Jacob {n}")
    assert len(suggest("jacob")) == 8


def test_a_suggestion_costs_the_site_and_one_query(client, add_review, suggest, django_assert_num_queries):
    add_review(title="Jacob")
    suggest("jac")
    with django_assert_num_queries(3):
        suggest("jac")


def test_a_review_that_was_unpublished_is_no_longer_suggested(suggest, add_review, committed):
    review = add_review(title="Jacob")
    assert len(suggest("jac")) == 1
    with committed():
        review.unpublish()
    assert suggest("jac") == []
