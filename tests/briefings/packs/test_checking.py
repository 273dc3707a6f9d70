"""Is the pack I saved still current? What is handed in is read with caps, and each file's fate is told."""

import io
import json
import uuid
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from briefings.domain.packs import handed_in
from briefings.domain.packs.checking import Verdict, check
from briefings.domain.packs.handed_in import NotAPack, read_handed_in
from briefings.models import BriefingPage, PackEdition
from learning.models import PackItem, ReviewPage
from tests.factories.briefings import BriefingPageFactory, seven_sections
from tests.factories.learning import PackItemFactory

pytestmark = pytest.mark.django_db

PACK = "/reviews/child-a/pack.zip"
CHECK = "/packs/check/"


@pytest.fixture
def pack(review, briefing, stored):
    PackItemFactory(review=review, title="Report", document=stored("report.txt", b"What was learned."))
    return review


def reword(briefing):
    briefing.sections = seven_sections(words=14)
    briefing.save()


def handed(content, name="pack.zip"):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else json.dumps(content).encode())


def verdicts(content, name="pack.zip", on=None):
    found = check(read_handed_in(handed(content, name)), on)
    return {item.name: item.verdict for item in found.items}


def test_the_newest_edition_is_current_as_zip_and_as_manifest(pack, downloaded):
    saved = downloaded(PACK)

    for content in (saved.data, saved.zip.read("manifest.json")):
        found = check(read_handed_in(handed(content)))
        assert (found.number, found.is_newest, found.is_current) == (1, True, True)


def test_what_was_reworded_is_replaced_and_the_rest_is_still_current(pack, briefing, downloaded):
    saved = downloaded(PACK)
    reword(briefing)

    found = verdicts(saved.data)

    assert found["01 7-minute briefing.pdf"] is Verdict.REPLACED
    assert next(name for name, verdict in found.items() if verdict is Verdict.SAME).endswith("Report.txt")


def test_what_was_left_out_is_gone_and_what_is_new_is_told(pack, stored, downloaded):
    saved = downloaded(PACK)
    PackItem.objects.all().delete()
    PackItemFactory(review=pack, title="Slides", document=stored("s.pptx"))

    found = check(read_handed_in(handed(saved.data)))

    gone = [item for item in found.items if item.verdict is Verdict.GONE]
    assert [(item.title, item.says) for item in gone] == [("Report", "It is no longer in the pack.")]
    assert [item.title for item in found.new] == ["Slides"]
    assert [edition.number for edition in found.changes_since] == [2]


def test_a_withdrawn_document_is_told_as_withdrawn(pack, downloaded):
    saved = downloaded(PACK)
    document = PackItem.objects.get().document
    PackItem.objects.all().delete()
    document.delete()

    found = check(read_handed_in(handed(saved.data)))

    assert "It was withdrawn: please do not use it any more." in [item.says for item in found.items]


def test_a_superseded_briefing_leads_to_the_one_that_replaced_it(pack, briefing, briefings, downloaded):
    saved = downloaded(PACK)
    newer = BriefingPageFactory(parent=briefings, title="Newer", reviews=[pack])
    BriefingPage.objects.filter(pk=briefing.pk).update(superseded_by=newer)

    found = check(read_handed_in(handed(saved.data)))

    told = {(item.says, item.url) for item in found.items if item.verdict is Verdict.GONE}
    assert told == {("Superseded by “Newer”.", newer.full_url)}


def test_what_is_past_its_review_by_now_is_told(pack, downloaded):
    BriefingPage.objects.update(review_by=date(2030, 1, 1))
    saved = downloaded(PACK)

    before, after = (verdicts(saved.data, on=date(year, 1, 1)) for year in (2029, 2031))

    assert before["01 7-minute briefing.pdf"] is Verdict.SAME
    assert after["01 7-minute briefing.pdf"] is Verdict.PAST_REVIEW


def test_of_a_part_of_a_pack_only_that_part_is_told(pack, briefing, downloaded):
    saved = downloaded(f"{PACK}?item=about")
    reword(briefing)

    found = check(read_handed_in(handed(saved.data)))

    assert [item.title for item in found.items] == ["About this review"]
    assert found.new == ()


@pytest.mark.parametrize("with_manifest", [True, False])
def test_a_pack_that_was_zipped_again_is_known(pack, downloaded, with_manifest):
    saved, again = downloaded(PACK), io.BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("__MACOSX/._01", b"x") if with_manifest else None
        for name in saved.zip.namelist():
            if with_manifest or name not in {"manifest.json", "README.txt"}:
                archive.writestr(f"my folder/{name}", saved.zip.read(name))

    found = check(read_handed_in(handed(again.getvalue())))

    assert found.review.pk == pack.pk
    assert {item.verdict for item in found.items} == {Verdict.SAME}


def test_one_file_by_itself_is_known_by_its_content_whatever_it_is_called(pack, briefing, downloaded):
    pdf = downloaded(PACK).zip.read("01 7-minute briefing.pdf")
    same = verdicts(pdf, "from a colleague.pdf")
    reword(briefing)

    assert same == {"from a colleague.pdf": Verdict.SAME}
    assert verdicts(pdf, "x.pdf") == {"x.pdf": Verdict.REPLACED}


