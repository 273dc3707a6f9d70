"""A review's learning pack: what is listed, what is in the zip, and that its length is known before it is read."""

import pytest
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from briefings.domain.packs.contents import pack_of
from learning.enums import PackItemKind, PublicationState, WithheldReason
from learning.models import ReviewPage
from tests.factories.briefings import BriefingPageFactory
from tests.factories.learning import FindingFactory, PackItemFactory, ReviewPageFactory

pytestmark = pytest.mark.django_db

PACK = "/reviews/child-a/pack.zip"
ALWAYS = ["README.txt", "manifest.json"]


def test_a_review_with_nothing_still_has_a_pack_with_its_sheet_and_readme(review, downloaded):
    pack = downloaded(PACK)

    assert pack.zip.testzip() is None
    assert pack.zip.namelist() == [*ALWAYS, "01 About this review.pdf"]


def test_the_length_is_promised_before_the_first_byte(review, stored, downloaded):
    PackItemFactory(review=review, title="Report", document=stored("report.txt", b"x" * 700_000))

    pack = downloaded(PACK)

    assert int(pack.response["Content-Length"]) == len(pack.data) > 700_000


def test_a_document_is_in_the_zip_as_it_was_stored(review, stored, downloaded):
    PackItemFactory(review=review, title="Learning report", document=stored("lr.txt", b"What was learned."))

    assert downloaded(PACK).zip.read("01 Learning report.txt") == b"What was learned."


def test_two_documents_of_one_name_are_both_there(review, stored, downloaded):
    PackItemFactory(review=review, title="Report", document=stored("a.txt", b"one"), sort_order=1)
    PackItemFactory(review=review, title="Report", document=stored("b.txt", b"two"), sort_order=2)

    archive = downloaded(PACK).zip

    assert [archive.read(f"{number} Report.txt") for number in ("01", "02")] == [b"one", b"two"]


def test_points_and_briefings_are_made_into_files_the_briefing_first(review, briefing, downloaded):
    FindingFactory(review=review)

    archive = downloaded(PACK).zip

    assert archive.namelist()[2] == "01 7-minute briefing.pdf"
    assert archive.namelist()[-2:] == [
        f"{len(archive.namelist()) - 3:02} Slides of the learning points.pptx",
        f"{len(archive.namelist()) - 2:02} About this review.pdf",
    ]
    assert archive.read("01 7-minute briefing.pdf").startswith(b"%PDF-")


def test_a_briefing_is_there_in_each_of_its_formats(review, briefing, downloaded, monkeypatch):
    monkeypatch.undo()

    names = downloaded(PACK).zip.namelist()

    assert names == [
        *ALWAYS,
        "01 7-minute briefing.pdf",
        "02 7-minute briefing, large print.pdf",
        "03 7-minute briefing, poster.pdf",
        "04 7-minute briefing.docx",
        "05 7-minute briefing, slides.pptx",
        "06 7-minute briefing, for e-mail.html",
        "07 7-minute briefing.txt",
        "08 Action plan for a team.docx",
        "09 About this review.pdf",
    ]


def test_of_several_briefings_each_is_named(review, briefing, briefings, downloaded):
    BriefingPageFactory(parent=briefings, title="Child A: for schools", reviews=[review])

    names = downloaded(PACK).zip.namelist()

    assert "01 7-minute briefing - Child A in seven minutes.pdf" in names
    assert [name for name in names if name.endswith("7-minute briefing - Child A for schools.pdf")]


@pytest.mark.parametrize("hidden", ["draft", "restricted"])
def test_a_briefing_that_is_not_for_everybody_is_nowhere(client, review, briefings, downloaded, hidden):
    briefing = BriefingPageFactory(parent=briefings, title="Not ready", reviews=[review], live=hidden != "draft")
    if hidden == "restricted":
        PageViewRestriction.objects.create(page=briefing, restriction_type=PageViewRestriction.LOGIN)

    pack = downloaded(PACK)

    assert pack.zip.namelist() == [*ALWAYS, "01 About this review.pdf"]
    assert b"Not ready" not in pack.data + client.get("/reviews/child-a/pack/").content


