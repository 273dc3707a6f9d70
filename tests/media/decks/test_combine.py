"""Slides of several decks in one: what comes along, what stays behind, and what is refused."""

import io
import tracemalloc
import zipfile

import pytest
from lxml import etree
from pptx import Presentation

from media.decks.combine import (
    ChosenSlides,
    CombinedSlide,
    combine,
)
from media.decks.compose import DeckContent, PointSlide, compose_deck
from media.decks.outline import SlideOutline, read_outline
from media.opc.child import in_child
from tests.media import sample_files as samples
from tests.media.decks import decks_to_combine as decks
from tests.media.decks.decks_to_combine import members
from tests.media.package_validator import problems_of

pytestmark = pytest.mark.usefixtures("fresh_children")


def combined(*parts: ChosenSlides, title: str = "Our slides", **options) -> bytes:
    """The combined deck, which the validator has nothing to say about."""
    out = io.BytesIO()
    combine(parts, out, title=title, **options)
    assert problems_of(out.getvalue()) == []
    return out.getvalue()


def slides_of(data: bytes) -> tuple[SlideOutline, ...]:
    outline = read_outline(io.BytesIO(data))
    assert outline.problems == ()
    return outline.slides


def content(slide: SlideOutline) -> tuple[object, ...]:
    """What a slide says to those who see or hear it."""
    return (
        slide.title, slide.paragraphs, slide.alt_texts, slide.is_hidden, slide.language, slide.fingerprint,
    )  # fmt: skip


def titles(data: bytes) -> list[str]:
    return [slide.title for slide in slides_of(data)]


@pytest.fixture
def first(tmp_path):
    return decks.kept(tmp_path, "first.pptx", decks.simple_deck("First"))


@pytest.fixture
def second(tmp_path):
    return decks.kept(tmp_path, "second.pptx", decks.simple_deck("Second"))


@pytest.fixture
def rich(tmp_path):
    return decks.kept(tmp_path, "rich.pptx", decks.rich_deck())


def test_slides_come_in_the_order_they_were_chosen_in(first, second):
    data = combined(ChosenSlides(first, (3, 1)), ChosenSlides(second, (2,)), ChosenSlides(first, (4,)), house=False)

    assert titles(data) == ["First 3", "First 1", "Second 2", "First 4"]


def test_all_slides_of_a_deck_are_taken_if_none_is_named(first):
    data = combined(ChosenSlides(first), house=False)

    assert titles(data) == ["First 1", "First 2", "First 3", "First 4"]


def test_everything_on_a_slide_comes_along(rich):
    before = read_outline(rich).slides

    after = slides_of(combined(ChosenSlides(rich), house=False))

    assert [content(slide) for slide in after] == [content(slide) for slide in before]
    assert [slide.links for slide in after] == [slide.links for slide in before]


def test_python_pptx_opens_the_result_and_finds_charts_tables_and_pictures(rich):
    deck = Presentation(io.BytesIO(combined(ChosenSlides(rich, (2, 3, 4)), house=False)))

    chart, picture, table = deck.slides
    plot = next(shape for shape in chart.shapes if shape.has_chart).chart
    assert list(plot.plots[0].series[0].values) == [1, 2]
    assert plot.part.chart_workbook.xlsx_part.blob.startswith(b"PK")
    assert [shape.image.blob for shape in picture.shapes if shape.shape_type == 13] == [
        decks.PICTURE,
        samples.picture("JPEG"),
    ]
    assert next(shape for shape in table.shapes if shape.has_table).table.cell(0, 0).text == "Cell"


def test_a_video_comes_along_with_its_bytes_and_its_place_in_the_show(rich):
    data = combined(ChosenSlides(rich, (5,)), house=False)

    assert members(data)["ppt/media/media1.mp4"] == b"\0\0\0\x18ftypmp42 a film"
    assert b"<p:timing" in members(data)["ppt/slides/slide1.xml"]


def test_smartart_comes_along_with_its_drawing(tmp_path):
    path = decks.kept(tmp_path, "smart.pptx", decks.smartart_deck("Ask the child"))

    data = combined(ChosenSlides(path), house=False)

    assert slides_of(data)[0].paragraphs == ("Ask the child",)
    assert b"Ask the child" in members(data)["ppt/diagrams/drawing1.xml"]


