"""Editions of a pack: when one is made, what it says changed, and that it stays as it was."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import IntegrityError
from wagtail.rich_text import RichText

from briefings.domain.packs import editions
from briefings.domain.packs.contents import pack_of
from briefings.domain.packs.made_store import made_file_name
from briefings.models import BriefingPage, PackEdition, PackEditionItem, PackSettings
from briefings.signals import editions_wait_for_readers
from learning.models import PackItem, ReviewPage
from tests.factories.briefings import BriefingPageFactory, seven_sections
from tests.factories.learning import PackItemFactory

pytestmark = pytest.mark.django_db


def fresh(review):
    return pack_of(ReviewPage.objects.get(pk=review.pk))


def retitle(review, title):
    review.title = title
    review.save()


def test_the_first_edition_has_number_one_and_says_so(review, edition_now):
    edition = edition_now(review)

    assert (edition.number, edition.changes) == (1, ["The first edition."])


def test_a_pack_that_is_the_same_keeps_its_edition(review, briefing, edition_now):
    assert edition_now(review).pk == edition_now(review).pk
    assert PackEdition.objects.count() == 1


def test_asking_again_makes_no_file_and_reads_none(review, briefing, stored, edition_now, monkeypatch):
    PackItemFactory(review=review, document=stored("a.txt"))
    edition_now(review)
    monkeypatch.setattr(editions, "measure", None)

    assert edition_now(review).number == 1


def test_a_document_read_for_one_edition_is_not_read_for_the_next(review, stored, edition_now):
    document = stored("a.txt", b"words")
    PackItemFactory(review=review, title="Kept", document=document)
    sha256 = edition_now(review).items.get(what="learning_report").sha256
    document.sha256 = sha256
    document.save()
    edition_now(review)
    Path(document.file.path).write_bytes(b"WORDS")
    retitle(review, "Child A1")

    assert edition_now(review).items.get(what="learning_report").sha256 == sha256


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            lambda world: PackItemFactory(review=world.review, title="Slides", document=world.stored("s.pptx")),
            "New: Slides (PPTX).",
        ),
        (lambda world: PackItem.objects.filter(title="Report").delete(), "Left out: Report (TXT)."),
        (
            lambda world: PackItem.objects.filter(title="Report").update(title="The report"),
            "Renamed: Report is now The report.",
        ),
        (lambda world: PackItem.objects.update(document=world.stored("b.txt", b"other")), "Replaced: Report (TXT)."),
        (
            lambda world: PackItem.objects.update(date_as_stated="May 2018"),
            "Details brought up to date: Report (TXT).",
        ),
        (lambda world: retitle(world.review, "Child A1"), "Replaced: About this review (PDF)."),
    ],
    ids=["new", "left out", "renamed", "replaced", "dated", "the review itself"],
)
def test_what_changed_is_said(review, stored, edition_now, change, says):
    PackItemFactory(review=review, title="Report", document=stored("a.txt"))
    edition_now(review)

    change(type("World", (), {"review": review, "stored": staticmethod(stored)}))
    edition = edition_now(review)

    assert edition.number == 2
    assert says in edition.changes
    assert PackItem.objects.count() == 0 or len(edition.changes) <= 2


def test_a_briefing_reworded_replaces_all_its_formats_in_one_sentence(review, briefing, edition_now):
    formats = [item.format for item in edition_now(review).items.filter(briefing=briefing)]
    briefing.sections = seven_sections(words=12)
    briefing.save()

    assert edition_now(review).changes == [f"Replaced: {briefing.title} ({', '.join(dict.fromkeys(formats))})."]


def test_a_briefing_too_long_for_its_pages_is_named_with_how_many_words_to_cut(review, briefings, edition_now):
    long = [("section", {"heading": "A", "body": RichText(f"<p>{'word ' * 2500}</p>"), "facilitator_note": ""})] * 7
    page = BriefingPageFactory(parent=briefings, title="Too long", reviews=[review])
    page.sections = long
    page.save(clean=False)

    absent = json.loads(edition_now(review).manifest)["not_in_the_pack"]

    assert [one["title"] for one in absent] == ["Too long"]
    assert "Cut about" in absent[0]["note"]


def test_an_edition_that_lacks_a_file_gives_way_when_the_file_is_back(review, stored, edition_now):
    document = stored("a.txt", b"words")
    PackItemFactory(review=review, title="Report", document=document)
    name, storage = document.file.name, document.file.storage
    storage.delete(name)
    first = edition_now(review)
    still = edition_now(review)
    with storage.open(name, "wb") as file:
        file.write(b"words")
    cache.clear()  # as after ten minutes

    found = edition_now(review)

    assert (first.number, still.number, found.number) == (1, 1, 2)
    assert "Report" in found.changes[0]


def test_nothing_of_an_edition_changes_when_the_pack_does(review, stored, edition_now):
    PackItemFactory(review=review, title="Report", document=stored("a.txt"))
    first = edition_now(review)
    retitle(review, "Another name")
    PackItem.objects.all().delete()
    edition_now(review)

    same = PackEdition.objects.get(pk=first.pk)

    assert (same.readme, same.manifest) == (first.readme, first.manifest)
    assert [item.title for item in same.items.all()] == ["Report", "About this review"]


def test_the_manifest_says_all_of_each_file(review, briefing, edition_now):
    BriefingPage.objects.update(reviewed_on=date(2026, 5, 1), review_by=date(2028, 5, 1))
    edition = edition_now(review)
    told = json.loads(edition.manifest)
    row = edition.items.get(name="01 7-minute briefing.pdf")

    assert told["items"][0] == {
        "name": "01 7-minute briefing.pdf",
        "key": f"briefing-{briefing.pk}-pdf",
        "title": "Child A in seven minutes",
        "kind": "7-minute briefing",
        "format": "PDF",
        "bytes": row.size,
        "sha256": row.sha256,
        "licence": "© Exampleshire Safeguarding Children Partnership. For use in safeguarding training.",
        "source": "Made here",
        "date_as_stated": "",
        "reviewed_on": "2026-05-01",
        "review_by": "2028-05-01",
        "accessibility": "good",
    }
    assert told["newer"] == f"http://testserver/packs/check/?pack={review.translation_key}&edition=1"


def test_the_partnership_says_what_may_be_done_with_files(review, site, edition_now):
    PackSettings.objects.create(site=site, licence="Ask {publisher} first.")

    assert {item.licence for item in edition_now(review).items.all()} == {
        "Ask Exampleshire Safeguarding Children Partnership first."
    }


def test_where_another_machine_took_the_number_it_is_tried_again(review, edition_now, monkeypatch):
    written, refused = editions._written, []

    def beaten(pack, measured, told):
        if len(refused) < 2:
            refused.append(1)
            raise IntegrityError
        return written(pack, measured, told)

    monkeypatch.setattr(editions, "_written", beaten)

    assert (edition_now(review).number, len(refused)) == (1, 2)


def test_two_editions_of_one_number_cannot_be(review):
    PackEdition.objects.create(review=review, number=1)

    with pytest.raises(IntegrityError):
        PackEdition.objects.create(review=review, number=1)


def test_made_files_go_with_the_last_edition_that_holds_them(
    review, briefing, edition_now, django_capture_on_commit_callbacks
):
    from django.core.files.storage import default_storage

    first = edition_now(review)
    kept = made_file_name(first.items.get(what="briefing_pdf").sha256)
    retitle(review, "Child A1")
    briefing.sections = seven_sections(words=12)
    briefing.save()
    second = edition_now(review)
    there = default_storage.exists(kept)
    with django_capture_on_commit_callbacks(execute=True):
        first.delete()

    assert there
    assert not default_storage.exists(kept)
    assert all(default_storage.exists(item.stored_name) for item in second.items.all())


def test_publishing_makes_the_edition(review, briefing, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        briefing.save_revision().publish()

    assert list(PackEdition.objects.values_list("review", "number")) == [(review.pk, 1)]


def test_where_much_is_published_at_once_editions_wait_for_readers(
    review, briefing, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), editions_wait_for_readers():
        briefing.save_revision().publish()

    assert not PackEdition.objects.exists()


def test_which_editions_hold_a_document_or_a_briefing_is_asked_of_the_items(review, briefing, stored, edition_now):
    document, other = stored("a.txt", b"one"), stored("b.txt", b"two")
    PackItemFactory(review=review, title="Report", document=document)
    edition_now(review)
    PackItem.objects.update(document=other)
    edition_now(review)
    items = PackEditionItem.objects

    assert [item.edition.number for item in items.holding(document)] == [1]
    assert [item.edition.number for item in items.holding(other)] == [2]
    assert {item.edition.number for item in items.holding(briefing)} == {1, 2}
    assert {item.edition.number for item in items.all().of_newest_editions()} == {2}
