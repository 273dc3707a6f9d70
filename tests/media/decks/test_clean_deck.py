"""A clean copy of a deck holds what its viewers see, and nothing of what was hidden in ninety places."""

import io
import zipfile

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.util import Inches

from media.decks.cleaning.clean import clean_deck
from media.decks.cleaning.mending import NothingLeft
from media.decks.compose import DeckContent, HelpContact, PointSlide, Source, compose_deck
from media.decks.hidden_data import hidden_data
from media.opc import verify
from media.opc.hidden_values import office_values
from media.opc.package import Package
from media.opc.refusals import Damaged, FileRefused
from media.opc.verify import StillHidden
from tests.media import sample_files as samples
from tests.media.byte_search import found_anywhere
from tests.media.decks.canary_deck import VISIBLE, canary_deck
from tests.media.decks.canary_pictures import half_and_half

KEPT_BY_CHOICE = {"notes", "hidden_slide", "hidden_slide_notes"}


@pytest.fixture(scope="module")
def canary() -> tuple[bytes, dict[str, str]]:
    return canary_deck()


@pytest.fixture(scope="module")
def cleaned(canary) -> bytes:
    return clean(canary[0])


def clean(data: bytes, **choices) -> bytes:
    out = io.BytesIO()
    clean_deck(io.BytesIO(data), out, **choices)
    return out.getvalue()


def saved(deck) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def words_of(data: bytes) -> list[str]:
    shapes = [shape for slide in Presentation(io.BytesIO(data)).slides for shape in slide.shapes]
    shapes = [inner for shape in shapes for inner in (shape.shapes if shape.shape_type == 6 else [shape])]
    return [shape.text_frame.text for shape in shapes if shape.has_text_frame and shape.text_frame.text]


def pictures_of(data: bytes) -> list[list[tuple[int, ...]]]:
    names = sorted(name for name in members(data) if name.startswith("ppt/media/") and not name.endswith("mp4"))
    return [pixels(members(data)[name]) for name in names]


