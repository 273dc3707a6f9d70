"""Answering a cascade on a small telephone: what goes wrong is said so that everybody can find it."""

import pytest
from playwright.sync_api import expect

from tests.browser.addresses import PUBLIC, path_of
from tests.browser.axe import findings
from tests.browser.promises import TOO_WIDE

pytestmark = pytest.mark.browser


def test_an_answer_that_is_wrong_is_told_and_put_right_on_a_small_screen(page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(path_of(PUBLIC["reply to a cascade"]))
    expect(page.get_by_label("Why is it not relevant to you?")).to_be_hidden()
    page.get_by_label("How many people have had it?").fill("about 52")
    page.get_by_role("button", name="Send the changed answer").click()

    expect(page.get_by_role("alert")).to_contain_text("52")
    assert findings(page) == []
    assert (page.evaluate("document.documentElement.scrollWidth"), page.evaluate(TOO_WIDE)) == (320, [])

    page.get_by_role("alert").get_by_role("link").click()
    people = page.get_by_label("How many people have had it?")
    expect(people).to_be_focused()
    people.fill("52")
    page.get_by_role("button", name="Send the changed answer").click()
    thanks = page.get_by_role("status", name="Thank you: your answer is kept")
    expect(thanks).to_contain_text("“52” instead of “40”")
    assert findings(page) == []
