"""Uploads of other kinds: pictures and recordings are cleaned too; of a workbook the editor is told what readers get."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from media.domain.documents import keep_document
from media.enums import CopyState
from media.models import Document
from tests.media import sample_files as samples
from tests.media.byte_search import found_anywhere

pytestmark = pytest.mark.django_db
AUTHOR = "Jane Numbat"
WARNING = "Readers get this workbook as it came"


def workbook(author: str) -> bytes:
    namespace = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    parts = dict(samples.package_parts("xl/workbook.xml", samples.WORKBOOK_TYPE, namespace))
    core = f'<a xmlns:dc="d"><dc:creator>{author}</dc:creator></a>'.encode()
    return samples.zipped(parts | {"docProps/core.xml": core})


def photograph() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = AUTHOR
    taken = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(taken, "JPEG", exif=exif)
    return taken.getvalue()


def test_a_photograph_is_cleaned_like_a_deck(uploads):
    document = keep_document(ContentFile(photograph(), name="door.jpg"), "A front door")

    with document.file.storage.open(document.file.name) as held:
        assert found_anywhere([AUTHOR], held.read()) == set()
    assert (document.copy_state, bool(document.original)) == (CopyState.CLEAN, True)
    assert [(one["code"], one["is_kept"]) for one in document.hidden_data] == [("media_metadata", False)]


def test_the_editor_is_told_what_readers_get_with_a_workbook(admin, uploads):
    upload = SimpleUploadedFile("figures.xlsx", workbook(AUTHOR))
    admin.post(reverse("wagtaildocs:add"), {"title": "Figures", "file": upload, "collection": 1})
    document = Document.objects.get()

    page = admin.get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()

    assert [(one["code"], one["is_kept"]) for one in document.hidden_data] == [("author", True)]
    assert (WARNING in page, "The name of the author." in page, "Still there" in page) == (True, True, True)


def test_what_was_told_of_a_workbook_goes_with_it(admin, uploads):
    document = keep_document(ContentFile(workbook(AUTHOR), name="figures.xlsx"), "Figures")
    plain = SimpleUploadedFile("plain.xlsx", workbook(""))

    admin.post(reverse("wagtaildocs:edit", args=[document.pk]), {"title": "Figures", "file": plain, "collection": 1})

    document.refresh_from_db()
    assert document.hidden_data == []


def test_nobody_is_warned_of_a_workbook_that_was_made_here(admin, uploads):
    document = keep_document(
        ContentFile(workbook(""), name="figures.xlsx"), "Figures", source=Document.Source.MADE_HERE
    )

    assert WARNING not in admin.get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()


def test_a_recording_that_cannot_be_cleaned_is_not_taken_and_the_editor_is_told_what_to_do(admin, uploads):
    film = b"\x1a\x45\xdf\xa3" + AUTHOR.encode()
    upload = SimpleUploadedFile("film.webm", film)

    page = admin.post(reverse("wagtaildocs:add"), {"title": "Film", "file": upload, "collection": 1}).content.decode()

    assert "Save it as MP4 (a video) or as MP3 (sound only) and upload that." in page
    assert (Document.objects.count(), list(uploads.rglob("*.webm"))) == (0, [])
