"""Everything a reader does works in a browser that runs no JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from learning.models import Partnership

pytestmark = pytest.mark.browser

PHONE = {"width": 375, "height": 800}
LEAVE_TO = "https://www.bbc.co.uk/weather"


@pytest.fixture(autouse=True)
def _no_script_runs(plain_page: Page) -> None:
    plain_page.goto("data:text/html,<title>none</title><script>document.title = 'it ran'</script>")
    assert plain_page.title() == "none"


def test_the_list_of_reviews_is_filtered(plain_page):
    plain_page.goto("/reviews/")
    plain_page.get_by_label("Kind of review").select_option(label="Serious case review")
    plain_page.get_by_role("button", name="Show").click()
    expect(plain_page.get_by_role("heading", name="1 review", exact=True)).to_be_visible()
    expect(plain_page.get_by_role("link", name="Family D", exact=True)).to_be_visible()


def test_filters_that_nothing_fits_can_be_cleared(plain_page):
    plain_page.goto("/reviews/?kind=cmr")
    expect(plain_page.get_by_role("heading", name="No review fits these filters")).to_be_visible()
    plain_page.get_by_role("link", name="Show every review").click()
    expect(plain_page.get_by_role("heading", name="12 reviews")).to_be_visible()


def test_training_is_filtered_on_a_phone_where_the_filters_are_folded_away(plain_page):
    plain_page.set_viewport_size(PHONE)
    plain_page.goto("/training/")
    plain_page.locator("summary", has_text="Filter these lists").click()
    plain_page.get_by_label("Kind").select_option(label="Cascade")
    plain_page.get_by_role("button", name="Show").click()
    held = plain_page.get_by_role("region", name="Held").get_by_role("heading", level=3)
    expect(held).to_have_text(
        ["Cascade: a long way from home", "Cascade: heard without words", "Cascade: the night that is different"]
    )


def test_search_finds_a_review(plain_page):
    plain_page.goto("/about-reviews/")
    plain_page.get_by_role("searchbox", name="Search this site").fill("jamie")
    plain_page.get_by_role("button", name="Search").click()
    plain_page.get_by_role("main").get_by_role("link", name="Jamie", exact=True).first.click()
    expect(plain_page).to_have_url("/reviews/jamie/")


def test_high_contrast_is_kept_on_the_next_page_and_can_be_undone(plain_page):
    plain_page.goto("/reviews/?kind=scr")
    plain_page.get_by_role("link", name="High contrast").click()
    expect(plain_page).to_have_url("/reviews/?kind=scr")
    plain_page.goto("/themes/")
    expect(plain_page.locator("html")).to_have_class("contrast-high")
    plain_page.get_by_role("link", name="Standard colours").click()
    expect(plain_page.locator("html")).not_to_have_class("contrast-high")


def test_the_leave_link_leaves(plain_page):
    assert Partnership.objects.get(slug="exampleshire").leave_site_url == LEAVE_TO
    plain_page.route(LEAVE_TO, lambda route: route.fulfill(body="Sunny", content_type="text/html"))
    plain_page.goto("/reviews/jamie/")
    plain_page.get_by_role("link", name="Leave this site").click()
    expect(plain_page).to_have_url(LEAVE_TO)


def test_the_menu_opens_on_a_phone(plain_page):
    plain_page.set_viewport_size(PHONE)
    plain_page.goto("/")
    menu = plain_page.get_by_role("navigation", name="Main")
    expect(menu.get_by_role("link", name="Themes")).to_be_hidden()
    menu.get_by_text("Menu").click()
    menu.get_by_role("link", name="Themes").click()
    expect(plain_page).to_have_url("/themes/")


def test_the_menu_stands_open_on_a_wide_screen(plain_page):
    plain_page.goto("/")
    menu = plain_page.get_by_role("navigation", name="Main")
    expect(menu.get_by_text("Menu")).to_be_hidden()
    expect(menu.get_by_role("link", name="Themes")).to_be_visible()


def test_what_is_folded_away_opens(plain_page):
    plain_page.goto("/reviews/family-d/")
    first = plain_page.locator(".point").first
    expect(first.get_by_text("Ask yourselves")).to_be_hidden()
    first.locator("summary").click()
    expect(first.get_by_text("Ask yourselves")).to_be_visible()
