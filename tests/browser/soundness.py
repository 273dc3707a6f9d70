"""What axe does not look at: names as a screen reader is given them, order, and what happens to text that is spaced out."""

from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ASKED = Path(__file__).with_suffix(".js").read_text().split("\n", 1)[1].rstrip()
CONTROLS = {
    *("button", "checkbox", "combobox", "link", "listbox", "menuitem", "radio", "searchbox", "slider", "spinbutton"),
    *("switch", "tab", "textbox"),
}
MANY_OF = {"navigation", "region", "complementary", "form", "search"}  # landmarks a page may have several of
# What tells a link from others of its name: WCAG 2.2, success criterion 2.4.4.
PARTS = MANY_OF | {"main", "banner", "contentinfo", "listitem", "cell", "gridcell"}


def lost(page: Page) -> list[str]:
    """Text that is cut off, and frames that only a pointer can scroll, at the width the page has now."""
    return _ask(page, "lost()")


def lost_when_spaced(page: Page) -> list[str]:
    """The same with the text spaced as WCAG 1.4.12 asks, and whether the page then scrolls sideways."""
    _ask(page, "space(true)")
    found = lost(page)
    width, shown = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    _ask(page, "space(false)")
    return [*found, f"{width} wide when spaced"] if width > shown else found


def disordered(page: Page) -> list[str]:
    """Stops of the Tab key that do not follow the eye."""
    return _ask(page, "disordered()")


def helpless(page: Page) -> list[str]:
    """Ways to get help that a page lacks, or has in another order than all others: WCAG 2.2, success criterion 3.2.6."""
    return _ask(page, "helpless()")


def edgeless(page: Page) -> list[str]:
    """What cannot be told from the page around it while colours are forced: buttons without an edge, what is only a coloured box."""
    return _ask(page, "edgeless()")


def _ask(page: Page, what: str) -> list[str]:
    found: list[str] = page.evaluate(f"() => {ASKED}.{what}")
    return found


def misnamed(page: Page) -> list[str]:
    """What is wrong in the tree that the browser gives to assistive technology: see each rule below."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    seen = _in_reading_order(nodes)
    return [*_without_a_name(seen), *_alike(seen), *_of_the_same_name(seen), *_headings(seen)]


class _Node:
    """A thing as a screen reader meets it; `part` is the landmark, item or cell it is in."""

    def __init__(self, node: dict[str, Any], part: str) -> None:
        self.role, self.part = _role(node), part
        self.name = str(node.get("name", {}).get("value", "")).strip()
        self.also = str(node.get("description", {}).get("value", "")).strip()
        told = {one["name"]: one.get("value", {}).get("value") for one in node.get("properties", [])}
        self.url, self.level = str(told.get("url") or ""), int(told.get("level") or 0)


def _role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", ""))


def _in_reading_order(nodes: list[dict[str, Any]]) -> list[_Node]:
    by_id = {node["nodeId"]: node for node in nodes}
    seen, waiting = [], [(nodes[0], "")]
    while waiting:
        node, part = waiting.pop()
        if not node.get("ignored"):
            seen.append(_Node(node, part))
            part = node["nodeId"] if _role(node) in PARTS else part
        waiting += [(by_id[key], part) for key in reversed(node.get("childIds", [])) if key in by_id]
    return seen


def _without_a_name(nodes: list[_Node]) -> list[str]:
    return [f"{node.role} without a name ({node.url})" for node in nodes if node.role in CONTROLS and not node.name]


def _alike(nodes: list[_Node]) -> list[str]:
    """Links of one part of the page that are read out alike and lead to different places."""
    targets: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for node in nodes:
        if node.role == "link" and node.url:
            targets[(node.name, node.also, node.part)].add(node.url)
    return [f"link “{key[0]}” leads to {sorted(urls)[:3]}" for key, urls in targets.items() if len(urls) > 1]


def _of_the_same_name(nodes: list[_Node]) -> list[str]:
    """Landmarks that nobody can tell apart. A form without a name is none."""
    marks = Counter(
        (node.role, node.name) for node in nodes if node.role in MANY_OF and (node.name or node.role != "form")
    )
    return [f"{count} landmarks {role} “{name}”" for (role, name), count in marks.items() if count > 1]


def _headings(nodes: list[_Node]) -> list[str]:
    levels = [node.level for node in nodes if node.role == "heading" and node.level]
    faults = [] if levels.count(1) == 1 else [f"{levels.count(1)} headings of level 1"]
    return [*faults, *(f"a heading of level {b} under one of {a}" for a, b in pairwise(levels) if b > a + 1)]
