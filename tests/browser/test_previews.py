"""A briefing looked at in each format by its editor, in a real browser with the policies of the site."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from briefings.models import BriefingPage
from tests.browser.watching import watched

pytestmark = pytest.mark.browser

DRAWN = "images => images.length > 0 && images.every(image => image.complete && image.naturalWidth > 300)"


@pytest.fixture
def look(signed_in, db):
    """Opens the draft in that mode, as the frame beside the editor does."""
    page = signed_in("Moderators").new_page()
    briefing = BriefingPage.objects.get(slug="jamie-briefing")
    address = reverse("wagtailadmin_pages:view_draft", args=[briefing.pk])

    def open_in(mode: str) -> Page:
        page.goto(f"{address}?mode={mode}")
        return page

    yield open_in
    page.close()


@pytest.mark.parametrize(("mode", "alt"), [("pdf", "Page 1 of"), ("pptx", "Slide 1")])
def test_the_pages_of_a_file_are_drawn(look, mode, alt):
    page = look(mode)

    expect(page.get_by_alt_text(alt).first).to_be_visible()
    assert page.locator("img").evaluate_all(DRAWN)


@pytest.mark.parametrize(("mode", "element"), [("txt", "pre"), ("html", "h1")])
def test_words_are_shown_as_they_will_be_sent(look, mode, element):
    expect(look(mode).locator(element).first).to_contain_text("Jamie")


def test_no_policy_stands_in_the_way_of_a_preview(look):
    page = look("txt")
    watch = watched(page)
    for mode in ("pdf", "pptx", "txt", "html"):
        look(mode)

    assert (watch.strangers, watch.complaints) == ([], [])