def pixels(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        return picture.convert("RGBA").tobytes()


def blobs_of(data: bytes) -> list[bytes]:
    """The pictures of the first slide, in order."""
    return [shape.image.blob for shape in Presentation(io.BytesIO(data)).slides[0].shapes if shape.shape_type == 13]


def test_ninety_secrets_are_planted(canary):
    data, secrets = canary

    assert len(set(secrets.values())) >= 90
    assert found_anywhere(list(secrets.values()), data) == set(secrets.values())


def test_no_secret_is_left_in_any_byte(canary, cleaned):
    assert found_anywhere(list(canary[1].values()), cleaned) == set()


def test_notes_and_hidden_slides_stay_if_that_is_chosen_and_nothing_else_does(canary):
    kept = clean(canary[0], keep_notes=True, keep_hidden_slides=True)

    assert found_anywhere(list(canary[1].values()), kept) == {canary[1][place] for place in KEPT_BY_CHOICE}
    slides = Presentation(io.BytesIO(kept)).slides
    assert slides[0].notes_slide.notes_text_frame.text == f"Do not say: {canary[1]['notes']}"
    assert [slide._element.get("show") for slide in slides] == [None, None, "0"]


def test_hidden_slides_can_stay_without_their_notes(canary):
    kept = clean(canary[0], keep_hidden_slides=True)

    assert found_anywhere([canary[1][place] for place in KEPT_BY_CHOICE], kept) == {canary[1]["hidden_slide"]}


def test_what_is_seen_is_as_it_was(canary, cleaned):
    before, after = words_of(canary[0]), words_of(cleaned)

    unseen = ("Switched off", "Beside the slide", "Below, in a group", "Hidden: ")
    assert after == [words for words in before if not words.startswith(unseen)]
    assert set(VISIBLE[:2]) <= set(after)


def test_tables_and_charts_are_as_they_were(cleaned):
    second = Presentation(io.BytesIO(cleaned)).slides[1]
    chart = next(shape.chart for shape in second.shapes if shape.has_chart)
    table = next(shape.table for shape in second.shapes if shape.has_table)

    assert [cell.text for cell in table.iter_cells()] == ["Agency", "Police"]
    assert list(chart.plots[0].categories) == ["Seen once", "Heard twice"]
    assert [(one.name, tuple(one.values)) for one in chart.plots[0].series] == [("Children", (3.0, 5.0))]
    assert not [name for name in members(cleaned) if "embeddings" in name]


def test_pictures_keep_every_pixel_but_what_was_cropped_off(canary, cleaned):
    before, after = blobs_of(canary[0]), blobs_of(cleaned)

    assert [pixels(one) for one in after[:3]] == [pixels(one) for one in before[:3]]
    with Image.open(io.BytesIO(after[3])) as cut:
        assert (cut.size, cut.convert("RGB").getcolors()) == ((20, 20), [(400, (0, 0, 255))])


def test_a_description_stays_unless_it_is_a_path(cleaned):
    pictures = [shape for shape in Presentation(io.BytesIO(cleaned)).slides[0].shapes if shape.shape_type == 13]

    assert [one._element.nvPicPr.cNvPr.get("descr") for one in pictures[:3]] == [
        "A map of the town",
        "A map of the town",
        None,
    ]


def test_links_lead_to_the_web_or_nowhere(cleaned):
    arrows = Package(io.BytesIO(cleaned)).relationships("ppt/slides/slide2.xml").values()

    assert sorted(one.target for one in arrows if one.is_external) == [
        "https://example.org/",
        "https://example.org/maya",
    ]


def test_the_video_still_plays(cleaned):
    video = next(content for name, content in members(cleaned).items() if name.endswith(".mp4"))

    assert video.startswith(b"\0\0\0\x10ftypisom")
    assert video.count(b"\x11" * 64) == 1
    assert (
        len(
            [
                one
                for one in Package(io.BytesIO(cleaned)).relationships("ppt/slides/slide1.xml").values()
                if one.target.endswith(".mp4")
            ]
        )
        == 2
    )


def test_every_part_is_typed_reachable_and_of_a_kind_that_is_listed(cleaned):
    package = Package(io.BytesIO(cleaned))
    names = {entry.name for entry in package.archive.entries if "_rels/" not in entry.name} - {"[Content_Types].xml"}
    reached, waiting = set(), [""]
    while waiting:
        for arrow in package.relationships(waiting.pop()).values():
            if not arrow.is_external and arrow.target not in reached:
                reached.add(arrow.target)
                waiting.append(arrow.target)

    assert reached == names
    assert all(package.content_type(name) for name in names)
    assert {name.rpartition("/")[0] for name in names} == {
        "docProps", "ppt", "ppt/charts", "ppt/media", "ppt/slideLayouts", "ppt/slideMasters", "ppt/slides", "ppt/theme",
    }  # fmt: skip


def test_layouts_stay_in_use(canary, cleaned):
    before, after = (Presentation(io.BytesIO(data)) for data in (canary[0], cleaned))

    assert [slide.slide_layout.name for slide in after.slides] == [slide.slide_layout.name for slide in before.slides][
        :2
    ]
    assert len(after.slide_layouts) == len(before.slide_layouts)


def test_the_same_deck_gives_the_same_bytes(canary, cleaned):
    assert clean(canary[0]) == cleaned


def test_a_clean_deck_has_nothing_left_to_report_and_cleans_to_itself(cleaned):
    assert hidden_data(cleaned).items == ()
    assert clean(cleaned) == cleaned


def test_the_title_is_the_callers(canary):
    told = members(clean(canary[0], title="Maya: <what> we learned"))["docProps/core.xml"]

    assert [one.text for one in etree.fromstring(told)] == ["Maya: <what> we learned"]


def test_the_report_says_what_went_and_what_stays(canary):
    report = clean_deck(io.BytesIO(canary[0]), io.BytesIO(), keep_notes=True)

    assert {item.code for item in report.kept} == {"notes"}
    assert {
        (item.code, item.slide)
        for item in report.removed
        if item.code in ("hidden_slide", "notes", "cropped", "author")
    } == {("hidden_slide", 3), ("notes", 3), ("cropped", 1), ("author", None)}


def test_a_deck_whose_slides_are_all_hidden_is_refused_with_a_sentence():
    deck = samples.zipped(samples.deck_parts(samples.slide_xml(attributes='show="0"')))

    with pytest.raises(NothingLeft, match="Every slide"):
        clean(deck)


def test_a_deck_whose_list_leads_to_no_slide_is_damaged_and_not_called_hidden():
    parts = samples.deck_parts(samples.slide_xml())
    parts["ppt/_rels/presentation.xml.rels"] = parts["ppt/_rels/presentation.xml.rels"].replace(b'/slide"', b'/gone"')

    with pytest.raises(Damaged):
        clean(samples.zipped(parts), keep_hidden_slides=True)


def test_a_composed_deck_has_nothing_to_remove():
    content = DeckContent(
        title="Maya",
        partnership="Exampleshire Safeguarding Children Partnership",
        review_label="Learning review: Maya",
        themes=("Neglect", "Was not brought"),
        points=(PointSlide("Ask the child", "Nobody did.", "Ask.", "How?", seen_in="Seen twice"),) * 3,
        sources=(Source("Summary", "2025", "https://example.org/"),),
        help_contacts=(HelpContact("Front door", "Day and night"),),
    )
    deck = compose_deck(content)

    assert hidden_data(deck).codes == {"notes"}
    report = clean_deck(io.BytesIO(deck), io.BytesIO(), keep_notes=True)
    assert (report.removed, {item.code for item in report.kept}) == ((), {"notes"})


def test_no_copy_is_left_when_the_search_finds_something(canary, tmp_path, monkeypatch):
    monkeypatch.setattr("media.opc.copying.core_properties", lambda title: canary[1]["author"].encode())
    out = tmp_path / "clean.pptx"

    with pytest.raises(StillHidden) as caught:
        clean_deck(io.BytesIO(canary[0]), out)

    assert not out.exists()
    assert {one.place for one in caught.value.found} == {"docProps/core.xml"}
    assert canary[1]["author"] not in str(caught.value)


@pytest.mark.parametrize(
    "place",
    [
        "notes",
        "hidden_slide",
        "author",
        "exif_artist",
        "comment",
        "workbook",
        "alt_path",
        "section",
        "printer",
        "gif_comment",
        "video_words",
        "linked_picture",
        "label",
    ],
)
def test_the_search_knows_of_itself_what_the_original_hid(canary, place):
    looked_for = office_values(canary[0]).to_look_for()

    assert [value for value in looked_for if canary[1][place] in value]
    assert verify.search(looked_for, canary[0])


def test_a_name_in_an_address_that_readers_follow_is_not_hidden():
    deck = Presentation()
    deck.core_properties.author = "Exampleshire"
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    run = slide.shapes.title.text_frame.paragraphs[0].add_run()
    run.text, run.hyperlink.address = "More", "https://example.org/Exampleshire/maya"

    data = clean(saved(deck))

    assert found_anywhere(["Exampleshire"], data) == {"Exampleshire"}
    assert found_anywhere(["Exampleshire"], members(data)["docProps/core.xml"]) == set()


def test_a_picture_that_cannot_be_cleaned_goes_and_the_report_says_so():
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    picture = slide.shapes.add_picture(io.BytesIO(half_and_half()), 0, 0)
    slide.part.related_part(picture._element.blip_rId)._blob = b"\x89PNG\r\n\x1a\n" + b"Nobody can read this"
    out = io.BytesIO()

    report = clean_deck(io.BytesIO(saved(deck)), out)

    assert [item.count for item in report.removed if item.code == "picture_left_out"] == [1]
    assert [name for name in members(out.getvalue()) if "media" in name] == []
    assert len(Presentation(out).slides[0].shapes) == 0


@pytest.mark.parametrize("cut", [0, 0.5], ids=["whole", "cropped"])
def test_a_picture_that_the_file_has_once_for_each_slide_is_in_the_copy_once(cut):
    deck = Presentation()
    for colour in ("teal", "navy", "plum"):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        out = io.BytesIO()
        Image.new("RGB", (20, 20), colour).save(out, "PNG")
        picture = slide.shapes.add_picture(out, 0, 0)
        picture.crop_left = cut
        slide.part.related_part(picture._element.blip_rId)._blob = half_and_half()

    after = clean(saved(deck))

    assert len([name for name in members(saved(deck)) if "media" in name]) == 3
    assert [name for name in members(after) if "media" in name] == ["ppt/media/image1.png"]
    assert [len(slide.shapes) for slide in Presentation(io.BytesIO(after)).slides] == [1, 1, 1]


def test_a_macro_deck_becomes_an_ordinary_deck_without_its_macros():
    data = clean(samples.macro_deck())

    assert Package(io.BytesIO(data)).content_type("ppt/presentation.xml") == samples.DECK_TYPE
    assert not [name for name in members(data) if "vba" in name.casefold()]


def test_animations_of_what_is_gone_go_too_and_others_stay():
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    seen = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(1), Inches(1))
    gone = slide.shapes.add_textbox(Inches(-9), Inches(1), Inches(1), Inches(1))
    moved_in = slide.shapes.add_textbox(Inches(-9), Inches(3), Inches(1), Inches(1))
    for shape in (seen, gone, moved_in):
        shape.text_frame.text = f"Shape {shape.shape_id}"
    slide._element.append(_timing(seen.shape_id, gone.shape_id, moved_in.shape_id))

    after = etree.fromstring(members(clean(saved(deck)))["ppt/slides/slide1.xml"])

    assert [one.get("spid") for one in after.iter("{*}spTgt")] == [str(seen.shape_id), str(moved_in.shape_id)]
    assert [one.text for one in after.iter("{*}t")] == [f"Shape {seen.shape_id}", f"Shape {moved_in.shape_id}"]
    assert all(len(one) for one in after.iter("{*}childTnLst"))


