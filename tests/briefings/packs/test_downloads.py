"""The zip of an edition: the same bytes each time, only what was chosen, and nothing that may no longer be had."""

import json
import zipfile
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import DatabaseError
from wagtail.models import ReferenceIndex

from briefings.domain.packs import counting
from briefings.enums import PackAudience
from briefings.models import BriefingPage, DownloadCount, PackEditionItem
from learning.models import PackItem, ReviewPage
from media.domain.withdrawals import withdraw_document
from tests.factories.briefings import BriefingPageFactory, seven_sections
from tests.factories.learning import FindingFactory, PackItemFactory

pytestmark = pytest.mark.django_db

PACK = "/reviews/child-a/pack.zip"
FIRST = "/reviews/child-a/pack/editions/1/pack.zip"
TEXTS = ["README.txt", "manifest.json"]


@pytest.fixture
def pack(review, briefing, stored):
    """A pack with a report, a briefing and the sheet about the review."""
    PackItemFactory(review=review, title="Report", document=stored("report.txt", b"What was learned. " * 50))
    return review


def test_the_same_edition_gives_the_same_bytes_whenever_it_is_asked_for(pack, downloaded):
    with time_machine.travel("2026-05-12 10:00:00+01:00", tick=False):
        today = downloaded(PACK)
    with time_machine.travel("2027-08-01 10:00:00+01:00", tick=False):
        next_year = downloaded(FIRST)

    assert today.data == next_year.data
    assert today.response["ETag"] == next_year.response["ETag"]
    assert {info.date_time for info in today.zip.infolist()} == {(2026, 5, 12, 10, 0, 0)}


def test_an_edition_gives_the_same_bytes_after_the_pack_has_changed(pack, stored, downloaded):
    before = downloaded(PACK)
    PackItemFactory(review=pack, title="Slides", document=stored("s.pptx"))

    assert downloaded(PACK).zip.namelist() != before.zip.namelist()
    assert downloaded(FIRST).data == before.data


