"""A deck read out: title, text, notes and alt texts of each slide, in show order, from whole and half-broken files."""

import io
import zipfile

import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.util import Inches

from media.decks.outline import DeckOutline, SlideOutline, read_outline
from media.opc.limits import Limits
from media.opc.refusals import DocumentTypeDeclaration, FileRefused
from tests.media import sample_files as samples

BLANK, TITLE_AND_CONTENT = 6, 1


def saved(presentation) -> bytes:
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def outline_of(data: bytes, **options) -> DeckOutline:
    return read_outline(io.BytesIO(data), **options)


def slide_of(shapes: str, *, attributes: str = "") -> SlideOutline:
    """The outline of a slide that holds these shapes."""
    slide = samples.slide_xml(shapes, attributes=attributes)
    return outline_of(samples.deck_with({samples.SLIDE: slide})).slides[0]


@pytest.fixture
def presentation():
    return Presentation()


def add_slide(presentation, title: str, text: str = ""):
    slide = presentation.slides.add_slide(presentation.slide_layouts[TITLE_AND_CONTENT])
    slide.shapes.title.text = title
    slide.placeholders[1].text = text
    return slide


def test_a_slide_has_title_text_and_notes(presentation):
    slide = add_slide(presentation, "Was not brought", "Ask why.\nTell the GP.")
    slide.notes_slide.notes_text_frame.text = "Give it five minutes.\nThen ask."

    (read,) = outline_of(saved(presentation)).slides

    assert (read.number, read.title) == (1, "Was not brought")
    assert read.paragraphs == ("Ask why.", "Tell the GP.")
    assert read.notes == ("Give it five minutes.", "Then ask.")


def test_slides_come_in_show_order_and_not_in_the_order_of_their_names(presentation):
    for title in ("One", "Two", "Three"):
        add_slide(presentation, title)
    order = presentation.slides._sldIdLst
    order.insert(0, order[2])

    slides = outline_of(saved(presentation)).slides

    assert [(slide.number, slide.title) for slide in slides] == [(1, "Three"), (2, "One"), (3, "Two")]


def test_groups_are_read_in_their_place(presentation):
    slide = presentation.slides.add_slide(presentation.slide_layouts[BLANK])
    first, group = slide.shapes.add_textbox(0, 0, 9, 9), slide.shapes.add_group_shape()
    first.text_frame.text = "First"
    group.shapes.add_textbox(0, 0, 9, 9).text_frame.text = "Second"
    group.shapes.add_group_shape().shapes.add_textbox(0, 0, 9, 9).text_frame.text = "Third"
    slide.shapes.add_textbox(0, 0, 9, 9).text_frame.text = "Fourth"

    assert outline_of(saved(presentation)).slides[0].paragraphs == ("First", "Second", "Third", "Fourth")


def test_tables_are_read_row_by_row(presentation):
    slide = presentation.slides.add_slide(presentation.slide_layouts[BLANK])
    table = slide.shapes.add_table(2, 2, 0, 0, Inches(4), Inches(2)).table
    for place, text in {(0, 0): "Sign", (0, 1): "What to do", (1, 0): "Bruise", (1, 1): "Refer"}.items():
        table.cell(*place).text = text

    assert outline_of(saved(presentation)).slides[0].paragraphs == ("Sign", "What to do", "Bruise", "Refer")


def test_pictures_give_their_alt_texts_and_nothing_for_none(presentation):
    slide = presentation.slides.add_slide(presentation.slide_layouts[BLANK])
    for description in ("A health visitor at the door", ""):
        picture = slide.shapes.add_picture(io.BytesIO(samples.picture("PNG")), 0, 0)
        picture._element.nvPicPr.cNvPr.set("descr", description)

    assert outline_of(saved(presentation)).slides[0].alt_texts == ("A health visitor at the door",)


def test_a_hidden_slide_says_so():
    assert [slide_of("", attributes=given).is_hidden for given in ('show="0"', 'show="1"', "")] == [True, False, False]


def test_dates_footers_and_numbers_are_left_out():
    furniture = "".join(samples.shape_xml("left out", placeholder=kind) for kind in ("dt", "ftr", "sldNum"))

    assert slide_of(furniture + samples.shape_xml("Kept")).paragraphs == ("Kept",)


def test_a_second_title_is_text():
    slide = slide_of(samples.shape_xml("One", placeholder="title") + samples.shape_xml("Two", placeholder="ctrTitle"))

    assert (slide.title, slide.paragraphs) == ("One", ("Two",))


