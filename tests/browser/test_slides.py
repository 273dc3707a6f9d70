"""The slide library and decks of one's own: for axe, on small screens, without JavaScript, and by clicking."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from media.models import Document, Slide, SlideOrigin
from tests.browser.addresses import path_of
from tests.browser.promises import Visit, faults_in_other_colours, visit

pytestmark = pytest.mark.browser

DECK = "Jamie: slides for team meetings"


def _slide() -> Slide:
    return Slide.objects.filter(document__title=DECK).first()


PAGES = {
    "library": "/slides/",
    "library, filtered": "/slides/?q=child",
    "library, nothing fits": "/slides/?q=zzyzx",
    "one slide": lambda: reverse("slide", args=[_slide().pk]),
    "deck, as a trainer sees it": lambda: reverse("deck", args=[_slide().document_id]),
}


@pytest.fixture
def trainer(signed_in) -> Iterator[Page]:
    """A new tab of a trainer's."""
    page = signed_in("Trainers").new_page()
    yield page
    page.close()


@pytest.fixture
def plain_trainer(signed_in, plain_context, plain_page) -> Page:
    """The same trainer in a browser that runs no JavaScript."""
    plain_context.add_cookies(signed_in("Trainers").cookies())
    return plain_page


def choose_two(page: Page) -> None:
    """From any page to two chosen slides that have to do with a child."""
    page.goto("/slides/")
    if chosen(page):
        page.get_by_role("button", name="Take all out").click()
    page.get_by_label("Words on the slide").fill("child")
    page.get_by_label("Deck", exact=True).select_option(label=DECK)
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile(r"/slides/\?q=child"))
    for count in (1, 2):
        page.get_by_role("button", name=re.compile("^Choose ?: ")).first.click()
        expect(page.locator(".tray__list > li")).to_have_count(count)


def make_deck(page: Page, title: str) -> None:
    page.get_by_label("Name of the new deck").fill(title)
    page.get_by_role("button", name="Make the deck").click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def chosen(page: Page) -> list[str]:
    return page.locator(".tray__list > li > span > a").all_inner_texts()


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_page_keeps_its_promises(trainer, address):
    assert visit(trainer, path_of(address)) == Visit()


def test_chosen_slides_and_errors_keep_them_and_can_be_read_in_other_colours(trainer):
    choose_two(trainer)
    assert visit(trainer, "/slides/?q=child") == Visit()
    assert faults_in_other_colours(trainer) == []


def test_what_has_changed_in_a_source_keeps_them_too(trainer):
    choose_two(trainer)
    make_deck(trainer, "Changed since")
    made = Document.objects.get(title="Changed since")
    SlideOrigin.objects.filter(slide__document=made).update(fingerprint="other")

    assert visit(trainer, reverse("deck_origins", args=[made.pk])) == Visit()
    expect(trainer.get_by_role("button", name="Keep mine")).to_have_count(2)
    assert faults_in_other_colours(trainer) == []
    assert visit(trainer, "/slides/") == Visit()  # which tells of the change
    expect(trainer.get_by_role("note").get_by_role("link", name="Changed since")).to_be_visible()


def test_a_trainer_makes_a_deck_of_two_slides_and_opens_it(trainer):
    trainer.goto("/")
    trainer.get_by_role("link", name="Slide library").first.click()
    choose_two(trainer)
    first, second = chosen(trainer)
    trainer.get_by_role("button", name=f"Move {second} up").click()
    expect(trainer.locator(".tray__list > li > span > a").first).to_have_text(second)

    make_deck(trainer, "Our team meeting")

    titles = trainer.locator(".slide h2").all_inner_texts()
    assert (titles[0], titles.index(second) < titles.index(first)) == ("Our team meeting", True)
    with trainer.expect_download() as download:
        trainer.get_by_role("link", name="Download the slides").click()
    assert download.value.suggested_filename == "our-team-meeting.pptx"
    trainer.get_by_role("link", name="Where its slides come from").click()
    expect(trainer.get_by_role("region", name="Where its slides come from").locator("ol > li")).to_have_count(2)


def test_all_of_it_works_without_javascript(plain_trainer):
    choose_two(plain_trainer)
    first, second = chosen(plain_trainer)
    plain_trainer.get_by_role("button", name=f"Take {first} out").click()
    expect(plain_trainer.locator(".tray__list > li > span > a")).to_have_text([second])

    plain_trainer.get_by_role("button", name="Make the deck").click()  # without a name, a browser lets nobody send it
    make_deck(plain_trainer, "Without scripts")
    plain_trainer.get_by_role("link", name="Where its slides come from").click()
    expect(plain_trainer.get_by_text(DECK).first).to_be_visible()


def test_a_slide_is_tied_to_a_learning_point_and_untied(plain_trainer):
    plain_trainer.goto(path_of(PAGES["one slide"]))
    choice = plain_trainer.get_by_label("Learning point this slide teaches")
    point = choice.locator("option").nth(1).inner_text()
    choice.select_option(label=point)
    plain_trainer.get_by_role("button", name="Tie to this learning point").click()
    expect(plain_trainer.get_by_role("region", name="What it teaches").get_by_role("link", name=point)).to_be_visible()
    plain_trainer.get_by_role("button", name=re.compile("^Untie")).click()
    expect(plain_trainer.get_by_text("Not tied to a learning point yet.")).to_be_visible()
