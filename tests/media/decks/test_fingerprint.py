"""Two marks of a slide: one for the very same slide, one that still finds it after somebody edited it."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.decks.fingerprint import LIKELY_THE_SAME, fingerprint, likeness, words_fingerprint

SLIDE = (
    "Was not brought is not did not attend",
    "A child does not cancel an appointment. Ask who should have brought them, and why they did not.",
    "Tell the GP and the health visitor the same day.",
)
LONG = tuple(f"Point {n}: what we learned about visit {n * 7} and what should change after it" for n in range(40))


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    return likeness(words_fingerprint(one), words_fingerprint(other))


def test_spacing_forms_of_unicode_do_not_matter():
    assert fingerprint(["ﬁrst"], []) == fingerprint(["first"], [])


@pytest.mark.parametrize(
    "changed",
    [
        (SLIDE[1:], [(10, 1)]),
        ((*SLIDE[:2], "Tell the GP the same day."), [(10, 1)]),
        ((SLIDE[1], SLIDE[0], SLIDE[2]), [(10, 1)]),
        (SLIDE, []),
        (SLIDE, [(10, 2)]),
        (SLIDE, [(10, 1), (10, 1)]),
    ],
    ids=["a paragraph less", "a word less", "another order", "no picture", "another picture", "the picture twice"],
)
def test_whatever_an_audience_would_notice_changes_the_fingerprint(changed):
    assert fingerprint(*changed) != fingerprint(SLIDE, [(10, 1)])


def test_the_order_of_pictures_does_not_matter():
    assert fingerprint(SLIDE, [(1, 2), (3, 4)]) == fingerprint(SLIDE, [(3, 4), (1, 2)])


def test_words_cannot_pass_for_pictures():
    assert fingerprint(["a", "", "10:1"], []) != fingerprint(["a"], [(10, 1)])


def test_an_empty_slide_has_no_fingerprint():
    assert (fingerprint(["", ""], []), words_fingerprint(["", " - "])) == ("", "")


def test_empty_slides_are_not_alike():
    assert likeness("", "") == 0.0


def test_capitals_and_punctuation_do_not_change_the_words():
    assert words_fingerprint(["Was not brought!"]) == words_fingerprint(["WAS NOT", "brought"])


@pytest.mark.parametrize("edited", [0, 1, 2])
def test_a_slide_with_one_word_changed_is_found_again(edited):
    changed = list(SLIDE)
    changed[edited] = changed[edited].replace(" the ", " your ").replace(" not ", " never ", 1)

    assert LIKELY_THE_SAME < alike(SLIDE, tuple(changed)) < 1


def test_a_slide_with_a_line_more_is_found_again():
    assert LIKELY_THE_SAME < alike(SLIDE, (*SLIDE, "Write down what you did.")) < 1


@pytest.mark.parametrize(
    "other",
    [("Where to get help", "If a child is in danger now, call 999. Tell your manager today."), ("Was not brought",)],
    ids=["another slide", "three of its words"],
)
def test_another_slide_is_not_taken_for_it(other):
    assert alike(SLIDE, other) < 0.3


def test_of_short_slides_the_likeness_is_exact():
    assert alike(("one two three",), ("one two four",)) == 3 / 7  # one, two, "one two"; of three more on each side


@pytest.mark.parametrize("lines_changed", [0, 10, 20, 40])
def test_of_long_slides_the_likeness_is_a_fair_estimate(lines_changed):
    changed = tuple(line.upper()[::-1] if n < lines_changed else line for n, line in enumerate(LONG))
    features = [_features(slide) for slide in (LONG, changed)]
    exact = len(features[0] & features[1]) / len(features[0] | features[1])

    assert alike(LONG, changed) == pytest.approx(exact, abs=0.2)


def _features(slide: tuple[str, ...]) -> set[str]:
    found = " ".join(slide).casefold().replace(":", "").split()
    return {*found, *(f"{one} {two}" for one, two in itertools.pairwise(found))}


@given(st.lists(st.text(max_size=40), max_size=6), st.lists(st.text(max_size=40), max_size=6))
def test_likeness_is_the_same_both_ways_and_never_past_one(one, other):
    first, second = words_fingerprint(one), words_fingerprint(other)

    assert likeness(first, second) == likeness(second, first)
    assert 0 <= likeness(first, second) <= 1
    assert likeness(first, first) == (1.0 if first else 0.0)


@given(words=st.text(st.characters(codec="ascii"), max_size=60))
def test_plain_english_has_the_same_words_beside_something_foreign(words):
    assert words_fingerprint([words, "\u2013"]) == words_fingerprint([words])
