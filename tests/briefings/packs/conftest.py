"""A review whose pack is asked for."""

import io
import zipfile
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile

import briefings.urls
from briefings.domain.packs.contents import pack_of
from briefings.domain.packs.editions import current_edition
from briefings.exports import briefing_formats
from learning.models import ReviewPage
from media.models import Document
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.learning import ReviewIndexPageFactory, ReviewPageFactory


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Files and locks of this test alone."""
    settings.MEDIA_ROOT, settings.VAR_DIR = tmp_path / "uploads", tmp_path


@pytest.fixture(autouse=True)
def _two_formats(monkeypatch):
    """Briefings come in two formats here: what the others hold is tested with them, and takes its time.

    The addresses, which are made of the formats once, are there by then: this module has brought them in.
    """
    few = {key: one for key, one in briefing_formats.FORMATS.items() if key in {"pdf", "txt"}}
    monkeypatch.setattr(briefing_formats, "FORMATS", few)
    return few


@pytest.fixture
def review(home, partnership):
    return ReviewPageFactory(
        parent=ReviewIndexPageFactory(parent=home), title="Child A", slug="child-a", publisher=partnership
    )


@pytest.fixture
def briefings(home):
    return BriefingIndexPageFactory(parent=home)


@pytest.fixture
def briefing(review, briefings):
    return BriefingPageFactory(parent=briefings, title="Child A in seven minutes", slug="child-a", reviews=[review])


@pytest.fixture
def stored():
    """Makes a document with this name and content."""

    def store(name, content=b"words", **fields):
        return Document.objects.create(
            title=name, file=ContentFile(content, name=name), file_size=len(content), **fields
        )

    return store


@pytest.fixture
def edition_now():
    """The edition that holds what a review's pack holds now."""
    return lambda review: current_edition(pack_of(ReviewPage.objects.get(pk=review.pk)))


@pytest.fixture
def downloaded(client):
    """A zip that was asked for: the answer, its bytes, and the same opened."""

    def download(address, **headers):
        response = client.get(address, headers=headers)
        data = b"".join(response.streaming_content)
        return SimpleNamespace(response=response, data=data, zip=zipfile.ZipFile(io.BytesIO(data)))

    return download
