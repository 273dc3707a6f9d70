"""What axe-core finds on a page, as readable lines."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

EVERYTHING = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Two thirds of the time goes into the contrast of each text with what is behind it.
WITHOUT_CONTRAST = {**EVERYTHING, "rules": {"color-contrast": {"enabled": False}}}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}


def findings(page: Page, part: str | None = None, *, only: dict[str, Any] = EVERYTHING) -> list[str]:
    """A line for each element at fault, in the whole page or in the part that a CSS selector names."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    assert part is None or page.locator(part).count(), f"{part} is not on {page.url}"
    options = {"runOnly": {"type": only["type"], "values": only["values"]}, "rules": only.get("rules", {})}
    options |= {"resultTypes": ["violations"], "preload": False}  # what is preloaded, only rules beyond AA would read
    violations = page.evaluate(
        "([part, options]) => axe.run(part || document, options).then(results => results.violations)", [part, options]
    )
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {node['html'][:160]} ({violation['help']})"
        for violation in violations
        for node in violation["nodes"]
    ]
