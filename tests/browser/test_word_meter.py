"""The editor's meter: right on first load, as one types, when sections go and move; and the offer of other headings."""

import pytest
from playwright.sync_api import Locator, Page, expect

from briefings.domain.length import lengths, whole_length
from briefings.models import BriefingPage
from briefings.presets import HEADINGS
from tests.browser.admin_screens import edit_page

pytestmark = pytest.mark.browser

SLUG = "jamie-briefing"


@pytest.fixture
def editor(signed_in, db) -> Page:
    page = signed_in("Editors").new_page()
    page.goto(edit_page(SLUG))
    expect(page.locator("[data-word-meter-section]")).to_have_count(7)  # counted in the browser
    yield page
    page.close()


def rows(editor: Page) -> list[list[str]]:
    """Heading, words, minutes and reading age of each section, as the meter shows them."""
    table = editor.locator("[data-word-meter-rows] tr")
    return [line.locator("td").all_inner_texts()[:4] for line in table.all()]


def section(editor: Page, number: int) -> Locator:
    return editor.locator('[data-contentpath="sections"] [data-streamfield-child]').nth(number - 1)


def test_the_browser_counts_on_first_load_what_the_server_counts(editor):
    sections = BriefingPage.objects.get(slug=SLUG).sections
    told = [
        [f"{n}. {one.heading}", str(one.words), f"{one.minutes:.1f}", str(one.reading_age or "–")]
        for n, one in enumerate(lengths(sections), start=1)
    ]
    whole = whole_length(sections)

    assert rows(editor) == told
    expect(editor.locator("[data-word-meter-words]")).to_have_text(str(whole.words))
    expect(editor.locator("[data-word-meter-age]")).to_have_text(str(whole.reading_age))


def test_a_section_is_counted_as_it_is_written(editor):
    before = int(rows(editor)[1][1])
    section(editor, 2).locator(".public-DraftEditor-content").press_sequentially(
        "Seven more words than there were before. "
    )

    expect(editor.locator("[data-word-meter-rows] tr").nth(1).locator("td").nth(1)).to_have_text(str(before + 7))
    expect(section(editor, 2).locator("[data-word-meter-section]")).to_contain_text(f"{before + 7} words")


def test_sections_that_move_or_go_are_counted_where_they_are(editor):
    first, second, *_ = rows(editor)
    section(editor, 1).get_by_role("button", name="Move down").click()
    moved = editor.locator("[data-word-meter-rows] tr").first.locator("td")
    expect(moved.first).to_have_text(second[0].replace("2.", "1."))
    expect(moved.nth(1)).to_have_text(second[1])

    section(editor, 1).get_by_role("button", name="Delete").click()
    expect(editor.locator("[data-word-meter-rows] tr")).to_have_count(6)
    assert rows(editor)[0][1] == first[1]
    expect(editor.locator("[data-word-meter-sections]")).to_have_text("6")


def headings(editor: Page) -> list[str]:
    fields = editor.locator('[data-contentpath="sections"] [data-contentpath="heading"] input[type=text]')
    return [field.input_value() for field in fields.all()]


def test_another_preset_offers_its_headings_and_takes_nothing_away(editor):
    mine = headings(editor)
    offer = editor.locator("[data-preset-offer]")
    expect(offer).to_be_hidden()

    editor.get_by_label("Preset").select_option("topic")
    expect(offer).to_contain_text(" · ".join(HEADINGS["topic"]))
    assert headings(editor) == mine
    offer.get_by_role("button", name="Keep mine").click()
    expect(offer).to_be_hidden()
    assert headings(editor) == mine


def test_the_headings_offered_are_taken_when_asked_for(editor):
    editor.get_by_label("Preset").select_option("topic")
    editor.get_by_role("button", name="Use these headings").click()

    assert headings(editor) == list(HEADINGS["topic"])
    expect(editor.locator("[data-preset-offer]")).to_be_hidden()
    expect(editor.locator("[data-word-meter-rows] tr").first).to_contain_text("1. What it is")
