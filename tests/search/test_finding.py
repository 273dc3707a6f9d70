"""What is found, and in which order."""

import pytest
from django.core.management import call_command

from learning.enums import PackItemKind, ReviewKind
from learning.models import Theme, ThemeAlternative
from partnership.search.domain.find import find
from partnership.search.domain.index import index_object, rebuild
from partnership.search.facets import Facet
from tests.factories.learning import (
    FindingFactory,
    LearningPointFactory,
    PackItemFactory,
    ReviewPageFactory,
    ThemeFactory,
)
from tests.factories.training import TrainingEventFactory


@pytest.fixture
def not_brought():
    """The theme, with the words that were used before."""
    theme, _made = Theme.objects.get_or_create(name="was not brought", defaults={"slug": "was-not-brought"})
    ThemeAlternative.objects.get_or_create(theme=theme, label="DNA", defaults={"is_retired": True})
    return theme


@pytest.mark.parametrize("text", ["neglect", "NEGLECTED", "neglecting", "neglec", "Négléct", "neglect, and"])
def test_a_word_is_found_in_any_form(add_review, ask, text):
    add_review(title="Child A", summary="<p>About neglect at home.</p>")
    assert ask(text) == ["Child A"]


def test_every_word_is_needed(add_review, ask):
    add_review(title="Child A", summary="<p>Neglect at home.</p>")
    add_review(title="Child B", summary="<p>Neglect and online abuse.</p>")
    assert ask("neglect online") == ["Child B"]


def test_where_nothing_has_every_word_some_of_them_do(add_review, site):
    add_review(title="Child A", summary="<p>Neglect at home.</p>")
    add_review(title="Child B", summary="<p>Online abuse.</p>")
    matches = find("neglect zebra", site)
    assert (matches.is_loose, [found.title for found in matches[0:10]]) == (True, ["Child A"])


def test_the_title_counts_most(add_review, ask):
    add_review(title="Child A", summary="<p>Neglect, neglect and neglect once more, by all who knew of neglect.</p>")
    add_review(title="Learning about neglect", summary="<p>One family.</p>")
    assert ask("neglect") == ["Learning about neglect", "Child A"]


def test_a_single_letter_tells_one_child_from_another(add_review, ask):
    add_review(title="Child Q")
    add_review(title="Child B", summary="<p>Questions were not asked.</p>")
    assert ask("child q") == ["Child Q"]


def test_a_retired_word_finds_what_carries_the_theme(add_review, not_brought, ask, committed):
    review = add_review(title="Child A", summary="<p>Missed appointments.</p>")
    with committed():
        review.themes.add(not_brought)
        review.save()
    assert ask("DNA", "review") == ["Child A"]


def test_a_retired_word_finds_text_that_says_it_the_new_way(add_review, not_brought, ask):
    add_review(title="Child A", summary="<p>He was not brought to the clinic.</p>")
    add_review(title="Child B", summary="<p>She brought a friend. It was not far.</p>")
    assert ask("dna") == ["Child A"]


def test_the_theme_says_why_where_the_text_does_not(add_review, not_brought, site, committed):
    review = add_review(title="Child A", summary="<p>One family.</p>")
    with committed():
        review.themes.add(not_brought)
        review.save()
    found = find("DNA", site, {Facet.KIND: ["review"]})[0:1][0]
    assert (found.why, found.themes) == ("Theme: <mark>was not brought</mark>", ["was not brought"])


def test_the_old_name_of_a_review_finds_the_old_kind_and_the_new(add_review, ask):
    add_review(title="Child A", kind=ReviewKind.SCR)
    add_review(title="Child B", kind=ReviewKind.LCSPR)
    add_review(title="Child C", kind=ReviewKind.DHR)
    assert sorted(ask("SCR")) == ["Child A", "Child B"]


def test_a_new_word_for_a_theme_is_found_at_once(add_review, ask, committed):
    theme = ThemeFactory(name="kites and strings")
    review = add_review(title="Child A")
    with committed():
        review.themes.add(theme)
        review.save()
    with committed():
        ThemeAlternative.objects.create(theme=theme, label="zephyr")
    assert ask("zephyr", "review") == ["Child A"]


