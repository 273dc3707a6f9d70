"""What is seen behind a text: the fill of its shape, a shape below it, or the slide's background.

Says a colour only where that is certain: one plain colour behind the whole box. ECMA-376 part 1, 19.3.1.1 (bg),
20.1.4.1 and 20.1.4.2.10 (fills of a theme and references to them).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from media.decks.accessibility.colours import RGB, CannotBeKnown, Palette, inner_colour
from media.decks.accessibility.sheets import Sheet
from media.decks.accessibility.text_looks import FILLS
from media.decks.shapes import TRUE, Shape
from media.opc.xml_parts import local_name

_NO_AREA: Final = frozenset({"grpSp", "cxnSp"})  # the members of a group come by themselves
_COVERS_ITS_BOX: Final = frozenset({"rect", "flowChartProcess"})
_FIRST_BACKGROUND_STYLE: Final = 1001
_MOST_SHAPES: Final = 300
"""On a slide with more, what lies behind what is not worked out."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a shape stands on its slide, in English Metric Units."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether they have any area in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def covers(self, other: "Box") -> bool:
        """Whether the other lies within this one, give or take a hundredth of its size."""
        across, down = (other.right - other.left) / 100, (other.bottom - other.top) / 100
        return (
            self.left <= other.left + across
            and self.right >= other.right - across
            and self.top <= other.top + down
            and self.bottom >= other.bottom - down
        )


@dataclass(slots=True)
class Backdrop:
    """The layers of one slide."""

    sheet: Sheet
    palette: Palette
    _found: dict[int, RGB | None] = field(default_factory=dict)

    def behind(self, shape: Shape) -> RGB:
        """The colour behind the text of a shape. Raises CannotBeKnown."""
        at = id(shape)
        if at not in self._found:
            try:
                self._found[at] = self._behind(shape)
            except CannotBeKnown:
                self._found[at] = None
        found = self._found[at]
        if found is None:
            raise CannotBeKnown
        return found

    def _behind(self, shape: Shape) -> RGB:
        own = self._fill(shape, self.sheet)
        if own is not None:
            return own
        box = box_of(shape, self.sheet)
        for sheet, below in self._below(shape):
            if below.kind in _NO_AREA:
                continue
            below_box = box_of(below, sheet)
            if not below_box.meets(box):
                continue
            fill = self._fill(below, sheet)
            if fill is None:
                continue
            if not below_box.covers(box) or not _is_rectangle(below):
                raise CannotBeKnown
            return fill
        return self._background()

    def _below(self, shape: Shape) -> Iterator[tuple[Sheet, Shape]]:
        """What is drawn before a shape, the nearest first: on the slide, then on its layout and master."""
        if len(self.sheet.shapes) > _MOST_SHAPES:
            raise CannotBeKnown
        before = self.sheet.shapes[: next(n for n, one in enumerate(self.sheet.shapes) if one is shape)]
        yield from ((self.sheet, one) for one in reversed(before) if not one.is_hidden)
        above: Sheet = self.sheet
        for sheet in list(self.sheet.lineage())[1:]:
            if above.root.get("showMasterSp", "1") not in TRUE:
                return
            yield from ((sheet, one) for one in reversed(sheet.shapes) if one.placeholder is None and not one.is_hidden)
            above = sheet

    def _fill(self, shape: Shape, sheet: Sheet) -> RGB | None:
        """The plain colour of a shape, None if one sees through it. Raises CannotBeKnown for anything else."""
        if shape.kind in _NO_AREA:
            return None
        if shape.kind != "sp":
            raise CannotBeKnown
        for place in sheet.places_of(shape):
            for properties in place.element:
                if local_name(properties) == "spPr":
                    for fill in properties:
                        if local_name(fill) in FILLS:
                            return self._plain(fill)
        return self._fill_of_style(shape)

    def _plain(self, fill: etree._Element, stands_for: RGB | None = None) -> RGB | None:
        if local_name(fill) == "noFill":
            return None
        if local_name(fill) != "solidFill":
            raise CannotBeKnown
        return inner_colour(fill, self.palette, stands_for=stands_for)

    def _fill_of_style(self, shape: Shape) -> RGB | None:
        for style in shape.element:
            for reference in style if local_name(style) == "style" else ():
                if local_name(reference) == "fillRef":
                    return self._theme_fill(reference)
        return None

    def _theme_fill(self, reference: etree._Element) -> RGB | None:
        """The fill that a reference names: the nth of the theme's, in the colour that the reference gives."""
        number = reference.get("idx", "0")
        at = int(number) if number.isdecimal() and len(number) < 6 else 0
        if at in (0, _FIRST_BACKGROUND_STYLE - 1):
            return None
        is_background = at >= _FIRST_BACKGROUND_STYLE
        styles = "bgFillStyleLst" if is_background else "fillStyleLst"
        at -= _FIRST_BACKGROUND_STYLE if is_background else 1
        for sheet in self.sheet.lineage():
            for listed in sheet.theme.iter(f"{{*}}{styles}") if sheet.theme is not None else ():
                if at < len(listed):
                    return self._plain(listed[at], inner_colour(reference, self.palette))
        raise CannotBeKnown

    def _background(self) -> RGB:
        for sheet in self.sheet.lineage():
            for background in sheet.root.iter("{*}bg"):
                for said in background:
                    if local_name(said) == "bgRef":
                        found = self._theme_fill(said)
                    else:
                        found = next((self._plain(fill) for fill in said if local_name(fill) in FILLS), None)
                    if found is not None:
                        return found
                raise CannotBeKnown
        raise CannotBeKnown