def test_sums_in_the_manifest_are_those_of_the_files(pack, downloaded):
    import hashlib

    archive = downloaded(PACK).zip
    told = json.loads(archive.read("manifest.json"))

    assert [item["name"] for item in told["items"]] == archive.namelist()[2:]
    for item in told["items"]:
        content = archive.read(item["name"])
        assert (item["bytes"], item["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


def test_a_download_that_broke_off_is_resumed(pack, client, downloaded):
    whole = downloaded(PACK)
    headers = {"range": "bytes=1000-", "if-range": whole.response["ETag"]}

    rest = client.get(PACK, headers=headers)

    assert (rest.status_code, rest.getvalue()) == (206, whole.data[1000:])


def test_just_the_files_that_were_chosen_come_with_a_note_that_says_so(pack, briefing, downloaded):
    keys = list(PackEditionItem.objects.filter(edition__review=pack).values_list("key", flat=True))
    assert keys == []
    everything = downloaded(PACK).zip.namelist()

    archive = downloaded(f"{PACK}?choose=1&item=about&item=briefing-{briefing.pk}-pdf&item=nonsense").zip

    assert archive.namelist() == [*TEXTS, everything[2], everything[-1]]
    assert archive.read("README.txt").decode().startswith(f"This download holds 2 of the {len(everything) - 2} files")


def test_who_ticked_nothing_is_told_so_and_loses_nothing(pack, client):
    response = client.get(f"{PACK}?choose=1", follow=True)

    assert response.redirect_chain == [("/reviews/child-a/pack/?nothing=1#choose", 302)]
    assert "Tick at least one file below" in response.content.decode()


@pytest.mark.parametrize("query", ["?for=nobody", "?item=nonsense", "?for=team-manager&item=nonsense"])
def test_what_is_in_no_pack_is_not_found(pack, client, query):
    assert client.get(PACK + query).status_code == 404


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999999"])
def test_an_edition_that_was_never_made_is_not_found(pack, client, downloaded, number):
    downloaded(PACK)

    for end in ("", "pack.zip"):
        assert client.get(f"/reviews/child-a/pack/editions/{number}/{end}").status_code == 404


@pytest.mark.parametrize("audience", [PackAudience.TEAM_MANAGER, PackAudience.TRAINER, PackAudience.SETTING])
def test_each_audience_gets_what_the_table_says_is_for_it(pack, downloaded, audience):
    FindingFactory(review=pack)
    whole = downloaded(PACK)
    theirs = {item.name for item in PackEditionItem.objects.all() if audience in item.audiences}

    part = downloaded(f"{PACK}?for={audience}")

    assert set(part.zip.namelist()) == {*TEXTS, *theirs}
    assert "01 7-minute briefing.pdf" in theirs < set(whole.zip.namelist())
    assert part.response["Content-Disposition"] == f'attachment; filename="child-a-learning-pack-1-{audience}.zip"'


def unpublished(review, document):
    PackItem.objects.all().delete()
    ReferenceIndex.create_or_update_for_object(ReviewPage.objects.get(pk=review.pk))  # a task, after the commit


def deleted(review, document):
    PackItem.objects.all().delete()
    document.delete()


def withdrawn(review, document):
    withdraw_document(document, why="It named a place.", by=None)


def replaced(review, document):
    document.sha256 = "0" * 64
    document.save()


def lost(review, document):
    document.file.storage.delete(document.file.name)


@pytest.mark.parametrize(
    ("happened", "says"),
    [
        (unpublished, "It is no longer published."),
        (withdrawn, "It was withdrawn: please do not use it any more. It named a place."),
        (deleted, "It has been deleted from the site."),
        (replaced, "Its file has been replaced since."),
        (lost, "Its file is missing here."),
    ],
)
def test_what_can_no_longer_be_had_is_told_in_its_place_and_the_rest_downloads(
    review, stored, downloaded, happened, says
):
    document = stored("report.txt", b"Words that named somebody.")
    PackItemFactory(review=review, title="Report", document=document)
    downloaded(PACK)
    happened(review, document)

    pack = downloaded(FIRST)

    assert pack.zip.testzip() is None
    assert pack.zip.namelist() == [*TEXTS, "01 Report - no longer available.txt", "02 About this review.pdf"]
    assert says in pack.zip.read("01 Report - no longer available.txt").decode()
    assert b"named somebody" not in pack.data


def test_a_briefing_taken_down_is_in_no_edition_any_more(pack, briefing, downloaded, client):
    downloaded(PACK)
    BriefingPage.objects.update(live=False)

    names = downloaded(FIRST).zip.namelist()

    assert "01 7-minute briefing - no longer available.txt" in names
    assert "The briefing that it was made of is no longer published." in client.get(FIRST.removesuffix("pack.zip")).text


def test_a_made_file_that_was_lost_is_told_and_the_rest_downloads(pack, downloaded):
    downloaded(PACK)
    item = PackEditionItem.objects.get(what="about")
    default_storage.delete(item.stored_name)

    archive = downloaded(PACK).zip

    assert archive.testzip() is None
    assert "About this review - no longer available.txt" in archive.namelist()[-1]


def test_a_download_leaves_no_file_open_when_the_reader_goes_away(pack, client, monkeypatch):
    opened = []
    real = PackEditionItem.open
    monkeypatch.setattr(PackEditionItem, "open", lambda item: opened.append(real(item)) or opened[-1])
    response = client.get(PACK)
    next(chunk for chunk in response.streaming_content if b"%PDF-" in chunk)
    for (
        close
    ) in response._resource_closers:  # what the server calls; all of `close()` would close the test's database too
        close()

    assert opened
    assert all(file.closed for file in opened)


def counts(**only):
    return {(one.item, one.audience): one.count for one in DownloadCount.objects.filter(**only)}


def test_downloads_are_counted_by_item_and_audience_and_nothing_else_is_kept(review, downloaded):
    for _time in range(2):
        downloaded(PACK)
    downloaded(f"{PACK}?for=trainer")

    assert counts() == {
        ("pack", "everything"): 2,
        ("about", "everything"): 2,
        ("pack", "trainer"): 1,
        ("about", "trainer"): 1,
    }
    assert {field.name for field in DownloadCount._meta.get_fields()} == {
        *("id", "page", "item", "title", "audience", "day", "count"),
    }


def test_each_day_has_its_own_count(review, downloaded):
    with time_machine.travel(date(2026, 5, 12)):
        downloaded(PACK)
    downloaded(PACK)

    assert counts(day=date(2026, 5, 12), item="pack") == {("pack", "everything"): 1}
    assert DownloadCount.objects.filter(day__gt=date(2026, 5, 12) + timedelta(1), item="pack").count() == 1


@pytest.mark.parametrize("headers", [{"range": "bytes=100-"}, {"range": "bytes=999999999-"}])
def test_parts_that_are_fetched_later_are_not_counted(review, client, headers):
    part = client.get(PACK, headers=headers)
    client.head(PACK)

    assert not part.streaming or b"".join(part.streaming_content)

    assert counts() == {}


def test_a_count_that_is_lost_breaks_no_download(review, downloaded, monkeypatch, caplog):
    def fail(*_args, **_kwargs):
        raise DatabaseError("locked")

    monkeypatch.setattr(counting.DownloadCount.objects, "bulk_create", fail)

    assert zipfile.ZipFile.testzip(downloaded(PACK).zip) is None
    assert "was not counted" in caplog.text


def test_a_reworded_briefing_is_in_its_old_edition_as_it_was(pack, briefing, downloaded):
    old = downloaded(PACK).zip.read("01 7-minute briefing.pdf")
    briefing.sections = seven_sections(words=14)
    briefing.save()

    assert downloaded(PACK).zip.read("01 7-minute briefing.pdf") != old
    assert downloaded(FIRST).zip.read("01 7-minute briefing.pdf") == old


def test_names_that_windows_refuses_are_put_right(review, briefings, stored, downloaded):
    PackItemFactory(review=review, title='What? A "report": part 1/2 \u202etxt.exe', document=stored("r.txt"))
    BriefingPageFactory(parent=briefings, title="x" * 200, reviews=[review])
    BriefingPageFactory(parent=briefings, title="Ümlaut. . .", reviews=[review])

    names = downloaded(PACK).zip.namelist()

    assert not [name for name in names if set(name) & set('<>:"/\\|?*\u202e') or len(name) > 100]
    assert [name.split(" ")[0] for name in names[2:]] == [f"{n:02}" for n in range(1, len(names) - 1)]
    assert [name for name in names if name.endswith(" What A report part 1 2 txt.exe.txt")]


def test_a_briefing_downloaded_by_itself_is_counted_too(review, briefing, client):
    address = f"{briefing.url}briefing.txt"
    client.get(address)
    client.head(address)

    assert counts(page=briefing) == {(f"briefing-{briefing.pk}-txt", ""): 1}
