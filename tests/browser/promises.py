"""What every page promises, found out in one visit."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.browser.axe import CONTRAST, WITHOUT_CONTRAST, contrast, findings
from tests.browser.soundness import disordered, edgeless, helpless, lost, lost_when_spaced, misnamed
from tests.browser.watching import watching

NARROWEST = 320  # CSS pixels: 1280 at 400% zoom, WCAG 2.2 success criterion 1.4.10
WIDE = {"width": 1280, "height": 900}
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(element => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('.matrix'))
    .map(element => element.outerHTML.slice(0, 120)).slice(0, 5)"""
TO_THE_TOP = "window.scrollTo({top: 0, behavior: 'instant'})"


@dataclass
class Visit:
    """What went wrong; a page that keeps its promises equals `Visit()`. Only the coverage table may scroll sideways."""

    status: int = 200
    strangers: list[str] = field(default_factory=list)  # addresses of other hosts it asked for
    complaints: list[str] = field(
        default_factory=list
    )  # errors and warnings of the browser, refused scripts among them
    axe_at_1280: list[str] = field(default_factory=list)
    misnamed: list[str] = field(default_factory=list)  # for a screen reader
    disordered: list[str] = field(default_factory=list)  # for the Tab key, at 1280 and 320
    helpless: list[str] = field(default_factory=list)  # ways to get help that are not where they are on every page
    axe_at_375: list[str] = field(default_factory=list)
    width_at_320: int = NARROWEST
    too_wide: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)  # cut off at 1280 or 320, or at 320 when the text is spaced out


def visit(page: Page, path: str) -> Visit:
    """Loads the page once and looks at it: `look`."""
    with watching(page) as watch:
        page.set_viewport_size(WIDE)
        response = page.goto(path)
        found = look(page)
    found.status, found.strangers, found.complaints = response.status, watch.strangers, watch.complaints
    return found


def look(page: Page) -> Visit:
    """The page as it stands, from its top, at three widths. Colours are the same at each: their contrast is looked at once.

    Wherever else it was scrolled to, half of a button may lie under a bar that stays, and be too small for axe.
    """
    if page.viewport_size != WIDE:
        page.set_viewport_size(WIDE)
    page.evaluate(TO_THE_TOP)
    found = Visit(misnamed=misnamed(page), disordered=disordered(page), lost=lost(page))
    found.helpless = helpless(page)
    found.axe_at_1280 = [*findings(page, only=WITHOUT_CONTRAST), *contrast(page)]
    page.set_viewport_size({"width": 375, "height": 800})
    page.evaluate(TO_THE_TOP)
    found.axe_at_375 = findings(page, only=WITHOUT_CONTRAST)
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    found.width_at_320 = page.evaluate("document.documentElement.scrollWidth")
    found.too_wide = page.evaluate(TOO_WIDE) if found.width_at_320 > NARROWEST else []
    found.lost += [*lost(page), *lost_when_spaced(page)]
    found.disordered += disordered(page)
    return found


def faults_in_other_colours(page: Page) -> list[str]:
    """On a phone, where the menu's button is seen: contrast in dark colours and in high contrast, and what forced colours take away.

    In high contrast each text is looked at, and so is what is laid over it: `contrast` looks at one of those that stand alike.
    """
    page.set_viewport_size({"width": 375, "height": 800})
    page.emulate_media(color_scheme="dark")
    found = contrast(page)
    page.emulate_media(color_scheme="light", forced_colors="active")
    found += edgeless(page)
    page.emulate_media(forced_colors="none")
    page.evaluate("document.documentElement.classList.toggle('contrast-high', true)")
    return [*found, *findings(page, only=CONTRAST)]
