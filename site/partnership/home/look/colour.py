"""Colours as numbers: how much one stands out from another, and the nearest one of the same hue that stands out enough.

Contrast is WCAG's (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio), from 1 to 21. Lightness is that of OKLCH
(https://bottosson.github.io/posts/oklab/), in which equal steps look equal, so that a colour keeps its character.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from media.decks.accessibility.colours import RGB
from media.decks.accessibility.colours import contrast as contrast_of

_SIX = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)
_THREE = re.compile(r"#?([0-9a-f])([0-9a-f])([0-9a-f])", re.IGNORECASE)
_STEPS = 200  # of lightness, from black to white


class NoColour(ValueError):
    """The text names no colour in hexadecimal."""


def normal_hex(text: str) -> str:
    """`#0c5257` for `#0C5257`, `0c5257` and such; three digits are doubled. Raises NoColour for anything else."""
    text = text.strip()
    if found := _SIX.fullmatch(text):
        return f"#{found[1].lower()}"
    if found := _THREE.fullmatch(text):
        return "#" + "".join(2 * digit for digit in found.groups()).lower()
    raise NoColour(text)


def contrast(one: str, other: str) -> float:
    """Of two colours as `normal_hex` gives them."""
    return contrast_of(_rgb(one), _rgb(other))


def lowest_contrast(colour: str, others: Iterable[str]) -> float:
    return min(contrast(colour, other) for other in others)


@dataclass(frozen=True, slots=True)
class Oklch:
    """A colour as lightness (0 to 1), chroma (0 is grey) and hue (radians)."""

    lightness: float
    chroma: float
    hue: float

    @classmethod
    def of(cls, colour: str) -> "Oklch":
        red, green, blue = (_to_linear(part) for part in _rgb(colour))
        long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
        middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
        short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
        lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
        a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
        b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
        return cls(lightness, math.hypot(a, b), math.atan2(b, a))

    def at(self, lightness: float, most_chroma: float = 1.0) -> str:
        """The colour of this hue at another lightness, as strong as this one where a screen can show it."""
        strong, weak = min(self.chroma, most_chroma), 0.0
        if _can_be_shown(exact := self._linear(lightness, strong)):
            return _hex(exact)
        for _halving in range(12):
            middle = (strong + weak) / 2
            strong, weak = (strong, middle) if _can_be_shown(self._linear(lightness, middle)) else (middle, weak)
        return _hex(self._linear(lightness, weak))

    def _linear(self, lightness: float, chroma: float) -> RGB:
        a, b = chroma * math.cos(self.hue), chroma * math.sin(self.hue)
        long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
        middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
        short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
        return (
            4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
        )


def nearest(colour: str, passes: Callable[[str], bool], *, start: float | None = None, most_chroma: float = 1.0) -> str:
    """The colour of the same hue, nearest in lightness to `start` (or to the colour's own), that passes.

    Black or white where none does.
    """
    own = Oklch.of(colour)
    if start is None:
        if most_chroma >= own.chroma and passes(colour):
            return colour
        start = own.lightness
    for lightness in sorted((step / _STEPS for step in range(_STEPS + 1)), key=lambda at: abs(at - start)):
        if passes(found := own.at(lightness, most_chroma)):
            return found
    return "#000000" if passes("#000000") else "#ffffff"


def _rgb(colour: str) -> RGB:
    number = int(colour[1:], 16)
    return (number >> 16) / 255, (number >> 8 & 255) / 255, (number & 255) / 255


def _hex(linear: RGB) -> str:
    return "#" + "".join(f"{round(255 * _to_srgb(part)):02x}" for part in linear)


def _can_be_shown(linear: RGB) -> bool:
    return all(-0.0005 <= part <= 1.0005 for part in linear)


def _to_linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _to_srgb(part: float) -> float:
    part = min(1.0, max(0.0, part))
    return part * 12.92 if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)
