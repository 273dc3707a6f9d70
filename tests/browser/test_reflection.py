"""The reflection sheet in a browser: kept on the device, cleared from it, sent to nobody."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ADDRESS = "/working-together-better/voice-of-the-child/reflect/?setting=police"
KEPT = "() => Object.keys(localStorage).length"


def test_what_is_written_stays_on_the_device_until_it_is_cleared(page):
    page.goto(ADDRESS)
    box, told = page.get_by_label("At the last three incidents"), page.locator("[data-told]")
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    box.fill("We asked nobody.")
    expect(told).to_have_text("Kept on this device.")
    assert [url for url in asked if "/static/" not in url] == []  # the icon may still be on its way

    page.reload()
    expect(box).to_have_value("We asked nobody.")

    page.get_by_role("button", name="Clear what I wrote").click()
    expect(told).to_have_text("What you wrote is cleared from this device.")
    expect(box).to_have_value("")
    assert page.evaluate(KEPT) == 0
    page.reload()
    expect(box).to_have_value("")
