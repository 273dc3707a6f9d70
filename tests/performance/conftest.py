"""What the tests of speed share: a site with pages, and the page cache switched on where a test asks for it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from learning.models import InformationPage
from tests.factories.learning import InformationPageFactory


@pytest.fixture
def page_cache(settings) -> None:
    """The page cache switched on, as in an install."""
    settings.PAGE_CACHE_SECONDS = 60


@pytest.fixture
def committed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Callable[[], AbstractContextManager]:
    """`with committed():` as if what is done in it were committed at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def reader() -> Client:
    """Somebody without an account."""
    return Client()


@pytest.fixture
def guide(home, partnership) -> InformationPage:
    """A published page at /guide/."""
    return InformationPageFactory(parent=home, title="What a review is", slug="guide")


def says(response: HttpResponse, words: str) -> bool:
    return words in response.content.decode()
