"""Pictures through the admin's own upload forms: refused with a sentence, or kept without what a camera wrote."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.models import UploadedFile

from media.models import Image, Rendition
from tests.media.conftest import kept_files
from tests.media.sample_files import MIB, picture
from tests.media.sample_pictures import HOSTILE, PLACE, REST, TOP, TURNED_RIGHT, gif, photograph

SECRETS = (PLACE.encode(), b"Jane Example", b"Exif", b"xmpmeta")


def upload(admin, collection, name, content, **more):
    data = {"title": "A picture", "file": SimpleUploadedFile(name, content), "collection": collection.pk, **more}
    return admin.post(reverse("wagtailimages:add"), data)


def upload_several(admin, collection, name, content, **more):
    data = {"title": "A picture", "files[]": SimpleUploadedFile(name, content), "collection": collection.pk, **more}
    return admin.post(reverse("wagtailimages:add_multiple"), data, headers={"X-Requested-With": "XMLHttpRequest"})


def choose(admin, collection, name, content):
    prefix = "image-chooser-upload"
    data = {
        f"{prefix}-title": "A picture",
        f"{prefix}-file": SimpleUploadedFile(name, content),
        f"{prefix}-collection": collection.pk,
    }
    return admin.post(reverse("wagtailimages_chooser:create"), data)


def says(field_errors, sentence):
    return [error.startswith(sentence) for error in field_errors] == [True]


hostile = pytest.mark.parametrize(("name", "make", "sentence"), HOSTILE.values(), ids=HOSTILE.keys())


@hostile
def test_the_add_form_refuses_with_a_sentence_and_keeps_nothing(admin, collection, uploads, name, make, sentence):
    response = upload(admin, collection, name, make())

    assert response.status_code == 200
    assert says(response.context["form"].errors["file"], sentence)
    assert (Image.objects.count(), kept_files(uploads)) == (0, [])


@hostile
def test_uploading_several_refuses_with_a_sentence_and_keeps_nothing(admin, collection, uploads, name, make, sentence):
    response = upload_several(admin, collection, name, make())

    answer = json.loads(response.content)
    assert (answer["success"], says([answer["error_message"]], sentence)) == (False, True)
    assert (Image.objects.count(), UploadedFile.objects.count(), kept_files(uploads)) == (0, 0, [])


@hostile
def test_the_chooser_refuses_with_a_sentence_and_keeps_nothing(admin, collection, uploads, name, make, sentence):
    response = choose(admin, collection, name, make())

    assert json.loads(response.content)["step"] == "reshow_creation_form"
    assert sentence.encode() in response.content
    assert (Image.objects.count(), kept_files(uploads)) == (0, [])


def test_a_refused_replacement_leaves_the_picture_as_it_was(admin, collection, uploads):
    upload(admin, collection, "photo.jpg", photograph())
    image, before = Image.objects.get(), kept_files(uploads / "original_images")

    data = {
        "title": "Another",
        "file": SimpleUploadedFile("photo.gif", HOSTILE["a GIF of words"][1]()),
        "collection": collection.pk,
    }
    response = admin.post(reverse("wagtailimages:edit", args=[image.pk]), data)

    assert says(response.context["form"].errors["file"], "This file is damaged")
    assert Image.objects.get().title == "A picture"
    assert kept_files(uploads / "original_images") == before


def test_a_picture_over_the_limit_is_told_how_large_it_may_be(admin, collection, uploads, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = MIB
    response = upload(admin, collection, "photo.png", picture("PNG") + bytes(MIB))

    assert says(response.context["form"].errors["file"], "This picture is larger than 1 MB, the most")


def original_bytes(image):
    with image.file.storage.open(image.file.name) as file:
        return file.read()


@pytest.mark.parametrize(("format", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_what_a_camera_wrote_is_gone_from_the_original_and_its_renditions(admin, collection, format, name):
    photo = photograph(format)
    assert any(secret in photo for secret in SECRETS)

    upload(admin, collection, name, photo)

    image = Image.objects.get()
    rendition = image.get_rendition("width-32")
    for content in (original_bytes(image), original_bytes(rendition)):
        assert [secret for secret in SECRETS if secret in content] == []
        assert dict(Pillow.open(io.BytesIO(content)).getexif()) == {}


@pytest.mark.parametrize(("format", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_the_colour_profile_stays(admin, collection, format, name):
    photo = photograph(format)
    upload(admin, collection, name, photo)

    kept = Pillow.open(io.BytesIO(original_bytes(Image.objects.get())))
    assert kept.info["icc_profile"] == Pillow.open(io.BytesIO(photo)).info["icc_profile"]


def test_a_picture_taken_sideways_is_kept_upright(admin, collection):
    upload(admin, collection, "photo.jpg", photograph(orientation=TURNED_RIGHT))

    image = Image.objects.get()
    dots = Pillow.open(io.BytesIO(original_bytes(image))).convert("RGB")
    assert (image.width, image.height) == dots.size == (32, 64)
    assert close_to(dots.getpixel((16, 4)), TOP)
    assert close_to(dots.getpixel((16, 50)), REST)


def close_to(one, other):
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


def test_an_animation_keeps_its_frames_and_timing_and_loses_its_comment(admin, collection):
    upload(admin, collection, "steps.gif", gif(frames=3))

    content = original_bytes(Image.objects.get())
    kept = Pillow.open(io.BytesIO(content))
    assert (kept.n_frames, kept.info["duration"], kept.info["loop"]) == (3, 100, 0)
    assert b"Jane Example" not in content


def test_an_animation_of_too_many_frames_is_refused(admin, collection):
    response = upload(admin, collection, "steps.gif", gif(frames=501))

    assert says(response.context["form"].errors["file"], "This file has more than 500 pictures in a row")


def test_the_dots_of_all_frames_count_together(admin, collection, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_000_000
    response = upload(admin, collection, "steps.gif", gif(frames=12, size=(300, 300)))

    assert says(response.context["form"].errors["file"], "This picture has more than 1 million dots")


def test_a_webp_may_have_half_the_dots_of_another_picture(admin, collection, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 2_000_000
    response = upload(admin, collection, "wide.webp", picture("WEBP", (1001, 1000)))

    assert says(response.context["form"].errors["file"], "This picture has more than 1 million dots")


def test_a_large_photograph_that_waits_on_the_disk_is_cleaned_too(admin, collection, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100  # bytes: everything goes through a temporary file
    upload(admin, collection, "photo.jpg", photograph())

    assert [secret for secret in SECRETS if secret in original_bytes(Image.objects.get())] == []


def test_a_picture_put_aside_until_its_title_is_right_is_clean_while_it_waits(admin, collection, uploads):
    response = upload_several(admin, collection, "photo.jpg", photograph(), title="x" * 300)

    waiting = UploadedFile.objects.get()
    with waiting.file.open() as file:
        assert [secret for secret in SECRETS if secret in file.read()] == []
    finish = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    prefix = f"uploaded-image-{waiting.pk}"
    admin.post(finish, {f"{prefix}-title": "Shorter", f"{prefix}-collection": collection.pk})
    assert json.loads(response.content)["success"] is True
    assert [secret for secret in SECRETS if secret in original_bytes(Image.objects.get())] == []


def test_nobody_can_guess_the_name_of_a_picture_or_its_renditions(admin, collection):
    upload(admin, collection, "jane-example-at-school.jpg", photograph())
    upload(admin, collection, "jane-example-at-school.jpg", photograph("JPEG", orientation=TURNED_RIGHT))

    names = [image.file.name for image in Image.objects.all()]
    names += [rendition.file.name for rendition in Rendition.objects.all()]
    stems = {name.rpartition("/")[2].partition(".")[0] for name in names}
    assert [name for name in names if "jane" in name] == []
    assert [len(stem) for stem in stems] == [32, 32]


def test_neither_title_nor_file_name_stands_in_for_a_description(admin, collection):
    upload(admin, collection, "jane-example.jpg", photograph())

    image = Image.objects.get()
    assert (image.description, image.default_alt_text, image.get_rendition("width-32").alt) == ("", "", "")


def test_a_description_is_the_alternative_text(admin, collection):
    upload(admin, collection, "photo.jpg", photograph(), description="Two people talk at a table")

    assert Image.objects.get().get_rendition("width-32").alt == "Two people talk at a table"