@pytest.mark.parametrize("to_name", [False, True])
def test_a_briefing_made_private_is_gone_from_the_pack_at_once(review, briefing, to_name):
    before = pack_of(review, to_name=to_name).briefings

    PageViewRestriction.objects.create(page=briefing.get_parent(), restriction_type=PageViewRestriction.LOGIN)

    assert (before, pack_of(review, to_name=to_name).briefings) == ([briefing], [])


def test_a_superseded_briefing_is_left_out_for_the_one_that_replaced_it(review, briefings):
    newer = BriefingPageFactory(parent=briefings, title="Newer", reviews=[review])
    BriefingPageFactory(parent=briefings, title="Older", reviews=[review], superseded_by=newer)

    assert {entry.title for entry in pack_of(review).made_here if entry.page} == {"Newer"}


def test_what_is_not_held_is_named_with_where_to_ask(review, edition_now):
    PackItemFactory(review=review, title="The full report", kind=PackItemKind.REPORT, date_as_stated="15.05.2018")

    lines = edition_now(review).readme.split("\r\n")

    assert lines[lines.index("NOT IN THIS PACK") + 2 :][:2] == [
        "The full report",
        "    Report, stated date 15.05.2018. Not held here. Ask the publisher.",
    ]


def test_the_readme_says_why_a_report_is_not_published(review, edition_now):
    review.publication_state = PublicationState.NOT_PUBLISHED
    review.withheld_reason = WithheldReason.IDENTIFICATION
    review.save()

    said = " ".join(edition_now(review).readme.split())

    assert "Full report not published. Reason: risk of identifying the child or family." in said


def test_a_review_published_anonymously_gives_no_address_away(review, edition_now):
    PackItemFactory(review=review, title="Report", url="https://example.org/record/1")
    review.publication_state = PublicationState.ANONYMOUS_NSPCC
    review.save()

    edition = edition_now(review)

    assert "example.org" not in edition.readme + edition.manifest


def test_a_named_briefing_gives_way_to_the_one_written_here(review, briefings):
    PackItemFactory(review=review, title="7MB", kind=PackItemKind.SEVEN_MINUTE_BRIEFING)
    before = [entry.title for entry in pack_of(ReviewPage.objects.get()).published]
    BriefingPageFactory(parent=briefings, reviews=[review])

    assert (before, pack_of(ReviewPage.objects.get()).published) == (["7MB"], [])


def test_a_document_whose_file_is_lost_is_named_and_the_rest_downloads(client, review, stored, downloaded):
    document = stored("gone.txt")
    PackItemFactory(review=review, title="Gone", document=document)
    document.file.storage.delete(document.file.name)

    pack = downloaded(PACK)

    assert pack.zip.namelist() == [*ALWAYS, "01 About this review.pdf"]
    assert "Gone\r\n    Learning report, Its file is missing." in pack.zip.read("README.txt").decode()
    assert b"Its file is missing." in client.get("/reviews/child-a/pack/").content


def test_a_document_in_a_private_collection_is_only_named(review, stored, downloaded):
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    PackItemFactory(review=review, title="Inner", document=stored("i.txt", b"secret words", collection=private))

    pack = downloaded(PACK)

    assert pack.zip.namelist() == [*ALWAYS, "01 About this review.pdf"]
    assert b"secret words" not in pack.data


@pytest.mark.parametrize("address", ["pack/", "pack.zip", "pack/editions/1/", "pack/editions/1/pack.zip", "deck.pptx"])
@pytest.mark.parametrize("slug", ["no-such-review", "child-draft", "x" * 300])
def test_unknown_and_unpublished_reviews_are_not_found(client, review, edition_now, address, slug):
    draft = ReviewPageFactory(parent=review.get_parent(), slug="child-draft", live=False)
    edition_now(draft)

    assert client.get(f"/reviews/{slug}/{address}").status_code == 404


def test_a_review_without_points_has_no_deck(client, review):
    assert client.get("/reviews/child-a/deck.pptx").status_code == 404
