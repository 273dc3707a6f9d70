"""Every public page, in every state: nothing for axe, nothing from elsewhere, nothing too wide for a small screen."""

import pytest
from playwright.sync_api import expect

from tests.browser.addresses import COVERAGE, MISSING, PUBLIC, path_of
from tests.browser.axe import contrast, findings
from tests.browser.promises import TOO_WIDE, WIDE, Visit, faults_in_other_colours, visit
from tests.browser.soundness import edgeless, helpless

pytestmark = pytest.mark.browser

EVERY_COMPONENT = (
    "home",
    "review list",
    "review, a long one",
    "review, not published",
    "pack",
    "learning point, superseded",
    "briefing, past its review date",
    "national summary",
    "themed resource",
    "training",
    "search, with results",
    "sign in",
)
STRANGER = '<img alt="" src="http://elsewhere.example/a.png"><p style="top: 0">'


@pytest.mark.parametrize("address", PUBLIC.values(), ids=PUBLIC)
def test_a_page_keeps_its_promises(tab, address):
    assert visit(tab, path_of(address)) == Visit()


@pytest.mark.parametrize("path", MISSING.values(), ids=MISSING)
def test_a_page_that_is_not_there_keeps_them_too(tab, path):
    assert visit(tab, path) == Visit(status=404)


@pytest.mark.parametrize("address", COVERAGE.values(), ids=COVERAGE)
def test_what_a_training_manager_sees_keeps_them(tab_of, address):
    assert visit(tab_of("Training managers"), path_of(address)) == Visit()


@pytest.mark.parametrize("name", EVERY_COMPONENT)
def test_dark_colours_and_high_contrast_can_be_read_too(tab, name):
    tab.goto(path_of(PUBLIC[name]))
    assert faults_in_other_colours(tab) == []


def test_the_coverage_table_can_be_read_in_them_too(tab_of):
    tab = tab_of("Training managers")
    tab.goto(path_of(COVERAGE["coverage of one review"]))
    assert faults_in_other_colours(tab) == []


def test_the_whole_coverage_table_scrolls_in_a_region_of_its_own(signed_in):
    page = signed_in("Training managers").new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/coverage/")
    region = page.get_by_role("region", name="Learning points by agency:")
    assert (
        region.evaluate("element => element.scrollWidth > element.clientWidth && getComputedStyle(element).overflowX")
        == "auto"
    )
    assert (page.evaluate("document.documentElement.scrollWidth"), page.evaluate(TOO_WIDE)) == (320, [])
    page.close()


def test_the_contrast_link_makes_the_page_that_was_checked(page):
    page.goto("/themes/neglect/")
    page.get_by_role("link", name="High contrast").click()
    expect(page.locator("html")).to_have_class("contrast-high")
    page.context.clear_cookies()  # the next reader's colours are the usual ones
    assert findings(page) == []


def test_words_that_stand_as_others_did_are_not_looked_at_again_but_one_in_another_colour_is(tab):
    tab.goto("/accessibility/")
    assert contrast(tab) == []
    words = tab.locator("main li:not(:has(*))")
    words.last.evaluate("one => { one.style.color = '#ddd' }")  # its class and its place are known
    assert words.count() > 1
    assert [line.split(":")[0] for line in contrast(tab)] == ["color-contrast"]


def test_the_checks_see_what_is_wrong(page):
    page.goto("/accessibility/")
    page.locator("main p").last.evaluate("one => one.append(new Image(40, 40))")
    assert [line.split(":")[0] for line in findings(page)] == ["image-alt"]


def test_the_watch_sees_a_stranger_and_a_refused_style(page, watch):
    page.goto("/accessibility/")
    page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", STRANGER)
    expect(page.locator("p[style]")).to_be_attached()
    assert (watch.strangers, len(watch.complaints)) == (["http://elsewhere.example/a.png"], 2)


def test_forced_colours_show_what_has_no_edge(tab):
    tab.set_viewport_size(WIDE)
    tab.emulate_media(forced_colors="active")
    tab.goto("/reviews/")
    assert edgeless(tab) == []
    tab.get_by_role("button", name="Show").evaluate("one => { one.style.border = '0' }")
    tab.locator("main h2").first.evaluate("one => { one.innerHTML = '<i class=bar></i>' }")
    tab.locator(".bar").evaluate("one => { Object.assign(one.style, {display: 'block', width: '9px', height: '9px'}) }")
    assert [line.split(":")[0] for line in edgeless(tab)] == ["no edge", "gone"]
    tab.emulate_media(forced_colors="none")


def test_help_that_stands_elsewhere_is_seen(tab):
    tab.goto("/reviews/jamie/")
    assert helpless(tab) == []
    tab.evaluate("document.querySelector('main').prepend(document.querySelector('main .help'))")
    assert [line.split(":")[0] for line in helpless(tab)] == ["after whom to call"]
    tab.evaluate("document.querySelector('footer').remove()")
    assert [line.split(":")[0] for line in helpless(tab)][:2] == ["no help", "no help"]
