"""`manage.py prepare_documents` makes ready what was left waiting."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from media.domain.documents import keep_document
from media.enums import CopyState
from media.models import Document
from tests.factories.media import DocumentFactory
from tests.media.sample_files import deck

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_uploads(uploads, site):
    """What these tests keep goes to a folder of their own."""


def prepared():
    out = io.StringIO()
    call_command("prepare_documents", stdout=out)
    return out.getvalue()


def test_what_was_left_waiting_is_made_ready():
    waiting = DocumentFactory(
        title="Slides", format="pptx", file=ContentFile(deck(), name="slides.pptx"), copy_state=CopyState.WAITING
    )

    said = prepared()

    waiting.refresh_from_db()
    assert (waiting.copy_state, waiting.slides.count()) == (CopyState.CLEAN, 1)
    assert f"{waiting.pk} Slides: The clean copy" in said


def test_what_cannot_be_made_ready_is_told_with_its_reason():
    waiting = DocumentFactory(format="pptx", file=ContentFile(b"no deck", name="a.pptx"), copy_state=CopyState.WAITING)

    said = prepared()

    waiting.refresh_from_db()
    assert waiting.copy_state == CopyState.NONE
    assert waiting.copy_problem in said


def test_missing_pictures_are_made_and_what_is_there_is_left_alone():
    document = keep_document(ContentFile(deck(), name="a.pptx"), "Slides", source=Document.Source.MADE_HERE)

    assert "1 pictures made" in prepared()
    first = document.slides.get().picture.name
    assert (prepared(), document.slides.get().picture.name) == ("", first)
