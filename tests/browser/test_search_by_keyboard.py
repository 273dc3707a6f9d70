"""Search by keyboard alone: asked, narrowed, widened again; after each step the focus is where the answer is."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from learning.models import ReviewPage
from tests.browser.axe import WITHOUT_CONTRAST, findings
from tests.browser.test_keyboard import UNSEEN
from tests.factories.learning import ReviewPageFactory

pytestmark = pytest.mark.browser

WORDS = ("open", "private", "draft")


def press_to(page: Page, target: Locator, key: str) -> None:
    """Walks on to that stop, at which the focus must show, and presses the key."""
    expect(target).to_have_count(1)
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            assert page.evaluate(UNSEEN) is None
            page.keyboard.press(key)
            return
    raise AssertionError(f"Tab does not reach {target}")


def walk(page: Page) -> None:
    """From the search page to two choices fewer."""
    page.goto("/search/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skips to the main content
    press_to(page, page.locator("#site-search"), "b")
    page.keyboard.type("aby")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/search/?q=baby")
    page.wait_for_load_state()

    facets = page.locator(".facets")
    heading = page.get_by_role("heading", name=re.compile("for “baby”"))
    if facets.locator("summary").first.is_visible():  # folded away on a phone alone
        press_to(page, facets.locator("summary").first, "Enter")
    group = facets.locator(".facet").filter(has=page.locator("summary", has_text="Year"))
    expect(group.get_by_role("checkbox").first).to_be_hidden()
    press_to(page, group.locator("summary").first, "Enter")
    first, second = (group.get_by_role("checkbox").nth(number) for number in (0, 1))
    counts = [int(one) for one in group.locator(".facet__count").all_inner_texts()[:2]]
    press_to(page, first, "Space")
    press_to(page, second, "Space")
    press_to(page, facets.get_by_role("button", name="Apply"), "Enter")

    expect(page).to_have_url(re.compile(r"/search/\?q=baby&.*#found$"))
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()

    chosen = page.get_by_role("list", name="Chosen").get_by_role("link", name=re.compile("^Take away"))
    expect(chosen).to_have_count(2)
    press_to(page, chosen.first, "Enter")
    expect(heading).to_contain_text(f"{counts[1]} result")
    expect(heading).to_be_focused()
    press_to(page, chosen, "Enter")
    expect(page).to_have_url("/search/?q=baby#found")
    expect(heading).to_be_focused()


def test_a_search_is_narrowed_and_widened_by_keyboard(page):
    walk(page)


def test_it_is_without_javascript_on_a_phone(plain_page):
    plain_page.set_viewport_size({"width": 375, "height": 800})
    walk(plain_page)


def test_an_open_list_of_suggestions_keeps_the_promises(page):
    page.goto("/search/")
    box = page.get_by_role("combobox", name="Search reviews, briefings")
    box.press_sequentially("negl")
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant")
    assert findings(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert findings(page, only=WITHOUT_CONTRAST) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def suggesting(page: Page, text: str) -> tuple[Locator, Locator]:
    """The box in which that was typed, and what stands in the list below it."""
    page.goto("/search/")
    box = page.get_by_role("combobox", name="Search reviews, briefings")
    box.press_sequentially(text)
    return box, page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def is_at(box: Locator, options: Locator, at: int | None) -> None:
    """Exactly that suggestion is chosen, as assistive technology is told; the focus stays in the box."""
    chosen = options.and_(options.page.locator("[aria-selected=true]"))
    expect(chosen).to_have_count(0 if at is None else 1)
    expect(box).to_be_focused()
    if at is None:
        expect(box).not_to_have_attribute("aria-activedescendant", re.compile(""))
    else:
        expect(box).to_have_attribute("aria-activedescendant", str(options.nth(at).get_attribute("id")))
        expect(options.nth(at)).to_have_attribute("aria-selected", "true")


def test_suggestions_are_walked_through_with_the_arrows_and_taken_with_enter(page):
    box, options = suggesting(page, "j")
    expect(box).to_have_attribute("aria-expanded", "false")  # one letter is too few
    page.keyboard.type("amie")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(options.first).to_contain_text("Jamie")
    expect(page.locator("#main").get_by_role("status").last).to_have_text(re.compile(r"\d+ suggestions?"))
    count = options.count()
    assert count > 1
    is_at(box, options, None)

    page.keyboard.press("ArrowDown")
    is_at(box, options, 0)
    page.keyboard.press("ArrowDown")
    is_at(box, options, 1)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    is_at(box, options, None)  # back in the box, with what was typed still in it
    page.keyboard.press("ArrowUp")
    is_at(box, options, count - 1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    is_at(box, options, 0)
    expect(box).to_have_value("jamie")

    page.keyboard.press("Enter")
    expect(page).to_have_url("/reviews/jamie/")


def test_escape_closes_the_suggestions_and_enter_then_searches_for_what_was_typed(page):
    box, options = suggesting(page, "jamie")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    is_at(box, options, 0)

    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    is_at(box, options, None)
    expect(box).to_have_value("jamie")

    page.keyboard.press("Enter")
    expect(page).to_have_url("/search/?q=jamie")


def test_one_is_taken_by_pointing_at_it_and_leaving_the_box_closes_them(page):
    _box, options = suggesting(page, "jamie")
    expect(options.first).to_be_visible()
    page.keyboard.press("Tab")
    expect(options.first).to_be_hidden()

    _box, options = suggesting(page, "jamie")
    options.filter(has_text="Jamie").first.click()
    expect(page).to_have_url("/reviews/jamie/")


def test_no_private_page_and_no_draft_is_suggested(page):
    index = ReviewPage.objects.live().first().get_parent()
    open_to_all, private, draft = (ReviewPageFactory.build(title=f"Quillfeather {word}") for word in WORDS)
    draft.live = False
    for one in (open_to_all, private, draft):
        index.add_child(instance=one)
        one.save_revision()
    private.view_restrictions.create(restriction_type="login")

    _box, options = suggesting(page, "quillf")

    expect(options).to_have_text([re.compile("^Quillfeather open")])
    assert page.request.get("/search/suggest/?q=quillf").text().count("Quillfeather") == 1


def test_without_a_script_the_box_is_an_ordinary_one(plain_page):
    plain_page.goto("/search/")
    box = plain_page.get_by_role("searchbox", name="Search reviews, briefings")
    box.press_sequentially("jamie")

    for name in ("role", "aria-expanded", "aria-controls", "aria-autocomplete"):
        assert box.get_attribute(name) is None
    expect(plain_page.get_by_role("listbox")).to_have_count(0)
    plain_page.keyboard.press("Enter")
    expect(plain_page).to_have_url("/search/?q=jamie")
