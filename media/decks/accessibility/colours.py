"""Colours as they are seen: theme names looked up, changes of lightness worked out, contrast as WCAG counts it.

ECMA-376 part 1, 20.1.2.3 (colours and their changes); https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

import colorsys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from media.opc.xml_parts import local_name

RGB = tuple[float, float, float]
"""Red, green and blue as they stand in a file (sRGB), from 0 to 1."""
_PRESETS: Final[Mapping[str, str]] = {
    "black": "000000",
    "white": "FFFFFF",
    "red": "FF0000",
    "green": "008000",
    "blue": "0000FF",
    "yellow": "FFFF00",
    "gray": "808080",
    "grey": "808080",
    "silver": "C0C0C0",
    "navy": "000080",
    "maroon": "800000",
    "purple": "800080",
    "teal": "008080",
    "orange": "FFA500",
}


class CannotBeKnown(Exception):
    """What is seen there depends on a picture, a gradient, something see-through, or what the file does not say."""


@dataclass(frozen=True, slots=True)
class Palette:
    """A theme's colours under the names that a slide calls them by."""

    colours: Mapping[str, RGB] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    """The colour map: `tx1` is `dk1` on most slides, and `lt1` on dark ones."""

    def named(self, name: str) -> RGB:
        """The colour of a name such as `tx1` or `accent2`. Raises CannotBeKnown."""
        found = self.colours.get(self.names.get(name, name))
        if found is None:
            raise CannotBeKnown
        return found


def theme_colours(theme: etree._Element) -> dict[str, RGB]:
    """The colours of a theme part by their own names: `dk1`, `lt1`, `accent1`."""
    found: dict[str, RGB] = {}
    for scheme in theme.iter("{*}clrScheme"):
        for place in scheme:
            try:
                found[local_name(place)] = inner_colour(place, Palette())
            except CannotBeKnown:
                continue
    return found


def inner_colour(holder: etree._Element, palette: Palette, *, stands_for: RGB | None = None) -> RGB:
    """The colour inside an element such as `solidFill`. `stands_for` is what `phClr` means. Raises CannotBeKnown."""
    for element in holder:
        colour = _plain_colour(element, palette, stands_for)
        for change in element:
            colour = _changed(colour, change)
        return colour
    raise CannotBeKnown


def contrast(one: RGB, other: RGB) -> float:
    """From 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def as_hex(colour: RGB) -> str:
    """`#1B2B34`."""
    return "#" + "".join(f"{round(part * 255):02X}" for part in colour)


def _plain_colour(element: etree._Element, palette: Palette, stands_for: RGB | None) -> RGB:
    name, value = local_name(element), element.get("val", "")
    if name == "srgbClr":
        return _from_hex(value)
    if name == "sysClr":
        return _from_hex(element.get("lastClr") or {"windowText": "000000", "window": "FFFFFF"}.get(value, ""))
    if name == "prstClr":
        return _from_hex(_PRESETS.get(value, ""))
    if name == "schemeClr" and value != "phClr":
        return palette.named(value)
    if name == "schemeClr" and stands_for is not None:
        return stands_for
    raise CannotBeKnown


def _from_hex(digits: str) -> RGB:
    try:
        number = int(digits, 16) if len(digits) == 6 else -1
    except ValueError:
        number = -1
    if number < 0:
        raise CannotBeKnown
    return (number >> 16) / 255, (number >> 8 & 255) / 255, (number & 255) / 255


def _changed(colour: RGB, change: etree._Element) -> RGB:
    """A colour after one of its changes. Those that make it see-through, or that hardly anybody uses, raise."""
    digits = change.get("val", "").removesuffix("%")
    try:
        amount = float(digits) / (100 if change.get("val", "").endswith("%") else 100_000)
    except ValueError as error:
        raise CannotBeKnown from error
    name = local_name(change)
    if name == "alpha" and amount >= 1:
        return colour
    if name in _OF_LIGHT:
        return _each(colour, lambda part: _to_srgb(_OF_LIGHT[name](_to_linear(part), amount)))
    if name in _OF_HSL:
        hue, lightness, saturation = colorsys.rgb_to_hls(*colour)
        lightness, saturation = _OF_HSL[name](lightness, saturation, amount)
        return colorsys.hls_to_rgb(hue, _held(lightness), _held(saturation))
    raise CannotBeKnown


_OF_LIGHT: Final[Mapping[str, Callable[[float, float], float]]] = {
    "shade": lambda part, amount: part * amount,
    "tint": lambda part, amount: part * amount + 1 - amount,
}
_OF_HSL: Final[Mapping[str, Callable[[float, float, float], tuple[float, float]]]] = {
    "lumMod": lambda lightness, saturation, amount: (lightness * amount, saturation),
    "lumOff": lambda lightness, saturation, amount: (lightness + amount, saturation),
    "satMod": lambda lightness, saturation, amount: (lightness, saturation * amount),
    "satOff": lambda lightness, saturation, amount: (lightness, saturation + amount),
}


def _each(colour: RGB, change: Callable[[float], float]) -> RGB:
    red, green, blue = colour
    return change(red), change(green), change(blue)


def _held(part: float) -> float:
    return min(1.0, max(0.0, part))


def _luminance(colour: RGB) -> float:
    red, green, blue = _each(colour, _to_linear)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _to_srgb(part: float) -> float:
    part = _held(part)
    return part * 12.92 if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)
