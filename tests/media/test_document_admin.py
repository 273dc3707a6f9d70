"""The admin's listing of documents, and deleting one that is used."""

import json

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import ReferenceIndex

from media.domain.documents import keep_document
from media.models import Document
from tests.factories.learning import PackItemFactory, ReviewIndexPageFactory, ReviewPageFactory
from tests.factories.media import DocumentFactory
from tests.media.sample_files import deck

SENTENCE = "“What we learned” is used, so it cannot be deleted."


@pytest.fixture
def used(home, admin):
    """A document that a review's pack protects."""
    document = keep_document(ContentFile(deck(), name="slides.pptx"), "What we learned")
    PackItemFactory(review=ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home)), document=document)
    return document


def listed(admin, **query):
    response = admin.get(reverse("wagtaildocs:index"), query)
    return [document.title for document in response.context["object_list"]]


def test_the_listing_says_what_each_file_is(admin):
    keep_document(ContentFile(deck(), name="slides.pptx"), "Slides", source=Document.Source.MADE_HERE)

    response = admin.get(reverse("wagtaildocs:index"))

    columns = {column.name: column for column in response.context["table"].columns.values()}
    row = Document.objects.get()
    assert [str(columns[name].get_value(row)) for name in ("format", "size", "source")] == [
        "PowerPoint, 1 slide",
        f"{len(deck()) / 1024:.1f}\xa0KB",
        "Made here",
    ]


def test_a_file_the_gate_has_not_seen_is_said_to_be_unknown(admin):
    DocumentFactory(format="")

    assert "Not known" in admin.get(reverse("wagtaildocs:index")).content.decode()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"format": "pptx"}, ["Slides"]),
        ({"format": ["pptx", "pdf"]}, ["Report", "Slides"]),
        ({"source": "made_here"}, ["Slides"]),
        ({"format": "pptx", "q": "Slides"}, ["Slides"]),
        ({"format": "pdf", "q": "Slides"}, []),
        ({"format": "nonsense"}, ["Report", "Slides"]),
    ],
    ids=str,
)
def test_the_listing_is_narrowed_by_format_and_source(admin, query, titles):
    DocumentFactory(title="Report", format="pdf")
    DocumentFactory(title="Slides", format="pptx", source=Document.Source.MADE_HERE)

    assert listed(admin, **query) == titles


def test_the_listing_costs_the_same_for_one_and_for_three(admin, django_assert_num_queries):
    DocumentFactory()
    admin.get(reverse("wagtaildocs:index"))
    with django_assert_num_queries(10):
        admin.get(reverse("wagtaildocs:index_results"))
    DocumentFactory.create_batch(2)
    with django_assert_num_queries(10):
        admin.get(reverse("wagtaildocs:index_results"))


def test_before_deleting_a_used_document_the_admin_says_that_it_is_used(admin, used):
    response = admin.get(reverse("wagtaildocs:delete", args=[used.pk]))

    assert response.context["is_protected"] is True
    assert "prevent it from being deleted" in response.content.decode()


def test_deleting_a_used_document_says_why_not_and_what_to_do(admin, used):
    response = admin.post(reverse("wagtaildocs:delete", args=[used.pk]), follow=True)

    assert response.redirect_chain == [(reverse("wagtaildocs:document_usage", args=[used.pk]), 302)]
    assert SENTENCE in response.content.decode()
    assert Document.objects.get() == used


def test_deleting_one_just_uploaded_that_is_used_by_now_says_why_not(admin, used):
    response = admin.post(reverse("wagtaildocs:delete_multiple", args=[used.pk]))

    answer = json.loads(response.content)
    assert (response.status_code, answer["success"], answer["error_message"].startswith(SENTENCE)) == (409, False, True)
    assert Document.objects.get() == used


def test_deleting_several_of_which_one_is_used_says_why_not_and_deletes_none(admin, used):
    free = DocumentFactory()
    address = reverse("wagtail_bulk_action", args=["media", "document", "delete"])

    response = admin.post(f"{address}?id={used.pk}&id={free.pk}", follow=True)

    assert response.redirect_chain == [(reverse("wagtaildocs:index"), 302)]
    assert SENTENCE in response.content.decode()
    assert set(Document.objects.all()) == {used, free}


@pytest.mark.parametrize("several", [False, True], ids=["one", "several"])
def test_a_use_that_the_index_of_references_has_not_seen_yet_protects_too(admin, used, several):
    ReferenceIndex.objects.all().delete()
    bulk = f"{reverse('wagtail_bulk_action', args=['media', 'document', 'delete'])}?id={used.pk}"

    response = admin.post(bulk if several else reverse("wagtaildocs:delete", args=[used.pk]), follow=True)

    assert (response.status_code, "used, so" in response.content.decode()) == (200, True)
    assert Document.objects.get() == used


def test_a_document_nobody_uses_is_deleted_with_its_file(admin, uploads, django_capture_on_commit_callbacks):
    document = DocumentFactory()
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(reverse("wagtaildocs:delete", args=[document.pk]))

    assert (Document.objects.count(), [path for path in uploads.rglob("*") if path.is_file()]) == (0, [])


@pytest.mark.parametrize(("slides", "shown"), [(40, '<progress value="0" max="40"'), (0, "0 of 0 made")])
def test_how_far_the_pictures_are_is_shown_as_a_bar_and_in_words(admin, slides, shown):
    deck_at_work = DocumentFactory(format="pptx", slide_count=slides)

    page = admin.get(reverse("wagtaildocs:edit", args=[deck_at_work.pk])).content.decode()

    assert (shown in page, f"0 of {slides} made" in page, "<progress" in page) == (True, True, slides > 0)
