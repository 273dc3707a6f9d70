"""Documents kept by our own code."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError

from media.domain.documents import keep_document
from media.enums import DocumentFormat
from media.models import Document
from media.opc.kinds import PACK_ITEMS
from media.opc.refusals import Macros
from tests.media.conftest import kept_files
from tests.media.sample_files import deck, macro_deck

pytestmark = pytest.mark.django_db


def test_a_document_made_here_is_kept_with_what_it_is(uploads):
    document = keep_document(
        ContentFile(deck(), name="slides.pptx"), "What we learned", source=Document.Source.MADE_HERE
    )

    document.refresh_from_db()
    assert (document.title, document.format, document.slide_count) == ("What we learned", "pptx", 1)
    assert (document.source, document.sha256) == ("made_here", hashlib.sha256(deck()).hexdigest())
    assert [path.read_bytes() for path in kept_files(uploads)] == [deck()]


def test_what_the_gate_refuses_is_not_kept(uploads):
    with pytest.raises(Macros):
        keep_document(ContentFile(macro_deck(), name="slides.pptx"), "What we learned")

    assert (Document.objects.count(), kept_files(uploads)) == (0, [])


def test_a_file_whose_row_cannot_be_written_is_not_left_behind(uploads, monkeypatch):
    def fail(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr(Document, "save", fail)
    with pytest.raises(IntegrityError):
        keep_document(ContentFile(deck(), name="slides.pptx"), "What we learned")

    assert kept_files(uploads) == []


def test_every_kind_the_gate_lets_in_has_a_name_here():
    taken_once = {"ogg", "webm"}

    assert set(DocumentFormat.values) == {kind.value for kind in PACK_ITEMS} | taken_once
