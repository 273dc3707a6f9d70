"""What of the uploads folder the public can reach: the sizes made for pages. Never an original, a document, or anything else."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.users.models import UserProfile

from media.models import Document, Image, Rendition
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def image(site) -> Image:
    held = BytesIO()
    Picture.new("RGB", (40, 30), "teal").save(held, "PNG")
    return Image.objects.create(title="A picture", file=ContentFile(held.getvalue(), name="a-picture.png"))


def shown(image: Image) -> Rendition:
    """The picture at a size that a page asked for, as Wagtail keeps it."""
    held = BytesIO()
    Picture.new("RGB", (20, 15), "teal").save(held, "PNG")
    return image.renditions.create(
        filter_spec="width-20", width=20, height=15, file=ContentFile(held.getvalue(), name="a-picture.width-20.png")
    )


@pytest.fixture
def private(image) -> Image:
    """The same picture, in a collection for people with an account only."""
    collection = Collection.get_first_root_node().add_child(name="Not for everybody")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    image.collection = collection
    image.save()
    return image


def test_the_size_a_page_shows_is_served_as_a_picture(client, image):
    rendition = shown(image)

    response = client.get(rendition.url)

    assert Picture.open(BytesIO(response.getvalue())).size == (20, 15)
    assert (response.status_code, response["Content-Type"], response["X-Content-Type-Options"]) == (
        200,
        "image/png",
        "nosniff",
    )
    assert response["Cache-Control"] == "public, max-age=86400"


def test_the_original_is_not_served(client, image):
    assert Path(settings.MEDIA_ROOT, image.file.name).is_file()

    assert client.get(image.file.url).status_code == 404


def test_a_document_is_not_served_by_its_place_on_the_disk(client, site):
    document = Document.objects.create(title="A report", file=ContentFile(b"%PDF-1.7", name="report.pdf"))

    assert Path(settings.MEDIA_ROOT, document.file.name).is_file()
    assert client.get(f"/uploads/{document.file.name}").status_code == 404


def test_a_document_that_nothing_published_uses_is_not_served_at_its_own_address_either(client, site):
    document = Document.objects.create(title="A report", file=ContentFile(b"%PDF-1.7", name="report.pdf"))

    assert client.get(document.url).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/uploads/",
        "/uploads/images/",
        "/uploads/images/stray.png",
        "/uploads/images/../original_images/a-picture.png",
        "/uploads/images/..%2Foriginal_images%2Fa-picture.png",
        "/uploads/images/%2e%2e%2foriginal_images%2fa-picture.png",
        "/uploads/images/%2Fetc%2Fpasswd",
        "/uploads/images/..%5coriginal_images%5ca-picture.png",
        "/uploads/avatar_images/..%2Foriginal_images%2Fa-picture.png",
        "/uploads/secret_key/",
        "/uploads/../cascade.sqlite3/",
    ],
)
def test_no_address_reaches_another_file(client, image, address):
    Path(settings.MEDIA_ROOT, "images").mkdir(parents=True, exist_ok=True)
    Path(settings.MEDIA_ROOT, "images", "stray.png").write_bytes(b"a file that nobody put there through the site")

    assert client.get(address).status_code == 404


def test_a_picture_whose_file_is_gone_is_404(client, image):
    rendition = shown(image)
    Path(settings.MEDIA_ROOT, rendition.file.name).unlink()

    assert client.get(rendition.url).status_code == 404


def test_a_private_picture_is_not_public_by_its_address(client, private):
    assert client.get(shown(private).url).status_code == 403


@pytest.mark.parametrize("group", [None, "Trainers", "Editors"])
def test_a_private_picture_is_shown_to_those_it_is_for_and_kept_by_no_cache(client, private, group):
    client.force_login(UserFactory(group=group))

    response = client.get(shown(private).url)

    assert response.getvalue().startswith(b"\x89PNG")
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_a_portrait_is_for_the_desk_only(client, site):
    person = UserFactory(group="Editors")
    profile = UserProfile.get_for_user(person)
    profile.avatar.save("me.png", SimpleUploadedFile("me.png", b"\x89PNG"))

    assert client.get(profile.avatar.url).status_code == 404
    client.force_login(person)
    assert client.get(profile.avatar.url).getvalue() == b"\x89PNG"
