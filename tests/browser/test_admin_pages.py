"""The admin in a real browser, under a policy without eval: it works, and asks nothing of any other host."""

import pytest

from learning.models import InformationPage, ReviewPage
from partnership.home.models import HomePage
from tests.browser.watching import Watch, watched

pytestmark = pytest.mark.browser


def refusals(watch: Watch) -> list[str]:
    """What the browser would not run, show or fetch."""
    return [said for said in watch.complaints if "Content Security Policy" in said or said.startswith("Refused")]


def edit(model) -> str:
    return f"/admin/pages/{model.objects.order_by('pk').first().pk}/edit/"


ADDRESSES = {
    "dashboard": "/admin/",
    "pages": "/admin/pages/",
    "edit the home page": lambda: edit(HomePage),
    "edit a review": lambda: edit(ReviewPage),
    "edit an information page": lambda: edit(InformationPage),
    "documents": "/admin/documents/",
    "add documents": "/admin/documents/multiple/add/",
    "images": "/admin/images/",
    "add images": "/admin/images/multiple/add/",
    "learning points": "/admin/snippets/learning/learningpoint/",
    "add an event": "/admin/snippets/training/trainingevent/add/",
    "publication timings": "/admin/settings/learning/publicationtimings/",
    "people": "/admin/users/",
    "add a person": "/admin/users/new/",
    "groups": "/admin/groups/",
    "history": "/admin/reports/site-history/",
}


@pytest.fixture
def desk(signed_in):
    """An administrator's tab, and what it asks for and complains of."""
    page = signed_in("Administrators").new_page()
    yield page, watched(page)
    page.close()


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_a_page_of_the_desk_asks_only_this_site_and_is_refused_nothing(desk, address):
    page, watch = desk

    response = page.goto(address() if callable(address) else address, wait_until="networkidle")

    assert response.status == 200
    assert (watch.strangers, refusals(watch)) == ([], [])


def test_the_rich_text_editor_takes_words_and_the_preview_shows_the_page(desk):
    page, watch = desk
    page.goto(edit(HomePage))
    editor = page.locator(".public-DraftEditor-content").first

    editor.click()
    page.keyboard.type("Typed in a browser. ")
    page.get_by_role("button", name="Toggle preview").click()
    shown = page.frame_locator("iframe[title='Preview']").first

    assert "Typed in a browser." in editor.inner_text()
    shown.get_by_role("heading", level=1).wait_for()
    assert (watch.strangers, refusals(watch)) == ([], [])
