"""The screens editors and training managers work in: nothing for axe in what we add to Wagtail, and nothing from elsewhere."""

import pytest

from tests.browser.admin_screens import OURS, WAGTAILS
from tests.browser.axe import WITHOUT_CONTRAST, contrast, findings
from tests.browser.promises import WIDE
from tests.browser.watching import watching

pytestmark = pytest.mark.browser

# What axe says of Wagtail 8.0's own markup, on any Wagtail site: rule and element. Everything else on these screens is ours.
WAGTAILS_OWN = (
    "label: .ui-autocomplete-input:",  # the field for themes is Wagtail's field for tags
    'aria-input-field-name: div[aria-describedby="placeholder-',  # rich text
    "label: #recommendations-",  # a plain text block of a StreamField
    "label: #body-",  # the same
    'scrollable-region-focusable: div[data-contentpath="in_session"] > .w-field__input',  # rich text that is long
    'scrollable-region-focusable: div[data-contentpath="trainer_notes"] > .w-field__input',
    "landmark-unique: #block_group-sections-",  # a block within a block: each section's picture is a landmark "Picture"
    "scrollable-region-focusable: .w-minimap__list:",  # the outline beside a form
    "target-size: #w-minimap-toggle:",
    'aria-allowed-role: h2[role="alert"]:',  # "There is 1 match" above a filtered list
)
WITHOUT_HEADING = "page-has-heading-one: html:"  # the form of a snippet has its name in the breadcrumbs alone
SNIPPET_FORMS = ("learning point", "event", "what a team said, put right")


def ours(lines: list[str], screen: str) -> list[str]:
    wagtails = (*WAGTAILS_OWN, WITHOUT_HEADING) if screen in SNIPPET_FORMS else WAGTAILS_OWN
    return [line for line in lines if not line.startswith(wagtails)]


@pytest.mark.parametrize("screen", OURS)
def test_axe_finds_nothing_in_what_is_ours(tab_of, screen):
    tab = tab_of("Administrators")
    tab.set_viewport_size(WIDE)
    with watching(tab) as watch:
        tab.goto(OURS[screen]())
        wide = [*findings(tab, only=WITHOUT_CONTRAST), *contrast(tab)]
        tab.set_viewport_size({"width": 375, "height": 800})
        narrow = [*findings(tab, only=WITHOUT_CONTRAST), *contrast(tab)]
    assert (ours(wide, screen), ours(narrow, screen)) == ([], [])
    assert (watch.strangers, watch.complaints) == ([], [])


@pytest.mark.parametrize("screen", WAGTAILS)
def test_wagtails_screens_ask_only_this_site_and_complain_of_nothing(tab_of, screen):
    tab = tab_of("Administrators")
    tab.set_viewport_size(WIDE)
    with watching(tab) as watch:
        assert tab.goto(WAGTAILS[screen](), wait_until="networkidle").status == 200
    assert (watch.strangers, watch.complaints) == ([], [])


def test_the_word_meter_counts_as_the_editor_types(signed_in):
    page = signed_in("Editors").new_page()
    page.goto(OURS["briefing"]())
    meter = page.locator("[data-word-meter-words]")
    before = int(meter.text_content())
    page.locator(".public-DraftEditor-content").first.press_sequentially("Seven more words than there were before. ")
    page.wait_for_selector(f"[data-word-meter-words]:text-is('{before + 7}')")
    page.close()
