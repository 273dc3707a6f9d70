"""Which shapes lie wholly beside the slide, where nobody watching a show sees them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from media.decks.cleaning.allowed import PREFIXES

A: Final = f"{{{PREFIXES['a']}}}"
P: Final = f"{{{PREFIXES['p']}}}"
_FRAME: Final = f"{P}graphicFrame"
_GROUP: Final = f"{P}grpSp"
_FRAME_PLACE: Final = f"{P}xfrm"
_PLACE: Final = f"{A}xfrm"
_PROPERTIES: Final = frozenset({f"{P}grpSpPr", f"{P}spPr"})
_CORNER: Final = (f"{A}off", "x", "y")
_SIZE: Final = (f"{A}ext", "cx", "cy")
_INNER_CORNER: Final = (f"{A}chOff", "x", "y")
_INNER_SIZE: Final = (f"{A}chExt", "cx", "cy")
SHAPES: Final = frozenset(f"{P}{name}" for name in ("sp", "pic", "graphicFrame", "cxnSp", "grpSp"))


@dataclass(frozen=True, slots=True)
class _Scale:
    """How lengths inside a group become lengths on the slide."""

    across: float = 1.0
    down: float = 1.0
    left: float = 0.0
    top: float = 0.0


def shapes_beside(root: etree._Element, width: int, height: int) -> list[etree._Element]:
    """The outermost shapes that lie wholly outside the slide. Those that an animation moves are left out.

    Lengths are in EMU. A shape that says no place of its own lies where its layout puts it, and is left out too.
    """
    tree = next(root.iter(f"{P}spTree"), None)
    if tree is None or _all_begin_on_the_slide(tree, width, height):
        return []
    moving = {str(target.get("spid")) for motion in root.iter(f"{P}animMotion") for target in motion.iter(f"{P}spTgt")}
    return list(_beside(tree, _Scale(), (width, height), moving))


def _all_begin_on_the_slide(tree: etree._Element, width: int, height: int) -> bool:
    """Whether every place that is said has its corner on the slide, and no group moves it: then none is beside it.

    However it is turned, a shape reaches its middle, which lies right of its corner and below it by half its size.
    """
    if next(tree.iterchildren(_GROUP), None) is not None:
        return False
    try:
        return all(
            0 <= int(corner.get("x", "")) <= width and 0 <= int(corner.get("y", "")) <= height
            for corner in tree.iter(_CORNER[0])
        )
    except ValueError:
        return False


def _beside(tree: etree._Element, scale: _Scale, slide: tuple[int, int], moving: set[str]) -> Iterator[etree._Element]:
    for shape in tree:
        if shape.tag not in SHAPES or (moving and shape_id(shape) in moving):
            continue
        place = _place(shape)
        if place is not None and _is_outside(place, scale, slide) and not _holds(shape, moving):
            yield shape
        elif shape.tag == _GROUP:
            yield from _beside(shape, _inner(shape, scale), slide, moving)


def shape_id(shape: etree._Element) -> str:
    """The number by which animations know a shape."""
    return next((str(named.get("id", "")) for named in shape[0].iter(f"{P}cNvPr")), "") if len(shape) else ""


def _holds(shape: etree._Element, moving: set[str]) -> bool:
    return bool(moving) and any(str(named.get("id")) in moving for named in shape.iter(f"{P}cNvPr"))


def _place(shape: etree._Element) -> etree._Element | None:
    if shape.tag == _FRAME:
        return next(shape.iterchildren(_FRAME_PLACE), None)
    for properties in shape:
        if properties.tag in _PROPERTIES:
            return next((one for one in properties if one.tag == _PLACE), None)
    return None


def _pairs(place: etree._Element, *wanted: tuple[str, str, str]) -> list[tuple[float, float] | None]:
    """For each element that is wanted its two numbers; None if it is not there, or they are none."""
    there: dict[str, etree._Element] = {}
    for element in place:
        there.setdefault(element.tag, element)
    return [_pair(there.get(tag), across, down) for tag, across, down in wanted]


def _pair(element: etree._Element | None, across: str, down: str) -> tuple[float, float] | None:
    try:
        return None if element is None else (float(element.get(across, "")), float(element.get(down, "")))
    except ValueError:
        return None


def _is_outside(place: etree._Element, scale: _Scale, slide: tuple[int, int]) -> bool:
    corner, size = _pairs(place, _CORNER, _SIZE)
    if corner is None or size is None:
        return False
    left, top = corner[0] * scale.across + scale.left, corner[1] * scale.down + scale.top
    wide, high = abs(size[0] * scale.across), abs(size[1] * scale.down)
    if place.get("rot", "0") not in ("0", ""):
        reach = math.hypot(wide, high) / 2
        left, top, wide, high = left + wide / 2 - reach, top + high / 2 - reach, 2 * reach, 2 * reach
    return left + wide < 0 or top + high < 0 or left > slide[0] or top > slide[1]


def _inner(group: etree._Element, scale: _Scale) -> _Scale:
    place = _place(group)
    if place is None or place.get("rot", "0") not in ("0", ""):
        return _Scale(0.0, 0.0, 0.0, 0.0)  # everything inside counts as being at the corner: seen
    corner, size, inner_corner, inner_size = _pairs(place, _CORNER, _SIZE, _INNER_CORNER, _INNER_SIZE)
    if corner is None or size is None or inner_corner is None or inner_size is None:
        return scale
    across = scale.across * (size[0] / inner_size[0] if inner_size[0] else 1.0)
    down = scale.down * (size[1] / inner_size[1] if inner_size[1] else 1.0)
    return _Scale(
        across,
        down,
        scale.left + corner[0] * scale.across - inner_corner[0] * across,
        scale.top + corner[1] * scale.down - inner_corner[1] * down,
    )
