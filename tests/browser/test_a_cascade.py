"""A national review is summarised, approved, cascaded to 12 agencies and answered on phones; what became of it is told."""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from wagtail.models import Site

from learning.models import Agency, LearningPoint
from tests.browser.conftest import READER
from training.models import CascadeSettings

pytestmark = pytest.mark.browser

REPORT = "Unseen in plain sight"
POINT = "Never use a child to interpret"
PHONE = {"width": 375, "height": 720}
SHARED = {0: "12", 1: "30", 2: "7", 3: "1,040", 4: "25", 5: "3"}
"""With how many people six of the agencies share it."""


@pytest.fixture
def leads() -> dict[str, str]:
    """Twelve agencies of the partnership, each with a lead; mail goes as soon as it is sent."""
    settings = CascadeSettings.objects.first() or CascadeSettings(site_id=_site())
    settings.hold_minutes = 0
    settings.save()
    Agency.objects.update(lead_email="")
    chosen = Agency.objects.filter(partnerships__site__is_default_site=True, is_active=True).order_by("name")[:12]
    for number, agency in enumerate(chosen):
        agency.lead_email = f"lead{number}@agency.example"
        agency.save()
    mail.outbox = []
    return {agency.lead_email: agency.name for agency in chosen}


def _site() -> int:
    return Site.objects.get(is_default_site=True).pk


@pytest.fixture
def phone(chromium, server) -> Iterator[BrowserContext]:
    """Nobody's in particular: it knows a link and nothing else."""
    context = chromium.new_context(base_url=server.url, **{**READER, "viewport": PHONE})
    context.set_default_timeout(20_000)
    yield context
    context.close()


def summarise(page: Page) -> None:
    """From the source to a summary that waits for somebody else."""
    page.goto("/admin/national/start/")
    page.get_by_label("Name of the report").fill(REPORT)
    page.get_by_label("Publisher").fill("The Panel")
    page.get_by_label("Year").fill("2026")
    page.get_by_label("Where it is").fill("https://panel.example/unseen")
    page.get_by_role("button", name="Start it").click()
    page.get_by_role("textbox", name="Why it matters here").fill("Two of our own reviews found the same.")
    page.locator("#id_key_findings").locator("xpath=..").get_by_role("textbox").fill("Children interpreted for adults.")
    page.get_by_role("textbox", name="Summarised by").fill("Business manager")
    page.get_by_role("button", name="Add learning point").click()
    point = page.locator("#id_summary_points-FORMS > [data-inline-panel-child]").last
    point.locator("[data-chooser-action-choose]:visible").first.click()
    window = page.get_by_role("dialog")
    window.get_by_label("Search term").fill("interpret")
    window.get_by_role("link", name=POINT).click()
    expect(point.get_by_text(POINT)).to_be_visible()
    page.get_by_role("button", name="Save draft").first.click()


def approve(page: Page) -> None:
    """By somebody else, and out it goes to readers."""
    page.get_by_role("textbox", name="Approved by").fill("Chair of the sub-group")
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("has been published")).to_be_visible()


def cascade(page: Page, agencies: list[str]) -> None:
    page.goto("/national/")
    page.get_by_role("link", name=re.compile(REPORT)).first.click()
    page.get_by_role("link", name="Cascade this").click()
    page.get_by_label("Covering note").fill("Please take this to your team meetings.")
    for kind in page.locator("#agencies details").all():
        kind.locator("summary").click()
    for name in agencies:
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Keep the draft and look at it").click()
    expect(page.get_by_text("12 agencies will get a mail each.")).to_be_visible()
    page.get_by_role("button", name="Send it to 12 agencies").click()


def links() -> dict[str, str]:
    """Whom each mail went to, and the link in it."""
    found = {}
    for message in mail.outbox:
        link = re.search(r"http://\S+(/cascade/reply/\S+)", message.body)
        if link:
            found[message.to[0]] = link[1]
    return found


def answer(page: Page, link: str, number: int) -> None:
    """Six share it, one has received it, one finds it not relevant, one needs help."""
    page.goto(link)
    if number in SHARED:
        page.get_by_label("We have shared it").check()
        page.get_by_label("How many people have had it?").fill(SHARED[number])
        page.get_by_label("Team meetings").check()
    elif number == 6:
        page.get_by_role("button", name="We have received it").click()
        expect(page.get_by_text("Thank you: your answer is kept")).to_be_visible()
        return
    elif number == 7:
        page.get_by_label("It is not relevant to us").check()
        page.get_by_label("Why is it not relevant to you?").fill("We see adults only.")
    else:
        page.get_by_label("We need help with it").check()
        page.get_by_label("What would help?").fill("A speaker for our away day.")
    page.get_by_label("Answered by: which role?").fill("Safeguarding lead")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Thank you: your answer is kept")).to_be_visible()


def test_a_national_review_reaches_agencies_and_what_became_of_it_is_told(signed_in, phone, leads):
    writer = signed_in("Moderators").new_page()
    summarise(writer)
    approve(writer)
    manager = signed_in("Training managers").new_page()
    cascade(manager, list(leads.values()))
    assert sorted(links()) == sorted(leads)

    page = phone.new_page()
    for number, (_address, link) in enumerate(sorted(links().items(), key=lambda one: list(leads).index(one[0]))):
        if number < 9:
            answer(page, link, number)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    manager.goto("/cascade/")
    manager.get_by_role("link", name=re.compile(REPORT)).first.click()
    expect(manager.get_by_text("8 of 12 agencies have answered; shared with 1,117 people")).to_be_visible()
    expect(manager.get_by_text("A speaker for our away day.").first).to_be_visible()
    mail.outbox = []
    manager.get_by_role("button", name="Remind everybody who owes an answer").click()
    expect(manager.get_by_text("4 mails are on their way.")).to_be_visible()
    # Who has answered, or asked for help, is left in peace; who has only received it is not.
    assert {one.to[0] for one in mail.outbox} == {list(leads)[number] for number in (6, 9, 10, 11)}

    manager.goto(LearningPoint.objects.get(title=POINT).get_absolute_url())
    expect(manager.get_by_role("link", name=f"Cascade: {REPORT}")).to_have_count(len(SHARED))
    first = timezone.localdate().year - (timezone.localdate().month < 4)
    manager.goto(f"/cascade/year/{first}-{(first + 1) % 100:02}/")
    row = manager.get_by_role("row", name=re.compile(REPORT))
    assert re.findall(r"[\d,]+", row.inner_text().replace(REPORT, ""))[:6] == ["12", "12", "9", "8", "6", "1,117"]
