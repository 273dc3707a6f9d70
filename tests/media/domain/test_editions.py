"""A deck that comes back from PowerPoint: what differs is shown, what is known of its slides holds, both editions stay."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from learning.models import SlidePoint
from media.decks.fingerprint import fingerprint, words_fingerprint
from media.domain.combining import origin_of
from media.domain.editions import differences
from media.models import Document, Slide, SlideOrigin
from tests.factories.accounts import UserFactory
from tests.factories.learning import LearningPointFactory, PackItemFactory, ReviewIndexPageFactory, ReviewPageFactory
from tests.factories.media import DocumentFactory
from tests.media.authored_files import plain_deck
from tests.media.conftest import kept_files
from tests.media.sample_files import pdf

pytestmark = pytest.mark.django_db

DAY = ("What a day looks like", "Ask the child what a usual day at home looks like and write it down in their words")
DAY_EDITED = (DAY[0], DAY[1] + " before you leave")
DOOR = ("Who is behind the door", "Find out who else lives there or visits often and note how you came to know")
NEXT = ("What happens next", "Agree who does what by when and tell everybody who was not in the room today")


@pytest.fixture
def owner(uploads):
    return UserFactory(group="Trainers")


def deck(*slides, notes="", **fields):
    """A deck with rows as reading it would make them."""
    file = ContentFile(plain_deck(*slides), name="session.pptx")
    document = DocumentFactory(**{"title": "Session", "format": "pptx", "file": file, "source": "made_here"} | fields)
    Slide.objects.bulk_create(
        Slide(
            document=document,
            number=number,
            title=title,
            text=text,
            notes=notes,
            fingerprint=fingerprint((title, text), ()),
            words_fingerprint=words_fingerprint((title, text)),
        )
        for number, (title, text) in enumerate(slides, 1)
    )
    return document


def told(older, newer):
    """What changed, with the numbers of the slide before and now."""
    return [
        (one.change, one.older and one.older.number, one.newer and one.newer.number)
        for one in differences(older, newer)
    ]


def hand_in(client, owner, document, content, name="session.pptx"):
    client.force_login(owner)
    return client.post(reverse("deck_edition", args=[document.pk]), {"file": SimpleUploadedFile(name, content)})


# What differs --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ((DAY, DOOR), (DAY, DOOR), [("same", 1, 1), ("same", 2, 2)]),
        ((DAY, DOOR), (DOOR, DAY), [("moved", 2, 1), ("moved", 1, 2)]),
        ((DAY, DOOR), (DAY_EDITED, DOOR), [("changed", 1, 1), ("same", 2, 2)]),
        ((DAY,), (NEXT, DAY), [("new", None, 1), ("moved", 1, 2)]),
        ((DAY, DOOR), (DOOR,), [("moved", 2, 1), ("gone", 1, None)]),
        ((DAY, DOOR), (DOOR, DAY_EDITED), [("moved", 2, 1), ("changed", 1, 2)]),
        ((DAY,), (DAY, DAY), [("same", 1, 1), ("new", None, 2)]),
        ((DAY,), (DAY_EDITED, DAY), [("new", None, 1), ("moved", 1, 2)]),
        ((), (), []),
    ],
    ids=["nothing", "moved", "reworded", "new", "gone", "moved and reworded", "twice", "a copy reworded", "empty"],
)
def test_slides_are_found_again(owner, before, now, expected):
    assert told(deck(*before), deck(*now)) == expected


def test_other_notes_are_a_change(owner):
    assert told(deck(DAY, notes="Say this"), deck(DAY, notes="Say that")) == [("changed", 1, 1)]


# The next edition ---------------------------------------------------------------------------------------------------------------
def test_an_edited_deck_takes_the_place_of_the_one_before_and_both_are_kept(client, owner):
    document = deck(DAY, DOOR, uploaded_by_user=owner)
    with document.file.open() as file:
        before = file.read()
    other, point = deck(DAY), LearningPointFactory()
    first = document.slides.get(number=1)
    origin_of(first, other.slides.get()).save()
    SlidePoint.objects.create(slide=first, point=point, tied_by=owner)

    response = hand_in(client, owner, document, plain_deck(DOOR, DAY_EDITED, NEXT))

    document.refresh_from_db()
    newer = document.superseded_by
    assert response["Location"] == reverse("deck_origins", args=[newer.pk])
    assert (newer.title, newer.uploaded_by_user, newer.is_ready) == ("Session", owner, True)
    assert told(document, newer) == [("moved", 2, 1), ("changed", 1, 2), ("new", None, 3)]
    assert {(tie.slide, tie.point) for tie in SlidePoint.objects.all()} == {
        (first, point),
        (newer.slides.get(number=2), point),
    }
    origins = {origin.slide: origin.source for origin in SlideOrigin.objects.all()}
    assert origins == dict.fromkeys([first, newer.slides.get(number=2)], other.slides.get())
    with document.file.open() as file:
        assert file.read() == before


@pytest.fixture
def editions(owner, home):
    """An older edition that a live review uses, and the newer one, used nowhere yet."""
    older, newer = deck(DAY, DOOR, uploaded_by_user=owner), deck(DAY_EDITED, DOOR, uploaded_by_user=owner)
    older.superseded_by = newer
    older.save()
    PackItemFactory(review=ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home)), document=older)
    return older, newer


def test_the_owner_is_shown_what_differs(client, owner, editions):
    _older, newer = editions
    client.force_login(owner)

    html = client.get(reverse("deck_origins", args=[newer.pk])).content.decode()

    assert "Changed: slide 1, What a day looks like" in html
    assert (DAY[1] + "<" in html, DAY_EDITED[1] in html, DOOR[0] in html) == (True, True, False)


def test_the_older_edition_leads_those_who_may_have_the_newer_one_to_it(client, owner, editions):
    older, newer = editions
    address, link = reverse("deck", args=[older.pk]), f'<a href="/decks/{newer.pk}/">'

    anybody = client.get(address).content.decode()
    assert ("This edition is out of date." in anybody, link in anybody) == (True, False)

    client.force_login(owner)
    own = client.get(address).content.decode()
    assert ("There is a newer edition." in own, link in own) == (True, True)


def test_the_newer_edition_says_nothing_of_that(client, owner, editions):
    client.force_login(owner)

    html = client.get(reverse("deck", args=[editions[1].pk])).content.decode()

    assert ("There is a newer edition." in html, "out of date" in html) == (False, False)


def test_deleting_the_newer_edition_leaves_the_older_one_in_force(editions):
    older, newer = editions

    newer.delete()

    older.refresh_from_db()
    assert older.superseded_by is None


# What is not taken --------------------------------------------------------------------------------------------------------------
REFUSED = {
    "nothing": ("session.pptx", b""),
    "no deck": ("session.pptx", b"Just words."),
    "a PDF": ("session.pdf", pdf()),
    "no file": (None, None),
}


@pytest.mark.parametrize(("name", "content"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_deck_is_refused_with_a_sentence_and_nothing_is_kept(client, owner, uploads, name, content):
    document = deck(DAY, uploaded_by_user=owner)
    files = kept_files(uploads)
    client.force_login(owner)
    data = {"file": SimpleUploadedFile(name, content)} if name else {}

    response = client.post(reverse("deck_edition", args=[document.pk]), data)

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["file"])
    document.refresh_from_db()
    assert (Document.objects.count(), document.superseded_by, kept_files(uploads)) == (1, None, files)
