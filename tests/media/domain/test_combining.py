"""A deck made of chosen slides remembers where each came from; one that cannot be made leaves nothing behind."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from media.domain.combining import CannotCombine, combine_chosen, origin_of
from media.domain.documents import keep_document
from media.models import Document, Slide, SlideOrigin
from tests.factories.accounts import UserFactory
from tests.factories.media import DocumentFactory
from tests.media.authored_files import plain_deck
from tests.media.conftest import kept_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(uploads):
    return UserFactory(group="Trainers")


def deck(name, *titles):
    """A deck kept whole, whose rows say what its slides say."""
    slides = [(title, f"The words of {title}") for title in titles]
    document = DocumentFactory(
        title=name, format="pptx", file=ContentFile(plain_deck(*slides), name="deck.pptx"), source="made_here"
    )
    Slide.objects.bulk_create(
        Slide(document=document, number=number, title=title, fingerprint=f"{name} {number}")
        for number, (title, _text) in enumerate(slides, 1)
    )
    return document


def test_each_slide_remembers_where_it_came_from_and_how_it_was(owner):
    lessons, more = deck("Lessons", "Ask", "Write"), deck("More", "Listen", "Look")
    picked = [lessons.slides.get(number=2), more.slides.get(number=1), lessons.slides.get(number=1)]

    made = combine_chosen(picked, "Our session", by=owner)

    copies = list(made.slides.filter(origin__isnull=False).select_related("origin"))
    assert [slide.title for slide in copies] == ["Write", "Listen", "Ask"]
    assert [slide.origin.source for slide in copies] == picked
    told = [(slide.origin.source_title, slide.origin.source_number, slide.origin.fingerprint) for slide in copies]
    assert told == [("Lessons", 2, "Lessons 2"), ("More", 1, "More 1"), ("Lessons", 1, "Lessons 1")]
    assert [slide.origin.source_document for slide in copies] == [lessons, more, lessons]
    assert (made.title, made.source, made.uploaded_by_user) == ("Our session", Document.Source.COMBINED, owner)
    assert (made.is_ready, made.slides.first().title, made.slides.count()) == (True, "Our session", made.slide_count)


def test_what_a_combined_deck_says_is_checked_before_it_is_kept(owner):
    made = combine_chosen(list(deck("Lessons", "Ask").slides.all()), "Our session", by=owner)

    made.refresh_from_db()
    assert (made.accessibility_problems, made.accessibility) == ([], "good")


def test_one_slide_chosen_twice_remembers_its_source_both_times(owner):
    slide = deck("Lessons", "Ask").slides.get()

    made = combine_chosen([slide, slide], "Our session", by=owner)

    assert [origin.source for origin in SlideOrigin.objects.filter(slide__document=made)] == [slide, slide]


def test_a_deck_that_has_gone_from_the_disk_is_told_and_nothing_is_kept(owner, uploads):
    lessons = deck("Lessons", "Ask")
    Path(lessons.file.path).unlink()

    with pytest.raises(CannotCombine, match=r"^One of the decks these slides come from is no longer held\.$"):
        combine_chosen(list(lessons.slides.all()), "Our session", by=owner)

    assert (list(Document.objects.all()), kept_files(uploads)) == ([lessons], [])


def test_a_file_that_is_no_deck_is_told_and_nothing_is_kept(owner, uploads):
    lessons = deck("Lessons", "Ask")
    Path(lessons.file.path).write_bytes(b"no deck")

    with pytest.raises(CannotCombine) as refusal:
        combine_chosen(list(lessons.slides.all()), "Our session", by=owner)

    assert (str(refusal.value).endswith("."), "lessons" in str(refusal.value).lower()) == (True, True)
    assert (list(Document.objects.all()), [path.read_bytes() for path in kept_files(uploads)]) == (
        [lessons],
        [b"no deck"],
    )


def test_a_slide_that_is_no_longer_in_its_file_is_told_and_nothing_is_kept(owner):
    lessons = deck("Lessons", "Ask")
    gone = Slide.objects.create(document=lessons, number=9, title="Gone")

    with pytest.raises(CannotCombine):
        combine_chosen([gone], "Our session", by=owner)

    assert list(Document.objects.all()) == [lessons]


def test_deleting_the_source_leaves_the_copy_and_what_is_known_of_it(owner):
    lessons = deck("Lessons", "Ask")
    copy = deck("Mine", "Ask").slides.get()
    origin_of(copy, lessons.slides.get()).save()

    lessons.delete()

    origin = SlideOrigin.objects.get()
    assert (origin.slide, origin.source, origin.source_document) == (copy, None, None)
    assert (str(origin), origin.fingerprint) == ("Lessons, 1", "Lessons 1")


def test_a_deck_of_ones_own_can_be_a_source_again(owner):
    made = combine_chosen(list(deck("Lessons", "Ask").slides.all()), "Our session", by=owner)
    copy = made.slides.get(origin__isnull=False)

    again = combine_chosen([copy], "Next session", by=owner)

    assert [origin.source for origin in SlideOrigin.objects.filter(slide__document=again)] == [copy]


def test_each_deck_is_kept_under_a_file_of_its_own(owner, uploads):
    slides = list(deck("Lessons", "Ask").slides.all())

    first, second = (
        keep_document(ContentFile(plain_deck(("Ask", "Now")), name="x.pptx"), "x", source=Document.Source.MADE_HERE)
        for _ in slides * 2
    )

    assert first.file.name != second.file.name
