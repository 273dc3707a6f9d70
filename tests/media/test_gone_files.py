"""A file that is gone from the disk: what names it stays usable, and can be mended or thrown away."""

import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from media.models import Document, Image
from tests.media.sample_files import picture


@pytest.fixture
def gone(admin, uploads):
    image = Image.objects.create(
        title="A bridge", description="A bridge", file=ContentFile(picture("PNG"), name="bridge.png")
    )
    Path(image.file.path).unlink()
    return image


@pytest.fixture
def gone_document(admin, uploads):
    document = Document.objects.create(title="Notes", file=ContentFile(b"Ask the child.", name="a.txt"))
    Path(document.file.path).unlink()
    return document


@pytest.mark.parametrize("address", ["chosen/{pk}/", "chosen-multiple/?id={pk}", "{pk}/select_format/"])
def test_a_picture_that_is_gone_can_be_chosen(admin, gone, address):
    response = admin.get(f"/admin/images/chooser/{address.format(pk=gone.pk)}")

    assert response.status_code == 200


def test_and_put_into_prose(admin, gone):
    sent = {"image-chooser-insertion-format": "fullwidth", "image-chooser-insertion-alt_text": "A bridge"}

    response = admin.post(f"/admin/images/chooser/{gone.pk}/select_format/", sent)

    chosen = response.json()["result"]
    assert (chosen["id"], chosen["alt"], chosen["preview"]["width"]) == (str(gone.pk), "A bridge", 0)


def test_and_its_words_changed(admin, gone, collection):
    sent = {"title": "The old bridge", "description": "", "tags": "", "collection": collection.pk}

    response = admin.post(f"/admin/images/{gone.pk}/", sent)

    kept = Image.objects.values_list("title", "width").get()
    assert (response.status_code, kept) == (302, ("The old bridge", 32))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "?layout=list",
        "{pk}/",
        "{pk}/delete/",
        "usage/{pk}/",
        "chooser/",
        "chooser/?layout=list",
        "chooser/results/?q=bridge",
    ],
)
def test_and_listed_looked_at_and_deleted(admin, gone, address):
    assert admin.get(f"/admin/images/{address.format(pk=gone.pk)}").status_code == 200


def test_a_trial_of_it_at_a_size_is_not_there(admin, gone, monkeypatch):
    monkeypatch.setattr(
        "wagtail.images.views.images.SpooledTemporaryFile", lambda **room: io.BytesIO()
    )  # which Wagtail would leave open

    assert admin.get(f"/admin/images/{gone.pk}/preview/max-165x165/").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["", "edit/{pk}/", "delete/{pk}/", "usage/{pk}/", "chooser/", "chooser/chosen/{pk}/", "chooser/chosen-multiple/?id={pk}",
     "chooser/results/?q=notes", "withdraw/{pk}/"],
)  # fmt: skip
def test_a_document_that_is_gone_is_listed_chosen_and_deleted(admin, gone_document, address):
    assert admin.get(f"/admin/documents/{address.format(pk=gone_document.pk)}").status_code == 200


def test_and_its_title_changed(admin, gone_document, collection):
    sent = {"title": "Old notes", "tags": "", "collection": collection.pk}

    response = admin.post(f"/admin/documents/edit/{gone_document.pk}/", sent)

    gone_document.refresh_from_db()
    assert (response.status_code, gone_document.title) == (302, "Old notes")
