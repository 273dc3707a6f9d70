"""The walk: from a review to what was learned, how it was passed on and to whom, by clicking."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery staple"


def downloaded(page: Page, link: str) -> Path:
    """The file that the link with those words gives."""
    with page.expect_download() as download:
        page.get_by_role("main").get_by_role("link", name=link).first.click()
    return Path(download.value.path())


def walk_to_jamie(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Reviews", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Jamie", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Jamie")).to_be_visible()


def test_a_review_leads_to_its_briefing_and_the_briefing_to_a_sheet_to_print(page):
    walk_to_jamie(page)
    expect(page.get_by_role("region", name="What was learned").locator("article")).to_have_count(14)
    page.get_by_role("link", name="Read the 7-minute briefing").click()
    expect(page.locator(".seven > li")).to_have_count(7)
    assert downloaded(page, "Download to print").read_bytes()[:5] == b"%PDF-"


def test_the_learning_pack_opens_and_says_what_is_in_it(page):
    walk_to_jamie(page)
    with zipfile.ZipFile(downloaded(page, "Download the learning pack")) as pack:
        assert pack.testzip() is None
        assert "Jamie" in pack.read("README.txt").decode()
        suffixes = {Path(name).suffix for name in pack.namelist()}
        assert suffixes == {".txt", ".json", ".pdf", ".docx", ".pptx", ".html"}


def test_the_page_of_the_pack_lists_it_and_leads_to_the_deck_in_words(page):
    walk_to_jamie(page)
    page.get_by_role("link", name="What is in the pack").click()
    expect(page).to_have_url("/reviews/jamie/pack/")
    expect(page.get_by_text("Not held here").first).to_be_visible()


def test_the_slides_open_with_a_title_on_each(page):
    walk_to_jamie(page)
    deck = Presentation(str(downloaded(page, "Slides of this learning")))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert len(titles) >= 14
    assert all(titles)


def test_a_review_leads_to_the_event_that_passed_it_on_and_the_agencies_there(page):
    walk_to_jamie(page)
    page.get_by_role("region", name="Where it has been taught").get_by_role("link", name="Learning from Jamie").click()
    expect(page.get_by_role("heading", level=1, name="Learning from Jamie")).to_be_visible()
    agencies = page.get_by_role("region", name="Who was there").get_by_role("listitem")
    expect(agencies.filter(has_text="Exampleshire GP Federation")).to_be_visible()


def test_a_learning_point_leads_to_the_reviews_that_found_it(page):
    walk_to_jamie(page)
    page.get_by_role("link", name="When a child is not brought, find out why").first.click()
    found_in = page.get_by_role("region", name="Reviews that found this").get_by_role("link")
    expect(found_in.filter(has_text="Jamie")).to_be_visible()


def test_a_training_manager_signs_in_sees_what_is_missing_and_takes_it_away(page, context):
    person = UserFactory(group="Training managers", email="manager@example.org")
    page.goto("/coverage/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1, name="Who has had what")).to_be_visible()
    page.get_by_role("link", name="What is missing").click()
    expect(page.locator("#gaps").get_by_role("heading", level=2).first).to_contain_text("Never passed on")
    page.get_by_role("navigation", name="Pages about coverage").get_by_role("link", name="Who has had what").click()
    rows = list(csv.reader(io.StringIO(downloaded(page, "Download as a spreadsheet").read_text("utf-8-sig"))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert {row[2] for row in rows[1:]} >= {"Exampleshire Police", "Exampleshire Homes"}
    context.clear_cookies()


def test_coverage_is_filtered_by_review(signed_in):
    page = signed_in("Training managers").new_page()
    page.goto("/training/")
    page.get_by_role("main").get_by_role("link", name="Who has had what").click()
    page.get_by_label("Review").select_option(label="Child R")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".matrix tbody tr")).to_have_count(5)
    page.close()


def test_a_reader_without_an_account_is_shown_no_counts(page):
    page.goto("/coverage/")
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
