"""A partnership's colours as a stylesheet: nothing but custom properties, so that whatever uses the tokens follows."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from partnership.home.look.derive import derived, on_paper

ROOT = ":root:not(.contrast-high)"  # the site's own high contrast takes nothing from a partnership
DARK = "screen and (prefers-color-scheme: dark)"


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """The CSS, and the name it is served by: another text has another name, so it may be kept for ever."""

    css: str
    name: str
    band: str
    """The colour of the strip at the top, for what the browser draws around the page."""


@lru_cache(maxsize=64)
def stylesheet(main: str, accent: str) -> Stylesheet:
    """The stylesheet of these two colours, each `#rrggbb` or ""."""
    light = derived("light", main, accent)
    rules = [
        _rule("screen", light),
        _rule(DARK, derived("dark", main, accent)),
        _rule("screen and (prefers-contrast: more)", derived("light", main, accent, more=True), light),
        _rule(f"{DARK} and (prefers-contrast: more)", derived("dark", main, accent, more=True)),
        _rule("print", on_paper(main)),
    ]
    css = "".join(rules)
    return Stylesheet(css, hashlib.blake2b(css.encode(), digest_size=8).hexdigest(), light.get("teal-deep", "#083a3f"))


def _rule(media: str, tokens: Mapping[str, str], known: Mapping[str, str] | None = None) -> str:
    """The properties under that condition; none that `known`, which holds there too, says already."""
    said = {name: colour for name, colour in tokens.items() if (known or {}).get(name) != colour}
    body = "".join(f"--{name}:{colour};" for name, colour in sorted(said.items()))
    return f"@media {media}{{{ROOT}{{{body}}}}}\n" if body else ""
