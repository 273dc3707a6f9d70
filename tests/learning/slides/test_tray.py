"""The slides somebody has chosen: each once, in order, and never more than they may have."""

import pytest

from learning.slides.tray import MOST_CHOSEN, SESSION_KEY, Tray
from tests.learning.slides.conftest import first_slide

pytestmark = pytest.mark.django_db


@pytest.fixture
def tray(asking):
    return Tray(asking)


def kept(tray):
    """What a later request of the same session finds."""
    return Tray(tray._request).keys


def test_slides_are_put_at_the_end_each_once(tray):
    tray.add([3, 1])
    tray.add([2, 3])

    assert kept(tray) == [3, 1, 2]


def test_no_more_are_chosen_than_a_deck_can_have(tray):
    tray.add(range(MOST_CHOSEN + 5))

    assert kept(tray) == list(range(MOST_CHOSEN))


@pytest.mark.parametrize(
    ("key", "by", "expected"),
    [
        (1, 1, [2, 1, 3]),
        (3, -1, [1, 3, 2]),
        (1, -1, [1, 2, 3]),
        (3, 1, [1, 2, 3]),
        (9, 1, [1, 2, 3]),
    ],
    ids=["down", "up", "first up", "last down", "one not there"],
)
def test_a_slide_moves_one_place_and_not_beyond_the_ends(tray, key, by, expected):
    tray.add([1, 2, 3])

    tray.move(key, by)

    assert kept(tray) == expected


def test_one_is_taken_out_or_all(tray):
    tray.add([1, 2, 3])

    tray.remove(2)
    tray.remove(9)
    assert kept(tray) == [1, 3]

    tray.clear()
    assert kept(tray) == []


def test_chosen_slides_come_in_the_order_chosen(tray, published):
    keys = list(published.slides.order_by("-number").values_list("pk", flat=True))
    tray.add(keys)

    assert [slide.title for slide in tray.slides()] == ["Pass it on", "Write it down", "Ask the child"]


def test_slides_one_may_not_have_are_not_given_though_they_were_named(tray, published, unpublished):
    tray.add([first_slide(unpublished).pk, first_slide(published).pk, 999_999])

    assert [slide.title for slide in tray.slides()] == ["Ask the child"]


def test_a_slide_no_longer_published_is_no_longer_given(tray, published):
    tray.add([first_slide(published).pk])
    published.pack_items.get().review.unpublish()

    assert tray.slides() == []


@pytest.mark.parametrize("written", ["1,2", {"1": 2}, None, [1, "2", None, [3]]], ids=str)
def test_a_session_with_something_else_in_it_does_no_harm(asking, written):
    asking.session[SESSION_KEY] = written

    assert Tray(asking).keys in ([], [1])
