"""A slide keeps its row, and all that is tied to it, when its deck is stored again."""

import time

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from media.decks.fingerprint import fingerprint
from media.decks.links import SlideLink
from media.decks.outline import DeckOutline, SlideOutline
from media.domain.slides import forget_slides, store_slides
from media.models import Slide
from tests.factories.media import DocumentFactory
from tests.media.conftest import kept_files

pytestmark = pytest.mark.django_db

DAY = ("What a day looks like", "Ask the child what a usual day at home looks like and write it down in their words")
DOOR = ("Who is behind the door", "Find out who else lives there or visits often and note how you came to know")
NEXT = ("What happens next", "Agree who does what by when and tell everybody who was not in the room today")
DAY_EDITED = (DAY[0], DAY[1] + " before you leave")


def outline(*slides, **more):
    """An outline of these slides, of which each is a title and a text."""
    return DeckOutline(
        tuple(
            SlideOutline(number, title, (text,), fingerprint=fingerprint((title, text), ()), **more)
            for number, (title, text) in enumerate(slides, 1)
        )
    )


@pytest.fixture
def deck(uploads):
    return DocumentFactory(format="pptx")


def stored(deck, *slides):
    """The primary key of each slide, in order, once these are stored."""
    rows = store_slides(deck, outline(*slides))
    in_order = list(Slide.objects.filter(document=deck).order_by("number").values_list("pk", "title"))
    assert in_order == [(row.pk, title) for row, (title, _text) in zip(rows, slides, strict=True)]
    return [pk for pk, _title in in_order]


def test_all_that_the_outline_says_is_stored(deck):
    told = SlideOutline(
        *(1, "Title", ("One", "Two"), ("Say this",)),
        is_hidden=True,
        alt_texts=("A door",),
        links=(SlideLink("the report", "https://example.org/"),),
        fingerprint="f",
    )

    store_slides(deck, DeckOutline((told,)))

    slide = Slide.objects.get()
    assert (slide.title, slide.paragraphs, slide.note_paragraphs) == ("Title", ["One", "Two"], ["Say this"])
    assert (slide.is_hidden, slide.alt_texts, slide.fingerprint) == (True, ["A door"], "f")
    assert slide.links == [{"words": "the report", "address": "https://example.org/", "slide": None}]
    assert slide.words_fingerprint == told.words_fingerprint


def test_the_same_deck_again_changes_no_row(deck):
    assert stored(deck, DAY, DOOR) == stored(deck, DAY, DOOR)


def test_slides_that_moved_keep_their_rows(deck):
    day, door, after = stored(deck, DAY, DOOR, NEXT)

    assert stored(deck, NEXT, DAY, DOOR) == [after, day, door]


def test_a_slide_that_was_reworded_keeps_its_row_wherever_it_stands_now(deck):
    day, door, after = stored(deck, DAY, DOOR, NEXT)

    assert stored(deck, NEXT, DOOR, DAY_EDITED) == [after, door, day]


def test_a_new_slide_has_a_new_row(deck):
    day, door = stored(deck, DAY, DOOR)

    now = stored(deck, DAY, NEXT, DOOR)

    assert ([now[0], now[2]], now[1] in (day, door)) == ([day, door], False)


def test_a_slide_that_has_gone_goes(deck):
    day, _door, after = stored(deck, DAY, DOOR, NEXT)

    assert stored(deck, DAY, NEXT) == [day, after]


def test_the_same_slide_twice_is_two_rows(deck):
    first, second = stored(deck, DAY, DAY)

    assert stored(deck, DAY, DAY) == [first, second]
    assert stored(deck, DAY, DAY, DAY)[:2] == [first, second]
    assert stored(deck, DAY) == [first]


def test_a_slide_that_is_unchanged_is_found_before_one_that_is_only_alike(deck):
    (day,) = stored(deck, DAY)

    assert stored(deck, DAY_EDITED, DAY)[1] == day


def test_slides_without_words_are_not_taken_for_one_another(deck):
    empty = SlideOutline(1, "")
    (before,) = store_slides(deck, DeckOutline((empty,)))

    (after,) = store_slides(deck, outline(DAY))

    assert (Slide.objects.count(), after.pk == before.pk) == (1, False)


def test_slides_of_another_deck_stay_as_they_are(deck):
    other = stored(DocumentFactory(format="pptx"), DAY, DOOR)

    stored(deck, DOOR, DAY)
    stored(deck)

    assert list(Slide.objects.order_by("number").values_list("pk", flat=True)) == other


def test_pictures_of_what_was_before_go_once_it_is_committed(deck, uploads, django_capture_on_commit_callbacks):
    stored(deck, DAY, DOOR)
    for slide in deck.slides.all():
        slide.picture.save("large.webp", ContentFile(b"RIFF"))
        slide.thumbnail.save("small.webp", ContentFile(b"RIFF"))
    assert len([path for path in kept_files(uploads) if path.suffix == ".webp"]) == 4

    with django_capture_on_commit_callbacks(execute=True):
        stored(deck, DAY)
        assert len([path for path in kept_files(uploads) if path.suffix == ".webp"]) == 4

    assert [path for path in kept_files(uploads) if path.suffix == ".webp"] == []
    assert (deck.slides.get().picture.name, deck.slides.get().picture_height) == ("", 0)


def test_what_is_no_deck_any_more_has_no_slides(deck):
    stored(deck, DAY)

    forget_slides(deck)

    assert Slide.objects.count() == 0


def test_two_thousand_slides_turned_round_and_reworded_take_few_queries_and_seconds(deck):
    many = [(f"Slide {n}", f"word{n} of slide{n} and thing{n} which is about topic{n}") for n in range(2000)]
    reworded = [(title, f"{text} indeed") for title, text in reversed(many)]
    store_slides(deck, outline(*many))

    start = time.process_time()
    with CaptureQueriesContext(connection) as captured:
        store_slides(deck, outline(*many[::-1]))
    moved = len(captured)
    with CaptureQueriesContext(connection) as captured:
        store_slides(deck, outline(*reworded))

    assert (deck.slides.count(), deck.slides.last().title) == (2000, "Slide 0")
    assert max(moved, len(captured)) < 300
    assert time.process_time() - start < 60
