"""The links of a slide: where they lead and what they stand on."""

import io

import pytest
from pptx import Presentation

from media.decks.links import SlideLink
from media.decks.outline import SlideOutline, read_outline
from tests.media import sample_files as samples

TITLE_AND_CONTENT = 1


@pytest.fixture
def presentation():
    return Presentation()


def slides_of(presentation) -> tuple[SlideOutline, ...]:
    buffer = io.BytesIO()
    presentation.save(buffer)
    return read_outline(buffer).slides


def add_slide(presentation, title: str):
    slide = presentation.slides.add_slide(presentation.slide_layouts[TITLE_AND_CONTENT])
    slide.shapes.title.text = title
    return slide


def test_a_web_link_is_given_with_the_words_it_stands_on(presentation):
    slide = add_slide(presentation, "Sources")
    paragraph = slide.placeholders[1].text_frame.paragraphs[0]
    for text, address in (("Read the ", ""), ("whole", "https://example.org/a"), (" report", "https://example.org/a")):
        run = paragraph.add_run()
        run.text, run.hyperlink.address = text, address or None

    assert slides_of(presentation)[0].links == (SlideLink("whole report", "https://example.org/a"),)


def test_links_between_slides_give_the_number_of_the_slide(presentation):
    first, second = add_slide(presentation, "One"), add_slide(presentation, "Two")
    first.placeholders[1].click_action.target_slide = second
    picture = second.shapes.add_picture(io.BytesIO(samples.picture("PNG")), 0, 0)
    picture._element.nvPicPr.cNvPr.set("descr", "An arrow back")
    picture.click_action.target_slide = first

    slides = slides_of(presentation)

    assert [slide.links for slide in slides] == [(SlideLink("", slide=2),), (SlideLink("An arrow back", slide=1),)]


@pytest.mark.parametrize(
    ("jump", "leads_to"), [("nextslide", 2), ("lastslide", 2), ("firstslide", 1), ("previousslide", None)]
)
def test_buttons_lead_to_the_slide_they_jump_to(jump, leads_to):
    shape = samples.shape_xml("Go on").replace(
        '<p:cNvPr id="2" name="Shape"/>',
        f'<p:cNvPr id="2" name="Shape"><a:hlinkClick action="ppaction://hlinkshowjump?jump={jump}"/></p:cNvPr>',
    )
    parts = {"ppt/presentation.xml": samples.presentation_xml(2), samples.SLIDE: samples.slide_xml(shape)}

    links = read_outline(io.BytesIO(samples.deck_with(parts))).slides[0].links

    assert links == ((SlideLink("Go on", slide=leads_to),) if leads_to else ())
