"""The tokens of tokens.css by mode, as numbers can be made of them."""

import re
from functools import cache
from pathlib import Path

from partnership.home.look.colour import normal_hex

TOKENS_FILE = Path(__file__).parents[2] / "static" / "partnership" / "css" / "tokens.css"
MODES = ("light", "dark", "high")
_COLOUR = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{3,6});", re.IGNORECASE)


@cache
def house_tokens(mode: str) -> dict[str, str]:
    """Every colour of the house in that mode: what a mode does not say itself is as in light."""
    text = TOKENS_FILE.read_text("utf-8")
    light, after = text.split("@media (prefers-color-scheme: dark)", 1)
    dark, after = after.split("@media (prefers-contrast: more)", 1)
    said = {"light": "", "dark": dark, "high": after.partition("\n.contrast-high")[2]}[mode]
    return {**_colours(light), **_colours(said)}


def _colours(text: str) -> dict[str, str]:
    return {name: normal_hex(value) for name, value in _COLOUR.findall(text)}
