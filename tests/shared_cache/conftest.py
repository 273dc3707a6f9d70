"""A cache in front of the site that writes down what it is told to drop."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.frontend_cache.backends import BaseBackend
from wagtail.signals import page_published, page_unpublished

from partnership.search.changed import addresses_changed
from partnership.search.models import SearchEntry
from partnership.shared_cache import purging

RECORDER = "tests.shared_cache.conftest.Recorder"


class Recorder(BaseBackend):
    dropped: list[str] = []

    def purge_batch(self, urls) -> None:
        Recorder.dropped += urls


@pytest.fixture
def dropped(settings):
    """The addresses a shared cache was told to drop, without the host of the test's site."""
    settings.WAGTAILFRONTENDCACHE = {"cdn": {"BACKEND": RECORDER}}
    settings.SHARED_CACHE_SECONDS = 300
    Recorder.dropped = []
    purging.connect()
    yield lambda: {url.partition("//")[2].partition("/")[2] for url in Recorder.dropped}
    addresses_changed.disconnect(sender=SearchEntry, dispatch_uid="shared-cache")
    for signal in (post_save, post_delete):
        signal.disconnect(dispatch_uid="shared-cache-frame")
    for signal in (page_published, page_unpublished):
        signal.disconnect(dispatch_uid="shared-cache-page")


@pytest.fixture
def committed(django_capture_on_commit_callbacks) -> Callable[[], AbstractContextManager]:
    return lambda: django_capture_on_commit_callbacks(execute=True)
