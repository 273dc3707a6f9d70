"""Slides are found again by what they say, and each once."""

from media.decks.fingerprint import fingerprint, words_fingerprint
from media.domain import matching
from media.domain.matching import matched
from media.models import Slide


def slide(number, words, pk=None):
    marks = {"fingerprint": fingerprint([words], []), "words_fingerprint": words_fingerprint([words])}
    return Slide(pk=pk or number, number=number, title=words, **marks)


def found(before, now):
    return [was.pk if was else None for was in matched(before, now)]


def test_the_same_slide_is_found_wherever_it_stands_now():
    before = [slide(1, "Ask the child"), slide(2, "Tell the health visitor")]

    assert found(before, [slide(1, "Tell the health visitor"), slide(2, "Ask the child")]) == [2, 1]


def test_a_reworded_slide_is_found_by_most_of_its_words():
    before = [slide(1, "When a child is not brought find out why and who knows"), slide(2, "Bruises on babies")]

    now = [slide(1, "A new start"), slide(2, "When a child was not brought find out why and who knows")]

    assert found(before, now) == [None, 1]


def test_two_that_are_the_same_are_two():
    before = [slide(1, "Break"), slide(2, "Break")]

    assert found(before, [slide(1, "Break"), slide(2, "Break"), slide(3, "Break")]) == [1, 2, None]


def test_slides_without_words_or_pictures_are_never_taken_for_each_other():
    assert found([slide(1, "")], [slide(1, "")]) == [None]


def test_two_large_decks_with_nothing_in_common_are_not_compared_slide_by_slide(monkeypatch):
    before, now = ([slide(n, f"{of}{n} {of}{n}b {of}{n}c") for n in range(1, 2001)] for of in ("was", "is"))
    compared = []
    monkeypatch.setattr(matching, "likeness", lambda *both: compared.append(both) or 0.0)

    assert (found(before, now), compared) == ([None] * 2000, [])


def test_in_a_large_deck_a_reworded_slide_is_found_near_its_place():
    before = [slide(n, f"Point {n} of many about number {n} and only {n}") for n in range(1, 501)]

    (was,) = matched(before, [slide(300, "Point 300 of many about number 300 and just 300")])

    assert was.number == 300
