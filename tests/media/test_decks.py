"""A deck that is held, as a page of words."""

import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from media.domain.documents import keep_document
from media.domain.preparation import read_slides
from media.models import Document
from tests.factories.learning import PackItemFactory, ReviewIndexPageFactory, ReviewPageFactory
from tests.factories.media import DocumentFactory
from tests.media.sample_files import (
    deck_parts,
    presentation_xml,
    relationships,
    shape_xml,
    slide_xml,
    word_document,
    zipped,
)

pytestmark = pytest.mark.django_db
HIDDEN = "Not for showing"
NOTES = "Say this aloud"


def deck_with_more_than_it_shows():
    """Two slides, the first with speaker notes, the second hidden."""
    parts = deck_parts()
    parts["ppt/presentation.xml"] = presentation_xml(slides=2)
    parts["ppt/_rels/presentation.xml.rels"] = relationships(
        ("rId1", "slide", "slides/slide1.xml"), ("rId2", "slide", "slides/slide2.xml")
    )
    parts["ppt/slides/slide2.xml"] = slide_xml(shape_xml(HIDDEN, placeholder="title"), attributes='show="0"')
    parts["ppt/slides/_rels/slide1.xml.rels"] = relationships(("rId1", "notesSlide", "../notesSlides/notesSlide1.xml"))
    parts["ppt/notesSlides/notesSlide1.xml"] = slide_xml(shape_xml(NOTES, placeholder="body"))
    return zipped(parts)


@pytest.fixture
def review(home, uploads):
    return ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home), title="Child A", slug="child-a")


def published(review, content, *, source=Document.Source.UPLOADED, name="slides.pptx"):
    """A document kept from these bytes, in the pack of a live review."""
    document = keep_document(ContentFile(content, name=name), "What we learned", source=source)
    PackItemFactory(review=review, document=document)
    return document


def shown(client, document):
    response = client.get(reverse("deck", args=[document.pk]))
    assert response.status_code == 200
    return response


def test_the_page_says_what_the_slides_say(client, review):
    document = published(review, deck_with_more_than_it_shows())

    response = shown(client, document)

    assert [(slide.number, slide.title, slide.paragraphs) for slide in response.context["slides"]] == [
        (1, "What we learned", ["Ask the child."])
    ]
    assert re.search(r"<h1>\s*What we learned\s*</h1>", response.content.decode())


def test_the_page_leads_to_the_file_and_to_its_review(client, review):
    document = published(review, deck_with_more_than_it_shows())

    assert shown(client, document).context["deck"] == {
        "edition": "",
        "date": "",
        "uses": [{"title": "Child A", "url": "/reviews/child-a/"}],
        "title": "What we learned",
        "url": f"/decks/{document.pk}/deck.pptx",
        "size": document.file_size,
        "source_url": "/reviews/child-a/",
        "source_title": "Child A",
        "is_kept_out": False,
        "warnings": [],
    }


def test_notes_and_hidden_slides_of_an_uploaded_deck_are_not_shown(client, review):
    document = published(review, deck_with_more_than_it_shows())

    html = shown(client, document).content.decode()

    assert [secret for secret in (NOTES, HIDDEN) if secret in html] == []


def test_notes_of_a_deck_made_here_are_shown(client, review):
    document = published(review, deck_with_more_than_it_shows(), source=Document.Source.MADE_HERE)

    response = shown(client, document)

    assert [slide.notes for slide in response.context["slides"]] == [NOTES, ""]
    assert NOTES in response.content.decode()


def test_a_deck_whose_text_cannot_be_read_still_has_a_page_that_says_so(client, review):
    document = DocumentFactory(format="pptx", file=ContentFile(b"no deck", name="slides.pptx"))
    PackItemFactory(review=review, document=document)

    read_slides(document)

    assert "The text of this deck could not be read." in shown(client, document).content.decode()


def test_what_could_not_be_read_is_told(client, review):
    parts = deck_parts()
    parts["ppt/presentation.xml"] = presentation_xml(slides=2)
    document = published(review, zipped(parts), source=Document.Source.MADE_HERE)

    assert "Slide 2 could not be read." in shown(client, document).content.decode()


def test_a_new_file_is_read_anew(client, review):
    document = published(review, deck_with_more_than_it_shows())
    shown(client, document)
    other = published(review, zipped(deck_parts(slide_xml(shape_xml("Another title", placeholder="title")))))

    assert [slide.title for slide in shown(client, other).context["slides"]] == ["Another title"]


def test_no_cache_between_us_and_the_reader_keeps_the_page(client, review):
    response = shown(client, published(review, deck_with_more_than_it_shows()))

    assert set(response["Cache-Control"].split(", ")) == {"private", "no-cache"}


@pytest.mark.parametrize("address", ["/decks/1/", "/decks/1/deck.pptx", "/decks/99999999999999999999/", "/decks/x/"])
def test_an_unknown_deck_is_not_found(client, site, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["deck", "deck_file"])
def test_a_document_that_is_no_deck_is_not_found(client, review, address):
    document = published(review, word_document(), name="report.docx")

    assert client.get(reverse(address, args=[document.pk])).status_code == 404


def test_the_page_costs_the_same_however_many_slides_and_uses(client, review, django_assert_num_queries):
    parts = deck_parts()
    parts["ppt/presentation.xml"] = presentation_xml(slides=3)
    arrows = [(f"rId{n}", "slide", f"slides/slide{n}.xml") for n in (1, 2, 3)]
    parts["ppt/_rels/presentation.xml.rels"] = relationships(*arrows)
    parts |= {f"ppt/slides/slide{n}.xml": slide_xml(shape_xml("Title", placeholder="title")) for n in (2, 3)}
    small, large = published(review, deck_with_more_than_it_shows()), published(review, zipped(parts))
    for _ in range(3):
        PackItemFactory(review=review, document=large)
    for document in (small, large):
        shown(client, document)

    for document in (small, large):
        with django_assert_num_queries(12):
            client.get(reverse("deck", args=[document.pk]))
