"""Slides, layouts and masters: who inherits from whom, and which place of a layout a shape fills.

ECMA-376 part 1, 19.3.1.36 (ph): a slide's placeholder is found on its layout by its index, a layout's on the master by
its type.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from media.decks.accessibility.colours import RGB, Palette, theme_colours
from media.decks.accessibility.text_looks import NO_LEVELS, Levels, Look, levels_of, stacked
from media.decks.shapes import TITLES, TRUE, Shape, shapes_of
from media.opc.package import Package, Relationship
from media.opc.refusals import FileRefused
from media.opc.xml_parts import local_name

_KEPT_TYPES: Final = frozenset({"dt", "ftr", "sldNum", "hdr"})


@dataclass(slots=True, eq=False)
class Sheet:
    """A slide, layout or master with its shapes, and the sheet it takes from what it does not say itself."""

    root: etree._Element
    shapes: tuple[Shape, ...]
    parent: "Sheet | None" = None
    theme: etree._Element | None = None
    """A master's theme."""
    colours: Mapping[str, RGB] = field(default_factory=dict)
    """Those of a master's theme."""

    def lineage(self) -> Iterator["Sheet"]:
        """This sheet, its layout, its master."""
        sheet: Sheet | None = self
        while sheet is not None:
            yield sheet
            sheet = sheet.parent

    def place_of(self, placeholder: etree._Element) -> Shape | None:
        """The shape on this layout or master that a placeholder of the sheet above it fills."""
        wanted, index = _plain_type(placeholder), placeholder.get("idx", "0")
        by_index = None
        for shape in self.shapes:
            if shape.placeholder is None:
                continue
            kind = _plain_type(shape.placeholder)
            if self.parent is None and kind == wanted:
                return shape
            if self.parent is not None and shape.placeholder.get("idx", "0") == index:
                if kind == wanted:
                    return shape
                by_index = by_index or (shape if index != "0" else None)
        return by_index

    def places_of(self, shape: Shape) -> Iterator[Shape]:
        """The shape itself, then the places it fills on the layout and on the master."""
        yield shape
        place: Shape | None = shape
        for sheet in self.lineage():
            if sheet is self or place is None or place.placeholder is None:
                continue
            place = sheet.place_of(place.placeholder)
            if place is not None:
                yield place


@dataclass(slots=True)
class Deck:
    """The deck being checked: its sheets by part, each read once."""

    package: Package
    defaults: Levels = NO_LEVELS
    uses_timings: bool = True
    """Whether slides may move on by themselves: a show can be set up not to."""
    _sheets: dict[str, Sheet | None] = field(default_factory=dict)
    _levels: dict[tuple[int, str, str], Levels] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> "Deck":
        """The deck in a package. Raises FileRefused."""
        styles = (child for child in package.xml(package.main_part) if local_name(child) == "defaultTextStyle")
        return cls(package, levels_of(next(styles, None)), _uses_timings(package))

    def slide(self, part: str, arrows: Mapping[str, Relationship]) -> Sheet:
        """A slide with its layout and master. Raises FileRefused if the slide itself cannot be read."""
        root = self.package.xml(part)
        return Sheet(root, self._shapes(root), self._target(arrows, "slideLayout"))

    def levels(self, sheet: Sheet, shape: Shape) -> Levels:
        """How text in a shape looks at each level before the text itself says anything."""
        own = levels_of(next(shape.element.iter("{*}lstStyle"), None))
        place = shape.placeholder
        key = (id(sheet.parent), "", "") if place is None else (id(sheet.parent), shape.role, place.get("idx", "0"))
        if key not in self._levels:
            self._levels[key] = self._inherited_levels(sheet, shape)
        if place is None:
            return stacked([own, _levels_of_style(shape), self._levels[key]])
        return stacked([own, self._levels[key]]) if own is not NO_LEVELS else self._levels[key]

    def _inherited_levels(self, sheet: Sheet, shape: Shape) -> Levels:
        if shape.placeholder is None:
            return stacked([self.defaults, _master_levels(sheet, "otherStyle")])
        places = list(sheet.places_of(shape))[1:]
        layers = [levels_of(next(place.element.iter("{*}lstStyle"), None)) for place in places]
        return stacked([*layers, _master_levels(sheet, _style_name(shape.role)), self.defaults])

    def _target(self, arrows: Mapping[str, Relationship], kind: str) -> Sheet | None:
        part = next((one.target for one in arrows.values() if one.kind == kind and not one.is_external), "")
        if part and part not in self._sheets:
            self._sheets[part] = None
            try:
                self._sheets[part] = self._sheet(part)
            except FileRefused:
                self._sheets[part] = None
        return self._sheets.get(part)

    def _sheet(self, part: str) -> Sheet:
        """A layout or a master."""
        root, arrows = self.package.xml(part), self.package.relationships(part)
        if local_name(root) == "sldLayout":
            return Sheet(root, self._shapes(root), self._target(arrows, "slideMaster"))
        theme = next((one.target for one in arrows.values() if one.kind == "theme" and not one.is_external), "")
        read = self.package.xml(theme) if theme else None
        return Sheet(root, self._shapes(root), theme=read, colours={} if read is None else theme_colours(read))

    def _shapes(self, root: etree._Element) -> tuple[Shape, ...]:
        return tuple(shapes_of(root, self.package.limits.shapes_per_slide))


def palette_of(sheet: Sheet) -> Palette:
    """The colours of a slide under the names it uses: its own colour map, its layout's, or its master's."""
    names: dict[str, str] = {}
    colours: Mapping[str, RGB] = {}
    for one in sheet.lineage():
        names = names or _colour_map(one.root)
        colours = colours or one.colours
    return Palette(colours, names)


def _uses_timings(package: Package) -> bool:
    with suppress(FileRefused):  # how the show was set up is not worth refusing a deck for
        for part in package.related(package.main_part, "presProps"):
            for show in package.xml(part).iter("{*}showPr"):
                return show.get("useTimings", "1") in TRUE
    return True


def _colour_map(root: etree._Element) -> dict[str, str]:
    for child in root:
        if local_name(child) == "clrMap":
            return {str(name): str(value) for name, value in child.attrib.items()}
        if local_name(child) == "clrMapOvr":
            for own in child.iter("{*}overrideClrMapping"):
                return {str(name): str(value) for name, value in own.attrib.items()}
    return {}


def _plain_type(placeholder: etree._Element) -> str:
    kind = str(placeholder.get("type", "obj"))
    if kind in TITLES:
        return "title"
    return kind if kind in _KEPT_TYPES else "body"


def _style_name(role: str) -> str:
    if role in TITLES:
        return "titleStyle"
    return "otherStyle" if role in _KEPT_TYPES else "bodyStyle"


def _master_levels(sheet: Sheet, name: str) -> Levels:
    for one in sheet.lineage():
        if one.parent is None:
            for styles in one.root:
                if local_name(styles) == "txStyles":
                    return levels_of(next((style for style in styles if local_name(style) == name), None))
    return NO_LEVELS


def _levels_of_style(shape: Shape) -> Levels:
    """The colour of text that a drawn shape's style names."""
    for style in shape.element:
        if local_name(style) == "style":
            for font in style:
                if local_name(font) == "fontRef" and len(font):
                    return (Look(fill=font),) * 9
    return NO_LEVELS