def test_a_slide_chosen_twice_is_there_twice_with_its_own_chart(rich):
    data = combined(ChosenSlides(rich, (2, 2)), house=False)

    assert titles(data) == ["Chart", "Chart – 2"]
    assert {name for name in members(data) if name.startswith("ppt/charts/chart")} == {
        "ppt/charts/chart1.xml",
        "ppt/charts/chart2.xml",
    }


def test_a_picture_on_many_slides_of_many_decks_is_there_once(tmp_path):
    paths = []
    for name in ("a", "b"):
        deck = decks.empty_deck()
        for number in range(3):
            decks.with_picture(decks.add_slide(deck, f"{name} {number}"))
        paths.append(decks.kept(tmp_path, f"{name}.pptx", deck))

    data = combined(*map(ChosenSlides, paths), house=False)

    assert [name for name in members(data) if name.startswith("ppt/media/")] == ["ppt/media/image1.png"]


def test_a_hidden_slide_stays_hidden(rich):
    assert [slide.is_hidden for slide in slides_of(combined(ChosenSlides(rich, (7, 1)), house=False))] == [True, False]


def test_a_transition_is_kept(rich):
    assert b"<p:fade/>" in members(combined(ChosenSlides(rich, (7,)), house=False))["ppt/slides/slide1.xml"]


def test_the_source_is_the_last_of_the_notes(rich):
    data = combined(ChosenSlides(rich, (1, 3), source_label="Maya, edition 2"), house=False)

    assert [slide.notes for slide in slides_of(data)] == [
        ("Begin here.", "Then go on.", "From: Maya, edition 2, slide 1"),
        ("From: Maya, edition 2, slide 3",),
    ]


def test_without_notes_only_the_source_is_there(rich):
    data = combined(ChosenSlides(rich, (1,), source_label="Maya"), house=False, notes=False)

    assert slides_of(data)[0].notes == ("From: Maya, slide 1",)
    assert not any(b"Begin here" in part for part in members(data).values())


def test_a_source_that_looks_like_markup_is_words(first):
    data = combined(ChosenSlides(first, (1,), source_label="Q&A <b>\x00 2025"), house=False)

    assert slides_of(data)[0].notes[-1] == "From: Q&A <b> 2025, slide 1"


def test_a_deck_without_a_label_is_called_as_its_file(first):
    assert slides_of(combined(ChosenSlides(first, (1,)), house=False))[0].notes[-1] == "From: first, slide 1"


def test_what_decks_carry_beside_their_slides_stays_behind(tmp_path):
    deck = decks.simple_deck("First", slides=2)
    deck.core_properties.author = "Jane Example"
    relation = f'xmlns:p="{samples.PRESENTATION}" xmlns:r="{samples.RELATIONSHIPS}"'
    tagged, _ = decks.with_parts(
        decks.saved(deck),
        samples.SLIDE,
        [
            ("comments", "ppt/comments/comment1.xml", "application/c+xml", b"<c>Jane Example</c>", ""),
            (
                "tags",
                "ppt/tags/tag1.xml",
                "application/t+xml",
                b"<t>Jane Example</t>",
                f'<p:custDataLst {relation}><p:tags r:id="{{}}"/></p:custDataLst>',
            ),
            ("customXml", "customXml/item1.xml", "application/xml", b"<x>Jane Example</x>", ""),
            ("image", "ppt/media/unused.png", "image/png", b"Jane Example", ""),
        ],
    )

    data = combined(ChosenSlides(decks.kept(tmp_path, "first.pptx", tagged)), house=False)

    assert [name for name, part in members(data).items() if b"Jane Example" in part or b"custDataLst" in part] == []
    assert titles(data) == ["First 1", "First 2"]


def test_a_macro_deck_gives_its_slides_and_not_its_macros(tmp_path):
    whole = io.BytesIO(decks.saved(decks.simple_deck("First", slides=1)))
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    types = parts["[Content_Types].xml"].decode().replace(samples.DECK_TYPE, samples.MACRO_DECK_TYPE)
    parts["[Content_Types].xml"] = types.encode()
    parts["ppt/vbaProject.bin"] = samples.compound_file("VBA")
    arrow = f'<Relationship Id="rId90" Type="{samples.RELATIONSHIPS}/vbaProject" Target="vbaProject.bin"/>'
    rels = "ppt/_rels/presentation.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", arrow.encode() + b"</Relationships>")

    data = combined(ChosenSlides(decks.kept(tmp_path, "m.pptm", samples.zipped(parts))), house=False)

    assert titles(data) == ["First 1"]
    assert not any("vba" in name.casefold() for name in members(data))