def box_of(shape: Shape, sheet: Sheet) -> Box:
    """Where a shape stands; a turned one with all the room it may take. Raises CannotBeKnown."""
    for place in sheet.places_of(shape):
        frame = next(place.element.iter("{*}xfrm"), None)
        if frame is not None:
            return _in_groups(_framed(frame), place.element)
    raise CannotBeKnown


def _framed(frame: etree._Element) -> Box:
    at, size = _pair(frame, "off", "x", "y"), _pair(frame, "ext", "cx", "cy")
    if frame.get("rot", "0") != "0":
        middle, reach = (at[0] + size[0] / 2, at[1] + size[1] / 2), max(size) * 0.71
        return Box(middle[0] - reach, middle[1] - reach, middle[0] + reach, middle[1] + reach)
    return Box(at[0], at[1], at[0] + size[0], at[1] + size[1])


def _in_groups(box: Box, element: etree._Element) -> Box:
    """A box inside groups, in the measures of the slide."""
    for group in element.iterancestors("{*}grpSp"):
        frame = next(group.iter("{*}xfrm"), None)
        if frame is None:
            raise CannotBeKnown
        at, size = _pair(frame, "off", "x", "y"), _pair(frame, "ext", "cx", "cy")
        inner_at, inner_size = _pair(frame, "chOff", "x", "y"), _pair(frame, "chExt", "cx", "cy")
        if not all(inner_size) or frame.get("rot", "0") != "0":
            raise CannotBeKnown
        across, down = size[0] / inner_size[0], size[1] / inner_size[1]
        box = Box(
            at[0] + (box.left - inner_at[0]) * across,
            at[1] + (box.top - inner_at[1]) * down,
            at[0] + (box.right - inner_at[0]) * across,
            at[1] + (box.bottom - inner_at[1]) * down,
        )
    return box


def _pair(frame: etree._Element, name: str, first: str, second: str) -> tuple[float, float]:
    for child in frame:
        if local_name(child) == name:
            try:
                return float(child.get(first, "0")), float(child.get(second, "0"))
            except ValueError as error:
                raise CannotBeKnown from error
    raise CannotBeKnown


def _is_rectangle(shape: Shape) -> bool:
    """Whether a shape fills all of its box: a rectangle that is not turned."""
    if any(frame.get("rot", "0") != "0" for frame in shape.element.iter("{*}xfrm")):
        return False
    forms = [form.get("prst") for form in shape.element.iter("{*}prstGeom")]
    return all(form in _COVERS_ITS_BOX for form in forms) and next(shape.element.iter("{*}custGeom"), None) is None
