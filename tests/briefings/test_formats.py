"""A briefing's formats, through the site's own addresses."""

import io
import zipfile

import docx
import pytest
from django.core.cache import cache
from lxml import html
from PIL import Image
from pptx import Presentation
from wagtail.models import PageViewRestriction

from briefings.exports.briefing_formats import FORMATS
from briefings.exports.briefing_sheet import sheet_of
from briefings.presets import HEADINGS
from tests.factories.briefings import (
    BriefingIndexPageFactory,
    BriefingPageFactory,
    NationalIndexPageFactory,
    NationalSummaryPageFactory,
)
from tests.factories.learning import ReviewIndexPageFactory, ReviewPageFactory

pytestmark = pytest.mark.django_db
ADDRESSES = [*(one.file_name for one in FORMATS.values()), "email/", "used/qr.png"]


@pytest.fixture
def index(home, partnership):
    return BriefingIndexPageFactory(parent=home)


@pytest.fixture
def briefing(index):
    return BriefingPageFactory(parent=index, slug="b", title="Maya")


@pytest.mark.parametrize("one", FORMATS.values(), ids=FORMATS)
def test_each_is_handed_over_under_a_name_of_its_own(client, briefing, one):
    response = client.get(f"/briefings/b/{one.file_name}")

    assert (response.status_code, response["Content-Type"]) == (200, one.content_type)
    assert response["Content-Disposition"] == f'attachment; filename="{one.saved_as(briefing)}"'


def test_names_they_are_saved_under_end_as_programs_expect(briefing):
    assert {one.saved_as(briefing) for one in FORMATS.values()} >= {
        "7-minute-briefing-b.pdf",
        "7-minute-briefing-large-print-b.pdf",
        "7-minute-briefing-poster-b.pdf",
        "7-minute-briefing-b.docx",
        "7-minute-briefing-b.pptx",
        "7-minute-briefing-b.txt",
        "7-minute-briefing-b.html",
        "team-action-plan-b.docx",
    }


