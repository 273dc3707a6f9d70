"""The words of a document are those of its clean copy, kept once, and hold for that file only."""

from io import BytesIO

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from media.domain.clean_copies import make_clean_copy
from media.domain.documents import keep_document
from media.domain.words import read_words
from media.enums import CopyState, WordsState
from media.models import Document, DocumentWords
from tests.factories.media import DocumentFactory
from tests.media.authored_files import AUTHOR, authored_pdf, authored_word_document
from tests.media.test_words import SAID, pdf, run, word

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("uploads")]

DELETED = '<w:del w:id="1" w:author="Quentin"><w:r><w:delText>Withheld</w:delText></w:r></w:del>'


def kept(content, name):
    return keep_document(ContentFile(content, name=name), "Report")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (pdf(SAID), "report.pdf"),
        (word(run("Kestrels were seen") + DELETED), "report.docx"),
        (b"Kestrels were seen", "a.txt"),
    ],
    ids=["PDF", "Word", "text"],
)
def test_the_words_of_an_upload_are_kept(content, name):
    document = Document.objects.get(pk=kept(content, name).pk)
    assert (document.text, document.words.state) == ("Kestrels were seen", WordsState.READ)


@pytest.mark.parametrize(
    ("content", "name"), [(authored_pdf(), "a.pdf"), (authored_word_document(), "a.docx")], ids=["PDF", "Word"]
)
def test_who_wrote_the_original_is_not_among_its_words(content, name):
    document = kept(content, name)
    assert document.original
    assert not any(part in document.text for part in AUTHOR.split())


def test_a_scan_has_none_and_the_editor_is_told(admin):
    document = kept(pdf("0 0 0.4 rg 0 650 600 60 re f"), "scan.pdf")
    assert document.words.state == WordsState.NONE
    assert "it is a scan" in admin.get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()


def test_a_locked_file_has_none():
    locked = BytesIO()
    with pikepdf.open(BytesIO(pdf(SAID))) as plain:
        plain.save(locked, encryption=pikepdf.Encryption(owner="a", user=""))
    waiting = DocumentFactory(
        file=ContentFile(locked.getvalue(), name="a.pdf"), copy_state=CopyState.WAITING, sha256="1"
    )
    make_clean_copy(waiting)
    assert (waiting.copy_state, read_words(waiting)) == (CopyState.NONE, None)


@pytest.mark.parametrize("state", [CopyState.WAITING, CopyState.AS_IT_CAME, CopyState.NONE])
def test_an_upload_that_was_not_cleaned_is_never_read(state):
    document = DocumentFactory(file=ContentFile(pdf(SAID), name="a.pdf"), copy_state=state, sha256="1")
    assert read_words(document) is None
    assert not DocumentWords.objects.exists()


def test_what_cannot_be_read_is_told_once():
    document = DocumentFactory(file=ContentFile(b"%PDF-", name="a.pdf"), copy_state=CopyState.CLEAN, sha256="1")
    assert read_words(document).state == WordsState.UNREADABLE
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("media.domain.words.in_child", None)
        assert read_words(document).state == WordsState.UNREADABLE


def test_words_do_not_hold_for_another_file():
    document = kept(pdf(SAID), "report.pdf")
    document.sha256 = "another"
    assert document.text == ""


def test_a_text_uploaded_in_the_admin_is_read_in_the_background(admin, django_capture_on_commit_callbacks):
    upload = SimpleUploadedFile("notes.txt", b"Kestrels were seen", "text/plain")
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(reverse("wagtaildocs:add"), {"title": "Notes", "file": upload, "collection": 1})
    assert Document.objects.get().text == "Kestrels were seen"


def test_the_command_reads_what_was_held_before(capsys):
    document = kept(pdf(SAID), "report.pdf")
    DocumentWords.objects.all().delete()
    call_command("prepare_documents")
    assert Document.objects.get().text == "Kestrels were seen"
    assert f"{document.pk} Report: text for search: All of it" in capsys.readouterr().out