def test_a_theme_is_found_only_where_something_carries_it(add_review, ask, committed):
    theme = ThemeFactory(name="kites")
    ThemeFactory(name="strings")
    review = add_review(title="Child A")
    assert ask("kites") == []
    with committed():
        review.themes.add(theme)
        review.save()
    assert sorted(ask("kites")) == ["Child A", "Kites"]
    assert ask("strings") == []
    with committed():
        review.unpublish()
    assert ask("kites") == []


def test_everything_of_a_review_is_found_by_its_name(add_review, ask, committed):
    review = add_review(title="Jacob")
    with committed():
        PackItemFactory(review=review, kind=PackItemKind.LEARNING_PRESENTATION, title="Learning presentation")
        FindingFactory(review=review, point=LearningPointFactory(title="Ask about home", partnership=review.publisher))
    assert ask("jacob")[0] == "Jacob"
    assert sorted(ask("jacob")[1:]) == [
        "Learning pack: Jacob",
        "Learning presentation: Jacob",
        "Slides of the learning points: Jacob",
    ]
    assert ask("learning presentation", "deck") == ["Learning presentation: Jacob"]


def test_a_review_comes_before_the_event_about_it(add_review, ask, committed):
    review = add_review(title="Child E1", summary=f"<p>{'What happened, and when. ' * 60}</p>")
    with committed():
        TrainingEventFactory(title="Learning event: Child E1", partnership=review.publisher)
    assert ask("child e1") == ["Child E1", "Learning event: Child E1"]


def test_a_replaced_learning_point_leads_to_the_new_one(add_review, ask, committed):
    review = add_review()
    new = LearningPointFactory(title="Ask what the child sees", partnership=review.publisher)
    old = LearningPointFactory(title="Interview minors", partnership=review.publisher)
    with committed():
        FindingFactory(review=review, point=new)
        FindingFactory(review=review, point=old)
        old.superseded_by = new
        old.save()
    assert ask("interview minors") == ["Ask what the child sees"]


def test_a_learning_point_is_found_until_what_replaces_it_can_be_read(add_review, ask, committed):
    review, later = add_review(), add_review(live=False)
    new = LearningPointFactory(title="Ask what the child sees", partnership=review.publisher)
    old = LearningPointFactory(title="Interview minors", partnership=review.publisher, superseded_by=new)
    with committed():
        FindingFactory(review=review, point=old)
        FindingFactory(review=later, point=new)
    assert ask("interview minors") == ["Interview minors"]
    with committed():
        later.save_revision().publish()
    assert ask("interview minors") == ["Ask what the child sees"]


def test_a_kind_narrows_what_is_found_and_every_kind_is_counted(add_review, site, committed):
    review = add_review(title="Neglect of Child A")
    with committed():
        PackItemFactory(review=review, title="Report")
    matches = find("neglect", site, {Facet.KIND: ["document"]})
    assert [found.title for found in matches[0:10]] == ["Report: Neglect of Child A"]
    assert matches.counts[Facet.KIND] == {"review": 1, "pack": 1, "document": 1}


def test_an_unchanged_thing_is_not_written_again(add_review, django_assert_max_num_queries):
    review = add_review()
    index_object(review)
    with django_assert_max_num_queries(30) as queries:
        index_object(review)
    assert [one["sql"] for one in queries if one["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}] == []


def test_rebuild_finds_what_search_never_heard_of_and_forgets_what_is_gone(reviews, partnership, ask, site, capsys):
    kept = reviews.add_child(instance=ReviewPageFactory.build(title="Kestrel", publisher=partnership))
    rebuild()
    type(kept).objects.filter(pk=kept.pk).update(live=False)
    reviews.add_child(instance=ReviewPageFactory.build(title="Falcon", publisher=partnership))
    call_command("rebuild_search", site=site.hostname)
    assert (ask("kestrel"), ask("falcon")) == ([], ["Falcon"])
    assert capsys.readouterr().out == "Search holds 2 entries.\n"
