"""Leaving this site: the page is gone at once, and this tab's history neither names nor shows it."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LEAVE_TO = "https://www.bbc.co.uk/weather"
SEEN = "/themes/"  # read before, in the same tab
LEFT = "/reviews/jamie/"


@pytest.fixture
def weather(page: Page) -> Page:
    """A reader of two pages here. Leaving arrives at a page of the test's own: nobody else is asked."""
    page.route(LEAVE_TO, lambda route: route.fulfill(body="<title>Sunny</title>Sunny", content_type="text/html"))
    page.goto(SEEN)
    page.goto(LEFT)
    return page


def history_of(page: Page) -> list[tuple[str, str]]:
    """Address and title of each page in the tab's own list, as the browser keeps it."""
    entries: list[dict[str, Any]] = page.context.new_cdp_session(page).send("Page.getNavigationHistory")["entries"]
    return [(entry["url"], entry["title"]) for entry in entries]


def press_shift(page: Page, times: int = 3) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def test_shift_three_times_leaves_nothing_of_the_page_in_the_tabs_history(weather):
    press_shift(weather)
    expect(weather).to_have_url(LEAVE_TO)
    assert [entry for entry in history_of(weather) if LEFT in entry[0] or "Jamie" in entry[1]] == []
    assert history_of(weather)[-1] == (LEAVE_TO, "Sunny")


def test_the_page_is_blank_and_nameless_before_the_other_one_comes(weather):
    weather.unroute(LEAVE_TO)
    weather.route(LEAVE_TO, lambda route: route.fulfill(status=204))  # it never comes
    press_shift(weather)
    weather.wait_for_function("document.documentElement.hidden")
    assert (weather.title(), weather.evaluate("location.pathname")) == ("Weather", "/")
    assert weather.evaluate("document.body.getClientRects().length") == 0
    assert [title for address, title in history_of(weather) if "Jamie" in title] == []


def test_going_back_to_a_page_read_before_leaves_again(weather):
    press_shift(weather)
    expect(weather).to_have_url(LEAVE_TO)
    with weather.expect_request(lambda request: request.url == LEAVE_TO):  # asked for once more
        weather.evaluate("history.back()")
    expect(weather).to_have_url(LEAVE_TO)
    assert [address for address, _title in history_of(weather) if SEEN in address] == []


def test_opening_this_site_anew_in_the_tab_shows_it(weather):
    press_shift(weather)
    expect(weather).to_have_url(LEAVE_TO)
    weather.goto(SEEN)
    expect(weather.get_by_role("heading", level=1)).to_be_visible()
    weather.goto(LEFT)
    weather.go_back()
    expect(weather.get_by_role("heading", name="Themes", level=1)).to_be_visible()


def test_the_link_pressed_with_control_leaves_here_as_well(weather):
    weather.context.route(LEAVE_TO, lambda route: route.fulfill(body="Sunny", content_type="text/html"))
    with weather.context.expect_page() as other:
        weather.get_by_role("link", name="Leave this site").click(modifiers=["Control"])
    expect(weather).to_have_url(LEAVE_TO)
    other.value.close()
    weather.context.unroute(LEAVE_TO)


def test_the_link_leaves_by_keyboard(weather):
    weather.get_by_role("link", name="Leave this site").focus()
    weather.keyboard.press("Enter")
    expect(weather).to_have_url(LEAVE_TO)
    assert [entry for entry in history_of(weather) if LEFT in entry[0] or "Jamie" in entry[1]] == []


def test_shift_held_for_a_capital_letter_does_not_leave(weather):
    weather.goto("/search/")
    weather.get_by_label("Search reviews, briefings").focus()
    for letter in "ABC":
        weather.keyboard.press(f"Shift+{letter}")
    weather.keyboard.press("Shift")
    expect(weather.get_by_role("status").first).to_have_text("Leave this site: press Shift two more times.")
    expect(weather).to_have_url("/search/")