def test_of_alternatives_only_the_first_is_read():
    namespace = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    choice, fallback = samples.shape_xml("New"), samples.shape_xml("Old")
    shapes = (
        f'<mc:AlternateContent xmlns:mc="{namespace}"><mc:Choice Requires="p14">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )

    assert slide_of(shapes + samples.shape_xml("After")).paragraphs == ("New", "After")


def test_line_breaks_and_runs_make_one_paragraph():
    shape = samples.shape_xml("Voice of the").replace(
        "</a:p>", "<a:br/><a:r><a:t>chi</a:t></a:r><a:r><a:t>ld</a:t></a:r></a:p>"
    )

    assert slide_of(shape).paragraphs == ("Voice of the child",)


def test_a_strict_file_reads_like_any_other(presentation):
    add_slide(presentation, "Strict", "Read all the same")
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(presentation))) as given, zipfile.ZipFile(strict, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            if name.endswith((".xml", ".rels")):
                content = content.replace(b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/")
            made.writestr(name, content)

    (slide,) = outline_of(strict.getvalue()).slides

    assert (slide.title, slide.paragraphs) == ("Strict", ("Read all the same",))


def test_a_broken_slide_is_named_and_the_others_are_read(presentation):
    for title in ("One", "Two", "Three"):
        add_slide(presentation, title)
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(presentation))) as given, zipfile.ZipFile(broken, "w") as made:
        for name in given.namelist():
            made.writestr(name, b"<p:sld" if name == "ppt/slides/slide2.xml" else given.read(name))

    outline = outline_of(broken.getvalue())

    assert [slide.title for slide in outline.slides] == ["One", "", "Three"]
    assert outline.problems == ("Slide 2 could not be read.",)


def test_a_listed_slide_that_is_not_there_is_named():
    data = samples.deck_with({"ppt/presentation.xml": samples.presentation_xml(2)})

    outline = outline_of(data)

    assert ([slide.title for slide in outline.slides], outline.problems) == (
        ["What we learned", ""],
        ("Slide 2 could not be read.",),
    )


def test_broken_notes_are_named_and_the_slide_is_read():
    notes = {
        "ppt/slides/_rels/slide1.xml.rels": samples.relationships(
            ("rId1", "notesSlide", "../notesSlides/notesSlide1.xml")
        ),
        "ppt/notesSlides/notesSlide1.xml": b"<p:notes",
    }

    outline = outline_of(samples.deck_with(notes))

    assert (outline.slides[0].title, outline.problems) == (
        "What we learned",
        ("The notes of slide 1 could not be read.",),
    )


def test_300_nested_groups_are_a_slide_that_cannot_be_read():
    data = samples.deck_with({samples.SLIDE: samples.slide_xml("<p:grpSp>" * 300 + "</p:grpSp>" * 300)})

    assert outline_of(data).problems == ("Slide 1 could not be read.",)


