"""The session builder: for axe and on small screens; by keyboard; offline; two trainers at once; without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.promises import WIDE, Visit, faults_in_other_colours, look, visit

pytestmark = pytest.mark.browser

TABS = {"Learning points": "points", "Something else": "own", "Slides": "slides"}


@pytest.fixture
def trainer(signed_in) -> Iterator[Page]:
    page = signed_in("Trainers").new_page()
    yield page
    page.close()


@pytest.fixture
def plain_trainer(signed_in, plain_context, plain_page) -> Page:
    """The same trainer in a browser that runs no JavaScript."""
    plain_context.add_cookies(signed_in("Trainers").cookies())
    return plain_page


def make_plan(page: Page, minutes: int = 60) -> None:
    """From nothing but a number of minutes, to the builder."""
    page.goto("/training/sessions/new/")
    page.get_by_label("Minutes").fill(str(minutes))
    page.get_by_label("People").fill("28")
    page.get_by_role("button", name="Make the plan").click()
    expect(page.get_by_text("It adds up exactly.")).to_be_visible()


def keys(page: Page) -> list[str]:
    return page.locator(".part").evaluate_all("parts => parts.map(part => part.dataset.key)")


def drag(page: Page, key: str, *, above: str = "", below: str = "") -> None:
    """Drags a part by its dots, in steps as a hand does, to the upper or lower edge of another."""
    to, handle = page.locator(f"#part-{above or below}"), page.locator(f"#part-{key} .part__drag")
    expect(handle).to_be_visible()  # what was saved may just be coming back from the server
    upper = to if above else handle
    upper.evaluate("one => window.scrollBy({top: one.getBoundingClientRect().top - 200, behavior: 'instant'})")
    grip, there = handle.bounding_box(), to.bounding_box()
    assert grip is not None
    assert there is not None
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(there["x"] + 20, there["y"] + (4 if above else there["height"] - 4), steps=8)
    page.mouse.up()


def saved(page: Page) -> None:
    expect(page.locator("#builder")).to_have_attribute("data-state", "saved")


def test_its_pages_keep_their_promises_and_it_loses_nothing(trainer, signed_in):
    make_plan(trainer)
    address = trainer.url
    for path in ("/training/sessions/", "/training/sessions/new/", address, f"{address}?find=own"):
        assert visit(trainer, path) == Visit()
    assert faults_in_other_colours(trainer) == []

    # By keyboard: the part moves, focus stays with it, and it is said.
    trainer.set_viewport_size({"width": 1280, "height": 900})
    trainer.goto(address)
    first, second, *rest = keys(trainer)
    trainer.locator(".part").first.get_by_role("button", name=re.compile("Down")).focus()
    trainer.keyboard.press("Enter")
    expect(trainer.locator("#say")).to_have_text(re.compile("is now number 2 of "))
    assert trainer.evaluate("document.activeElement.closest('.part').dataset.key") == first
    saved(trainer)

    # By dragging: down, where it stays, and up again.
    drag(trainer, second, below=first)
    assert keys(trainer) == [first, second, *rest]
    saved(trainer)
    trainer.reload()
    assert keys(trainer) == [first, second, *rest]
    drag(trainer, second, above=first)
    assert keys(trainer) == [second, first, *rest]
    saved(trainer)

    # Without a connection, what is typed waits on the device, also when the page is left; then it is sent.
    signed_in("Trainers").set_offline(True)
    trainer.locator(f"#minutes-{first}").fill("7")
    expect(trainer.locator("#savestate")).to_have_text(re.compile("no connection. It is kept on this device"))
    signed_in("Trainers").set_offline(False)
    trainer.reload()
    saved(trainer)
    trainer.reload()
    assert keys(trainer) == [second, first, *rest]
    expect(trainer.locator(f"#minutes-{first}")).to_have_value("7")
    expect(trainer.get_by_text("2 minutes too long.")).to_be_visible()

    # Another trainer writes in the same part: both are shown, and both can be kept.
    other = signed_in("Training managers").new_page()
    other.goto(address)
    other.locator(f"#title-{first}").fill("Theirs")
    saved(other)
    trainer.locator(f"#title-{first}").fill("Mine")
    expect(trainer.locator(".conflict td", has_text="Theirs")).to_be_visible()
    assert look(trainer) == Visit()
    trainer.set_viewport_size(WIDE)
    trainer.get_by_role("button", name="Keep both").click()
    saved(trainer)
    expect(trainer.locator(".part")).to_have_count(len(rest) + 3)
    other.reload()
    assert [other.locator(f"#title-{key}").input_value() for key in keys(other)[1:3]] == ["Theirs", "Mine"]
    other.close()


def test_the_question_about_two_texts_keeps_the_promises_without_its_script(trainer, signed_in):
    trainer.route(
        "**/session_builder/*.js", lambda route: route.abort()
    )  # axe itself needs a browser that runs scripts
    make_plan(trainer)
    first = keys(trainer)[0]
    other = signed_in("Training managers").new_page()
    other.goto(trainer.url)
    other.locator(f"#title-{first}").fill("Theirs, in a longer title than the other one")
    saved(other)
    other.close()

    trainer.locator(f"#title-{first}").fill("Mine")
    trainer.locator(f"#part-{first}").get_by_role("button", name=re.compile("^Save")).click()

    expect(trainer.get_by_role("heading", level=1)).to_have_text("Two of you wrote here")
    assert look(trainer) == Visit()
    trainer.get_by_role("button", name="Mine over theirs").click()
    expect(trainer.locator(f"#title-{first}")).to_have_value("Mine")


def test_one_of_many_agencies_is_found_in_a_list_that_scrolls_down_alone(trainer):
    trainer.goto("/training/sessions/new/")
    trainer.get_by_text("Who they are, if not everybody").click()
    group = trainer.get_by_role("group", name="Particular agencies")
    lines = group.get_by_role("listitem")
    group.locator("ul").evaluate("list => { for (let n = 0; n < 4; n++) list.append(list.cloneNode(true)) }")
    box = group.locator(".ticks__list")
    assert box.evaluate("one => [one.scrollWidth > one.clientWidth, one.scrollHeight > one.clientHeight]") == [
        False,
        True,
    ]

    trainer.reload()
    trainer.get_by_text("Who they are, if not everybody").click()
    find = group.get_by_role("searchbox", name="Find one in this list")
    find.fill("police")
    expect(lines).to_have_text(["Exampleshire Police"])
    expect(group.get_by_role("status")).to_contain_text("1 / ")
    trainer.keyboard.press("Tab")
    trainer.keyboard.press("Space")
    expect(group.get_by_label("Exampleshire Police")).to_be_checked()


def test_all_of_it_works_without_javascript(plain_trainer):
    make_plan(plain_trainer)
    first, *rest = keys(plain_trainer)
    part = plain_trainer.locator(f"#part-{first}")
    part.get_by_label("Title").fill("Good morning")
    plain_trainer.locator(f"#minutes-{rest[-1]}").fill("6")  # in another part than the one whose button is pressed
    part.get_by_role("button", name=re.compile("Down")).click()
    expect(plain_trainer.locator(f"#title-{first}")).to_have_value("Good morning")
    expect(plain_trainer.locator(f"#minutes-{rest[-1]}")).to_have_value("6")
    assert keys(plain_trainer)[:2] == [rest[0], first]

    plain_trainer.get_by_role("button", name=re.compile("^Put in ?: ")).first.click()
    expect(plain_trainer.locator(".part")).to_have_count(len(rest) + 2)


@pytest.mark.parametrize("script", ["with its script", "without"])
def test_slides_ticked_stay_ticked_until_they_are_put_in(script, request):
    page = request.getfixturevalue("trainer" if script == "with its script" else "plain_trainer")
    make_plan(page)
    column = page.locator("#find")
    column.get_by_role("button", name="Slides", exact=True).click()
    boxes = column.locator("[name=put-slide]")
    ticked = [box.get_attribute("value") for box in (boxes.nth(0), boxes.nth(2))]
    for box in (boxes.nth(0), boxes.nth(2)):
        box.check()

    for step in ("Find", "Down", "Learning points", "Something else", "Slides"):
        if step == "Find":
            column.get_by_role("searchbox").fill("neglect")
            column.get_by_role("button", name="Find", exact=True).click()
            expect(column.get_by_role("group", name="Ticked before").get_by_role("checkbox")).to_have_count(2)
        elif step == "Down":
            second = keys(page)[0]
            page.locator(".part").first.get_by_role("button", name=re.compile("Down")).click()
            expect(page.locator(".part").nth(1)).to_have_attribute("data-key", second)
        else:
            column.get_by_role("button", name=step, exact=True).click()
            expect(column.locator(f"[name=find][value={TABS[step]}]")).to_be_attached()
    assert column.locator("[name=put-slide]:checked").evaluate_all("all => all.map(one => one.value)") == ticked

    column.get_by_role("button", name="Put the ticked slides in").click()
    expect(page.locator(".part__slides > li")).to_have_count(2)
    expect(column.locator("[name=put-slide]:checked")).to_have_count(0)
    page.reload()
    expect(column.locator("[name=put-slide]")).not_to_have_count(0)
    assert column.locator("[name=put-slide]:checked").count() == 0
