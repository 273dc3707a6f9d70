"""The admin in a real browser, under a policy without eval: it works, and asks nothing of any other host."""

import pytest

from tests.browser.admin_screens import WAGTAILS
from tests.browser.watching import Watch, watched

pytestmark = pytest.mark.browser


def refusals(watch: Watch) -> list[str]:
    """What the browser would not run, show or fetch."""
    return [said for said in watch.complaints if "Content Security Policy" in said or said.startswith("Refused")]


@pytest.fixture
def desk(signed_in):
    """An administrator's tab, and what it asks for and complains of."""
    page = signed_in("Administrators").new_page()
    yield page, watched(page)
    page.close()


def test_the_rich_text_editor_takes_words_and_the_preview_shows_the_page(desk):
    page, watch = desk
    page.goto(WAGTAILS["edit the home page"]())
    editor = page.locator(".public-DraftEditor-content").first

    editor.click()
    page.keyboard.type("Typed in a browser. ")
    page.get_by_role("button", name="Toggle preview").click()
    shown = page.frame_locator("iframe[title='Preview']").first

    assert "Typed in a browser." in editor.inner_text()
    shown.get_by_role("heading", level=1).wait_for()
    assert (watch.strangers, refusals(watch)) == ([], [])