def test_a_pack_of_a_review_that_is_no_longer_published_is_not_known(pack, downloaded, client):
    saved = downloaded(PACK)
    ReviewPage.objects.update(live=False)

    assert check(read_handed_in(handed(saved.data))) is None
    assert "Child A" not in client.post(CHECK, {"file": handed(saved.data)}).text


def deep():
    return b'{"format": ' + b"[" * 200_000


def bomb():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b" " * 30_000_000)
    return made.getvalue()


def manifest(**said):
    return {"format": "cascade-pack-manifest", "pack": str(uuid.UUID(int=7)), "edition": 1, "items": []} | said


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "This file is empty."),
        (b"{}", "This is not the manifest of a learning pack from a site like this one."),
        (b"[1, 2]", "This is not the manifest of a learning pack from a site like this one."),
        (b'{"format": "cascade-pack-manifest"', "This is not the manifest of a learning pack, or it is damaged."),
        (b"{\xff\xfe}", "This is not the manifest of a learning pack, or it is damaged."),
        (b'{"edition": ' + b"9" * 9000 + b"}", "This is not the manifest of a learning pack, or it is damaged."),
        (deep(), "This is not the manifest of a learning pack, or it is damaged."),
        (b"[" + b" " * 3_000_000, "This file is too long for a manifest."),
        (manifest(items="all"), "This manifest does not say what is in its pack. It may have been changed by hand."),
        (manifest(items=[1]), "This manifest does not say what is in its pack. It may have been changed by hand."),
        (
            manifest(items=[{}] * 3000),
            "This manifest does not say what is in its pack. It may have been changed by hand.",
        ),
        (b"PK\x03\x04 and nothing more", "This zip could not be read"),
        (bomb(), "This zip could not be read"),
    ],
    ids=lambda value: None if isinstance(value, str) else str(value)[:20],
)
def test_what_is_no_manifest_gets_a_sentence(client, pack, content, says):
    response = client.post(CHECK, {"file": handed(content, "manifest.json")}) if content else None

    with pytest.raises(NotAPack, match=says[:40]):
        read_handed_in(handed(content))
    if response:
        assert (response.status_code, says in response.text) == (400, True)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"pack": 7, "edition": "two"},
        {"pack": "nonsense", "edition": -1},
        {"edition": True, "items": [{"name": 3, "sha256": None, "key": ["a"]}]},
        {"items": [{"name": "a", "sha256": "b" * 10_000}]},
    ],
)
def test_a_manifest_of_another_site_is_not_known_and_breaks_nothing(client, pack, said):
    response = client.post(CHECK, {"file": handed(manifest(**said), "manifest.json")})

    assert (response.status_code, "Not known here" in response.text) == (200, True)


def test_a_manifest_changed_by_hand_is_not_believed(pack, downloaded):
    told = json.loads(downloaded(PACK).zip.read("manifest.json"))
    told["edition"] = 2_000_000
    told["items"] = [{"name": "mine.pdf", "title": "<script>", "key": "about", "sha256": "f" * 64}]

    found = check(read_handed_in(handed(told)))

    assert (found.number, [item.verdict for item in found.items]) == (0, [Verdict.REPLACED])


def test_a_file_too_large_to_look_at_is_refused_before_it_is_read(client, pack, monkeypatch):
    monkeypatch.setattr(handed_in, "MOST_BYTES", 10)

    with pytest.raises(NotAPack, match="larger than"):
        read_handed_in(handed(b"x" * 11))
    response = client.post(CHECK, {"file": handed(b"x")}, headers={"content-length": str(10**12)})
    assert (response.status_code, "Hand in the small file manifest.json" in response.text) == (413, True)


def test_the_address_in_the_readme_tells_the_same(client, pack, briefing, downloaded):
    address = json.loads(downloaded(PACK).zip.read("manifest.json"))["newer"].removeprefix("http://testserver")
    current = client.get(address).text
    reword(briefing)

    assert "It is the newest edition." in current
    assert "There is a newer one: edition 2" in client.get(address).text


@pytest.mark.parametrize(
    "query",
    ["?pack=&edition=", "?pack=nonsense&edition=1", "?edition=9", f"?pack={uuid.UUID(int=7)}&edition=-1", "?edition=²"],
)
def test_an_address_of_no_pack_says_so(client, pack, query):
    assert "Not known here" in client.get(CHECK + query).text


def test_nothing_that_is_handed_in_is_kept_and_no_page_is_cached(client, pack, downloaded, settings, tmp_path):
    saved = downloaded(PACK)
    before = sorted(path for path in tmp_path.rglob("*") if path.is_file())

    response = client.post(CHECK, {"file": handed(saved.data)})

    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == before
    assert "no-store" in response["Cache-Control"]
    assert PackEdition.objects.count() == 1


def test_a_form_of_another_site_cannot_hand_anything_in(pack):
    assert Client(enforce_csrf_checks=True).post(CHECK, {"file": handed(b"x")}).status_code == 403


def test_no_file_chosen_is_said_beside_the_field(client, pack):
    response = client.post(CHECK)

    assert (response.status_code, "Choose a file first." in response.text) == (400, True)
