"""An event's form with three hundred agencies: one is found by typing, and without a script under its kind."""

import re

import pytest
from playwright.sync_api import Page, expect

from learning.models import Agency, AgencyKind, Partnership
from tests.browser.promises import Visit, visit
from training.models import TrainingEvent

pytestmark = pytest.mark.browser

ADDRESS = "/training/events/new/?plan=&course="


@pytest.fixture(scope="module", autouse=True)
def _three_hundred_agencies(server, django_db_blocker):
    with django_db_blocker.unblock():
        kinds = list(AgencyKind.objects.all())
        made = [Agency(name=f"Rowan Lane {n:03}", kind=kinds[n % len(kinds)]) for n in range(300)]
        Partnership.objects.get(slug="exampleshire").agencies.add(*Agency.objects.bulk_create(made))


def plan(page: Page, title: str) -> None:
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Plan the event").click()
    expect(page.get_by_text("The event is planned.")).to_be_visible()


def invited(title: str) -> list[str]:
    return list(TrainingEvent.objects.get(title=title).invited.values_list("name", flat=True))


def test_one_is_found_by_typing_and_the_folds_count_what_is_chosen(signed_in):
    page = signed_in("Trainers").new_page()
    assert visit(page, ADDRESS) == Visit()
    page.set_viewport_size({"width": 375, "height": 800})
    agencies = page.get_by_role("group", name="Agencies invited")
    agencies.get_by_text(re.compile("^Choose from 3")).click()
    assert page.evaluate("document.documentElement.scrollHeight") < 9_000  # unfolded it would be 20,000

    agencies.get_by_role("searchbox", name="Find an agency in this list").fill("lane 217")
    expect(agencies.get_by_role("listitem")).to_have_text(["Rowan Lane 217"])
    agencies.get_by_label("Rowan Lane 217").check()
    agencies.get_by_role("searchbox").fill("")
    expect(agencies.get_by_role("listitem")).to_have_count(0)
    expect(agencies.get_by_text("(1 chosen)")).to_be_visible()
    expect(agencies.get_by_text(re.compile(r"^1 of \d+$"))).to_have_count(1)

    plan(page, "Found by typing")
    page.close()
    assert invited("Found by typing") == ["Rowan Lane 217"]


def test_without_a_script_it_is_under_its_kind(signed_in, plain_context, plain_page):
    plain_context.add_cookies(signed_in("Trainers").cookies())
    plain_page.goto(ADDRESS)
    agencies = plain_page.get_by_role("group", name="Agencies invited")
    expect(agencies.get_by_role("searchbox")).to_have_count(0)
    agencies.get_by_text(re.compile("^Choose from 3")).click()
    expect(agencies.get_by_label("Rowan Lane 217")).to_be_hidden()
    kind = Agency.objects.get(name="Rowan Lane 217").kind.name
    agencies.locator("summary", has_text=re.compile(rf"^{re.escape(kind)} 0 of \d+$")).click()
    agencies.get_by_label("Rowan Lane 217").check()

    plan(plain_page, "Found under its kind")

    assert invited("Found under its kind") == ["Rowan Lane 217"]
