"""What every page promises, found out in one visit."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.browser.axe import CONTRAST, findings
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
    axe_at_375: list[str] = field(default_factory=list)
    width_at_320: int = NARROWEST
    too_wide: list[str] = field(default_factory=list)


def visit(page: Page, path: str) -> Visit:
    """Loads the page once and looks at it at three widths."""
    watch = watched(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    response = page.goto(path)
    found = Visit(response.status, watch.strangers, watch.complaints)
    found.axe_at_1280 = findings(page)
    page.set_viewport_size({"width": 375, "height": 800})
    found.axe_at_375 = findings(page)
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    found.width_at_320 = page.evaluate("document.documentElement.scrollWidth")
    found.too_wide = page.evaluate(TOO_WIDE) if found.width_at_320 > NARROWEST else []
    return found


def contrast_in_other_colours(page: Page) -> tuple[list[str], list[str]]:
    """What axe says of the contrast in dark colours, and in high contrast."""
    page.emulate_media(color_scheme="dark")
    dark = findings(page, only=CONTRAST)
    page.emulate_media(color_scheme="light")
    page.evaluate("document.documentElement.classList.toggle('contrast-high', true)")
    return dark, findings(page, only=CONTRAST)
