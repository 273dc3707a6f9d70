"""What is in the way of somebody who listens to a deck, sees little, or reads slowly; and what is not."""

import io

import pytest
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from media.decks.accessibility import DeckAccessibility, Problem, Status, Weight, check_deck
from media.decks.accessibility.rules.alt_text import is_no_description
from media.opc.child import in_child
from media.opc.limits import Limits
from media.opc.refusals import FileRefused
from tests.media import sample_files as samples

pytestmark = pytest.mark.usefixtures("fresh_children")

BLANK, TITLE_AND_CONTENT, TITLE_ONLY = 6, 1, 5


@pytest.fixture
def presentation():
    return Presentation()


def add_slide(presentation, title: str = "What we learned", layout: int = TITLE_ONLY):
    slide = presentation.slides.add_slide(presentation.slide_layouts[layout])
    slide.shapes.title.text = title
    return slide


def saved(presentation) -> io.BytesIO:
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer


def checked(presentation) -> DeckAccessibility:
    return check_deck(saved(presentation))


def found(presentation) -> list[tuple[int, str]]:
    return [(problem.slide, problem.code) for problem in checked(presentation).problems]


def sentences(presentation) -> list[str]:
    return [problem.sentence for problem in checked(presentation).problems]


def add_picture(slide, *, alt_text: str, name: str = "Picture 2"):
    picture = slide.shapes.add_picture(io.BytesIO(samples.picture("PNG")), 0, 0)
    picture.name = name
    picture._element.nvPicPr.cNvPr.set("descr", alt_text)
    return picture


def add_text(slide, text: str, *, points: float = 20):
    box = slide.shapes.add_textbox(Inches(1), Inches(3), Inches(5), Inches(1))
    run = box.text_frame.paragraphs[0].add_run()
    run.text, run.font.size = text, Pt(points)
    return box


def add_chart(slide):
    data = CategoryChartData()
    data.categories = ["2021"]
    data.add_series("Here", (1,))
    return slide.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, Inches(2), Inches(2), data)


def test_a_deck_with_nothing_wrong_is_good(presentation):
    slide = add_slide(presentation, "Was not brought", TITLE_AND_CONTENT)
    slide.placeholders[1].text = "Ask why."
    add_picture(slide, alt_text="A health visitor at a door")

    assert checked(presentation) == DeckAccessibility(Status.GOOD)


def test_a_problem_says_what_to_mend_where_and_how_bad_it_is(presentation):
    add_picture(add_slide(presentation), alt_text="")

    assert checked(presentation) == DeckAccessibility(
        Status.NEEDS_WORK,
        (
            Problem(
                1,
                "no_alt_text",
                "Write alt text for the picture “Picture 2” on slide 1: right-click, View Alt Text, and say what it "
                "shows. If it shows nothing that matters, tick “Mark as decorative” there.",
                Weight.SHUT_OUT,
            ),
        ),
    )


def test_a_deck_without_slides_is_not_checked(presentation):
    assert checked(presentation).status is Status.NOT_CHECKED


def test_a_slide_that_cannot_be_read_is_never_called_good():
    deck = samples.deck_with({samples.SLIDE: b"<broken"})

    assert check_deck(io.BytesIO(deck)) == DeckAccessibility(Status.NOT_CHECKED)


def test_the_other_slides_of_a_half_broken_deck_are_checked():
    arrows = samples.relationships(("rId1", "slide", "slides/slide1.xml"), ("rId2", "slide", "slides/slide2.xml"))
    parts = {
        "ppt/presentation.xml": samples.presentation_xml(2),
        "ppt/_rels/presentation.xml.rels": arrows,
        samples.SLIDE: b"<broken",
        "ppt/slides/slide2.xml": samples.slide_xml(),
    }

    problems = check_deck(io.BytesIO(samples.deck_with(parts))).problems

    assert [(problem.slide, problem.code) for problem in problems] == [(2, "no_title")]


def test_what_is_no_deck_is_refused():
    with pytest.raises(FileRefused):
        check_deck(io.BytesIO(samples.pdf()))


def test_it_works_in_a_process_of_its_own(tmp_path, presentation):
    add_picture(add_slide(presentation), alt_text="")
    (tmp_path / "deck.pptx").write_bytes(saved(presentation).getvalue())

    assert in_child("media.decks.accessibility:check_deck", tmp_path / "deck.pptx") == checked(presentation)


def test_no_more_slides_are_checked_than_the_limit(presentation):
    for _ in range(3):
        presentation.slides.add_slide(presentation.slide_layouts[BLANK])

    problems = check_deck(saved(presentation), limits=Limits(slides=2)).problems

    assert [problem.slide for problem in problems] == [1, 2]


def test_problems_on_hidden_slides_are_marked(presentation):
    for show in ("1", "0"):
        presentation.slides.add_slide(presentation.slide_layouts[BLANK])._element.set("show", show)

    problems = checked(presentation).problems

    assert [(problem.slide, problem.is_on_hidden_slide) for problem in problems] == [(1, False), (2, True)]
    assert "slide 2 (hidden)" in problems[1].sentence


