"""An editor adds what a review found, by choosing a learning point and by writing one, without leaving the page."""

from contextlib import suppress

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.admin_screens import edit_page
from tests.browser.conftest import PATIENCE

pytestmark = pytest.mark.browser

SHARED = "Never use a child to interpret"
CHOSEN = "element => element.selectedOptions[0].text"
NEW = "Ask who collects the child from school"


@pytest.fixture
def editor(signed_in) -> Page:
    """A moderator, who may publish, with the review of Child R open."""
    page = signed_in("Moderators").new_page()
    page.goto(edit_page("child-r"))
    yield page
    page.close()


def add_finding(editor: Page) -> tuple[Locator, Locator]:
    """The form of a new finding, and the window that its button opens."""
    editor.get_by_role("button", name="Add learning point").click()
    finding = editor.locator("#id_findings-FORMS > [data-inline-panel-child]").last
    finding.locator("[data-chooser-action-choose]:visible").first.click()
    window = editor.get_by_role("dialog")
    expect(window.get_by_role("heading", name="Choose learning point")).to_be_visible()
    return finding, window


def publish(editor: Page) -> None:
    """The editor saves the draft by itself and draws its buttons anew: a press meanwhile may be lost, and is pressed again."""
    published = editor.get_by_text("has been published")
    for patience in (10_000, PATIENCE):
        editor.get_by_role("button", name="More actions").last.click()
        editor.get_by_role("button", name="Publish", exact=True).click()
        with suppress(AssertionError):
            expect(published).to_be_visible(timeout=patience)
            return
    expect(published).to_be_visible()


def shown_finding(editor: Page, title: str) -> Locator:
    """What a reader then sees of it, on the page of the review."""
    editor.goto("/reviews/child-r/")
    return editor.get_by_role("region", name="What was learned").locator(".point").filter(has_text=title)


def test_choosing_a_point_that_other_reviews_share(editor):
    finding, window = add_finding(editor)
    window.get_by_label("Search term").fill("interpret")
    window.get_by_role("link", name=SHARED).click()
    expect(finding.get_by_text(SHARED)).to_be_visible()
    finding.locator("[name$=source_reference]").fill("paragraph 4.2")
    publish(editor)
    expect(shown_finding(editor, SHARED)).to_contain_text("paragraph 4.2")


def test_writing_a_new_point_in_the_same_window(editor):
    finding, window = add_finding(editor)
    window.get_by_role("tab", name="Write a new one").click()
    window.get_by_role("textbox", name="Learning point").fill(NEW)
    window.get_by_label("What was found").fill("Nobody knew who was at the school gate.")
    assert window.get_by_label("Partnership").evaluate(CHOSEN) == "Exampleshire Safeguarding Children Partnership"
    window.get_by_role("button", name="Write a new one").click()
    expect(finding.get_by_text(NEW)).to_be_visible()
    publish(editor)
    expect(shown_finding(editor, NEW)).to_contain_text("Nobody knew who was at the school gate.")
    editor.get_by_role("link", name=NEW).click()
    expect(editor.get_by_role("heading", level=1, name=NEW)).to_be_visible()


def test_a_point_without_its_sentence_is_sent_back_in_the_window(editor):
    _finding, window = add_finding(editor)
    window.get_by_role("tab", name="Write a new one").click()
    window.get_by_label("What was found").fill("Something, which is not lost.")
    window.get_by_role("button", name="Write a new one").click()
    expect(window.get_by_text("This field is required.").first).to_be_visible()
    expect(window.get_by_label("What was found")).to_have_value("Something, which is not lost.")
