"""What the tests of the slide library share: decks that are published and not, and people who use slides again."""

import pytest
from django.contrib.sessions.backends.cache import SessionStore
from django.core.files.base import ContentFile
from django.test import Client

from learning.models import Partnership, ReviewIndexPage, ReviewPage
from media.models import Document, Slide
from partnership.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.learning import PackItemFactory, ReviewIndexPageFactory, ReviewPageFactory
from tests.factories.media import DocumentFactory


def deck_of(*titles: str, content: bytes = b"PK", **fields) -> Document:
    """A deck whose slides have these titles. Its bytes are of no matter unless they are given."""
    file = ContentFile(content, name="slides.pptx")
    deck = DocumentFactory(**{"format": "pptx", "file": file, "source": Document.Source.MADE_HERE} | fields)
    slides = [
        Slide(document=deck, number=number, title=title, fingerprint=title) for number, title in enumerate(titles, 1)
    ]
    for slide in slides:
        slide.fold()
    Slide.objects.bulk_create(slides)
    return deck


def first_slide(deck: Document) -> Slide:
    return deck.slides.get(number=1)


@pytest.fixture
def reviews(home, partnership: Partnership, settings, tmp_path) -> ReviewIndexPage:
    """Where reviews go; files go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return ReviewIndexPageFactory(parent=home)


@pytest.fixture
def review(reviews: ReviewIndexPage, partnership: Partnership) -> ReviewPage:
    return ReviewPageFactory(parent=reviews, title="Child A", publisher=partnership)


@pytest.fixture
def published(review: ReviewPage) -> Document:
    """A deck of three slides in the pack of a live review."""
    deck = deck_of("Ask the child", "Write it down", "Pass it on", title="Lessons")
    PackItemFactory(review=review, document=deck)
    return deck


@pytest.fixture
def unpublished(reviews: ReviewIndexPage) -> Document:
    """A deck in the pack of a draft."""
    deck = deck_of("Ask nobody yet", title="Not out yet")
    PackItemFactory(review=ReviewPageFactory(parent=reviews, title="Child Z", live=False), document=deck)
    return deck


@pytest.fixture
def trainer(db: None) -> User:
    return UserFactory(group="Trainers")


@pytest.fixture
def browser(client: Client, trainer: User) -> Client:
    """A browser the trainer is signed in with."""
    client.force_login(trainer)
    return client


@pytest.fixture
def asking(rf, trainer: User):
    """A request of the trainer's, with a session."""
    request = rf.get("/slides/")
    request.user, request.session = trainer, SessionStore()
    return request
