"""An Office file that is changed and written: every part where it was, nothing twice, the same bytes each time."""

import io
import zipfile

import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Inches

from media.opc.editable import Arrow, EditablePackage
from media.opc.package import Package
from media.opc.refusals import Damaged
from tests.media import sample_files as samples

IMAGE = f"{samples.RELATIONSHIPS}/image"


def opened(data: bytes) -> EditablePackage:
    return EditablePackage.opened(io.BytesIO(data))


def written(package: EditablePackage) -> bytes:
    out = io.BytesIO()
    package.write(out)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def types(data: bytes) -> dict[str, str]:
    lines = etree.fromstring(members(data)["[Content_Types].xml"])
    return {line.get("PartName") or line.get("Extension"): line.get("ContentType") for line in lines}


@pytest.fixture(scope="module")
def deck() -> bytes:
    """Two slides as python-pptx makes them, with a picture, a table and notes."""
    deck = Presentation()
    for title in ("What we learned", "What we will do"):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = title
        slide.notes_slide.notes_text_frame.text = f"Say: {title}"
    deck.slides[0].shapes.add_picture(io.BytesIO(samples.picture("png")), Inches(1), Inches(1))
    deck.slides[1].shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table.cell(0, 0).text = "Agency"
    saved = io.BytesIO()
    deck.save(saved)
    return saved.getvalue()


def test_every_part_is_written_as_it_was(deck):
    before, after = members(deck), members(written(opened(deck)))

    assert after.keys() == before.keys()
    assert {n: c for n, c in after.items() if not n.endswith(".rels") and n != "[Content_Types].xml"} == {
        n: c for n, c in before.items() if not n.endswith(".rels") and n != "[Content_Types].xml"
    }


def test_every_part_keeps_its_type_and_its_relationships(deck):
    before, after = (Package(io.BytesIO(data)) for data in (deck, written(opened(deck))))

    names = ["", *opened(deck).names]
    assert {name: after.relationships(name) for name in names} == {name: before.relationships(name) for name in names}
    assert [after.content_type(name) for name in names[1:]] == [before.content_type(name) for name in names[1:]]


@pytest.mark.parametrize(
    "target",
    [
        "../../x.xml",
        "%2e%2e/%2e%2e/x.xml",
        "..\\..\\x.xml",
        "..%5C..%5Cx.xml",
        "slides\\x.xml",
        "/c:/x.xml",
        "a\x7f%00.xml",
    ],
)
def test_a_relationship_with_a_name_that_is_not_safe_is_left_behind(target):
    arrows = samples.relationships(("rId1", "slide", target), ("rId2", "slide", "slides/slide1.xml"))
    package = opened(samples.deck_with({"ppt/_rels/presentation.xml.rels": arrows}))

    assert [one.target for one in package.arrows("ppt/presentation.xml").values()] == [samples.SLIDE]


def test_python_pptx_opens_what_was_written(deck):
    slides = Presentation(io.BytesIO(written(opened(deck)))).slides

    assert [slide.shapes.title.text for slide in slides] == ["What we learned", "What we will do"]
    assert [slide.notes_slide.notes_text_frame.text for slide in slides] == [
        "Say: What we learned",
        "Say: What we will do",
    ]


def test_the_bytes_do_not_depend_on_the_order_the_dates_or_the_packing_of_the_file_that_was_read(deck):
    shuffled = io.BytesIO()
    with zipfile.ZipFile(shuffled, "w") as archive:
        archive.comment = b"made by somebody"
        for name, content in reversed(members(deck).items()):
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), content, zipfile.ZIP_STORED)

    assert written(opened(shuffled.getvalue())) == written(opened(deck))


def test_a_written_zip_holds_nothing_of_its_own(deck):
    with zipfile.ZipFile(io.BytesIO(written(opened(deck)))) as archive:
        lines = archive.infolist()

    assert [line.filename for line in lines[:2]] == ["[Content_Types].xml", "_rels/.rels"]
    assert [line.filename for line in lines[2:]] == sorted(line.filename for line in lines[2:])
    assert {(line.date_time, line.comment, line.extra, line.create_system) for line in lines} == {
        ((1980, 1, 1, 0, 0, 0), b"", b"", 0)
    }
    assert {line.compress_type for line in lines if line.filename.endswith(".png")} == {zipfile.ZIP_STORED}


def test_content_types_hold_one_default_an_ending_and_overrides_only_where_they_differ():
    package = EditablePackage()
    package.add("ppt/media/a.png", b"", "image/png")
    package.add("ppt/media/b.png", b"", "image/png")
    package.add("ppt/media/c.jpg", b"", "image/jpeg")
    package.add("ppt/media/d.jpg", b"", "image/jpg")
    package.add("ppt/a&b.xml", b"", "application/x-ab+xml")
    package.add("customXml/item1.xml", b"", "application/xml")

    assert types(written(package)) == {
        "png": "image/png",
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "/ppt/media/c.jpg": "image/jpeg",
        "/ppt/media/d.jpg": "image/jpg",
        "/ppt/a&b.xml": "application/x-ab+xml",
    }


