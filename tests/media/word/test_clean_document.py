"""A clean copy of a Word document holds what its readers see, and nothing of what was hidden in sixty places."""

import io
import zipfile

import pytest
from lxml import etree
from PIL import Image

from media.opc.hidden_values import office_values
from media.opc.package import Package
from media.opc.refusals import FileRefused
from media.opc.verify import StillHidden, search
from media.word.cleaning import clean_document
from media.word.hidden_data import hidden_document_data
from tests.media import sample_files as samples
from tests.media.byte_search import found_anywhere
from tests.media.word.canary_document import VISIBLE, W, canary_document


@pytest.fixture(scope="module")
def canary() -> tuple[bytes, dict[str, str]]:
    return canary_document()


@pytest.fixture(scope="module")
def cleaned(canary) -> bytes:
    return clean(canary[0])


def clean(data: bytes, **choices) -> bytes:
    out = io.BytesIO()
    clean_document(io.BytesIO(data), out, **choices)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def words_of(data: bytes) -> list[str]:
    parts = [
        name for name in members(data) if name.startswith("word/") and name.count("/") == 1 and name.endswith("xml")
    ]
    roots = [etree.fromstring(members(data)[name]) for name in sorted(parts)]
    return [one.text for root in roots for one in root.iter(f"{{{W}}}t") if one.text]


def test_sixty_secrets_are_planted(canary):
    data, secrets = canary

    assert len(set(secrets.values())) >= 60
    assert found_anywhere(list(secrets.values()), data) == set(secrets.values())


def test_no_secret_is_left_in_any_byte(canary, cleaned):
    assert found_anywhere(list(canary[1].values()), cleaned) == set()


def test_what_is_seen_is_as_it_was(cleaned):
    assert sorted(words_of(cleaned)) == sorted([*VISIBLE, " and a file", "1", "Styled"])


def test_the_words_stand_in_their_order(cleaned):
    words = words_of(cleaned)

    assert [word for word in words if word in VISIBLE[:7]] == list(VISIBLE[:7])


def test_links_lead_to_the_web_or_nowhere(cleaned):
    arrows = Package(io.BytesIO(cleaned)).relationships("word/document.xml").values()
    root = etree.fromstring(members(cleaned)["word/document.xml"])

    assert [one.target for one in arrows if one.is_external] == ["https://example.org/maya"]
    assert [len(link) for link in root.iter(f"{{{W}}}hyperlink")] == [1]


def test_pictures_keep_every_pixel_but_what_was_cropped_off(canary, cleaned):
    def pixels(content: bytes) -> bytes:
        with Image.open(io.BytesIO(content)) as picture:
            return picture.convert("RGBA").tobytes()

    after = {pixels(content) for name, content in members(cleaned).items() if name.startswith("word/media/")}
    blue = Image.new("RGBA", (20, 20), (0, 0, 255, 255)).tobytes()
    before = members(canary[0])

    assert after == {pixels(before["word/media/photo.jpeg"]), pixels(before["word/media/drawing.png"]), blue}


def test_fields_that_point_still_point_to_their_bookmark(cleaned):
    root = etree.fromstring(members(cleaned)["word/document.xml"])

    assert [one.get(f"{{{W}}}name") for one in root.iter(f"{{{W}}}bookmarkStart")] == ["bookmark1"]
    assert [one.text for one in root.iter(f"{{{W}}}instrText")] == [" PAGEREF bookmark1 \\h "]
    assert len(list(root.iter(f"{{{W}}}fldChar"))) == 3


def test_a_style_in_use_stays_under_a_plain_name(cleaned):
    styles = etree.fromstring(members(cleaned)["word/styles.xml"])
    root = etree.fromstring(members(cleaned)["word/document.xml"])

    assert [one.get(f"{{{W}}}styleId") for one in styles.iter(f"{{{W}}}style")] == ["Normal", "Style2"]
    assert [one.get(f"{{{W}}}val") for one in root.iter(f"{{{W}}}pStyle")] == ["Style2"]
    assert [len(list(one.iter(f"{{{W}}}b"))) for one in styles.iter(f"{{{W}}}style")] == [0, 1]


def test_every_part_is_of_a_kind_that_is_listed(cleaned):
    package = Package(io.BytesIO(cleaned))

    assert sorted(entry.name for entry in package.archive.entries if "media/" not in entry.name) == [
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels", "word/document.xml",
        "word/footnotes.xml", "word/header1.xml", "word/numbering.xml", "word/settings.xml", "word/styles.xml",
    ]  # fmt: skip
    assert package.content_type("word/document.xml") == samples.DOCUMENT_TYPE


def test_the_same_document_gives_the_same_bytes(canary, cleaned):
    assert clean(canary[0]) == cleaned


def test_a_clean_document_has_nothing_left_to_report(cleaned):
    assert hidden_document_data(cleaned).items == ()


def test_the_report_names_what_went(canary):
    report = clean_document(io.BytesIO(canary[0]), io.BytesIO())

    assert report.kept == ()
    assert {item.code for item in report.removed} >= {
        "author", "last_modified_by", "company", "manager", "template", "edit_log", "properties", "custom_properties",
        "custom_xml", "comments", "people", "tracked_changes", "hidden_text", "variables", "template_path", "link_path",
        "alt_path", "embedded_file", "macros", "revision_ids", "content_controls", "glossary", "labels", "password",
        "media_metadata", "media_place",
    }  # fmt: skip


def test_no_copy_is_left_when_the_search_finds_something(canary, tmp_path, monkeypatch):
    monkeypatch.setattr("media.word.cleaning.drop_hidden_words", lambda root, hiding: [])
    monkeypatch.setattr("media.word.cleaning.accept_changes", lambda root: [])
    monkeypatch.setattr("media.opc.copying.core_properties", lambda title: canary[1]["hidden_words"].encode())
    out = tmp_path / "clean.docx"

    with pytest.raises(StillHidden):
        clean_document(io.BytesIO(canary[0]), out)

    assert not out.exists()


@pytest.mark.parametrize(
    "place",
    [
        *(
            "author",
            "comment",
            "comment_author",
            "deleted_words",
            "hidden_words",
            "custom_xml",
            "template_user",
            "person",
        ),
        *("variable_value", "ins_author", "exif_artist", "glossary", "alt_server", "label"),
    ],
)
def test_the_search_knows_of_itself_what_the_original_hid(canary, place):
    looked_for = [value for value in office_values(canary[0]).to_look_for() if canary[1][place] in value]

    assert looked_for
    assert search(looked_for, canary[0])


def test_a_plain_document_has_nothing_to_remove():
    report = clean_document(io.BytesIO(samples.word_document()), io.BytesIO())

    assert (report.removed, report.kept) == ((), ())


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", samples.deck()], ids=["empty", "cut", "deck"])
def test_what_is_no_document_is_refused(data):
    with pytest.raises(FileRefused):
        clean(data)
