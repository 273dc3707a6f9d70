"""Withdrawing from the desk, and what readers see then."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from media.domain.documents import keep_document
from media.domain.withdrawals import withdraw_document
from tests.factories.accounts import UserFactory
from tests.factories.learning import PackItemFactory, ReviewIndexPageFactory, ReviewPageFactory
from tests.factories.media import DocumentFactory
from tests.media.authored_files import plain_deck

pytestmark = pytest.mark.django_db
WHY = "It named a school."


@pytest.fixture
def review(home, partnership):
    return ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home), publisher=partnership, title="Child Q")


@pytest.fixture
def deck(admin, editor, review):
    data = plain_deck(("What happened", "Words"), ("What the school saw", "More words"))
    document = keep_document(ContentFile(data, name="deck.pptx"), "Lessons")
    PackItemFactory(review=review, document=document, title="Slides")
    return document


def test_readers_are_told_why_a_published_file_is_gone_and_what_to_use(client, review):
    newer = DocumentFactory(title="The corrected report")
    document = DocumentFactory(title="The report", superseded_by=newer)
    for one in (document, newer):
        PackItemFactory(review=review, document=one)
    address = document.url
    withdraw_document(document, why=WHY, by=None)

    response = client.get(address)

    page = response.content.decode()
    assert response.status_code == 410
    assert WHY in page
    assert newer.url in page


def test_nobody_learns_of_a_withdrawn_file_that_was_never_published(client, site):
    document = withdraw_document(DocumentFactory(), why=WHY, by=None)

    assert client.get(document.url).status_code == 404


def test_a_replacement_that_is_not_published_is_not_shown(client, review):
    newer = DocumentFactory(title="Not out yet")
    document = DocumentFactory(superseded_by=newer)
    PackItemFactory(review=review, document=document)
    withdraw_document(document, why=WHY, by=None)

    assert "Not out yet" not in client.get(document.url).content.decode()


@pytest.mark.parametrize("name", ["deck", "deck_file"])
def test_a_withdrawn_deck_is_gone_as_page_and_as_file(client, deck, name):
    client.logout()
    withdraw_document(deck, why=WHY, by=None)

    response = client.get(reverse(name, args=[deck.pk]))

    assert (response.status_code, WHY in response.content.decode()) == (410, True)
    assert client.get(reverse("slide_picture", args=[deck.pk, 1, "small"])).status_code == 404


def test_the_form_shows_where_it_is_held_before_anything_happens(admin, deck):
    page = admin.get(reverse("withdraw_document", args=[deck.pk])).content.decode()

    deck.refresh_from_db()
    assert "Review: " in page
    assert "Child Q" in page
    assert not deck.is_withdrawn


def test_an_editor_withdraws_it_and_lets_readers_have_it_again(admin, deck):
    admin.post(reverse("withdraw_document", args=[deck.pk]), {"why": WHY})
    deck.refresh_from_db()
    assert deck.withdrawn_why == WHY

    admin.post(reverse("restore_document", args=[deck.pk]))
    deck.refresh_from_db()
    assert not deck.is_withdrawn


def test_without_a_reason_nothing_is_withdrawn(admin, deck):
    response = admin.post(reverse("withdraw_document", args=[deck.pk]), {"why": " "})

    deck.refresh_from_db()
    assert (response.status_code, deck.is_withdrawn) == (200, False)
    assert "This field is required" in response.content.decode()


def test_one_slide_is_withdrawn_and_the_copies_that_are_ticked(admin, deck):
    twin = keep_document(ContentFile(deck.file.open("rb").read(), name="twin.pptx"), "Twin")
    deck.file.close()
    copy = twin.slides.get(number=2)

    admin.post(reverse("withdraw_slide", args=[deck.pk, 2]), {"why": WHY, "copies": [copy.pk]})

    assert [one.slides.get(number=2).title for one in (deck, twin)] == ["Slide 2 was withdrawn"] * 2


def test_a_copy_that_is_not_ticked_stays(admin, deck):
    twin = keep_document(ContentFile(deck.file.open("rb").read(), name="twin.pptx"), "Twin")
    deck.file.close()

    admin.post(reverse("withdraw_slide", args=[deck.pk, 2]), {"why": WHY})

    assert twin.slides.get(number=2).title == "What the school saw"


@pytest.mark.parametrize("name", ["withdraw_document", "restore_document", "withdraw_slide"])
def test_only_who_may_change_a_document_may_take_it_back(client, deck, name):
    client.force_login(UserFactory(group="Training managers"))
    keys = [deck.pk, 1] if name == "withdraw_slide" else [deck.pk]

    response = client.post(reverse(name, args=keys), {"why": WHY})

    deck.refresh_from_db()
    assert response.status_code in (302, 403)
    assert not deck.is_withdrawn
    assert deck.slides.get(number=1).title == "What happened"


def test_the_library_shows_no_withdrawn_slide(admin, deck):
    admin.post(reverse("withdraw_slide", args=[deck.pk, 2]), {"why": WHY})

    page = admin.get(reverse("slide_library")).content.decode()

    assert "What happened" in page
    assert "was withdrawn" not in page
