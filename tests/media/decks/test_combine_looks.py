"""What slides look like in a combined deck: their layouts and masters, their size, their tables, our own slides."""

import io

import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from media.decks.combine import ChosenSlides, combine
from media.decks.compose import DeckContent, PointSlide, Source, compose_deck
from media.decks.house_template import template_bytes
from media.decks.outline import read_outline
from tests.media import sample_files as samples
from tests.media.decks import decks_to_combine as decks
from tests.media.package_validator import problems_of

STYLE = "{11111111-2222-3333-4444-555555555555}"


def combined(*parts: ChosenSlides, **options) -> bytes:
    out = io.BytesIO()
    combine(parts, out, title="Ours", **({"house": False} | options))
    assert problems_of(out.getvalue()) == []
    return out.getvalue()


def opened(*parts: ChosenSlides, **options) -> Deck:
    return Presentation(io.BytesIO(combined(*parts, **options)))


def looks(deck: Deck) -> list[list[str]]:
    """The names of each master's layouts."""
    return [[layout.name for layout in master.slide_layouts] for master in deck.slide_masters]


def box(shape) -> tuple[float, ...]:
    """Left, top, width and height in inches."""
    return tuple(round(side / 914_400, 2) for side in (shape.left, shape.top, shape.width, shape.height))


def deck_on(layouts: list[int], size: tuple[int, int] = decks.NARROW) -> Deck:
    """A deck with one slide on each of these layouts."""
    deck = decks.empty_deck(size)
    for at in layouts:
        deck.slides.add_slide(deck.slide_layouts[at])
    return deck


def test_a_master_brings_only_the_layouts_in_use(tmp_path):
    deck = opened(ChosenSlides(decks.kept(tmp_path, "a.pptx", deck_on([5, 1, 5]))))

    assert looks(deck) == [["Title Only", "Title and Content"]]


def test_decks_on_one_template_share_its_master_and_both_bring_their_layouts(tmp_path):
    paths = [decks.kept(tmp_path, f"{at}.pptx", deck_on([0, at])) for at in (1, 6)]

    deck = opened(*map(ChosenSlides, paths))

    assert looks(deck) == [["Title Slide", "Title and Content", "Blank"]]
    assert [slide.slide_layout.name for slide in deck.slides] == [
        "Title Slide",
        "Title and Content",
        "Title Slide",
        "Blank",
    ]


def test_decks_with_other_colours_keep_each_their_own(tmp_path):
    plain = decks.saved(deck_on([1]))
    red = decks.changed(plain, "ppt/theme/theme1.xml", redden)

    data = combined(*(ChosenSlides(decks.kept(tmp_path, f"{n}.pptx", deck)) for n, deck in enumerate((plain, red))))

    assert looks(Presentation(io.BytesIO(data))) == [["Title and Content"], ["Title and Content"]]
    assert [b'"FE0102"' in decks.part_of(data, f"ppt/theme/theme{n}.xml") for n in (1, 3)] == [False, True]


def redden(theme) -> None:
    theme.find(".//{*}accent1")[0].set("val", "FE0102")


def test_the_first_deck_decides_the_size(tmp_path):
    narrow, wide = (decks.kept(tmp_path, f"{size[0]}.pptx", deck_on([1], size)) for size in (decks.NARROW, decks.WIDE))

    sizes = [
        (deck.slide_width, deck.slide_height)
        for deck in (opened(ChosenSlides(narrow), ChosenSlides(wide)), opened(ChosenSlides(wide), ChosenSlides(narrow)))
    ]

    assert sizes == [decks.NARROW, decks.WIDE]


@pytest.fixture
def mixed(tmp_path):
    """A narrow slide (10 by 7.5 inches), then one half its size (5 by 3.75) with everything that has a size."""
    small = decks.empty_deck((4_572_000, 3_429_000))
    slide = decks.with_group(decks.with_table(decks.with_chart(decks.with_text(decks.add_slide(small, "S"), "W"))))
    decks.with_text(slide, "Sized", size=10)
    slide.shapes[-1].line.width = Pt(2)
    large = decks.kept(tmp_path, "large.pptx", decks.simple_deck("Large", slides=1))
    return opened(ChosenSlides(large), ChosenSlides(decks.kept(tmp_path, "small.pptx", small))).slides[1]