def test_an_entity_is_never_resolved(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    entity = f'<!DOCTYPE a [<!ENTITY b SYSTEM "{secret.as_uri()}">]>'.encode()
    slide = entity + samples.slide_xml(samples.shape_xml("&b;"))

    outline = outline_of(samples.deck_with({samples.SLIDE: slide}))

    assert outline == DeckOutline((SlideOutline(1, "", part=samples.SLIDE),), ("Slide 1 could not be read.",))


def test_a_presentation_part_with_a_document_type_is_refused():
    data = samples.deck_with({"ppt/presentation.xml": b"<!DOCTYPE a>" + samples.presentation_xml()})

    with pytest.raises(DocumentTypeDeclaration):
        outline_of(data)


def test_slides_beyond_the_limit_are_not_read():
    data = samples.deck_with({"ppt/presentation.xml": samples.presentation_xml(9)})

    outline = outline_of(data, limits=Limits(slides=1))

    assert (len(outline.slides), outline.problems) == (1, ("The slides after number 1 were not read.",))


def test_text_beyond_the_limit_is_not_kept(presentation):
    for title in ("One", "Two", "Three"):
        add_slide(presentation, title, "a" * 100)

    outline = outline_of(saved(presentation), limits=Limits(outline_characters=150))

    assert (len(outline.slides), outline.problems) == (2, ("The slides after number 2 were not read.",))


def test_a_slide_listed_twice_is_read_once():
    arrows = samples.relationships(("rId1", "slide", "slides/slide1.xml"), ("rId2", "slide", "slides/slide1.xml"))
    twice = {"ppt/presentation.xml": samples.presentation_xml(2), "ppt/_rels/presentation.xml.rels": arrows}

    outline = outline_of(samples.deck_with(twice))

    assert outline.problems == ("Slide 2 could not be read.",)


def test_a_relationship_that_leads_out_of_the_package_is_not_followed():
    arrows = samples.relationships(("rId1", "slide", "../../../etc/passwd"))

    outline = outline_of(samples.deck_with({"ppt/_rels/presentation.xml.rels": arrows}))

    assert outline.problems == ("Slide 1 could not be read.",)


@pytest.mark.parametrize(
    "data", [b"", b"text", samples.pdf(), samples.deck()[:500]], ids=["empty", "text", "PDF", "cut"]
)
def test_what_is_no_deck_is_refused(data):
    with pytest.raises(FileRefused):
        outline_of(data)


def test_a_hidden_shape_is_not_read_out_but_a_hidden_title_still_names_the_slide():
    hidden = '<p:cNvPr id="2" hidden="1" descr="A hidden face"'
    shapes = [samples.shape_xml("Name", placeholder="title"), samples.shape_xml("Draft: do not show")]

    slide = slide_of("".join(shapes).replace('<p:cNvPr id="2"', hidden) + samples.shape_xml("Shown"))

    assert (slide.title, slide.paragraphs, slide.alt_texts) == ("Name", ("Shown",), ())


def test_slide_numbers_and_dates_that_fill_themselves_in_are_not_words():
    shape = samples.shape_xml("Page").replace("</a:p>", '<a:fld type="slidenum"><a:t>7</a:t></a:fld></a:p>')

    assert slide_of(shape).paragraphs == ("Page",)


def test_words_around_what_a_program_fills_in_are_read():
    fields = '<a:fld type="datetime1"><a:t>1 May</a:t></a:fld><a:r><a:t> by </a:t></a:r><a:fld type="x"><a:t>Ann</a:t></a:fld>'
    shape = samples.shape_xml("Agreed").replace("</a:p>", f"{fields}<a:br/><a:r><a:t>and Bo</a:t></a:r></a:p>")

    assert slide_of(shape).paragraphs == ("Agreed by Ann and Bo",)


def test_the_language_is_the_one_most_runs_are_marked_with(presentation):
    slide = add_slide(presentation, "Iaith")
    paragraph = slide.placeholders[1].text_frame.paragraphs[0]
    for language in (MSO_LANGUAGE_ID.WELSH, MSO_LANGUAGE_ID.WELSH, MSO_LANGUAGE_ID.ENGLISH_UK):
        run = paragraph.add_run()
        run.text, run.font.language_id = "gair", language
    add_slide(presentation, "Unmarked")

    assert [slide.language for slide in outline_of(saved(presentation)).slides] == ["cy-GB", "en-US"]


def test_one_slide_has_one_fingerprint_wherever_it_stands():
    slide = samples.slide_xml(samples.shape_xml("Was not brought") + samples.shape_xml("Ask why."))
    renamed = slide.replace(b'id="2" name="Shape"', b'id="77" name="Body 4"')
    elsewhere = {
        "ppt/_rels/presentation.xml.rels": samples.relationships(
            ("rId1", "slide", "slides/slide1.xml"), ("rId2", "slide", "slides/other.xml")
        ),
        "ppt/presentation.xml": samples.presentation_xml(2),
        "ppt/slides/other.xml": renamed,
    }

    (alone,) = outline_of(samples.deck_with({samples.SLIDE: slide})).slides
    first, moved = outline_of(samples.deck_with(elsewhere)).slides

    assert alone.fingerprint == moved.fingerprint != first.fingerprint
    assert alone.words_fingerprint == moved.words_fingerprint != first.words_fingerprint


def test_another_picture_makes_another_fingerprint_but_the_words_are_the_same(presentation):
    for colour in ("teal", "teal", "red"):
        slide = add_slide(presentation, "A face")
        picture = io.BytesIO()
        Image.new("RGB", (8, 8), colour).save(picture, "PNG")
        slide.shapes.add_picture(picture, 0, 0)._element.nvPicPr.cNvPr.set("descr", "A face")

    one, same, other = outline_of(saved(presentation)).slides

    assert one.fingerprint == same.fingerprint != other.fingerprint
    assert one.words_fingerprint == same.words_fingerprint == other.words_fingerprint


def test_notes_do_not_change_the_fingerprint(presentation):
    add_slide(presentation, "One", "Text")
    add_slide(presentation, "One", "Text").notes_slide.notes_text_frame.text = "Taken from another deck."

    plain, noted = outline_of(saved(presentation)).slides

    assert plain.fingerprint == noted.fingerprint
