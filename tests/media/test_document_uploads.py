"""Documents through the admin's own upload forms: refused with a sentence and nothing kept, or kept with what they are."""

import hashlib
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import UploadedFile

from media.models import Document
from tests.media.conftest import kept_files
from tests.media.sample_files import (
    MIB,
    compound_file,
    deck,
    macro_deck,
    password_deck,
    pdf,
    spaces_bomb,
    word_document,
)

HOSTILE = {
    "not a deck": ("slides.pptx", lambda: b"Just words.", "This is a plain text file whose name ends in .pptx."),
    "a deck with a password": ("slides.pptx", password_deck, "This presentation has a password."),
    "a PDF called .pptx": ("slides.pptx", pdf, "This is a PDF whose name ends in .pptx."),
    "a zip bomb": ("slides.pptx", spaces_bomb, "This file unpacks to far more than it should"),
    "nothing": ("slides.pptx", lambda: b"", "This file is empty."),
    "a deck that hides its macros": ("slides.pptx", macro_deck, "This file has macros in it"),
    "an old deck": (
        "slides.ppt",
        lambda: compound_file("PowerPoint Document"),
        "This is an old PowerPoint file (.ppt).",
    ),
    "a web page called .pdf": ("report.pdf", lambda: b"<!doctype html><p>Sign in", "This is a web page, not the file"),
    "a web page": ("report.html", lambda: b"<!doctype html><p>Hello", "This is a web page, not the file"),
    "a drawing": (
        "logo.svg",
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "This is an SVG drawing, which cannot",
    ),
    "a program": ("setup.exe", lambda: b"MZ\x00\x00" + bytes(60), "This is a computer program, which cannot"),
    "one over the limit": ("slides.pptx", lambda: deck() + bytes(4 * MIB), "This file is larger than 4 MB, the most"),
}
hostile = pytest.mark.parametrize(("name", "make", "sentence"), HOSTILE.values(), ids=HOSTILE.keys())


@pytest.fixture(autouse=True)
def _small_limit(settings):
    settings.MEDIA_UPLOAD_LIMIT = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 4 * MIB


def upload(admin, collection, name, content, *, url=None, **more):
    data = {"title": "A deck", "file": SimpleUploadedFile(name, content), "collection": collection.pk, **more}
    return admin.post(url or reverse("wagtaildocs:add"), data)


def upload_several(admin, collection, name, content, **more):
    data = {"title": "A deck", "files[]": SimpleUploadedFile(name, content), "collection": collection.pk, **more}
    return admin.post(reverse("wagtaildocs:add_multiple"), data, headers={"X-Requested-With": "XMLHttpRequest"})


def choose(admin, collection, name, content):
    prefix = "document-chooser-upload"
    data = {
        f"{prefix}-title": "A deck",
        f"{prefix}-file": SimpleUploadedFile(name, content),
        f"{prefix}-collection": collection.pk,
    }
    return admin.post(reverse("wagtaildocs_chooser:create"), data)


def says(errors, sentence):
    return [error.startswith(sentence) for error in errors] == [True]


@hostile
def test_the_add_form_refuses_with_a_sentence_and_keeps_nothing(admin, collection, uploads, name, make, sentence):
    response = upload(admin, collection, name, make())

    assert response.status_code == 200
    assert says(response.context["form"].errors["file"], sentence)
    assert (Document.objects.count(), kept_files(uploads)) == (0, [])


@hostile
def test_uploading_several_refuses_with_a_sentence_and_keeps_nothing(admin, collection, uploads, name, make, sentence):
    response = upload_several(admin, collection, name, make())

    answer = json.loads(response.content)
    assert (answer["success"], says([answer["error_message"]], sentence)) == (False, True)
    assert (Document.objects.count(), UploadedFile.objects.count(), kept_files(uploads)) == (0, 0, [])


