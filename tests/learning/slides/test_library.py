"""Finding slides: by their words, theme, review, learning point and deck, and never in a deck somebody may not have."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from wagtail.models import PageViewRestriction

from learning.models import SlidePoint
from learning.slides.library import LONGEST_QUERY, MOST_WORDS, SlideSearch, choices, found_slides, points_to_tie
from tests.factories.accounts import UserFactory
from tests.factories.learning import (
    FindingFactory,
    LearningPointFactory,
    PackItemFactory,
    ReviewPageFactory,
    ThemeFactory,
)
from tests.learning.slides.conftest import deck_of, first_slide

pytestmark = pytest.mark.django_db


EVERY = ["Ask the child", "Write it down", "Pass it on"]


def titles(request, **asked):
    return [slide.title for slide in found_slides(request, SlideSearch.asked(_query(asked)))]


def say(deck, number, **said):
    slide = deck.slides.get(number=number)
    for field, words in said.items():
        setattr(slide, field, words)
    slide.save()


def _query(asked):
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in asked.items()})
    return query


def point_found_by(review, partnership, **fields):
    return FindingFactory(review=review, point=LearningPointFactory(partnership=partnership, **fields)).point


@pytest.fixture
def point(review, partnership):
    return point_found_by(review, partnership, title="Listen first")


# Not found, nor hinted at -----------------------------------------------------------------------------------------------
def test_slides_of_what_is_not_published_are_not_found(asking, published, unpublished):
    assert titles(asking, q="ask") == ["Ask the child"]
    assert titles(asking, deck=unpublished.pk) == []


def test_filters_offer_nothing_of_what_is_not_published(asking, published, unpublished, partnership, point):
    draft = unpublished.pack_items.get().review
    secret = point_found_by(draft, partnership, title="Not to be known yet")
    secret.theme_items.create(tag=ThemeFactory(name="a theme of the draft"))
    secret.save()
    SlidePoint.objects.create(slide=first_slide(unpublished), point=secret)
    PackItemFactory(review=draft, document=published)

    assert choices(asking) == {
        "themes": [],
        "reviews": [(published.pack_items.first().review_id, "Child A")],
        "points": [],
        "decks": [(published.pk, "Lessons")],
    }


def test_a_learning_point_of_a_draft_is_not_told_where_a_published_slide_teaches_it(
    asking, published, unpublished, partnership
):
    secret = point_found_by(unpublished.pack_items.get().review, partnership, title="Not to be known yet")
    SlidePoint.objects.create(slide=first_slide(published), point=secret)

    assert (choices(asking)["points"], list(points_to_tie(asking))) == ([], [])
    assert [list(slide.point_ties.all()) for slide in found_slides(asking, SlideSearch())] == [[], [], []]
    assert titles(asking, point=secret.pk) == []


def test_a_review_behind_a_password_is_not_told_though_its_deck_is_public_elsewhere(asking, published, reviews):
    private = ReviewPageFactory(parent=reviews, title="Child P")
    PackItemFactory(review=private, document=published)
    restriction = PageViewRestriction.PASSWORD
    PageViewRestriction.objects.create(page=private, restriction_type=restriction, password="a long secret")

    assert [name for _pk, name in choices(asking)["reviews"]] == ["Child A"]
    assert titles(asking, review=private.pk) == []


def test_a_draft_review_finds_nothing(asking, published, unpublished):
    draft = unpublished.pack_items.get().review
    PackItemFactory(review=draft, document=published)

    assert titles(asking, review=draft.pk) == []


def test_slides_without_a_clean_copy_are_not_found(asking, published):
    published.copy_state = "waiting"
    published.save()

    assert titles(asking) == []


def test_an_editor_finds_what_is_not_published_yet(asking, published, unpublished):
    asking.user = UserFactory(group="Editors")

    assert titles(asking, q="ask") == ["Ask the child", "Ask nobody yet"]


def test_ones_own_deck_is_found_by_oneself_alone(asking, trainer):
    deck_of("My own words", uploaded_by_user=trainer)
    assert titles(asking) == ["My own words"]

    asking.user = UserFactory(group="Trainers")
    assert titles(asking) == []


def test_somebody_without_an_account_finds_only_what_is_published(asking, published, unpublished):
    asking.user = AnonymousUser()

    assert titles(asking, q="ask") == ["Ask the child"]


# Found --------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("field", ["title", "text", "notes"])
def test_words_are_found_wherever_they_stand(asking, published, field):
    say(published, 2, **{field: "About bruising in babies"})

    assert len(titles(asking, q="BRUISING babies")) == 1
    assert titles(asking, q="bruising adults") == []


def test_words_are_found_in_descriptions_of_pictures_with_accents_too(asking, published):
    say(published, 2, alt_texts=["A café in town"])

    assert titles(asking, q="café") == ["Write it down"]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Żółta teczka", "ŻÓŁTA"),
        ("ŚWIADEK", "świadek"),
        ("Die Straße", "STRASSE"),
        ("Ŵy a ŷd", "ŵY ŶD"),
        ("ﬁnd out", "FIND"),
    ],
)
def test_capitals_make_no_difference_in_any_language(asking, published, said, asked):
    say(published, 2, title=said)

    assert titles(asking, q=asked) == [said]


def test_words_in_a_title_come_first(asking, published):
    say(published, 1, text="Pass it on to the school")

    assert titles(asking, q="pass") == ["Pass it on", "Ask the child"]


def test_a_percent_sign_is_a_percent_sign(asking, published):
    say(published, 2, text="Only 40% were seen")

    assert (titles(asking, q="40%"), titles(asking, q="_")) == (["Write it down"], [])


def test_slides_are_found_by_deck(asking, published, trainer):
    other = deck_of("Ask the parents", uploaded_by_user=trainer)

    assert titles(asking, q="ask", deck=other.pk) == ["Ask the parents"]


def test_slides_are_found_by_the_learning_point_they_teach(asking, published, point):
    SlidePoint.objects.create(slide=first_slide(published), point=point)

    assert titles(asking, point=point.pk) == ["Ask the child"]
    assert choices(asking)["points"] == [(point.pk, "Listen first")]


def test_slides_are_found_by_review_in_its_pack_or_teaching_what_it_found(asking, published, review, point, trainer):
    other = deck_of("Listen", "Look", uploaded_by_user=trainer, title="Zeal")
    SlidePoint.objects.create(slide=first_slide(other), point=point)

    assert titles(asking, review=review.pk) == [*EVERY, "Listen"]


def test_slides_are_found_by_theme_of_their_point_or_of_their_review(asking, published, review, point, trainer):
    theme, of_point = ThemeFactory(slug="at-home"), ThemeFactory(slug="voices")
    review.theme_items.create(tag=theme)
    review.save()
    point.theme_items.create(tag=of_point)
    point.save()
    other = deck_of("Listen", "Look", uploaded_by_user=trainer)
    SlidePoint.objects.create(slide=first_slide(other), point=point)

    assert titles(asking, theme="at-home") == EVERY
    assert titles(asking, theme="voices") == ["Listen"]
    assert [slug for slug, _name in choices(asking)["themes"]] == ["at-home", "voices"]


def test_a_slide_that_fits_twice_is_listed_once(asking, published, review, point, partnership):
    for tied in (point, point_found_by(review, partnership)):
        SlidePoint.objects.create(slide=first_slide(published), point=tied)
    PackItemFactory(review=review, document=published)

    assert titles(asking, review=review.pk) == EVERY


# What is asked ----------------------------------------------------------------------------------------------------------------
ODD = {
    "NUL": {"q": "ask\0", "theme": "a\0b", "deck": "1\0"},
    "huge numbers": {"deck": "9" * 30, "review": "9" * 15, "point": "-1"},
    "other digits": {"deck": "١٢", "review": "²", "point": "1e3"},
    "much": {"q": "word " * 2000, "theme": "x" * 10_000},
    "signs": {"q": "' OR 1=1 -- \" \\ % _ ( * AND", "theme": "'"},
}


@pytest.mark.parametrize("asked", ODD.values(), ids=ODD)
def test_nonsense_is_left_out_or_finds_nothing(asking, published, asked):
    assert titles(asking, **asked) in ([], ["Ask the child"], EVERY)


def test_only_so_many_words_are_looked_for():
    search = SlideSearch.asked(_query({"q": " ".join(f"w{n}" for n in range(1000))}))

    assert (len(search.words), len(search.text) <= LONGEST_QUERY) == (MOST_WORDS, True)


def test_nothing_asked_is_no_search():
    assert SlideSearch.asked(_query({"q": "  ", "deck": "x"})).is_active is False


def test_how_many_slides_there_are_does_not_matter(asking, review, point, django_assert_num_queries):
    for number in range(4):
        deck = deck_of(*"abcd"[: number + 1])
        PackItemFactory(review=review, document=deck)
        SlidePoint.objects.create(slide=first_slide(deck), point=point)
    list(found_slides(asking, SlideSearch()))

    for search in (SlideSearch(), SlideSearch(deck=deck.pk)):
        with django_assert_num_queries(4):
            for slide in found_slides(asking, search):
                assert [tie.point.title for tie in slide.point_ties.all()] in ([], ["Listen first"])
                assert slide.document.title


def test_an_edition_that_has_been_superseded_is_found_only_when_asked_for(asking, published):
    newer = deck_of("Ask the child again", title="Lessons, second edition")
    PackItemFactory(review=published.pack_items.first().review, document=newer)
    published.superseded_by = newer
    published.save()

    assert titles(asking) == ["Ask the child again"]
    assert titles(asking, deck=published.pk) == EVERY
