"""A picture in a section: described or refused, shown on the page, told in words in files."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from briefings.exports.briefing_sheet import sheet_of
from briefings.models import BriefingPage
from briefings.presets import HEADINGS
from media.models import Image
from media.sheets.richtext import plain_text
from tests.factories.accounts import UserFactory
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(home):
    return BriefingIndexPageFactory(parent=home)


@pytest.fixture
def image(db):
    return Image.objects.create(title="IMG_0001", file=get_test_image_file())


def sections_with(image, alt_text="", decorative=False):
    """Seven sections, the third with a picture."""
    return [
        {
            "type": "section",
            "value": {
                "heading": heading,
                "body": "<p>Some words.</p>",
                "image": {"image": image.pk if number == 3 else None, "alt_text": alt_text, "decorative": decorative},
            },
        }
        for number, heading in enumerate(HEADINGS["case"], start=1)
    ]


def test_an_undescribed_picture_names_its_section_however_it_is_published(index, image):
    with pytest.raises(ValidationError, match="Section 3, “What worked well”: write what its picture shows"):
        BriefingPageFactory(parent=index, sections=json.dumps(sections_with(image)))


@pytest.mark.parametrize("alt_text", ["   ", "IMG_0001.JPG"], ids=["blanks", "a file name"])
def test_blanks_and_file_names_describe_nothing(index, image, alt_text):
    with pytest.raises(ValidationError, match="Section 3"):
        BriefingPageFactory(parent=index, sections=json.dumps(sections_with(image, alt_text)))


def test_a_draft_may_hold_an_undescribed_picture(index, image):
    briefing = BriefingPageFactory(parent=index, live=False, sections=json.dumps(sections_with(image)))

    assert plain_text(sheet_of(briefing).panels[2].blocks) == "Some words.\nPicture: not described yet"


def test_a_described_picture_is_on_the_page_and_told_in_files(client, index, image):
    briefing = BriefingPageFactory(
        parent=index, slug="b", sections=json.dumps(sections_with(image, "A timeline of nine visits"))
    )

    page = client.get("/briefings/b/").content.decode()

    assert page.count('alt="A timeline of nine visits"') == 1
    assert plain_text(sheet_of(briefing).panels[2].blocks) == "Some words.\nPicture: A timeline of nine visits"


def test_decoration_is_not_told_in_files(index, image):
    briefing = BriefingPageFactory(parent=index, sections=json.dumps(sections_with(image, decorative=True)))

    assert [plain_text(panel.blocks) for panel in sheet_of(briefing).panels] == ["Some words."] * 7


def test_sections_written_before_there_were_pictures_have_none(index):
    stored = [{"type": "section", "value": {"heading": "One", "body": "<p>Words</p>", "facilitator_note": ""}}]

    briefing = BriefingPageFactory(parent=index, live=False, sections=json.dumps(stored))

    assert BriefingPage.objects.get(pk=briefing.pk).sections[0].value["image"] is None


def test_the_editor_is_told_at_the_top_which_section_has_the_picture(client, index, image):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    sections = [
        (
            "section",
            {
                "heading": heading,
                "body": rich_text("<p>Words.</p>"),
                "facilitator_note": "",
                "image": {"image": image.pk if number == 5 else "", "alt_text": ""},
            },
        )
        for number, heading in enumerate(HEADINGS["topic"], start=1)
    ]
    data = {
        "title": "Neglect",
        "slug": "neglect",
        "preset": "topic",
        "source_kind": "other",
        "sections": streamfield(sections),
        "standing_questions": streamfield([]),
        "outside_reviews": streamfield([]),
        "briefing_points": inline_formset([]),
        "comments": inline_formset([]),
    }

    response = client.post(
        reverse("wagtailadmin_pages:add", args=("briefings", "briefingpage", index.pk)),
        nested_form_data(data) | {"action-publish": "1"},
    )

    assert not BriefingPage.objects.exists()
    assert "Section 5, “Local help”: write what its picture shows" in response.content.decode()


def test_rich_text_bodies_stay_rich(index, image):
    briefing = BriefingPageFactory(parent=index, sections=json.dumps(sections_with(image, "A map")))

    assert isinstance(briefing.sections[2].value["body"], RichText)
