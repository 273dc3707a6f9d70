"""The same walk, as far as each goes, on the five founding partnerships' sites, each at its own name."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from partnership.demo.loading import load_one
from partnership.demo.loading.files import REAL
from tests.browser.promises import Visit, visit
from tests.browser.watching import watched

pytestmark = pytest.mark.browser

REVIEWS = {"manchester": "Child M1 and Child M2", "kingstonrichmond": "Young Person W"}
WITHOUT_REVIEWS = ("essex", "wandsworth")


@pytest.fixture(scope="module", autouse=True)
def _real_sites(server) -> None:
    """The five, beside Exampleshire."""
    for short in REAL:
        load_one(short, port=server.thread.port)


@pytest.fixture
def open_home(page: Page, server):
    """Opens the home page of a partnership's own site."""

    def go(short: str) -> Page:
        page.goto(f"http://{short}.localhost:{server.thread.port}/")
        return page

    return go


def follow_menu(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name=name, exact=True).click()


@pytest.mark.parametrize("short", REAL)
def test_the_home_page_keeps_its_promises_and_is_not_called_fictional(page, server, short):
    assert visit(page, f"http://{short}.localhost:{server.thread.port}/") == Visit()
    expect(page.get_by_text("Fictional.", exact=True)).to_have_count(0)


@pytest.mark.parametrize("short", REAL)
def test_the_home_page_leads_to_the_other_sites(open_home, short):
    others = open_home(short).get_by_role("region", name="Other partnerships shown here").get_by_role("link")
    expect(others).to_have_count(5)
    others.filter(has_text="Exampleshire").click()
    expect(others.page.get_by_text("Fictional.", exact=True)).to_be_visible()


@pytest.mark.parametrize("short", REVIEWS)
def test_a_review_and_its_pack(open_home, short):
    page = open_home(short)
    follow_menu(page, "Reviews")
    page.get_by_role("main").get_by_role("link", name=REVIEWS[short]).click()
    expect(page.get_by_role("heading", level=1, name=REVIEWS[short])).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the learning pack").first.click()
    with zipfile.ZipFile(Path(download.value.path())) as pack:
        assert pack.testzip() is None


@pytest.mark.parametrize("short", WITHOUT_REVIEWS)
def test_a_site_without_reviews_says_so_kindly(open_home, short):
    page = open_home(short)
    follow_menu(page, "Reviews")
    expect(page.get_by_role("heading", name="No reviews yet")).to_be_visible()


def test_manchester_shows_the_event_that_passed_a_review_on(open_home):
    page = open_home("manchester")
    follow_menu(page, "Training")
    page.get_by_role("link", name="Learning event: Child M1 and Child M2").click()
    page.get_by_role("main").get_by_role("link", name="Child M1 and Child M2", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Child M1 and Child M2")).to_be_visible()


def test_essex_shows_its_series(open_home):
    page = open_home("essex")
    follow_menu(page, "Working Together Better")
    page.get_by_role("main").get_by_role("link", name="Voice of the child", exact=True).first.click()
    expect(page.get_by_role("heading", level=1, name="Voice of the child")).to_be_visible()


def test_redbridge_shows_what_was_learned_elsewhere(open_home):
    page = open_home("redbridge")
    watch = watched(page)
    follow_menu(page, "National learning")
    page.get_by_role("main").get_by_role("heading", level=3).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert (watch.strangers, watch.complaints) == ([], [])