def test_a_strict_deck_is_written_in_transitional_words(tmp_path):
    with zipfile.ZipFile(io.BytesIO(decks.saved(decks.rich_deck()))) as archive:
        strict = {name: as_strict(archive.read(name)) for name in archive.namelist()}

    data = combined(ChosenSlides(decks.kept(tmp_path, "s.pptx", samples.zipped(strict)), (1, 2, 3, 4)), house=False)

    assert titles(data) == ["Start", "Chart", "Picture", "Table and group"]
    assert [name for name, part in members(data).items() if b"purl.oclc.org" in part] == []


def as_strict(part: bytes) -> bytes:
    """A part in the addresses that ISO Strict has."""
    for kind in ("presentationml", "drawingml", "officeDocument"):
        transitional, strict = f"schemas.openxmlformats.org/{kind}/2006/", f"purl.oclc.org/ooxml/{kind}/"
        part = part if b"<Types" in part[:200] else part.replace(transitional.encode(), strict.encode())
    return part


def test_a_slide_without_a_layout_gets_a_plain_one(tmp_path):
    path = decks.kept(tmp_path, "bare.pptx", samples.deck())

    data = combined(ChosenSlides(path), house=False)

    assert [(slide.title, slide.paragraphs) for slide in slides_of(data)] == [("What we learned", ("Ask the child.",))]


def test_the_same_choice_gives_the_same_bytes(first, rich):
    parts = [ChosenSlides(first), ChosenSlides(rich)]

    assert combined(*parts) == combined(*parts)


def test_an_open_file_is_as_good_as_a_path(first):
    with first.open("rb") as file:
        assert combined(ChosenSlides(file, (2,)), house=False) == combined(ChosenSlides(first, (2,)), house=False)


def test_what_was_combined_is_told_slide_by_slide(first, second, tmp_path):
    marks = {slide.title: slide.fingerprint for path in (first, second) for slide in read_outline(path).slides}

    told = combine([ChosenSlides(first, (4, 2)), ChosenSlides(second, (1,))], tmp_path / "out.pptx", title="Ours")

    ours = [slide for slide in told.slides if slide.source_number is None]
    assert [slide for slide in told.slides if slide not in ours] == [
        CombinedSlide(3, 0, 4, marks["First 4"]),
        CombinedSlide(4, 0, 2, marks["First 2"]),
        CombinedSlide(6, 1, 1, marks["Second 1"]),
    ]
    assert [(slide.number, slide.source_index) for slide in ours] == [(1, None), (2, None), (5, None), (7, None)]


def test_combining_works_in_a_child_process(first, tmp_path):
    out = tmp_path / "out.pptx"

    told = in_child("media.decks.combine:combine", [ChosenSlides(first, (2,))], out, title="Ours", house=False)

    assert (len(told.slides), titles(out.read_bytes())) == (1, ["First 2"])


def test_slides_of_composed_decks_come_with_one_house_look(tmp_path):
    paths = [
        decks.kept(
            tmp_path, f"{name}.pptx", compose_deck(DeckContent(title=name, points=[PointSlide(f"{name} point")]))
        )
        for name in ("Maya", "Liam")
    ]

    data = combined(*(ChosenSlides(path, (1, 3)) for path in paths))

    assert [name for name in members(data) if name.startswith("ppt/slideMasters/slideMaster")] == [
        "ppt/slideMasters/slideMaster1.xml"
    ]


def test_a_combined_deck_can_be_combined_again(first, second, tmp_path):
    once = decks.kept(tmp_path, "once.pptx", combined(ChosenSlides(first, (1,)), ChosenSlides(second, (1,))))

    twice = combined(ChosenSlides(once), house=False)

    assert titles(twice) == titles(once.read_bytes())
    assert slides_of(twice)[2].notes == ("Notes of First 1", "From: first, slide 1", "From: once, slide 3")


