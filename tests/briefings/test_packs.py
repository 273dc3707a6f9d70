"""A review's learning pack: what is listed, what is in the zip, and that its length is known before it is read."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile

from briefings.domain.packs import pack_of
from briefings.exports import pack_zip
from learning.enums import PackItemKind, PublicationState, WithheldReason
from media.models import Document
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.learning import FindingFactory, PackItemFactory, ReviewIndexPageFactory, ReviewPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(home, partnership):
    return ReviewPageFactory(
        parent=ReviewIndexPageFactory(parent=home), title="Child A", slug="child-a", publisher=partnership
    )


def stored(name, content=b"words"):
    return Document.objects.create(title=name, file=ContentFile(content, name=name))


def names(archive):
    return sorted(name.removeprefix("child-a/") for name in archive.namelist())


def downloaded(client, review):
    response = client.get(f"/reviews/{review.slug}/pack.zip")
    data = b"".join(response.streaming_content)
    return response, zipfile.ZipFile(io.BytesIO(data)), data


def test_a_review_with_nothing_still_has_a_pack_with_its_sheet_and_index(client, review):
    _response, archive, _data = downloaded(client, review)

    assert archive.testzip() is None
    assert names(archive) == ["00-index.txt", "about-this-review.pdf"]


def test_the_length_is_promised_before_the_first_byte(client, review):
    PackItemFactory(review=review, title="Report", document=stored("report.txt", b"x" * 700_000))

    response, _archive, data = downloaded(client, review)

    assert int(response["Content-Length"]) == len(data)


def test_a_document_is_in_the_zip_as_it_was_stored(client, review):
    PackItemFactory(review=review, title="Learning report", document=stored("lr.txt", b"What was learned."))

    archive = downloaded(client, review)[1]

    assert archive.read("child-a/learning-report.txt") == b"What was learned."


def test_two_documents_of_one_name_are_both_there(client, review):
    PackItemFactory(review=review, title="Report", document=stored("a.txt", b"one"))
    PackItemFactory(review=review, title="Report", document=stored("b.txt", b"two"))

    archive = downloaded(client, review)[1]

    assert {archive.read(f"child-a/report{copy}.txt") for copy in ("", "-2")} == {b"one", b"two"}


def test_points_and_briefings_are_made_into_files(client, review, home):
    FindingFactory(review=review)
    BriefingPageFactory(parent=BriefingIndexPageFactory(parent=home), title="Child A", slug="child-a", reviews=[review])

    archive = downloaded(client, review)[1]

    assert names(archive) == [
        "00-index.txt",
        "7-minute-briefing-child-a.pdf",
        "about-this-review.pdf",
        "child-a-learning-points.pptx",
    ]
    assert archive.read("child-a/7-minute-briefing-child-a.pdf").startswith(b"%PDF-")


def test_a_draft_briefing_is_nowhere(client, review, home):
    BriefingPageFactory(
        parent=BriefingIndexPageFactory(parent=home),
        title="Not ready",
        slug="secret-draft",
        reviews=[review],
        live=False,
    )

    archive = downloaded(client, review)[1]

    assert names(archive) == ["00-index.txt", "about-this-review.pdf"]
    assert b"Not ready" not in client.get("/reviews/child-a/pack/").content


def test_a_superseded_briefing_is_left_out_for_the_one_that_replaced_it(review, home):
    index = BriefingIndexPageFactory(parent=home)
    newer = BriefingPageFactory(parent=index, title="Newer", reviews=[review])
    BriefingPageFactory(parent=index, title="Older", reviews=[review], superseded_by=newer)

    assert [entry.title for entry in pack_of(review).made_here if entry.page] == ["Newer"]


def test_what_is_not_held_is_named_with_where_to_ask(review):
    PackItemFactory(review=review, title="The full report", kind=PackItemKind.REPORT, date_as_stated="15.05.2018")

    index = pack_zip.index_text(pack_of(review))

    assert "NOT IN THIS PACK" in index
    assert "The full report, Report, stated date 15.05.2018" in index
    assert "Not held here. Ask the publisher." in index


def test_the_index_says_why_a_report_is_not_published(review):
    review.publication_state = PublicationState.NOT_PUBLISHED
    review.withheld_reason = WithheldReason.IDENTIFICATION

    assert "Full report not published.\r\nReason: risk of identifying the child or family." in pack_zip.index_text(
        pack_of(review)
    )


def test_a_named_briefing_gives_way_to_the_one_written_here(review, home):
    PackItemFactory(review=review, title="7MB", kind=PackItemKind.SEVEN_MINUTE_BRIEFING)
    before = [entry.title for entry in pack_of(review).published]
    BriefingPageFactory(parent=BriefingIndexPageFactory(parent=home), reviews=[review])

    assert (before, [entry.title for entry in pack_of(review).published]) == (["7MB"], [])


def test_a_document_whose_file_is_lost_is_named_and_the_rest_downloads(client, review):
    document = stored("gone.txt")
    PackItemFactory(review=review, title="Gone", document=document)
    document.file.storage.delete(document.file.name)

    _response, archive, _data = downloaded(client, review)

    assert names(archive) == ["00-index.txt", "about-this-review.pdf"]
    assert b"Gone" in archive.read("child-a/00-index.txt")
    assert client.get("/reviews/child-a/pack/").status_code == 200


@pytest.mark.parametrize("address", ["pack/", "pack.zip", "deck.pptx"])
@pytest.mark.parametrize("slug", ["no-such-review", "child-draft", "x" * 300])
def test_unknown_and_unpublished_reviews_are_not_found(client, review, address, slug):
    ReviewPageFactory(parent=review.get_parent(), slug="child-draft", live=False)

    assert client.get(f"/reviews/{slug}/{address}").status_code == 404


def test_a_review_without_points_has_no_deck(client, review):
    assert client.get("/reviews/child-a/deck.pptx").status_code == 404