def test_the_worst_of_a_slide_comes_first(presentation):
    slide = add_slide(presentation)
    add_text(slide, "small", points=8)
    add_picture(slide, alt_text="")
    slide.shapes.title.text = ""

    assert found(presentation) == [(1, "no_alt_text"), (1, "small_text"), (1, "no_title")]


class TestTitles:
    def test_none(self, presentation):
        add_text(presentation.slides.add_slide(presentation.slide_layouts[BLANK]), "Text")

        assert found(presentation) == [(1, "no_title")]

    def test_left_empty(self, presentation):
        add_slide(presentation, "")

        assert found(presentation) == [(1, "no_title")]

    def test_the_same_twice_whatever_the_capitals(self, presentation):
        for title in ("Themes", "Sources", "THEMES"):
            add_slide(presentation, title)

        assert sentences(presentation) == [
            "Give slide 3 a title of its own: slide 1 is called “THEMES” too. A number at the end is enough."
        ]

    @pytest.mark.parametrize(
        ("before", "is_late"),
        [("Text", True), ("", False)],
        ids=["after a text box", "after a shape that says nothing"],
    )
    def test_read_late(self, presentation, before, is_late):
        slide = add_slide(presentation)
        box = add_text(slide, before)
        slide.shapes._spTree.insert(2, box._element)

        assert found(presentation) == ([(1, "title_not_first")] if is_late else [])

    def test_after_a_decorative_picture(self, presentation):
        slide = add_slide(presentation)
        picture = add_picture(slide, alt_text="")
        mark_decorative(picture)
        slide.shapes._spTree.insert(2, picture._element)

        assert found(presentation) == []


def mark_decorative(shape) -> None:

    properties = shape._element._nvXxPr.cNvPr
    properties.append(
        etree.fromstring(
            '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1" '
            'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>'
        )
    )


class TestAltText:
    def test_charts_and_tables_need_it_too(self, presentation):
        slide = add_slide(presentation)
        add_chart(slide).name = "Chart 1"
        slide.shapes.add_table(1, 1, 0, 0, Inches(1), Inches(1)).name = "Table 2"

        assert sentences(presentation) == [
            "Write alt text for 2 pictures or objects (chart “Chart 1”, table “Table 2”) on slide 1: right-click, View "
            "Alt Text, and say what it shows. If it shows nothing that matters, tick “Mark as decorative” there."
        ]

    def test_what_is_marked_as_decorative_needs_none(self, presentation):
        mark_decorative(add_picture(add_slide(presentation), alt_text=""))

        assert found(presentation) == []

    @pytest.mark.parametrize(("described", "codes"), [("Four hands", []), ("", [(1, "no_alt_text")])])
    def test_a_group_may_speak_for_its_pictures(self, presentation, described, codes):
        slide = add_slide(presentation)
        group = slide.shapes.add_group_shape([add_picture(slide, alt_text="")])
        group._element.nvGrpSpPr.cNvPr.set("descr", described)

        assert found(presentation) == codes

    def test_a_file_name_is_none(self, presentation):
        add_picture(add_slide(presentation), alt_text="IMG_2041.jpg")

        assert found(presentation) == [(1, "alt_text_is_a_name")]

    @pytest.mark.parametrize(
        "name",
        [
            "chart.png",
            "Family tree final (2).JPEG",
            r"C:\Users\ann\Desktop\child.png",
            "https://example.org/pictures/a",
            "Picture 12",
            "image1",
            "IMG_2041",
            "Screenshot 2024-03-01",
        ],
    )
    def test_names_and_addresses_describe_nothing(self, name):
        assert is_no_description(name)

    @pytest.mark.parametrize(
        "words",
        [
            "A child at a table",
            "Chart of referrals, rising from 12 to 15",
            "Picture of a door",
            "The first page of the report that was sent to all agencies as a file called summary.pdf",
            "Logo",
        ],
    )
    def test_a_sentence_does(self, words):
        assert not is_no_description(words)