def test_a_picture_that_two_decks_call_by_other_types_is_there_once(tmp_path):
    deck = decks.empty_deck()
    decks.with_picture(decks.add_slide(deck, "One"), samples.picture("JPEG"))
    data = decks.saved(deck)
    types = decks.part_of(data, "[Content_Types].xml").replace(b"image/jpeg", b"image/jpg")
    other = samples.zipped(decks.members(data) | {"[Content_Types].xml": types})

    made = combined(*(ChosenSlides(io.BytesIO(one)) for one in (data, other)), house=False)

    assert [name for name in members(made) if name.startswith("ppt/media/")] == ["ppt/media/image1.jpg"]


def test_a_control_that_runs_a_program_is_left_out_with_everything_around_it(tmp_path):
    namespaces = (
        f'xmlns:p="{samples.PRESENTATION}" xmlns:r="{samples.RELATIONSHIPS}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    control = '<p:control r:id="{}" name="Button"/>'
    choices = f'<mc:Choice Requires="v">{control}</mc:Choice><mc:Fallback>{control}</mc:Fallback>'
    alternatives = f"<mc:AlternateContent>{choices}</mc:AlternateContent>"
    data, _ = decks.with_parts(
        decks.saved(decks.simple_deck("First", slides=1)),
        samples.SLIDE,
        [
            (
                "control",
                "ppt/activeX/activeX1.xml",
                "application/vnd.ms-office.activeX+xml",
                b"<x/>",
                f"<p:controls {namespaces}>{alternatives}</p:controls>",
            )
        ],
    )

    made = combined(ChosenSlides(decks.kept(tmp_path, "c.pptx", data)), house=False)

    assert titles(made) == ["First 1"]
    assert [word for word in (b"control", b"AlternateContent") if word in members(made)[samples.SLIDE]] == []


def test_ink_comes_along_and_other_custom_xml_does_not(tmp_path):
    namespaces = f'xmlns:p="{samples.PRESENTATION}" xmlns:r="{samples.RELATIONSHIPS}"'
    mention = f'<p:contentPart {namespaces} r:id="{{}}"/>'
    data, _ = decks.with_parts(
        decks.saved(decks.simple_deck("First", slides=1)),
        samples.SLIDE,
        [
            ("customXml", "ppt/ink/ink7.xml", "application/inkml+xml", b"<ink>drawn</ink>", mention),
            ("customXml", "customXml/item1.xml", "application/a+xml", b"<x>secret</x>", mention),
        ],
    )

    made = members(combined(ChosenSlides(decks.kept(tmp_path, "ink.pptx", data)), house=False))

    assert made["ppt/ink/ink1.xml"] == b"<ink>drawn</ink>"
    assert made[samples.SLIDE].count(b"contentPart") == 1
    assert not any(b"secret" in part for part in made.values())


def test_large_recordings_are_never_all_in_memory(tmp_path):
    megabyte = 1024 * 1024
    paths = []
    for number in range(6):
        deck = decks.empty_deck()
        decks.with_video(decks.add_slide(deck, f"Video {number}"), bytes([number]) * 10 * megabyte)
        paths.append(decks.kept(tmp_path, f"{number}.pptx", deck))
        del deck

    tracemalloc.start()
    try:
        combine([ChosenSlides(path) for path in paths], tmp_path / "out.pptx", title="Ours")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 45 * megabyte
    with zipfile.ZipFile(tmp_path / "out.pptx") as package:
        films = [package.read(name) for name in package.namelist() if name.endswith(".mp4")]
    assert films == [bytes([number]) * 10 * megabyte for number in range(6)]


def test_a_part_whose_type_was_not_said_gets_the_type_of_its_kind(tmp_path):
    deck = decks.empty_deck()
    decks.with_video(decks.with_chart(decks.add_slide(deck, "One")))
    parts = decks.members(decks.saved(deck))
    types = etree.fromstring(parts["[Content_Types].xml"])
    for line in types:
        if line.get("PartName", "").startswith("/ppt/charts/") or line.get("Extension") in ("xlsx", "png", "mp4"):
            types.remove(line)
    parts["[Content_Types].xml"] = etree.tostring(types)

    made = combined(ChosenSlides(decks.kept(tmp_path, "untyped.pptx", samples.zipped(parts))), house=False)

    said = members(made)["[Content_Types].xml"]
    assert [kind for kind in (b"drawingml.chart+xml", b"image/png", b"video/mp4") if kind not in said] == []
