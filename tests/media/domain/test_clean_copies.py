"""What readers get of an upload is its clean copy; the original lies sealed, and until there is a copy nobody has anything."""

import shutil
import zipfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

from media.decks.outline import read_outline
from media.domain.clean_copies import make_clean_copy
from media.domain.documents import keep_document
from media.enums import CopyState
from media.models import Document, Slide
from media.tasks import prepare_document
from partnership.settings import base
from tests.factories.accounts import UserFactory
from tests.factories.learning import PackItemFactory, ReviewIndexPageFactory, ReviewPageFactory
from tests.factories.media import DocumentFactory
from tests.media.authored_files import (
    AUTHOR,
    HIDDEN,
    NOTES,
    SHOWN,
    UNSEEN,
    authored_deck,
    authored_pdf,
    authored_word_document,
)
from tests.media.byte_search import found_anywhere
from tests.media.conftest import kept_files
from tests.media.decks.legacy_files import OldSlide, old_deck
from tests.media.sample_files import macro_deck

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sealed(uploads) -> Path:
    """Where originals lie, empty. The public files go to `uploads`."""
    folder = Path(Document._meta.get_field("original").storage.location)
    shutil.rmtree(folder, ignore_errors=True)
    return folder


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """`with committed():` as if what is done in it were committed at its end, and the background worker had run."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def waiting(content, name="slides.pptx", format="pptx", **fields):
    """An upload as it is before the worker comes to it."""
    file = ContentFile(content, name=name)
    return DocumentFactory(file=file, format=format, copy_state=CopyState.WAITING, **fields)


def cleaned(content, name="slides.pptx", format="pptx", **fields):
    document = waiting(content, name, format, **fields)
    make_clean_copy(document)
    return Document.objects.get(pk=document.pk)


def content_of(stored):
    return Path(stored.path).read_bytes()


def unseen_in(stored):
    return found_anywhere(sorted(UNSEEN), content_of(stored))


def status_of(client, address):
    response = client.get(address)
    if response.streaming:
        response.getvalue()
    return response.status_code


def in_a_live_pack(document, home):
    PackItemFactory(review=ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home)), document=document)


def upload(admin, name, content, **more):
    data = {"title": "A deck", "file": SimpleUploadedFile(name, content), "collection": 1, **more}
    return admin.post(reverse("wagtaildocs:add"), data | {"collection": DocumentFactory.build().collection.pk})


def edit(admin, document, **more):
    data = {"title": document.title, "collection": document.collection_id, **more}
    return admin.post(reverse("wagtaildocs:edit", args=[document.pk]), data)


# Nobody has what is not clean ------------------------------------------------------------------------------------------
PEOPLE = {
    "anybody": lambda uploader: None,
    "an editor": lambda uploader: UserFactory(group="Moderators"),
    "who uploaded it": lambda uploader: uploader,
    "a superuser": lambda uploader: UserFactory(is_superuser=True),
}


@pytest.mark.parametrize("who", PEOPLE.values(), ids=PEOPLE)
@pytest.mark.parametrize("state", [CopyState.WAITING, CopyState.NONE])
def test_what_has_no_clean_copy_is_had_by_nobody_though_a_live_page_uses_it(client, home, who, state):
    uploader = UserFactory(group="Trainers")
    document = waiting(authored_deck(), uploaded_by_user=uploader)
    Document.objects.filter(pk=document.pk).update(copy_state=state)
    slide = Slide.objects.create(document=document, number=1)
    slide.thumbnail.save("1.webp", ContentFile(b"RIFF"))
    in_a_live_pack(document, home)
    if person := who(uploader):
        client.force_login(person)

    addresses = [reverse("deck", args=[document.pk]), reverse("deck_file", args=[document.pk]), document.url]
    addresses.append(reverse("slide_picture", args=[document.pk, 1, "small"]))
    assert [status_of(client, address) for address in addresses] == [404] * 4


def test_an_upload_waits_until_the_worker_has_cleaned_it(admin, uploads, sealed, committed):
    with committed():
        upload(admin, "slides.pptx", authored_deck())
        first = Document.objects.get()
        assert (first.copy_state, kept_files(sealed)) == (CopyState.WAITING, [])

    document = Document.objects.get()
    assert (document.copy_state, document.copy_problem) == (CopyState.CLEAN, "")
    assert (unseen_in(document.file), unseen_in(document.original)) == (set(), UNSEEN)
    assert [slide.title for slide in document.slides.all()] == [SHOWN]


def test_a_live_page_opens_the_clean_copy(client, home):
    document = cleaned(authored_deck())
    in_a_live_pack(document, home)

    response = client.get(reverse("deck_file", args=[document.pk]))

    got = response.getvalue()
    assert (response.status_code, found_anywhere(sorted(UNSEEN), got)) == (200, set())
    assert found_anywhere([SHOWN], got) == {SHOWN}


# What the clean copy is --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("wishes", "published"),
    [
        ({}, set()),
        ({"keeps_notes": True}, {NOTES}),
        ({"keeps_hidden_slides": True}, {HIDDEN}),
        ({"keeps_notes": True, "keeps_hidden_slides": True}, {NOTES, HIDDEN}),
    ],
    ids=["as a rule", "notes", "hidden slides", "both"],
)
def test_a_deck_keeps_of_what_is_unseen_only_what_an_editor_chose(wishes, published):
    document = cleaned(authored_deck(), **wishes)

    assert (document.copy_state, unseen_in(document.file)) == (CopyState.CLEAN, published)


OTHER_FORMATS = {
    "docx": ("report.docx", authored_word_document),
    "pdf": ("report.pdf", authored_pdf),
}


@pytest.mark.parametrize(("format", "made"), OTHER_FORMATS.items(), ids=OTHER_FORMATS)
def test_word_documents_and_pdfs_lose_their_author_too(format, made):
    name, make = made
    document = cleaned(make(), name, format)

    assert (document.copy_state, document.filename) == (CopyState.CLEAN, name)
    assert found_anywhere([AUTHOR], content_of(document.original)) == {AUTHOR}
    assert found_anywhere([AUTHOR], content_of(document.file)) == set()


def test_the_document_says_what_its_file_is_now(uploads):
    document = cleaned(authored_deck())

    assert [path.name for path in kept_files(uploads)] == ["slides.pptx"]
    assert document.file_size == len(content_of(document.file))
    assert {item["code"]: item["is_kept"] for item in document.hidden_data}.get("notes") is False


def test_the_editor_is_told_what_the_original_carries(admin):
    document = cleaned(authored_deck(), keeps_notes=True)

    response = admin.get(reverse("wagtaildocs:edit", args=[document.pk]))

    kept = [item["code"] for item in response.context["hidden_items"] if item["is_kept"]]
    assert "notes" in kept
    assert AUTHOR not in response.content.decode()


# The original ---------------------------------------------------------------------------------------------------------------
def test_the_original_is_kept_as_it_came_outside_what_is_served(uploads, sealed):
    content = authored_deck()
    document = cleaned(content)

    assert [path.read_bytes() for path in kept_files(sealed)] == [content]
    assert uploads not in Path(document.original.path).parents


def test_installs_keep_originals_outside_every_served_folder():
    where = Path(base.STORAGES["sealed"]["OPTIONS"]["location"])

    served = [Path(base.MEDIA_ROOT), Path(base.STATIC_ROOT)]
    assert [folder for folder in served if folder == where or folder in where.parents or where in folder.parents] == []


def test_the_original_is_under_no_address_even_for_a_superuser(client, site):
    document = cleaned(authored_deck())
    client.force_login(UserFactory(is_superuser=True))
    name = document.original.name

    addresses = [document.original.url, f"/uploads/{name}", f"/media/{name}", f"/documents/{document.pk}/{name}"]
    addresses += [f"/static/{name}", f"/sealed/{name}", f"/{name}"]
    assert {address: status_of(client, address) for address in addresses} == dict.fromkeys(addresses, 404)


# Second thoughts ----------------------------------------------------------------------------------------------------------------
def test_what_an_editor_chooses_later_is_made_of_the_original(admin, committed, sealed):
    content = authored_deck()
    document = cleaned(content)

    with committed():
        edit(admin, document, keeps_notes="on")
        assert Document.objects.get().copy_state == CopyState.WAITING
    after = Document.objects.get()
    assert (after.copy_state, unseen_in(after.file)) == (CopyState.CLEAN, {NOTES})

    with committed():
        edit(admin, document)
    after = Document.objects.get()
    assert (after.copy_state, unseen_in(after.file)) == (CopyState.CLEAN, set())
    assert [path.read_bytes() for path in kept_files(sealed)] == [content]


def test_a_new_title_alone_makes_no_new_copy(admin, committed, monkeypatch):
    document = cleaned(authored_deck())
    monkeypatch.setattr("media.domain.preparation.make_clean_copy", lambda document: pytest.fail("cleaned again"))

    with committed():
        edit(admin, document, title="Another title")

    after = Document.objects.get()
    assert (after.title, after.copy_state, after.sha256) == ("Another title", CopyState.CLEAN, document.sha256)


def test_a_new_file_takes_the_place_of_copy_and_original(admin, committed, uploads, sealed):
    document = cleaned(authored_deck())

    with committed():
        edit(admin, document, file=SimpleUploadedFile("later.pptx", authored_deck("Another deck")))

    after = Document.objects.get()
    assert (after.copy_state, [slide.title for slide in after.slides.all()]) == (CopyState.CLEAN, ["Another deck"])
    assert [path.name for path in kept_files(sealed)] == ["later.pptx"]
    assert [path.name for path in kept_files(uploads) if path.suffix != ".webp"] == ["later.pptx"]


def test_a_new_file_that_is_no_deck_leaves_no_slides_behind(admin, committed):
    document = cleaned(authored_deck())
    Slide.objects.create(document=document, number=1, title=SHOWN)
    Document.objects.update(accessibility="needs_work", accessibility_weight=9, reading_problems=["Slide 1"])

    with committed():
        edit(admin, document, file=SimpleUploadedFile("report.docx", authored_word_document()))

    after = Document.objects.get()
    assert (after.format, after.copy_state, after.slides.count()) == ("docx", CopyState.CLEAN, 0)
    assert (after.accessibility, after.accessibility_weight, after.reading_problems) == ("not_checked", 0, [])


MEANWHILE = {
    "it is deleted": lambda document: Document.objects.filter(pk=document.pk).delete(),
    "it has another file": lambda document: Document.objects.update(file="documents/later.pptx", sha256="1"),
    "an editor wants the notes": lambda document: Document.objects.update(keeps_notes=True),
}


@pytest.mark.parametrize("content", [authored_deck(), b"no deck"], ids=["cleaned", "refused"])
@pytest.mark.parametrize("happens", MEANWHILE.values(), ids=MEANWHILE)
def test_what_happens_while_it_is_cleaned_is_not_undone(sealed, happens, content):
    document = waiting(content)
    happens(document)
    before = list(Document.objects.values())

    make_clean_copy(document)

    assert (list(Document.objects.values()), kept_files(sealed)) == (before, [])


def test_a_title_written_while_it_is_cleaned_stays():
    document = waiting(authored_deck())
    Document.objects.update(title="Better said")

    make_clean_copy(document)

    assert list(Document.objects.values_list("title", "copy_state")) == [("Better said", CopyState.CLEAN)]


# What cannot be cleaned -----------------------------------------------------------------------------------------------------------
def test_what_cannot_be_cleaned_stays_shut_and_says_why(admin, committed):
    document = cleaned(b"PK\x03\x04 but no deck")

    assert (document.copy_state, bool(document.original)) == (CopyState.NONE, False)
    assert document.copy_problem.startswith("The end of this file is missing")
    response = admin.get(reverse("wagtaildocs:edit", args=[document.pk]))
    assert document.copy_problem in response.content.decode()


def test_a_file_that_is_gone_from_the_disk_says_so(uploads):
    document = waiting(authored_deck())
    document.file.storage.delete(document.file.name)

    make_clean_copy(document)

    assert (document.copy_state, document.copy_problem) == (CopyState.NONE, "The file is gone.")


def test_a_copy_that_fails_later_shuts_the_one_before(admin):
    document = cleaned(authored_deck())
    Path(document.original.path).write_bytes(b"PK\x03\x04 damaged since")

    make_clean_copy(document)

    assert document.copy_state == CopyState.NONE
    assert [status_of(admin, reverse("deck_file", args=[document.pk])), status_of(admin, document.url)] == [404, 404]


# Other ways in, and the way out -----------------------------------------------------------------------------------------------------
def test_an_old_deck_becomes_a_new_one(admin, committed):
    with committed():
        upload(admin, "slides.ppt", old_deck(OldSlide("Ask the child", "And write it down.")))

    document = Document.objects.get()
    assert (document.filename, document.format, document.copy_state) == ("slides.pptx", "pptx", CopyState.CLEAN)
    assert document.lost_in_conversion
    edit_page = admin.get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()
    assert escape(document.lost_in_conversion[0]) in edit_page
    assert [slide.title for slide in document.slides.all()] == ["Ask the child"]


def test_an_old_deck_is_kept_as_a_new_one_by_whichever_way_it_comes(site):
    document = keep_document(ContentFile(old_deck(OldSlide("Ask the child")), name="slides.ppt"), "Old slides")

    assert (document.filename, document.copy_state) == ("slides.pptx", CopyState.CLEAN)
    assert [slide.title for slide in document.slides.all()] == ["Ask the child"]


def test_a_deck_with_macros_is_taken_without_them(admin, committed):
    with committed():
        upload(admin, "slides.pptm", macro_deck())

    document = Document.objects.get()
    assert (document.filename, document.format, document.copy_state) == ("slides.pptx", "pptx", CopyState.CLEAN)
    with zipfile.ZipFile(document.file.path) as archive:
        assert [name for name in archive.namelist() if "vba" in name.lower()] == []
        assert b"macroEnabled" not in archive.read("[Content_Types].xml")


def test_deleting_leaves_neither_copy_nor_original_nor_pictures(committed, uploads, sealed):
    document = cleaned(authored_deck())
    slide = Slide.objects.create(document=document, number=1)
    for field in (slide.picture, slide.thumbnail):
        field.save("1.webp", ContentFile(b"RIFF"))
    assert (len(kept_files(uploads)), len(kept_files(sealed))) == (3, 1)

    with committed():
        document.delete()

    assert (kept_files(uploads), kept_files(sealed)) == ([], [])


def test_the_worker_leaves_alone_what_is_clean_or_gone(monkeypatch):
    document = cleaned(authored_deck())
    monkeypatch.setattr("media.domain.preparation.make_clean_copy", lambda document: pytest.fail("cleaned twice"))

    prepare_document.call(document.pk)
    prepare_document.call(document.pk + 1)


def test_without_a_transaction_an_upload_is_cleaned_once_and_its_original_is_the_upload(monkeypatch, site, sealed):
    from media.domain import clean_copies

    monkeypatch.setattr("django.db.transaction.on_commit", lambda call, **_options: call())  # as outside of any
    cleanings = []
    really = clean_copies._clean
    monkeypatch.setattr(clean_copies, "_clean", lambda *args: cleanings.append(args) or really(*args))
    content = authored_deck()

    document = keep_document(ContentFile(content, name="slides.pptx"), "What we learned")

    assert (len(cleanings), document.copy_state) == (1, CopyState.CLEAN)
    assert [path.read_bytes() for path in kept_files(sealed)] == [content]
    assert read_outline(Path(document.file.path)).slides[0].title == SHOWN
