"""What axe-core finds on a page, as readable lines."""

from functools import cache
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

EVERYTHING = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Two thirds of the time goes into the contrast of each text with what is behind it: see `contrast`.
WITHOUT_CONTRAST = {**EVERYTHING, "rules": {"color-contrast": {"enabled": False}}}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
WAYS = Path(__file__).with_name("contrast.js").read_text()
RUN = "([part, options]) => axe.run(part || document, options).then(results => results.violations)"

_looked_at: set[str] = set()  # the ways in which words stood on the pages of this run, and could be read


def findings(page: Page, part: str | None = None, *, only: dict[str, Any] = EVERYTHING) -> list[str]:
    """A line for each element at fault, in the whole page or in the part that a CSS selector names."""
    assert part is None or page.locator(part).count(), f"{part} is not on {page.url}"
    return _told(_with_axe(page).evaluate(RUN, [part, _options(only)]))


def contrast(page: Page) -> list[str]:
    """The same of contrast alone: one text for each way in which words stand on the page and stood on no page before, see contrast.js."""
    known = sorted(_looked_at)
    found = _with_axe(page).evaluate(
        f"""async ([known, options]) => {{
            const [ways, elements] = ({WAYS})(known);
            return [ways, elements.length ? (await axe.run({{include: elements}}, options)).violations : []];
        }}""",
        [known, _options(CONTRAST)],
    )
    ways, lines = found[0], _told(found[1])
    if not lines:
        _looked_at.update(ways)
    return lines


@cache
def _script() -> str:
    return str(Axe().axe_script)


def _with_axe(page: Page) -> Page:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    return page


def _options(only: dict[str, Any]) -> dict[str, Any]:
    """What is preloaded, only rules beyond AA would read."""
    chosen = {"runOnly": {"type": only["type"], "values": only["values"]}, "rules": only.get("rules", {})}
    return chosen | {"resultTypes": ["violations"], "preload": False}


def _told(violations: list[dict[str, Any]]) -> list[str]:
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {node['html'][:160]} ({violation['help']})"
        for violation in violations
        for node in violation["nodes"]
    ]
