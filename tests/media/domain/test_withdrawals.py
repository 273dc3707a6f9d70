"""What is taken back is gone for everybody, a stub says so, and it can be brought back."""

import pytest
from django.core.files.base import ContentFile

from media.decks.outline import read_outline
from media.domain.combining import combine_chosen
from media.domain.documents import keep_document
from media.domain.holdings import Holding, holdings_of
from media.domain.withdrawals import (
    CannotWithdraw,
    copies_of,
    restore_document,
    withdraw_document,
    withdraw_slide,
)
from media.models import Document, Slide
from tests.factories.accounts import UserFactory
from tests.factories.media import DocumentFactory
from tests.media.authored_files import plain_deck

pytestmark = pytest.mark.django_db
WHY = "It named a school."
TITLES = ("What happened", "What the school saw", "What to ask")


@pytest.fixture
def owner(uploads):
    return UserFactory(group="Moderators")


@pytest.fixture
def deck(owner):
    """A deck as uploaded, whose original is sealed."""
    data = plain_deck(*[(title, f"The words of {title}") for title in TITLES])
    return keep_document(ContentFile(data, name="deck.pptx"), "Lessons", uploaded_by_user=owner)


def titles_in_file(document):
    with document.file.open("rb") as file:
        return [slide.title for slide in read_outline(file).slides]


def test_a_withdrawn_document_is_ready_for_nobody_and_says_why(owner):
    document = withdraw_document(DocumentFactory(), why=f" {WHY} ", by=owner)

    document.refresh_from_db()
    assert (document.is_ready, document.is_withdrawn, document.withdrawn_why) == (False, True, WHY)


def test_withdrawing_again_changes_neither_the_day_nor_the_reason(owner):
    first = withdraw_document(DocumentFactory(), why=WHY, by=owner)

    again = withdraw_document(first, why="Another reason", by=owner)

    assert (again.withdrawn_at, again.withdrawn_why) == (first.withdrawn_at, WHY)


def test_what_replaces_it_is_remembered_and_never_itself(owner):
    old, new = DocumentFactory(), DocumentFactory()

    assert withdraw_document(old, why=WHY, by=owner, replaced_by=new).superseded_by == new
    assert withdraw_document(new, why=WHY, by=owner, replaced_by=new).superseded_by is None


def test_a_restored_document_is_as_it_was(owner):
    document = withdraw_document(DocumentFactory(), why=WHY, by=owner)

    restored = restore_document(document, by=owner)

    assert (restored.is_ready, restored.withdrawn_at, restored.withdrawn_why) == (True, None, "")


def test_a_stub_takes_the_place_of_a_withdrawn_slide_on_the_page_and_in_the_file(deck, owner):
    stub = withdraw_slide(deck.slides.get(number=2), why=WHY, by=owner)

    deck.refresh_from_db()
    expected = ["What happened", "Slide 2 was withdrawn", "What to ask"]
    assert titles_in_file(deck) == expected == [slide.title for slide in deck.slides.all()]
    assert (stub.number, stub.is_withdrawn, stub.withdrawn_why) == (2, True, WHY)
    assert WHY in stub.text
    assert deck.is_ready


def test_nothing_of_the_withdrawn_slide_is_in_the_file_any_more(deck, owner):
    withdraw_slide(deck.slides.get(number=2), why=WHY, by=owner)

    with deck.file.open("rb") as file:
        told = read_outline(file)
    words = " ".join(text for slide in told.slides for text in (slide.title, *slide.paragraphs, *slide.notes))
    assert "school saw" not in words


def test_the_deck_as_it_was_lies_sealed_and_is_never_cleaned_from_again(deck, owner):
    withdraw_slide(deck.slides.get(number=2), why=WHY, by=owner)

    deck.refresh_from_db()
    with deck.original.open("rb") as file:
        assert [slide.title for slide in read_outline(file).slides] == list(TITLES)
    assert not deck.needs_clean_copy


def test_the_first_slide_of_a_deck_can_be_withdrawn_and_two_of_them(deck, owner):
    withdraw_slide(deck.slides.get(number=1), why=WHY, by=owner)
    withdraw_slide(deck.slides.get(number=3), why=WHY, by=owner)

    deck.refresh_from_db()
    assert titles_in_file(deck) == ["Slide 1 was withdrawn", "What the school saw", "Slide 3 was withdrawn"]
    assert [slide.is_withdrawn for slide in deck.slides.all()] == [True, False, True]
    assert (deck.accessibility, deck.accessibility_problems) == ("good", [])


def test_a_deck_that_cannot_be_rewritten_stays_as_it_is(owner):
    document = DocumentFactory(format="pptx", source="made_here", file=ContentFile(b"no deck", name="deck.pptx"))
    slide = Slide.objects.create(document=document, number=1, title="First")
    Slide.objects.create(document=document, number=2, title="Second")

    with pytest.raises(CannotWithdraw, match="Withdraw the whole deck instead"):
        withdraw_slide(slide, why=WHY, by=owner)

    slide.refresh_from_db()
    assert not slide.is_withdrawn


def test_copies_are_those_taken_from_it_and_those_that_show_the_same(deck, owner):
    made = combine_chosen([deck.slides.get(number=2)], "Our session", by=owner)
    twin = Slide.objects.create(
        document=DocumentFactory(title="Twin", format="pptx"),
        number=1,
        fingerprint=deck.slides.get(number=2).fingerprint,
    )
    withdrawn = DocumentFactory(format="pptx", withdrawn_at="2026-01-01T00:00Z")
    Slide.objects.create(document=withdrawn, number=1, fingerprint=twin.fingerprint)

    copies = copies_of(deck.slides.get(number=2))

    assert {copy.document for copy in copies} == {made, twin.document}


def test_a_slide_without_a_fingerprint_is_like_no_other(owner):
    one, other = (Slide.objects.create(document=DocumentFactory(format="pptx"), number=1) for _ in range(2))

    assert copies_of(one) == []
    assert copies_of(other) == []


def test_where_a_document_is_held_names_decks_and_the_same_file_again(deck, owner):
    made = combine_chosen([deck.slides.get(number=1)], "Our session", by=owner)
    twin = DocumentFactory(title="Twin", sha256=deck.sha256)
    DocumentFactory(title="Gone already", sha256=deck.sha256, withdrawn_at="2026-01-01T00:00Z")

    assert holdings_of(deck) == [
        Holding("Deck with slides of it", "Our session", f"/admin/documents/edit/{made.pk}/"),
        Holding("The same file, uploaded again", "Twin", f"/admin/documents/edit/{twin.pk}/"),
    ]


def test_it_is_written_in_the_log_who_withdrew_what(owner):
    from wagtail.models import ModelLogEntry

    document = withdraw_document(DocumentFactory(), why=WHY, by=owner)

    entry = ModelLogEntry.objects.get(action="media.withdraw")
    assert (entry.object_id, entry.user, entry.data) == (str(document.pk), owner, {"why": WHY})
    assert Document.objects.count() == 1
