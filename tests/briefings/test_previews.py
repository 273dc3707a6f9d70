"""A briefing looked at in each format beside its editor, however little of it is written."""

import re
from base64 import b64decode

import pytest
from django.urls import reverse
from wagtail.rich_text import RichText

from briefings.models import BriefingPage
from briefings.previews import PREVIEW_MODES
from tests.factories.accounts import UserFactory
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory, seven_sections

pytestmark = pytest.mark.django_db

FORMATS = [mode for mode, _label in PREVIEW_MODES if mode]


@pytest.fixture
def index(home):
    return BriefingIndexPageFactory(parent=home)


@pytest.fixture
def editor(client, index):
    client.force_login(UserFactory(is_superuser=True))
    return client


def look(editor, briefing, mode):
    """What the frame beside the editor is given."""
    return editor.get(reverse("wagtailadmin_pages:view_draft", args=[briefing.pk]) + f"?mode={mode}")


def preview(briefing, mode):
    return briefing.make_preview_request(None, mode)


def test_there_is_a_mode_for_the_page_and_each_format():
    assert [mode for mode, _label in BriefingPage().preview_modes] == ["", "pdf", "pptx", "txt", "html"]


@pytest.mark.parametrize("mode", ["", *FORMATS])
@pytest.mark.parametrize("sections", [[], [("section", {"heading": "", "body": RichText(""), "facilitator_note": ""})]])
def test_a_draft_of_next_to_nothing_can_be_looked_at(index, mode, sections):
    briefing = BriefingPageFactory(parent=index, title="Unfinished", live=False, sections=sections)

    response = preview(briefing, mode)

    assert response.status_code == 200
    assert "Unfinished" in response.content.decode()


def test_the_pdf_is_shown_as_pictures_of_its_pages(index):
    briefing = BriefingPageFactory(parent=index, sections=seven_sections(words=80))

    page = preview(briefing, "pdf").content.decode()

    pictures = re.findall(r'<img src="data:image/png;base64,([^"]+)" alt="(Page \d of \d)">', page)
    assert [alt for _data, alt in pictures] == ["Page 1 of 2", "Page 2 of 2"]
    assert all(b64decode(data).startswith(b"\x89PNG") for data, _alt in pictures)


def test_slides_are_shown_as_pictures(index):
    page = preview(BriefingPageFactory(parent=index), "pptx").content.decode()

    pictures = re.findall(r'<img src="data:image/webp;base64,([^"]+)" alt="Slide \d+">', page)
    assert len(pictures) >= 7
    assert b64decode(pictures[0])[8:12] == b"WEBP"


def test_what_does_not_fit_is_told_in_place_of_its_pages(index):
    briefing = BriefingPageFactory(parent=index, live=False, sections=seven_sections(words=400))

    page = preview(briefing, "pdf").content.decode()

    assert re.search(r"longer than two pages. Cut about \d+ words", page)
    assert "<img" not in page


def test_markup_in_plain_text_stays_text(index):
    briefing = BriefingPageFactory(parent=index, title="<script>alert(1)</script>")

    page = preview(briefing, "txt").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def policy_of(response):
    """{directive: sources} of its Content-Security-Policy."""
    directives = (line.split() for line in response["Content-Security-Policy"].split(";"))
    return {name: set(sources) for name, *sources in directives}


@pytest.mark.parametrize(
    ("mode", "images", "styles"),
    [("pdf", {"'self'", "data:"}, {"'self'"}), ("html", {"'self'"}, {"'self'", "'unsafe-inline'"})],
)
def test_only_what_a_preview_needs_is_allowed_beyond_the_policy_of_pages(index, mode, images, styles):
    policy = policy_of(preview(BriefingPageFactory(parent=index), mode))

    assert (policy["img-src"], policy["style-src"]) == (images, styles)
    assert (policy["script-src"], policy["frame-ancestors"]) == ({"'self'"}, {"'self'"})


def test_pages_for_readers_allow_none_of_it(client, index):
    BriefingPageFactory(parent=index, slug="b")

    policy = policy_of(client.get("/briefings/b/"))

    assert (policy["img-src"], policy["style-src"]) == ({"'self'"}, {"'self'"})


def test_the_editor_looks_at_what_is_typed_not_at_what_is_published(editor, index):
    briefing = BriefingPageFactory(parent=index, title="Published")
    briefing.title = "Typed"
    briefing.save_revision()

    words = look(editor, briefing, "txt").content.decode().partition("<pre>")[2]

    assert ("Typed" in words, "Published" in words) == (True, False)


def test_a_mode_there_is_not_is_not_found(index):
    assert preview(BriefingPageFactory(parent=index), "hat").status_code == 404