@hostile
def test_the_chooser_refuses_with_a_sentence_and_keeps_nothing(admin, collection, uploads, name, make, sentence):
    response = choose(admin, collection, name, make())

    answer = json.loads(response.content)
    assert (answer["step"], sentence in answer["htmlFragment"]) == ("reshow_creation_form", True)
    assert (Document.objects.count(), kept_files(uploads)) == (0, [])


@hostile
def test_a_refused_replacement_leaves_the_document_as_it_was(admin, collection, uploads, name, make, sentence):
    upload(admin, collection, "slides.pptx", deck())
    before, files = Document.objects.values().get(), kept_files(uploads)

    edit = reverse("wagtaildocs:edit", args=[before["id"]])
    response = upload(admin, collection, name, make(), url=edit, title="Another")

    assert says(response.context["form"].errors["file"], sentence)
    assert (Document.objects.values().get(), kept_files(uploads)) == (before, files)
    assert files[0].read_bytes() == deck()


def test_a_deck_is_kept_with_what_it_is(admin, collection):
    content = deck()
    upload(admin, collection, "slides.pptx", content)

    document = Document.objects.get()
    found = (document.format, document.slide_count, document.sha256, document.file_size, document.source)
    assert found == ("pptx", 1, hashlib.sha256(content).hexdigest(), len(content), "uploaded")


def test_several_are_kept_with_what_they_are(admin, collection):
    upload_several(admin, collection, "slides.pptx", deck())
    upload_several(admin, collection, "report.docx", word_document())

    assert list(Document.objects.order_by("pk").values_list("format", "slide_count")) == [("pptx", 1), ("docx", None)]


def test_one_uploaded_while_choosing_is_kept_with_what_it_is(admin, collection):
    response = choose(admin, collection, "slides.pptx", deck())

    assert json.loads(response.content)["step"] == "chosen"
    assert Document.objects.values_list("format", "slide_count").get() == ("pptx", 1)


def test_one_put_aside_until_its_title_is_right_is_kept_with_what_it_is(admin, collection):
    content = deck()
    upload_several(admin, collection, "slides.pptx", content, title="x" * 300)
    waiting = UploadedFile.objects.get()
    finish = reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[waiting.pk])
    prefix = f"uploaded-document-{waiting.pk}"

    admin.post(finish, {f"{prefix}-title": "Shorter", f"{prefix}-collection": collection.pk})

    document = Document.objects.get()
    assert (document.title, document.format, document.sha256) == (
        "Shorter",
        "pptx",
        hashlib.sha256(content).hexdigest(),
    )


def test_a_replacement_changes_what_the_document_is(admin, collection, uploads):
    upload(admin, collection, "slides.pptx", deck())
    document = Document.objects.get()

    upload(admin, collection, "report.docx", word_document(), url=reverse("wagtaildocs:edit", args=[document.pk]))

    document.refresh_from_db()
    assert (document.format, document.slide_count) == ("docx", None)
    assert document.sha256 == hashlib.sha256(word_document()).hexdigest()
    assert [path.name for path in kept_files(uploads)] == ["report.docx"]


def test_a_new_title_alone_leaves_the_file_as_it_was(admin, collection):
    upload(admin, collection, "slides.pptx", deck())
    before = Document.objects.get()

    admin.post(reverse("wagtaildocs:edit", args=[before.pk]), {"title": "New title", "collection": collection.pk})

    after = Document.objects.get()
    assert (after.title, after.sha256, after.file.name) == ("New title", before.sha256, before.file.name)


def test_a_large_file_that_waits_on_the_disk_meets_the_gate_too(admin, collection, uploads, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100  # bytes: everything goes through a temporary file
    response = upload(admin, collection, "slides.pptx", macro_deck())

    assert says(response.context["form"].errors["file"], "This file has macros in it")
    assert (Document.objects.count(), kept_files(uploads)) == (0, [])


def test_the_form_says_how_large_a_file_may_be_before_anything_is_sent(admin):
    response = admin.get(reverse("wagtaildocs:add_multiple"))

    assert response.context["max_filesize"] == 4 * MIB
    assert str(response.context["error_max_file_size"]).startswith("This file is larger than 4 MB, the most")