def _timing(seen: int, gone: int, moved: int) -> etree._Element:
    step = (
        '<p:par><p:cTn id="{1}" fill="hold"><p:childTnLst><p:{2}><p:cBhvr><p:cTn id="{1}9" dur="500"/><p:tgtEl>'
        '<p:spTgt spid="{0}"/></p:tgtEl></p:cBhvr></p:{2}></p:childTnLst></p:cTn></p:par>'
    )
    steps = (
        step.format(seen, 5, "animEffect") + step.format(gone, 6, "animEffect") + step.format(moved, 7, "animMotion")
    )
    return etree.fromstring(
        f'<p:timing xmlns:p="{samples.PRESENTATION}"><p:tnLst><p:par><p:cTn id="1" nodeType="tmRoot"><p:childTnLst>'
        f"{steps}</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>"
    )


def test_an_embedded_object_leaves_its_picture():
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    icon = io.BytesIO(half_and_half())
    place = (Inches(2), Inches(3), Inches(1), Inches(1))
    slide.shapes.add_ole_object(io.BytesIO(samples.workbook()), "Excel.Sheet.12", *place, icon_file=icon)

    data = clean(saved(deck))

    (picture,) = Presentation(io.BytesIO(data)).slides[0].shapes
    assert (picture.shape_type, picture.left, picture.top) == (13, Inches(2), Inches(3))
    assert pixels(picture.image.blob) == pixels(half_and_half())
    assert not [name for name in members(data) if "embeddings" in name]


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", samples.pdf(), samples.word_document()], ids=["empty", "cut", "pdf", "docx"]
)
def test_what_is_no_deck_is_refused(data):
    with pytest.raises(FileRefused):
        clean(data)