def test_a_part_that_is_removed_goes_with_its_relationships_and_its_type(deck):
    package = opened(deck)
    package.remove("PPT/Slides/Slide1.xml")
    package.drop_dangling()
    after = written(package)

    assert not [name for name in members(after) if "slide1.xml" in name and "/slides/" in name]
    assert "/ppt/slides/slide1.xml" not in types(after)
    assert [one.target for one in package.arrows("ppt/presentation.xml").values() if one.kind == "slide"] == [
        "ppt/slides/slide2.xml"
    ]


def test_a_part_nothing_leads_to_is_dropped_and_what_only_it_led_to(deck):
    package = opened(deck)
    for one in package.arrows("ppt/presentation.xml").values():
        if one.target == "ppt/slides/slide1.xml":
            package.unrelate("ppt/presentation.xml", one.id)
    for one in package.arrows("ppt/notesSlides/notesSlide1.xml").values():
        if one.kind == "slide":
            package.unrelate("ppt/notesSlides/notesSlide1.xml", one.id)

    assert package.drop_unreachable() == (
        "ppt/media/image1.png",
        "ppt/notesSlides/notesSlide1.xml",
        "ppt/slides/slide1.xml",
    )


def test_renamed_parts_are_followed_by_every_relationship(deck):
    package = opened(deck)
    package.rename({"ppt/slides/slide1.xml": "ppt/slides/slide2.xml", "ppt/slides/slide2.xml": "ppt/slides/slide1.xml"})

    again = opened(written(package))
    listed = [one.target for one in again.arrows("ppt/presentation.xml").values() if one.kind == "slide"]
    slides = Presentation(io.BytesIO(written(package))).slides

    assert listed == ["ppt/slides/slide2.xml", "ppt/slides/slide1.xml"]
    assert list(again.related("ppt/notesSlides/notesSlide1.xml", "slide")) == ["ppt/slides/slide2.xml"]
    assert [slide.shapes.title.text for slide in slides] == ["What we learned", "What we will do"]


def test_two_parts_may_not_come_to_have_the_same_name_but_for_capitals(deck):
    with pytest.raises(ValueError, match="same name"):
        opened(deck).rename({"ppt/slides/slide1.xml": "ppt/slides/SLIDE2.xml"})


def test_a_name_is_added_once(deck):
    package = opened(deck)

    with pytest.raises(ValueError, match="already"):
        package.add("ppt/slides/SLIDE1.xml", b"", "")
    assert [package.unused_name("ppt/slides/slide{}.xml") for _ in range(2)] == [
        "ppt/slides/slide3.xml",
        "ppt/slides/slide4.xml",
    ]


def test_a_relationship_that_is_there_already_is_not_made_twice(deck):
    package = opened(deck)
    slide = "ppt/slides/slide1.xml"
    existing = next(one for one in package.arrows(slide).values() if one.kind == "image")

    assert package.relate(slide, IMAGE, existing.target) == existing.id
    new = package.relate(slide, IMAGE, "https://example.org/a.png", is_external=True)
    assert new not in opened(deck).arrows(slide)
    assert package.arrows(slide)[new] == Arrow(new, IMAGE, "https://example.org/a.png", is_external=True)


def test_names_with_blanks_and_addresses_with_fragments_come_back():
    package = EditablePackage()
    package.add("ppt/presentation.xml", b"<a/>", samples.DECK_TYPE)
    package.add("ppt/media/my photo.png", b"", "image/png")
    package.relate("", f"{samples.RELATIONSHIPS}/officeDocument", "ppt/presentation.xml")
    package.relate("ppt/presentation.xml", IMAGE, "ppt/media/my photo.png")
    package.set_arrows(
        "ppt/presentation.xml",
        package.arrows("ppt/presentation.xml")
        | {"rId9": Arrow("rId9", IMAGE, "ppt/media/my photo.png", fragment="top")},
    )
    package.relate("ppt/presentation.xml", IMAGE, "https://example.org/?a=1&b=2#c", is_external=True)

    again = opened(written(package))

    assert again.arrows("ppt/presentation.xml") == package.arrows("ppt/presentation.xml")
    assert again.reachable() == set(again.names)


def test_a_part_that_is_not_there_is_a_damaged_file(deck):
    package = opened(deck)

    for look in (package.read, package.xml, package.content_type, package.arrows, package.remove):
        with pytest.raises(Damaged):
            look("ppt/slides/slide9.xml")


def test_a_part_too_large_to_be_held_is_read_when_it_is_written():
    package = EditablePackage()
    asked = []
    package.add_unread("one.bin", lambda: asked.append(1) or b"content", "application/octet-stream")
    out = io.BytesIO()

    package.write(out)

    assert asked == [1]
    with zipfile.ZipFile(out) as archive:
        assert archive.read("one.bin") == b"content"


def test_a_part_that_was_looked_at_and_changed_is_read_anew(deck):
    package = opened(deck)
    looked_at = package.look("ppt/slides/slide1.xml")

    package.replace("ppt/slides/slide1.xml", b"<other/>")

    assert (looked_at.tag == "other", package.look("ppt/slides/slide1.xml").tag) == (False, "other")


def test_whoever_changes_a_part_changes_it_for_nobody_else(deck):
    package = opened(deck)
    package.look("ppt/slides/slide1.xml")

    package.xml("ppt/slides/slide1.xml").clear()

    assert len(package.look("ppt/slides/slide1.xml"))
    assert len(package.xml("ppt/slides/slide1.xml"))
