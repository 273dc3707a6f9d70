"""What no page can make sense of is answered with a page that says so; whatever was sent is never a fault of ours."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory
from wagtail.models import Page

from learning.models import Campaign, CampaignLink, ThemeAlternative
from media.models import Document
from partnership.read_as_utf_8 import reading_utf_8
from tests.factories.accounts import UserFactory
from tests.factories.briefings import NationalIndexPageFactory
from tests.factories.learning import ReviewIndexPageFactory, ReviewPageFactory, ThemeFactory

pytestmark = pytest.mark.django_db
LONG = "1" * 40  # digits: more than any database counts


@pytest.fixture
def admin(client, home):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    client.raise_request_exception = False
    return client


@pytest.fixture
def review(home, partnership):
    return ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home), publisher=partnership)


@pytest.mark.parametrize(
    "address",
    [
        f"/admin/deposits/reviews/{LONG}/",
        f"/admin/bulk/wagtailcore/page/move/?id={LONG}",
        "/admin/documents/chooser/chosen/abc/",
        "/admin/documents/chooser/chosen-multiple/?id=abc",
        "/admin/pages/1/revisions/0/revert/",
    ],
)
def test_a_number_that_no_row_has_is_an_address_that_is_not_there(admin, address):
    response = admin.get(address)

    assert (response.status_code, "We cannot find that page" in response.content.decode()) == (404, True)


@pytest.mark.parametrize(
    "sent", [{}, {"new_parent_page": ""}, {"new_parent_page": LONG}, {"new_parent_page": "999999"}]
)
def test_a_copy_of_a_page_to_nowhere_is_refused(admin, review, sent):
    response = admin.post(f"/admin/pages/{review.pk}/copy/", {"new_title": "A copy", "new_slug": "a-copy", **sent})

    assert (response.status_code, "What was sent could not be read" in response.content.decode()) == (400, True)
    assert not Page.objects.filter(slug="a-copy").exists()


def test_a_form_with_a_word_for_a_number_is_refused_with_what_to_do(admin, review):
    response = admin.post(f"/admin/deposits/reviews/{review.pk}/", {"other": "abc", "may_be_kept": "on"})

    assert (response.status_code, "What was sent could not be read" in response.content.decode()) == (400, True)
    assert not review.deposits.exists()


def test_a_form_with_a_number_too_long_for_any_row_is_too(admin, home):
    index = NationalIndexPageFactory(parent=home)

    response = admin.post("/admin/national/start/", {"index": LONG, "name": "Out of sight", "publisher": "The Panel"})

    assert (response.status_code, "What was sent could not be read" in response.content.decode()) == (400, True)
    assert not index.get_children().exists()


@pytest.mark.parametrize("charset", ["rot13", '"base64"', "undefined", "unicode_escape; boundary=x", "no-such"])
def test_what_is_sent_is_read_as_utf_8_whatever_it_calls_itself(charset):
    read = []

    def application(environ, start_response):
        request = WSGIRequest(environ)
        read.append((request.GET["q"], request.encoding))
        return []

    sent = RequestFactory().get("/search/?q=%C3%A9").environ
    reading_utf_8(application)({**sent, "CONTENT_TYPE": f"text/plain; charset={charset}"}, None)

    assert read == [("é", None)]


@pytest.mark.parametrize("address", ["abc", "a\x00b", '{"a":[1'])
def test_what_is_saved_in_the_admin_is_saved_wherever_it_should_have_led(admin, partnership, address):
    document = Document.objects.create(title="Notes", file=SimpleUploadedFile("a.txt", b"Ask the child."))

    response = admin.post(f"/admin/documents/edit/{document.pk}/", {"title": "New name", "tags": "", "next": address})

    document.refresh_from_db()
    assert (response.status_code, response["Location"], document.title) == (302, "/admin/", "New name")


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/"])
@pytest.mark.parametrize("address", ["abc", "[", "//evil.example", "javascript:alert(1)"])
def test_signed_in_already_nobody_is_led_off_the_site_nor_into_a_fault(admin, door, address):
    response = admin.get(door, {"next": address})

    assert response.status_code == 302
    assert response["Location"] in {address, "/", "/admin/"} - {"//evil.example", "javascript:alert(1)"}


def test_a_form_that_is_too_long_is_refused_with_a_page_that_helps(admin, partnership, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = admin.post("/admin/snippets/learning/agency/add/", {"name": "x" * 2000})

    assert (response.status_code, "What was sent could not be read" in response.content.decode()) == (400, True)


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_pictures_and_files_are_searched_among_those_that_are_used(admin, kind):
    answers = [
        admin.get(f"/admin/{kind}/?q=a&usage_count_min=1&ordering=-usage_count").status_code,
        admin.get(f"/admin/{kind}/chooser/results/?q=a&tag=baby").status_code,
    ]

    assert answers == [200, 200]


@pytest.fixture
def campaign(partnership):
    return {
        "partnership": partnership.pk, "month": 3, "year": 2027, "title": "Ask twice", "theme": "", "what_to_do": NO_PROSE,
        "links-TOTAL_FORMS": 0, "links-INITIAL_FORMS": 0, "links-MIN_NUM_FORMS": 0, "links-MAX_NUM_FORMS": 1000,
    }  # fmt: skip


NO_PROSE = '{"blocks": [], "entityMap": {}}'
ENTITIES_ASTRIDE = """{"entityMap": {"0": {"type": "LINK", "data": {"id": "x"}}}, "blocks": [{"key": "x", "text": "abc", "type": "unstyled",
    "depth": 0, "inlineStyleRanges": [], "entityRanges": [{"offset": 0, "length": 2, "key": 0}, {"offset": 1, "length": 9, "key": 7}]}]}"""


@pytest.mark.parametrize(
    "prose",
    ["abc", "9" * 40, "[]", '{"a": [1', '{"blocks": "x", "entityMap": []}', ENTITIES_ASTRIDE, "[" * 100_000],
)
def test_what_the_editor_of_prose_does_not_write_is_refused(admin, campaign, prose):
    response = admin.post("/admin/snippets/learning/campaign/add/", {**campaign, "what_to_do": prose})

    assert (response.status_code, "What was sent could not be read" in response.content.decode()) == (400, True)
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("prose", ["", "null", NO_PROSE])
def test_no_prose_is_no_prose(admin, campaign, prose):
    response = admin.post("/admin/snippets/learning/campaign/add/", {**campaign, "what_to_do": prose})

    assert (response.status_code, Campaign.objects.count()) == (302, 1)


@pytest.mark.parametrize("year", [LONG, "10000", "-3"])
def test_a_year_that_no_calendar_has_is_refused_beside_what_was_typed(admin, campaign, year):
    admin.post("/admin/snippets/learning/campaign/add/", campaign)
    kept = Campaign.objects.get()

    response = admin.post(
        f"/admin/snippets/learning/campaign/edit/{kept.pk}/", {**campaign, "title": "Ask", "year": year}
    )

    assert (response.status_code, f'value="{year}"' in response.content.decode()) == (200, True)
    kept.refresh_from_db()
    assert (kept.year, kept.title) == (2027, "Ask twice")


def test_a_row_of_a_form_with_a_word_for_its_number_is_refused(admin, campaign, review):
    admin.post("/admin/snippets/learning/campaign/add/", campaign)
    kept = Campaign.objects.get()
    link = CampaignLink.objects.create(campaign=kept, page=review)
    row = {
        "links-TOTAL_FORMS": 1,
        "links-INITIAL_FORMS": 1,
        "links-0-id": "abc",
        "links-0-page": review.pk,
        "links-0-ORDER": 1,
    }

    response = admin.post(f"/admin/snippets/learning/campaign/edit/{kept.pk}/", {**campaign, **row, "title": "Ask"})

    assert (response.status_code, "What was sent could not be read" in response.content.decode()) == (400, True)
    kept.refresh_from_db()
    assert (kept.title, list(CampaignLink.objects.all())) == ("Ask twice", [link])


def test_a_row_that_somebody_added_since_the_form_was_shown_is_refused(admin, home):
    theme = ThemeFactory(name="neglect of a pet")
    ThemeAlternative.objects.create(theme=theme, label="dirt")
    form = {
        "name": "neglect of pets",
        "slug": theme.slug,
        "group": theme.group,
        "alternatives-TOTAL_FORMS": 1,
        "alternatives-INITIAL_FORMS": 0,
        "alternatives-0-label": "dirt",
        "alternatives-0-ORDER": 1,
    }

    response = admin.post(f"/admin/snippets/learning/theme/edit/{theme.pk}/", form)

    assert (response.status_code, "What was sent could not be read" in response.content.decode()) == (400, True)
    theme.refresh_from_db()
    assert (theme.name, ThemeAlternative.objects.filter(theme=theme).count()) == ("neglect of a pet", 1)
