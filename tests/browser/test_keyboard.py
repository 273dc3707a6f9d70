"""Everything a reader does with a pointer can be done with a keyboard, and it shows where the keyboard is."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.addresses import PUBLIC, path_of
from tests.browser.axe import findings
from tests.browser.promises import faults_in_other_colours

pytestmark = pytest.mark.browser

STOPS = 60  # as many presses of Tab as it takes to see every kind of link, button and field of these pages
PAGES = [
    "/",
    "/reviews/?kind=scr",
    "/reviews/jamie/",
    "/reviews/jamie/pack/",
    "/training/",
    "/search/?q=baby",
    "/accounts/login/",
]
SCROLLED = """element => new Promise(done => {
    const look = () => element.scrollLeft > 0 ? done(true) : requestAnimationFrame(look);
    look();
})"""
WITHOUT_OUTLINE = """() => {
    const element = document.activeElement, style = getComputedStyle(element);
    const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return element === document.body || seen ? null : element.outerHTML.slice(0, 120);
}"""
# WCAG 2.2, success criterion 2.4.11: what has the focus is not wholly behind anything, the strip at the top above all.
HIDDEN = """() => {
    const element = document.activeElement, hit = box => [0.1, 0.5, 0.9].some(x => [0.1, 0.5, 0.9].some(y => {
        const top = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
        return top && (top === element || element.contains(top) || top.contains(element));
    }));
    return element === document.body || [...element.getClientRects()].some(hit) ? null : element.outerHTML.slice(0, 120);
}"""
UNSEEN = f"() => [({WITHOUT_OUTLINE})(), ({HIDDEN})()].find(Boolean) || null"
# The outline is of another colour than the page: one that forced colours paint like it would not be seen.
LIKE_WHAT_IS_BEHIND = """() => {
    const element = document.activeElement, outline = getComputedStyle(element).outlineColor;
    for (let one = element.parentElement; one; one = one.parentElement) {
        const behind = getComputedStyle(one).backgroundColor;
        if (!behind.endsWith(', 0)')) return behind === outline ? element.outerHTML.slice(0, 120) : null;
    }
    return null;
}"""
BACKWARDS = 25  # stops, from the end of the page: there the strip hides what it stands before


def tab_to(page: Page, role: str, name: str, *, within: Locator | None = None) -> None:
    target = (within or page).get_by_role(role, name=name)
    for _ in range(STOPS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach “{name}”")


def test_the_first_stop_skips_to_the_main_content(page):
    page.goto("/reviews/jamie/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("path", PAGES)
def test_every_stop_shows_where_it_is(tab, path):
    tab.goto(path)
    tab.evaluate("document.querySelectorAll('details').forEach(element => { element.open = true })")
    unseen = set()
    for _ in range(STOPS):
        tab.keyboard.press("Tab")
        unseen.add(tab.evaluate(UNSEEN))
    tab.locator("footer a").last.focus()
    for _ in range(BACKWARDS):
        tab.keyboard.press("Shift+Tab")
        unseen.add(tab.evaluate(HIDDEN))
    assert unseen == {None}


@pytest.mark.parametrize("path", ["/search/?q=baby", "/training/"])
def test_every_stop_shows_where_it_is_in_forced_colours(page, path):
    page.emulate_media(forced_colors="active")
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(path)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    seen = set()
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        seen.add(page.evaluate(UNSEEN))
        seen.add(page.evaluate(LIKE_WHAT_IS_BEHIND))
    assert seen == {None}


def test_the_open_menu_of_a_phone_keeps_the_promises(page):
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto("/reviews/")
    page.get_by_role("navigation", name="Main").locator("summary").click()
    assert [*findings(page), *faults_in_other_colours(page)] == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_menu_of_a_phone_is_opened_read_and_followed(page):
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto("/")
    menu = page.get_by_role("navigation", name="Main")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    tab_to(page, "link", "Themes", within=menu)
    page.keyboard.press("Enter")
    expect(page).to_have_url("/themes/")


def test_the_grid_of_who_came_is_filled_by_keyboard_alone(signed_in):
    page = signed_in("Training managers").new_page()
    page.goto(f"{path_of(PUBLIC['event, held'])}attendance/")
    first, second = (page.locator("main input[type=number], main input[inputmode=numeric]").nth(n) for n in (0, 1))
    first.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    expect(second).to_be_focused()
    expect(first).to_have_value("7")
    assert (page.evaluate(WITHOUT_OUTLINE), page.evaluate(HIDDEN)) == (None, None)
    page.close()


def test_a_warning_is_passed_by_its_link(page):
    page.goto("/reviews/jamie/")
    tab_to(page, "link", "Skip to where to get help")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="If you are worried about a child")).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.help') !== null")


def test_filters_are_opened_chosen_and_sent(page):
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto("/reviews/")
    page.locator("summary", has_text="Filter this list").focus()
    page.keyboard.press("Enter")
    tab_to(page, "combobox", "Publisher")
    tab_to(page, "checkbox", "Has a learning pack")
    page.keyboard.press("Space")
    tab_to(page, "button", "Show")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/reviews/?kind=&theme=&year=&publisher=&pack=1")


def test_the_coverage_table_is_reached_and_scrolled(signed_in):
    page = signed_in("Training managers").new_page()
    page.goto("/coverage/")
    region = page.get_by_role("region", name="Learning points by agency:")
    region.focus()
    assert page.evaluate(WITHOUT_OUTLINE) is None
    page.keyboard.press("ArrowRight")
    assert region.evaluate(SCROLLED)
    page.close()