def test_everything_on_a_slide_of_half_the_size_is_doubled(mixed):
    shapes = {shape.name.rstrip(" 0123456789"): shape for shape in mixed.shapes}

    assert box(shapes["TextBox"]) == (2, 10, 8, 2)
    assert box(shapes["Chart"]) == (2, 4, 8, 6)
    assert box(shapes["Table"]) == (2, 8, 8, 2)
    assert [round(column.width / 914_400, 2) for column in shapes["Table"].table.columns] == [4, 4]
    assert shapes["TextBox"].text_frame.paragraphs[0].runs[0].font.size == Pt(20)
    assert shapes["TextBox"].line.width == Pt(4)
    assert shapes["Chart"].chart.font.size == Pt(24)


def test_what_is_in_a_group_grows_with_it(mixed):
    group = next(shape for shape in mixed.shapes if shape.shape_type == 6)

    assert box(group) == box(group.shapes[0]) == (4, 6, 4, 2)


def test_layouts_and_masters_grow_with_their_slides(mixed):
    assert box(mixed.slide_layout.placeholders[0]) == (1, 0.6, 18, 2.5)
    assert mixed.slide_layout.slide_master._element.find(".//{*}titleStyle/{*}lvl1pPr/{*}defRPr").get("sz") == "8800"


def test_text_that_relied_on_its_decks_default_size_says_its_size(mixed):
    body = next(shape for shape in mixed.shapes if shape.name.startswith("TextBox")).text_frame._txBody
    cell = next(shape for shape in mixed.shapes if shape.has_table).table.cell(0, 0)._tc

    sizes = [
        element.find(".//{*}lstStyle/{*}lvl1pPr/{*}defRPr").get("sz") for element in (body, cell.find("{*}txBody"))
    ]

    assert sizes == ["3600", "3600"]


def test_a_slide_of_another_shape_stands_in_the_middle(tmp_path):
    narrow = decks.empty_deck()
    decks.with_picture(decks.add_slide(narrow, "N"))
    wide = decks.kept(tmp_path, "wide.pptx", deck_on([6], decks.WIDE))

    deck = opened(ChosenSlides(wide), ChosenSlides(decks.kept(tmp_path, "narrow.pptx", narrow)))

    assert box(deck.slides[1].shapes[-1]) == (2.67, 1, 2, 1)


def test_sizes_that_differ_by_a_hair_are_the_same(tmp_path):
    hair = decks.kept(tmp_path, "hair.pptx", deck_on([1], (9_144_100, 6_858_000)))
    narrow = decks.kept(tmp_path, "narrow.pptx", deck_on([1]))

    data = combined(ChosenSlides(narrow), ChosenSlides(hair))

    assert len(Presentation(io.BytesIO(data)).slide_masters) == 1


def test_a_band_along_the_edge_of_a_layout_reaches_the_edge_of_a_taller_slide(tmp_path):
    narrow = decks.kept(tmp_path, "narrow.pptx", deck_on([6]))
    house = decks.kept(tmp_path, "house.pptx", compose_deck(DeckContent(title="Maya", points=[PointSlide("P")])))

    layout = opened(ChosenSlides(narrow), ChosenSlides(house, (1,))).slides[1].slide_layout

    band = next(shape for shape in layout.shapes if shape.name == "Ornament")
    assert box(band)[1] == 0
    assert box(band)[3] == 7.5


