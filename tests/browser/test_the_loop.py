"""The loop: a gap becomes a session, its pack and an event; who came is written down; the gap is closed."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pptx import Presentation

pytestmark = pytest.mark.browser

AGENCY = "Samplecounty Ambulance Service"
CAME = "9"


def gaps_of_the_agency(page: Page) -> Locator:
    """What this agency has not had, each with a link that starts a session."""
    page.goto("/coverage/")
    page.get_by_role("link", name="What is missing").click()
    page.get_by_label("What has this agency not had?").select_option(label=AGENCY)
    page.get_by_role("button", name="Show", exact=True).click()
    return page.get_by_role("region", name=f"Not passed on to {AGENCY}").get_by_role("listitem")


def plan_a_session(page: Page, minutes: str) -> None:
    page.get_by_label("Minutes").fill(minutes)
    page.get_by_label("People", exact=True).fill("12")
    page.get_by_role("button", name="Make the plan").click()
    expect(page.get_by_text(f"{minutes} of {minutes} minutes")).to_be_visible()


def made_pack(page: Page) -> zipfile.ZipFile:
    page.get_by_role("link", name="Trainer pack").click()
    page.get_by_role("button", name=re.compile("^Make ")).click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Download the whole pack")).click()
    return zipfile.ZipFile(BytesIO(Path(download.value.path()).read_bytes()))


def plan_an_event_of_it(page: Page) -> None:
    page.get_by_role("link", name="Back to the plan").click()
    page.get_by_role("link", name="Plan an event of it").click()
    page.get_by_label("Day", exact=True).fill(f"{timezone.localdate():%-d %B %Y}")
    page.get_by_text(re.compile("^Choose from")).click()
    page.get_by_label(AGENCY).check()
    page.get_by_role("button", name="Plan the event").click()


def say_who_came(page: Page) -> None:
    page.get_by_role("link", name="Who came").click()
    page.get_by_role("row", name=AGENCY).get_by_label(re.compile("came", re.IGNORECASE)).first.fill(CAME)
    page.get_by_role("button", name="It was held: mark as held and save").click()
    expect(page.get_by_text("Saved: the figures of 1 agency.")).to_be_visible()


def test_a_gap_becomes_a_session_and_is_closed_by_who_came(signed_in):
    page = signed_in("Training managers").new_page()
    gap = gaps_of_the_agency(page).first
    point = gap.get_by_role("heading").inner_text()

    gap.get_by_role("link", name=re.compile("^Plan a session")).click()
    plan_a_session(page, "45")
    with made_pack(page) as pack:
        deck = next(name for name in pack.namelist() if name.endswith(".pptx"))
        assert pack.testzip() is None
        assert point in [slide.shapes.title.text for slide in Presentation(BytesIO(pack.read(deck))).slides]
    plan_an_event_of_it(page)
    expect(page.get_by_role("heading", name=point)).to_be_visible()
    say_who_came(page)

    expect(gaps_of_the_agency(page).filter(has_text=point)).to_have_count(0)
    page.close()