@pytest.mark.parametrize("address", ADDRESSES)
def test_of_a_draft_there_is_none(client, index, address):
    BriefingPageFactory(parent=index, slug="b", live=False)

    assert client.get(f"/briefings/b/{address}").status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_of_a_briefing_that_is_not_for_everybody_there_is_none(client, briefing, address):
    PageViewRestriction.objects.create(page=briefing, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(f"/briefings/b/{address}").status_code == 404


@pytest.mark.parametrize("one", FORMATS.values(), ids=FORMATS)
def test_the_same_briefing_gives_the_same_bytes(client, briefing, one):
    first = client.get(f"/briefings/b/{one.file_name}").content
    cache.clear()

    assert client.get(f"/briefings/b/{one.file_name}").content == first


@pytest.mark.parametrize("one", FORMATS.values(), ids=FORMATS)
def test_a_changed_briefing_gives_another_file_at_once(client, briefing, one):
    before = client.get(f"/briefings/b/{one.file_name}").content
    briefing.title = "Another title"
    briefing.save()

    assert client.get(f"/briefings/b/{one.file_name}").content != before


def test_what_the_page_says_is_what_word_slides_text_and_mail_say(client, briefing):
    def got(name):
        return client.get(f"/briefings/b/{name}").content

    document = docx.Document(io.BytesIO(got("briefing.docx")))
    slides = Presentation(io.BytesIO(got("briefing.pptx"))).slides
    mail = html.fromstring(got("briefing.html").decode())
    text = got("briefing.txt").decode()

    headings = HEADINGS["case"]
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"][:7] == list(headings)
    assert [slide.shapes.title.text for slide in slides][2:9] == list(headings)
    assert [one.text_content() for one in mail.iter("h2")][:7] == [f"{n}. {one}" for n, one in enumerate(headings, 1)]
    assert [f"{n}. {one}" in text for n, one in enumerate(headings, 1)] == [True] * 7


def test_the_page_offers_them_all_the_pdf_as_its_one_button(client, briefing):
    page = html.fromstring(client.get("/briefings/b/").content.decode())
    offered = [one.get("href") for one in page.xpath('//div[h2[@id="formats"]]//a')]
    buttons = [one.get("href") for one in page.xpath('//a[@class="button"]')]

    assert offered == [one.url(briefing) for one in FORMATS.values()]
    assert "/briefings/b/email/" in offered
    assert buttons == ["/briefings/b/briefing.pdf"]


def test_a_draft_that_is_looked_at_offers_none(index):
    draft = BriefingPageFactory(parent=index, slug="b", live=False)

    response = draft.make_preview_request(preview_mode="")

    assert b'id="formats"' not in response.render().content


def test_on_paper_the_page_has_a_code_to_scan_that_is_drawn_in_it(client, briefing):
    page = html.fromstring(client.get("/briefings/b/").content.decode())
    (drawing,) = page.xpath('//div[contains(@class, "printed")]//*[local-name()="svg"]')

    assert drawing.get("aria-label") == "QR code that opens http://testserver/briefings/b/used/"


def test_the_code_is_a_picture_to_put_on_posters_of_ones_own(client, briefing):
    response = client.get("/briefings/b/used/qr.png")

    assert response["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(response.content)).size[0] > 200


def test_the_page_to_copy_from_holds_the_mail_without_its_looks(client, briefing):
    page = html.fromstring(client.get("/briefings/b/email/").content.decode())
    (frame,) = page.xpath('//*[@id="email-body"]')
    mail = html.fromstring(client.get("/briefings/b/briefing.html").content.decode()).find("body")

    assert frame.text_content().split() == mail.text_content().split()
    assert page.xpath("//main//@style") == []
    assert [one.text_content() for one in page.iter("h1")] == ["Maya"]


def test_the_button_to_copy_waits_for_a_script_and_the_files_do_not(client, briefing):
    page = html.fromstring(client.get("/briefings/b/email/").content.decode())
    (button,) = page.xpath("//button[@data-copy]")

    assert button.get("hidden") is not None
    assert (button.get("data-copy-html"), button.get("data-copy-text")) == (
        "/briefings/b/briefing.html",
        "/briefings/b/briefing.txt",
    )
    assert {"/briefings/b/briefing.html", "/briefings/b/briefing.txt"} <= set(page.xpath("//main//a/@href"))


def test_markup_in_a_briefing_is_text_on_the_page_to_copy_from(client, index):
    BriefingPageFactory(parent=index, slug="b", introduction="<script>alert(1)</script> {{ 7|add:7 }}")
    page = client.get("/briefings/b/email/").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:7 }}" in page
    assert "<script>alert" not in page


def test_a_docx_is_whole(client, briefing):
    with zipfile.ZipFile(io.BytesIO(client.get("/briefings/b/briefing.docx").content)) as package:
        assert package.testzip() is None
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_private_review_or_summary_is_not_named_on_the_page(client, home, index, partnership):
    reviews = ReviewIndexPageFactory(parent=home)
    private = ReviewPageFactory(parent=reviews, title="Private review", publisher=partnership)
    summary = NationalSummaryPageFactory(parent=NationalIndexPageFactory(parent=home), title="Private summary")
    briefing = BriefingPageFactory(parent=index, slug="b", title="Maya", national_summary=summary)
    briefing.reviews.set([private, ReviewPageFactory(parent=reviews, title="Open review", publisher=partnership)])
    briefing.save()
    briefing.superseded_by = BriefingPageFactory(parent=index, title="Private newer")
    briefing.save()
    for page in (private, summary, briefing.superseded_by):
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    said = client.get("/briefings/b/").content.decode()
    assert ("Open review" in said, "Private" in said) == (True, False)
    told = sheet_of(briefing)
    assert (told.review_label, told.notice) == ("Open review", "")
