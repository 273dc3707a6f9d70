"""What every page promises, found out in one visit."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.browser.axe import CONTRAST, WITHOUT_CONTRAST, findings
from tests.browser.soundness import disordered, lost, lost_when_spaced, misnamed
from tests.browser.watching import watched

NARROWEST = 320  # CSS pixels: 1280 at 400% zoom, WCAG 2.2 success criterion 1.4.10
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(element => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('.matrix'))
    .map(element => element.outerHTML.slice(0, 120)).slice(0, 5)"""


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
    axe_at_375: list[str] = field(default_factory=list)
    width_at_320: int = NARROWEST
    too_wide: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)  # cut off at 1280 or 320, or at 320 when the text is spaced out


def visit(page: Page, path: str) -> Visit:
    """Loads the page once and looks at it: `look`."""
    watch = watched(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    response = page.goto(path)
    found = look(page)
    found.status, found.strangers, found.complaints = response.status, watch.strangers, watch.complaints
    return found


def look(page: Page) -> Visit:
    """The page as it stands, at three widths. Colours are the same at each: their contrast is looked at once."""
    page.set_viewport_size({"width": 1280, "height": 900})
    found = Visit(axe_at_1280=findings(page), misnamed=misnamed(page), disordered=disordered(page), lost=lost(page))
    page.set_viewport_size({"width": 375, "height": 800})
    found.axe_at_375 = findings(page, only=WITHOUT_CONTRAST)
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    found.width_at_320 = page.evaluate("document.documentElement.scrollWidth")
    found.too_wide = page.evaluate(TOO_WIDE) if found.width_at_320 > NARROWEST else []
    found.lost += [*lost(page), *lost_when_spaced(page)]
    found.disordered += disordered(page)
    return found


def contrast_in_other_colours(page: Page) -> tuple[list[str], list[str]]:
    """What axe says of the contrast in dark colours, and in high contrast, on a phone: the menu's button is seen there alone."""
    page.set_viewport_size({"width": 375, "height": 800})
    page.emulate_media(color_scheme="dark")
    dark = findings(page, only=CONTRAST)
    page.emulate_media(color_scheme="light")
    page.evaluate("document.documentElement.classList.toggle('contrast-high', true)")
    return dark, findings(page, only=CONTRAST)
