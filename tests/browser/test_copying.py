"""A briefing is copied into an e-mail: by its button, and by hand where no script runs."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ADDRESS = "/briefings/jamie-briefing/email/"
CLIPBOARD = "type => navigator.clipboard.read().then(items => items[0].getType(type)).then(blob => blob.text())"


def test_the_button_copies_the_mail_with_its_looks_and_as_words(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(ADDRESS)
    page.get_by_role("button", name="Copy the e-mail").click()
    expect(page.locator("#main").get_by_role("status")).to_have_text("Copied. Paste it into your message.")

    copied, words = page.evaluate(CLIPBOARD, "text/html"), page.evaluate(CLIPBOARD, "text/plain")
    assert "Jamie: when treatment is missed</h1>" in copied
    assert "font-family:" in copied
    assert words.startswith("Jamie: when treatment is missed")


def test_where_the_clipboard_is_closed_everything_in_the_frame_is_selected(page):
    page.goto(ADDRESS)
    page.evaluate("() => { window.ClipboardItem = undefined; document.execCommand = () => false; }")
    page.get_by_role("button", name="Copy the e-mail").click()

    expect(page.locator("#main").get_by_role("status")).to_contain_text("copy it with Ctrl and C")
    assert page.evaluate("window.getSelection().toString()").split()[:2] == ["7-minute", "briefing"]


def test_without_a_script_there_is_no_button_and_the_files_are_there(plain_page):
    plain_page.goto(ADDRESS)

    expect(plain_page.locator("[data-copy]")).to_be_hidden()
    with plain_page.expect_download() as saved:
        plain_page.get_by_role("link", name="Save as a file").click()
    assert saved.value.suggested_filename == "7-minute-briefing-jamie-briefing.html"