def test_default_text_of_another_deck_is_written_into_the_shapes_that_rely_on_it(tmp_path):
    plain = decks.kept(tmp_path, "plain.pptx", deck_on([6]))
    deck = decks.empty_deck()
    decks.with_text(decks.add_slide(deck, "S"), "Words")
    other = decks.changed(decks.saved(deck), "ppt/presentation.xml", lambda root: default_size(root, "2400"))

    slide = opened(ChosenSlides(plain), ChosenSlides(decks.kept(tmp_path, "other.pptx", other))).slides[1]

    assert slide.shapes[-1]._element.find(".//{*}lstStyle/{*}lvl1pPr/{*}defRPr").get("sz") == "2400"
    assert slide.shapes.title._element.find(".//{*}lstStyle/{*}lvl1pPr") is None


def default_size(presentation, size: str) -> None:
    presentation.find("{*}defaultTextStyle/{*}lvl1pPr/{*}defRPr").set("sz", size)


def table_style(fill: str, number: str = STYLE) -> str:
    colour = f'<a:fill><a:solidFill><a:srgbClr val="{fill}"/></a:solidFill></a:fill>'
    return (
        f'<a:tblStyle styleId="{number}" styleName="Style"><a:wholeTbl><a:tcStyle>{colour}</a:tcStyle></a:wholeTbl>'
        "</a:tblStyle>"
    )


def test_table_styles_in_use_come_along_and_two_with_one_number_are_told_apart(tmp_path):
    paths = [decks.kept(tmp_path, f"{n}.pptx", table_deck(fill)) for n, fill in enumerate(("AA0000", "00BB00"))]

    data = combined(*map(ChosenSlides, paths))

    styles = parse_xml(decks.part_of(data, "ppt/tableStyles.xml"))
    fills = {style.get("styleId"): style.find(".//{*}srgbClr").get("val") for style in styles}
    used = [parse_xml(decks.part_of(data, f"ppt/slides/slide{n}.xml")).find(".//{*}tableStyleId").text for n in (1, 2)]
    assert [fills[number] for number in used] == ["AA0000", "00BB00"]
    assert len(fills) == 2


def table_deck(fill: str) -> bytes:
    """A deck of one table whose style, of the same number in every deck, has this colour; another style is not used."""
    deck = decks.empty_deck()
    slide = decks.with_table(decks.add_slide(deck, fill))
    next(shape for shape in slide.shapes if shape.has_table)._element.find(".//{*}tableStyleId").text = STYLE
    parts = decks.members(decks.saved(deck))
    unused = table_style(fill, "{99999999-2222-3333-4444-555555555555}")
    parts["ppt/tableStyles.xml"] = (
        f'<a:tblStyleLst xmlns:a="{samples.DRAWING}" def="{STYLE}">{table_style(fill)}{unused}</a:tblStyleLst>'.encode()
    )
    return samples.zipped(parts)


def test_our_slides_stand_around_and_between(tmp_path):
    paths = [decks.kept(tmp_path, f"{name}.pptx", decks.simple_deck(name, slides=3)) for name in ("Maya", "Liam")]
    parts = [ChosenSlides(paths[0], (1, 3), "Bruising", "Maya, 2025"), ChosenSlides(paths[1], (2,))]

    slides = read_outline(io.BytesIO(combined(*parts, house=True))).slides

    assert [(slide.title, slide.paragraphs) for slide in slides] == [
        ("Ours", ("3 slides from 2 presentations",)),
        ("Part 1: Bruising", ("From: Maya, 2025, slides 1, 3",)),
        ("Maya 1", ("Text of Maya 1",)),
        ("Maya 3", ("Text of Maya 3",)),
        ("Part 2: Liam", ("From: Liam, slide 2",)),
        ("Liam 2", ("Text of Liam 2",)),
        ("Sources", ("Maya, 2025: slides 1, 3", "Liam: slide 2")),
    ]
    assert all(slide.notes for slide in slides)


def test_neighbouring_choices_from_one_deck_are_one_section(tmp_path):
    path = decks.kept(tmp_path, "Maya.pptx", decks.simple_deck("Maya"))

    slides = read_outline(io.BytesIO(combined(ChosenSlides(path, (4,)), ChosenSlides(path, (1,)), house=True))).slides

    assert [slide.title for slide in slides] == ["Ours", "Part 1: Maya", "Maya 4", "Maya 1", "Sources"]


