"""Text and what is behind it: told where both are plain colours, never guessed."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches, Pt

from media.decks.accessibility import check_deck
from media.decks.accessibility.colours import CannotBeKnown, Palette, as_hex, contrast, inner_colour
from tests.media import sample_files as samples

TITLE_AND_CONTENT, TITLE_ONLY = 1, 5
WHITE, GREY, PALE, BLACK = (RGBColor.from_string(given) for given in ("FFFFFF", "767676", "AAAAAA", "000000"))


@pytest.fixture
def presentation():
    return Presentation()


@pytest.fixture
def slide(presentation):
    made = presentation.slides.add_slide(presentation.slide_layouts[TITLE_ONLY])
    made.shapes.title.text = "Title"
    return made


def low(presentation) -> list[str]:
    buffer = io.BytesIO()
    presentation.save(buffer)
    return [problem.sentence for problem in check_deck(buffer).problems if problem.code == "low_contrast"]


def write(shape, text: str = "Text", colour=PALE, *, points: float = 16, bold: bool = False) -> None:
    run = shape.text_frame.paragraphs[0].add_run()
    run.text, run.font.size, run.font.bold = text, Pt(points), bold
    if colour is not None:
        run.font.color.rgb = colour


def text_box(slide, *, left: float = 1, top: float = 3):
    return slide.shapes.add_textbox(Inches(left), Inches(top), Inches(4), Inches(1))


def rectangle(slide, colour, *, left: float = 0.5, width: float = 6, form=MSO_SHAPE.RECTANGLE):
    shape = slide.shapes.add_shape(form, Inches(left), Inches(2), Inches(width), Inches(4))
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour
    return shape


def test_pale_text_on_white_is_found(presentation, slide):
    write(text_box(slide), "Ask the child")

    assert low(presentation) == [
        "Make the text on slide 1 stand out more: “Ask the child” is #AAAAAA on #FFFFFF, a contrast of 2.3 to 1 where "
        "4.5 to 1 is needed. Choose a darker text or a lighter background, or the other way round."
    ]


def test_the_worst_text_of_a_slide_is_named(presentation, slide):
    write(text_box(slide, top=2), "Bad", RGBColor.from_string("999999"))
    write(text_box(slide, top=5), "Worse", RGBColor.from_string("CCCCCC"))

    assert ["“Worse”" in sentence for sentence in low(presentation)] == [True]


@pytest.mark.parametrize(
    ("colour", "points", "bold", "is_low"),
    [
        ("767676", 16, False, False),
        ("7F7F7F", 16, False, True),
        ("7F7F7F", 18, False, False),
        ("7F7F7F", 14, True, False),
        ("7F7F7F", 13, True, True),
        ("999999", 40, True, True),
    ],
)
def test_large_text_needs_less(presentation, slide, colour, points, bold, is_low):
    write(text_box(slide), colour=RGBColor.from_string(colour), points=points, bold=bold)

    assert bool(low(presentation)) == is_low


def test_the_fill_of_its_own_shape_is_what_is_behind(presentation, slide):
    write(rectangle(slide, BLACK), colour=WHITE)
    assert low(presentation) == []

    write(rectangle(slide, WHITE), "White on white", colour=WHITE)

    assert "“White on white” is #FFFFFF on #FFFFFF" in low(presentation)[0]


def test_a_shape_that_lies_wholly_behind_counts(presentation, slide):
    rectangle(slide, BLACK)
    write(text_box(slide), colour=GREY)

    assert "#767676 on #000000" not in "".join(low(presentation))  # 4.6 to 1

    rectangle(slide, GREY)
    write(text_box(slide), "Grey on grey", colour=GREY)

    assert "“Grey on grey” is #767676 on #767676" in low(presentation)[0]


@pytest.mark.parametrize(
    "put_behind",
    [
        lambda slide: rectangle(slide, WHITE, width=2),
        lambda slide: rectangle(slide, WHITE, form=MSO_SHAPE.OVAL),
        lambda slide: slide.shapes.add_picture(io.BytesIO(samples.picture("PNG")), 0, 0, Inches(8), Inches(6)),
        lambda slide: rectangle(slide, WHITE).fill.gradient(),
        lambda slide: rectangle(slide, WHITE).fill.patterned(),
        lambda slide: see_through(rectangle(slide, WHITE)),
        lambda slide: setattr(rectangle(slide, WHITE), "rotation", 20),
    ],
    ids=["half a shape", "an oval", "a picture", "a gradient", "a pattern", "a see-through shape", "a turned shape"],
)
def test_nothing_is_said_where_it_cannot_be_known(presentation, slide, put_behind):
    put_behind(slide)
    write(text_box(slide))

    assert low(presentation) == []


def see_through(shape) -> None:
    colour = shape.fill._xPr.find("{*}solidFill")[0]
    etree.SubElement(colour, f"{{{samples.DRAWING}}}alpha", val="40000")


def test_a_shape_beside_the_text_does_not_matter(presentation, slide):
    slide.shapes.add_picture(io.BytesIO(samples.picture("PNG")), Inches(7), 0, Inches(1), Inches(1))
    write(text_box(slide))

    assert len(low(presentation)) == 1


def test_a_shape_in_front_does_not_matter(presentation, slide):
    write(text_box(slide))
    slide.shapes.add_picture(io.BytesIO(samples.picture("PNG")), 0, 0, Inches(8), Inches(6))

    assert len(low(presentation)) == 1


def test_a_shape_in_a_group_stands_where_the_group_puts_it(presentation, slide):
    behind = rectangle(slide, BLACK)
    group = slide.shapes.add_group_shape([behind])
    write(text_box(slide), "Grey on black", colour=RGBColor.from_string("444444"))
    assert "#444444 on #000000" in low(presentation)[0]

    group.left = Inches(7)

    assert low(presentation) == []  # dark grey on white


@pytest.mark.parametrize("where", ["slide", "layout", "master"])
def test_the_background_is_the_nearest_that_is_said(presentation, slide, where):
    sheet = {"slide": slide, "layout": slide.slide_layout, "master": presentation.slide_master}[where]
    sheet.background.fill.solid()
    sheet.background.fill.fore_color.rgb = BLACK
    write(text_box(slide), colour=BLACK)

    assert "is #000000 on #000000" in low(presentation)[0]


def test_nothing_is_said_of_text_on_a_gradient_background(presentation, slide):
    slide.background.fill.gradient()
    write(text_box(slide))

    assert low(presentation) == []


def test_theme_colours_go_through_the_colour_map(presentation, slide):
    write(text_box(slide), colour=None)
    assert low(presentation) == []

    colours = presentation.slide_master._element.find("{*}clrMap")
    colours.set("tx1", "lt1")

    assert "#FFFFFF on #FFFFFF" in low(presentation)[0]


def test_lightness_of_theme_colours_is_worked_out(presentation, slide):
    box = text_box(slide)
    write(box, colour=None)
    colour = box.text_frame.paragraphs[0].runs[0].font.color
    colour.theme_color, colour.brightness = MSO_THEME_COLOR.TEXT_1, 0.75

    assert "is #BFBFBF on #FFFFFF" in low(presentation)[0]


def test_a_colour_set_on_the_layout_is_inherited(presentation):
    slide = presentation.slides.add_slide(presentation.slide_layouts[TITLE_AND_CONTENT])
    slide.placeholders[1].text = "Pale by its layout"
    place = slide.slide_layout.placeholders[1]._element.txBody.find("{*}lstStyle")
    place.append(
        etree.fromstring(
            f'<a:lvl1pPr xmlns:a="{samples.DRAWING}"><a:defRPr><a:solidFill><a:srgbClr val="EEEEEE"/></a:solidFill>'
            "</a:defRPr></a:lvl1pPr>"
        )
    )

    assert "“Pale by its layout” is #EEEEEE on #FFFFFF" in low(presentation)[0]


def test_a_link_has_the_colour_the_theme_gives_links(presentation, slide):
    theme_link = "0000FF"  # of the template: on black hard to see
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = BLACK
    slide.shapes.title.text = ""
    box = text_box(slide)
    write(box, colour=WHITE)
    assert low(presentation) == []

    box.text_frame.paragraphs[0].runs[0].hyperlink.address = "https://example.org/"

    assert f"is #{theme_link} on #000000" in low(presentation)[0]


def test_a_drawn_shape_has_the_text_colour_of_its_style(presentation, slide):
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Inches(3), Inches(3))
    shape.fill.solid()
    shape.fill.fore_color.rgb = WHITE
    write(shape, colour=None)

    assert "is #FFFFFF on #FFFFFF" in low(presentation)[0]  # its style has white letters


@pytest.mark.parametrize(("filled", "is_low"), [(True, True), (False, False)], ids=["cell filled", "style decides"])
def test_of_tables_only_what_they_say_themselves_is_judged(presentation, slide, filled, is_low):
    cell = slide.shapes.add_table(1, 1, 0, Inches(3), Inches(3), Inches(1)).table.cell(0, 0)
    write(cell)
    if filled:
        cell.fill.solid()
        cell.fill.fore_color.rgb = WHITE

    assert bool(low(presentation)) == is_low


class TestColours:
    PALETTE = Palette({"dk1": (0, 0, 0), "accent1": (0.2, 0.4, 0.6)}, {"tx1": "dk1"})

    @pytest.mark.parametrize(
        ("xml", "expected"),
        [
            ('<srgbClr val="1b2B34"/>', "#1B2B34"),
            ('<sysClr val="windowText" lastClr="0A0A0A"/>', "#0A0A0A"),
            ('<sysClr val="window"/>', "#FFFFFF"),
            ('<prstClr val="white"/>', "#FFFFFF"),
            ('<schemeClr val="tx1"/>', "#000000"),
            ('<schemeClr val="accent1"/>', "#336699"),
            ('<schemeClr val="accent1"><lumMod val="75000"/></schemeClr>', "#264C73"),
            ('<schemeClr val="accent1"><lumMod val="40000"/><lumOff val="60000"/></schemeClr>', "#A3C2E0"),
            ('<schemeClr val="tx1"><tint val="75000"/></schemeClr>', "#898989"),
            ('<srgbClr val="FFFFFF"><shade val="50000"/></srgbClr>', "#BCBCBC"),
            ('<srgbClr val="FFFFFF"><alpha val="100000"/></srgbClr>', "#FFFFFF"),
        ],
    )
    def test_what_is_seen(self, xml, expected):
        assert as_hex(inner_colour(etree.fromstring(f"<solidFill>{xml}</solidFill>"), self.PALETTE)) == expected

    @pytest.mark.parametrize(
        "xml",
        [
            "",
            '<srgbClr val="nothing"/>',
            '<srgbClr val="FFF"/>',
            '<prstClr val="papayaWhip"/>',
            '<schemeClr val="phClr"/>',
            '<schemeClr val="accent9"/>',
            '<srgbClr val="FFFFFF"><alpha val="50000"/></srgbClr>',
            '<srgbClr val="FFFFFF"><gamma/></srgbClr>',
            '<hslClr hue="0" sat="0" lum="0"/>',
        ],
    )
    def test_what_cannot_be_known(self, xml):
        with pytest.raises(CannotBeKnown):
            inner_colour(etree.fromstring(f"<solidFill>{xml}</solidFill>"), self.PALETTE)

    def test_black_on_white_has_the_most_contrast(self):
        assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)

    @given(*[st.tuples(*[st.floats(0, 1)] * 3)] * 2)
    def test_contrast_is_the_same_both_ways(self, one, other):
        assert 1 <= contrast(one, other) == contrast(other, one) <= 21.01