class TestFontSize:
    def test_under_twelve_points_is_too_small(self, presentation):
        slide = add_slide(presentation)
        for points in (11.5, 10.5, 12):
            add_text(slide, f"{points} pt", points=points)

        assert sentences(presentation) == [
            "Make the text on slide 1 larger: “10.5 pt” is 10.5 pt. 12 pt is the least; 18 pt or more can be read by "
            "most people in a room."
        ]

    def test_twelve_points_are_enough(self, presentation):
        add_text(add_slide(presentation), "Enough", points=12)

        assert found(presentation) == []

    @pytest.mark.parametrize("where", ["layout", "master"])
    def test_a_size_set_on_the_layout_or_master_counts(self, presentation, where):
        layout = presentation.slide_layouts[TITLE_AND_CONTENT]
        slide = add_slide(presentation, "Title", TITLE_AND_CONTENT)
        slide.placeholders[1].text = "Inherited"
        if where == "layout":
            set_list_size(layout.placeholders[1]._element.txBody, 900)
        else:
            body = presentation.slide_master._element.find("{*}txStyles/{*}bodyStyle/{*}lvl1pPr/{*}defRPr")
            body.set("sz", "900")

        assert found(presentation) == [(1, "small_text")]

    def test_the_level_of_a_paragraph_counts(self, presentation):
        body = presentation.slide_master._element.find("{*}txStyles/{*}bodyStyle/{*}lvl3pPr/{*}defRPr")
        body.set("sz", "900")
        frame = add_slide(presentation, "Title", TITLE_AND_CONTENT).placeholders[1].text_frame
        frame.text = "First level"
        assert found(presentation) == []

        frame.paragraphs[0].level = 2

        assert found(presentation) == [(1, "small_text")]

    def test_text_that_was_shrunk_to_fit_counts_as_it_is_shown(self, presentation):
        box = add_text(add_slide(presentation), "Shrunk", points=18)
        body = box.text_frame._txBody.bodyPr
        body._add_normAutofit().set("fontScale", "62500")

        assert "“Shrunk” is 11.25 pt" in sentences(presentation)[0]

    def test_a_table_is_looked_into(self, presentation):
        frame = add_slide(presentation).shapes.add_table(1, 1, 0, 0, Inches(1), Inches(1))
        frame._element.nvGraphicFramePr.cNvPr.set("descr", "Signs and what to do")
        frame.table.cell(0, 0).text = "Bruise"
        frame.table.cell(0, 0).text_frame.paragraphs[0].runs[0].font.size = Pt(9)

        assert found(presentation) == [(1, "small_text")]


def set_list_size(body, hundredths: int) -> None:

    namespace = "http://schemas.openxmlformats.org/drawingml/2006/main"
    style = body.find(f"{{{namespace}}}lstStyle")
    level = etree.SubElement(style, f"{{{namespace}}}lvl1pPr")
    etree.SubElement(level, f"{{{namespace}}}defRPr", sz=str(hundredths))


def test_text_without_a_language_is_found(presentation):
    defaults = presentation.part._element.find("{*}defaultTextStyle")
    for marked in (*defaults.iter("{*}defRPr"), *presentation.slide_master._element.iter("{*}defRPr", "{*}rPr")):
        marked.attrib.pop("lang", None)
    add_slide(presentation, "Title")
    add_slide(presentation, "Teitl").shapes.title.text_frame.paragraphs[0].runs[0]._r.get_or_add_rPr().set(
        "lang", "cy-GB"
    )

    assert found(presentation) == [(1, "no_language")]


def test_a_link_that_is_its_own_address_is_found(presentation):
    slide = add_slide(presentation, "Sources", TITLE_AND_CONTENT)
    for text in ("https://example.org/a", "www.example.org/b", "The report"):
        run = slide.placeholders[1].text_frame.add_paragraph().add_run()
        run.text, run.hyperlink.address = text, "https://example.org/a"

    assert sentences(presentation) == [
        "Give the link “https://example.org/a” on slide 1 a name that says where it leads (and 1 more there): "
        "right-click it, Edit Link, Text to display."
    ]


def test_a_place_of_the_layout_left_empty_is_found(presentation):
    slide = add_slide(presentation, "Title", TITLE_AND_CONTENT)
    slide.placeholders[1].name = "Content Placeholder 2"

    assert sentences(presentation) == [
        "Delete the empty box “Content Placeholder 2” on slide 1: choose it in Home, Arrange, Selection Pane and press "
        "Delete."
    ]


@pytest.mark.parametrize(
    ("attributes", "codes"),
    [('advTm="2500"', [(1, "moves_on_by_itself")]), ('advClick="1"', []), ("", [])],
    ids=["after 2.5 seconds", "at a click", "nothing said"],
)
def test_a_slide_that_moves_on_by_itself_is_found(presentation, attributes, codes):

    slide = add_slide(presentation)
    slide._element.append(etree.fromstring(f'<p:transition xmlns:p="{samples.PRESENTATION}" {attributes}/>'))

    assert found(presentation) == codes


@pytest.mark.parametrize(("set_up", "is_found"), [(b'<p:showPr useTimings="0"/>', False), (b"<broken", True)])
def test_a_show_can_be_set_up_so_that_no_slide_moves_on_by_itself(set_up, is_found):
    slide = samples.slide_xml(samples.shape_xml("Title", placeholder="title"))
    slide = slide.replace(b"</p:sld>", b'<p:transition advTm="100"/></p:sld>')
    arrows = samples.relationships(("rId1", "slide", "slides/slide1.xml"), ("rId2", "presProps", "presProps.xml"))
    properties = f'<p:presentationPr xmlns:p="{samples.PRESENTATION}">'.encode() + set_up + b"</p:presentationPr>"
    parts = {
        samples.SLIDE: slide,
        "ppt/_rels/presentation.xml.rels": arrows,
        "ppt/presProps.xml": properties,
    }

    codes = [problem.code for problem in check_deck(io.BytesIO(samples.deck_with(parts))).problems]

    assert ("moves_on_by_itself" in codes) == is_found
