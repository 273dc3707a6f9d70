"""Files made from briefings and reviews, through the site's own addresses."""

import io
import re

import pytest
from pptx import Presentation
from wagtail.rich_text import RichText

from briefings.presets import HEADINGS
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.learning import FindingFactory, LearningPointFactory, ReviewIndexPageFactory, ReviewPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(home):
    return BriefingIndexPageFactory(parent=home)


def sections(body):
    return [
        ("section", {"heading": heading, "body": RichText(body), "facilitator_note": ""})
        for heading in HEADINGS["case"]
    ]


def test_a_briefing_is_a_pdf_of_one_or_two_pages(client, index):
    BriefingPageFactory(parent=index, slug="b", sections=sections("<p>" + "word " * 90 + "</p>"))

    response = client.get("/briefings/b/briefing.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", response.content)) <= 2


def test_the_same_briefing_gives_the_same_bytes(client, index):
    BriefingPageFactory(parent=index, slug="b")
    first = client.get("/briefings/b/briefing.pdf").content
    from django.core.cache import cache

    cache.clear()

    assert client.get("/briefings/b/briefing.pdf").content == first


def test_a_changed_briefing_gives_a_new_pdf_at_once(client, index):
    briefing = BriefingPageFactory(parent=index, slug="b")
    before = client.get("/briefings/b/briefing.pdf").content
    briefing.title = "Another title"
    briefing.save()

    assert client.get("/briefings/b/briefing.pdf").content != before


def test_links_to_pages_here_become_addresses(client, index, home):
    BriefingPageFactory(parent=index, slug="b", sections=sections(f'<p><a linktype="page" id="{home.pk}">home</a></p>'))

    assert client.get("/briefings/b/briefing.pdf").status_code == 200


@pytest.mark.parametrize("slug", ["nothing", "draft"])
def test_unknown_and_draft_briefings_have_no_pdf(client, index, slug):
    BriefingPageFactory(parent=index, slug="draft", live=False)

    assert client.get(f"/briefings/{slug}/briefing.pdf").status_code == 404


def test_what_does_not_fit_on_two_sides_says_how_many_words_to_cut(client, index):
    long = "".join(f"<p>{'extraordinarily ' * 14}</p>" for _ in range(10))
    BriefingPageFactory(parent=index, slug="b", sections=sections(long))

    response = client.get("/briefings/b/briefing.pdf")

    assert response.status_code == 409
    assert re.search(r"\d+ words", response.content.decode())


def test_a_deck_has_a_slide_for_each_learning_point_with_its_notes(client, home, partnership):
    review = ReviewPageFactory(
        parent=ReviewIndexPageFactory(parent=home), title="Child A", slug="child-a", publisher=partnership
    )
    for title in ("Ask twice", "Write it down"):
        point = LearningPointFactory(title=title, partnership=partnership, question=f"When did we {title.lower()}?")
        FindingFactory(review=review, point=point)

    deck = Presentation(io.BytesIO(client.get("/reviews/child-a/deck.pptx").content))

    notes = {slide.shapes.title.text: slide.notes_slide.notes_text_frame.text for slide in deck.slides}
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert len(titles) == len(set(titles))
    assert any("When did we ask twice?" in notes[title] for title in titles if "Ask twice" in title)
    assert deck.core_properties.author == partnership.name