def test_our_slides_never_have_the_title_of_a_chosen_one(tmp_path):
    made = compose_deck(DeckContent(title="Ours", points=[PointSlide("Part 1: maya")], sources=[Source("Maya")]))

    data = combined(ChosenSlides(decks.kept(tmp_path, "maya.pptx", made)), house=True)

    titles = [slide.title.casefold() for slide in read_outline(io.BytesIO(data)).slides]
    assert len(set(titles)) == len(titles)
    assert titles[-1] == "where these slides come from"


def test_many_sources_go_on_to_another_slide_and_nothing_is_lost(tmp_path):
    path = decks.kept(tmp_path, "maya.pptx", decks.simple_deck("Maya", slides=1))
    parts = [ChosenSlides(path, source_label=f"Presentation number {n}", title=f"Title {n}") for n in range(30)]

    slides = read_outline(io.BytesIO(combined(*parts, house=True))).slides

    listed = [text for slide in slides if slide.title.startswith("Sources") for text in slide.paragraphs]
    assert listed == [f"Presentation number {n}: slide 1" for n in range(30)]


def test_a_deck_with_nothing_but_the_template_has_no_slide_to_choose(tmp_path):
    path = decks.kept(tmp_path, "template.potx", template_bytes())

    with pytest.raises(Exception, match="No slides were chosen"):
        combine([ChosenSlides(path)], tmp_path / "out.pptx", title="Ours")


def test_notes_of_all_decks_are_on_one_master_of_ours(tmp_path):
    paths = [decks.kept(tmp_path, f"{name}.pptx", decks.simple_deck(name, slides=2)) for name in ("a", "b")]

    deck = opened(*map(ChosenSlides, paths))

    assert {slide.notes_slide.part.notes_master.part.partname for slide in deck.slides} == {
        "/ppt/notesMasters/notesMaster1.xml"
    }
    assert [slide.notes_slide.notes_text_frame.text.split("\n")[0] for slide in deck.slides] == [
        "Notes of a 1",
        "Notes of a 2",
        "Notes of b 1",
        "Notes of b 2",
    ]


def test_notes_without_a_place_for_words_get_one(tmp_path):
    deck = decks.simple_deck("Deck", slides=1)
    page = deck.slides[0].notes_slide
    for shape in list(page.shapes):
        shape._element.getparent().remove(shape._element)
    box = page.shapes._spTree
    box.append(parse_xml(stray_box("A stray box")))

    slide = opened(ChosenSlides(decks.kept(tmp_path, "deck.pptx", deck))).slides[0]

    assert slide.notes_slide.notes_text_frame.text == "From: deck, slide 1"
    assert [shape.text_frame.text for shape in slide.notes_slide.shapes] == ["A stray box", "From: deck, slide 1"]


def stray_box(words: str) -> str:
    return (
        f'<p:sp xmlns:p="{samples.PRESENTATION}" xmlns:a="{samples.DRAWING}"><p:nvSpPr><p:cNvPr id="7" name="Box"/>'
        f"<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p>"
        "</p:txBody></p:sp>"
    )


def test_a_picture_as_bullet_of_a_decks_default_text_stays_behind(tmp_path):
    def add_bullet(root):
        bullet = f'<a:buBlip xmlns:a="{samples.DRAWING}" xmlns:r="{samples.RELATIONSHIPS}"><a:blip r:embed="rId1"/></a:buBlip>'
        root.find(".//{*}defaultTextStyle/{*}lvl1pPr").insert(0, etree.fromstring(bullet))

    plain = decks.simple_deck("First", slides=1)
    decks.with_text(plain.slides[0], "Words")
    data = decks.changed(decks.saved(plain), "ppt/presentation.xml", add_bullet)

    made = combined(ChosenSlides(io.BytesIO(samples.deck())), ChosenSlides(io.BytesIO(data)))

    assert not any(b"buBlip" in part for part in decks.members(made).values())
