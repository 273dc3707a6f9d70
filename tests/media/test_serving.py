"""Who may have a document, and how it is handed over."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.rich_text import RichText

from learning.models import ThemedResourceItem
from media.domain.documents import keep_document
from media.models import Document
from media.permissions import looks_after
from tests.factories.accounts import UserFactory
from tests.factories.learning import (
    InformationPageFactory,
    PackItemFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    ThemedResourcePageFactory,
)
from tests.factories.media import DocumentFactory
from tests.media.sample_files import deck

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_uploads(uploads):
    """What these tests keep goes to a folder of their own."""


@pytest.fixture
def reviews(home):
    return ReviewIndexPageFactory(parent=home)


@pytest.fixture
def document(site):
    """Made here: what becomes of an upload has tests of its own."""
    return keep_document(ContentFile(deck(), name="slides.pptx"), "What we learned", source=Document.Source.MADE_HERE)


def in_nothing(document, home, reviews):
    """Uploaded, and used nowhere."""


def in_the_pack_of_a_live_review(document, home, reviews):
    PackItemFactory(review=ReviewPageFactory(parent=reviews), document=document)


def in_the_pack_of_a_draft_review(document, home, reviews):
    PackItemFactory(review=ReviewPageFactory(parent=reviews, live=False), document=document)


def in_the_pack_of_a_review_taken_down(document, home, reviews):
    review = ReviewPageFactory(parent=reviews)
    PackItemFactory(review=review, document=document)
    review.unpublish()


def in_a_draft_of_a_live_review(document, home, reviews):
    review = ReviewPageFactory(parent=reviews)
    review.pack_items.add(PackItemFactory.build(document=document))
    review.save_revision()


def taken_out_of_the_pack_of_a_live_review(document, home, reviews):
    review = ReviewPageFactory(parent=reviews)
    PackItemFactory(review=review, document=document)
    review.pack_items = []
    review.save_revision().publish()


def among_the_items_of_a_live_resource(document, home, reviews):
    resource = ThemedResourcePageFactory(parent=SeriesPageFactory(parent=home))
    ThemedResourceItem.objects.create(resource=resource, title="Slides", document=document)


def among_the_items_of_a_draft_resource(document, home, reviews):
    resource = ThemedResourcePageFactory(parent=SeriesPageFactory(parent=home), live=False)
    ThemedResourceItem.objects.create(resource=resource, title="Slides", document=document)


def link_to(document):
    return f'<p>See <a linktype="document" id="{document.pk}">the slides</a>.</p>'


def linked_in_the_words_of_a_live_page(document, home, reviews):
    InformationPageFactory(parent=home, introduction=link_to(document))


def linked_in_the_words_of_a_draft_page(document, home, reviews):
    InformationPageFactory(parent=home, introduction=link_to(document), live=False)


def linked_in_a_draft_of_a_live_page(document, home, reviews):
    page = InformationPageFactory(parent=home)
    page.introduction = link_to(document)
    page.save_revision()


def no_longer_linked_in_a_live_page(document, home, reviews):
    page = InformationPageFactory(parent=home, introduction=link_to(document))
    page.introduction = ""
    page.save_revision().publish()


def chosen_in_the_body_of_a_live_page(document, home, reviews):
    InformationPageFactory(parent=home, body=[("document", document)])


def linked_in_the_body_of_a_live_page(document, home, reviews):
    InformationPageFactory(parent=home, body=[("paragraph", RichText(link_to(document)))])


def linked_in_a_live_page_for_people_with_an_account(document, home, reviews):
    page = InformationPageFactory(parent=home, introduction=link_to(document))
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


NOBODY = {"reader": 404, "somebody with an account": 404, "trainer": 404, "editor": 200}
ACCOUNTS = NOBODY | {"somebody with an account": 200, "trainer": 200}
EVERYBODY = ACCOUNTS | {"reader": 200}
WHO_MAY = {
    in_nothing: NOBODY,
    in_the_pack_of_a_draft_review: NOBODY,
    in_the_pack_of_a_review_taken_down: NOBODY,
    taken_out_of_the_pack_of_a_live_review: NOBODY,
    in_a_draft_of_a_live_review: NOBODY,
    among_the_items_of_a_draft_resource: NOBODY,
    linked_in_the_words_of_a_draft_page: NOBODY,
    linked_in_a_draft_of_a_live_page: NOBODY,
    no_longer_linked_in_a_live_page: NOBODY,
    linked_in_a_live_page_for_people_with_an_account: ACCOUNTS,
    in_the_pack_of_a_live_review: EVERYBODY,
    among_the_items_of_a_live_resource: EVERYBODY,
    linked_in_the_words_of_a_live_page: EVERYBODY,
    chosen_in_the_body_of_a_live_page: EVERYBODY,
    linked_in_the_body_of_a_live_page: EVERYBODY,
}
GROUPS = {"somebody with an account": None, "trainer": "Trainers", "editor": "Editors"}


def fetched(client, address, **asking):
    """The answer, read to its end so that the file behind it is closed."""
    response = client.get(address, **asking)
    response.body = response.getvalue()
    return response


def answers(client, address):
    """The answer to each kind of person who asks for the address."""
    given = {"reader": fetched(client, address).status_code}
    for person, group in GROUPS.items():
        client.force_login(UserFactory(group=group))
        given[person] = fetched(client, address).status_code
        client.logout()
    return given


@pytest.mark.parametrize("address", ["document", "deck", "deck_file"])
@pytest.mark.parametrize("use", WHO_MAY, ids=lambda use: use.__name__)
def test_who_may_have_a_document(client, document, home, reviews, use, address):
    use(document, home, reviews)
    where = document.url if address == "document" else reverse(address, args=[document.pk])

    assert answers(client, where) == WHO_MAY[use]


@pytest.mark.parametrize("address", ["deck", "deck_file"])
def test_a_private_collection_keeps_a_deck_that_a_live_review_uses(client, document, home, reviews, address):
    in_the_pack_of_a_live_review(document, home, reviews)
    document.collection = Collection.get_first_root_node().add_child(name="Not for everybody")
    document.save()
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type=CollectionViewRestriction.LOGIN
    )

    assert answers(client, reverse(address, args=[document.pk])) == ACCOUNTS


def test_a_private_collection_asks_for_a_sign_in_as_wagtail_does(client, document, home, reviews):
    in_the_pack_of_a_live_review(document, home, reviews)
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type=CollectionViewRestriction.LOGIN
    )

    response = client.get(document.url)

    assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/accounts/login/")


@pytest.fixture
def public(document, home, reviews):
    in_the_pack_of_a_live_review(document, home, reviews)
    return document


@pytest.mark.parametrize("address", ["document", "deck_file"])
def test_a_file_is_handed_over_to_be_saved_and_is_asked_for_each_time(client, public, address):
    response = fetched(client, public.url if address == "document" else reverse(address, args=[public.pk]))

    assert response.body == deck()
    assert {name: response[name] for name in response.headers if name in HANDED_OVER} == HANDED_OVER


HANDED_OVER = {
    "Content-Type": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "Content-Disposition": 'attachment; filename="slides.pptx"',
    "Content-Length": str(len(deck())),
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-cache",
}


def test_a_pdf_is_saved_too_and_not_shown_in_place(client, site, home, reviews):
    document = DocumentFactory()
    in_the_pack_of_a_live_review(document, home, reviews)

    response = fetched(client, document.url)

    assert response["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert response.body == b"%PDF-1.7\n"


def test_somebody_who_has_the_file_is_not_sent_it_again(client, public):
    etag = fetched(client, public.url)["ETag"]
    response = client.get(public.url, headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")


def test_somebody_who_has_a_file_that_is_no_longer_public_is_told_nothing(client, public):
    etag = fetched(client, public.url)["ETag"]
    public.pack_items.get().review.unpublish()

    assert client.get(public.url, headers={"If-None-Match": etag}).status_code == 404


def test_another_name_than_the_files_own_is_not_found(client, public):
    assert client.get(f"/documents/{public.pk}/other.pptx").status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_not_found(client, public):
    public.file.storage.delete(public.file.name)

    assert client.get(public.url).status_code == 404


@pytest.mark.parametrize(
    "address", ["/documents/1/", "/documents/1/slides.pptx", "/documents/99999999999999999999/slides.pptx"]
)
def test_an_unknown_document_is_not_found(client, site, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("how_many", [1, 3])
def test_asking_costs_the_same_however_many_pages_use_the_document(
    client, public, reviews, django_assert_num_queries, how_many
):
    for _ in range(how_many):
        PackItemFactory(review=ReviewPageFactory(parent=reviews), document=public)
    fetched(client, public.url)

    with django_assert_num_queries(10):  # five of them for whether search engines may have it
        fetched(client, public.url)


def test_somebody_without_an_account_looks_after_nothing(rf, document):
    request = rf.get("/")
    request.user = AnonymousUser()

    assert looks_after(request, document) is False
