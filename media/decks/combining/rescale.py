"""A slide of one size fitted into another: everything grows or shrinks alike, and stands in the middle.

Lengths are in EMU (914,400 to the inch), point sizes in hundredths. ECMA-376 part 1, 20.1.2 and 20.1.10.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from media.opc.xml_parts import local_name

_SMALLEST_SIZE, _LARGEST_SIZE = 100, 400_000
_LENGTHS: Final = {
    "off": "x y",
    "ext": "cx cy",
    "chOff": "x y",
    "chExt": "cx cy",
    "ln": "w",
    "lnL": "w",
    "lnR": "w",
    "lnT": "w",
    "lnB": "w",
    "lnTlToBr": "w",
    "lnBlToTr": "w",
    "uLn": "w",
    "bodyPr": "lIns tIns rIns bIns spcCol",
    "tab": "pos",
    "spcPts": "val",
    "buSzPts": "val",
    "gridCol": "w",
    "tr": "h",
    "tcPr": "marL marR marT marB",
    "outerShdw": "blurRad dist",
    "innerShdw": "blurRad dist",
    "prstShdw": "dist",
    "reflection": "blurRad dist",
    "glow": "rad",
    "softEdge": "rad",
    "blur": "rad",
    "tile": "tx ty",
    "bevelT": "w h",
    "bevelB": "w h",
    "sp3d": "z extrusionH contourW",
    **dict.fromkeys(("rPr", "defRPr", "endParaRPr"), "sz spc"),
    **dict.fromkeys(("pPr", "defPPr", *(f"lvl{n}pPr" for n in range(1, 10))), "marL marR indent defTabSz"),
}
_SCALED: Final = {name: tuple(attributes.split()) for name, attributes in _LENGTHS.items()}
_TAGS: Final = tuple(f"{{*}}{name}" for name in _SCALED)


@dataclass(frozen=True, slots=True)
class Size:
    """Of a slide, in EMU."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Fit:
    """How a slide is fitted: first everything times `factor`, then moved."""

    factor: float = 1.0
    right: int = 0
    """How far everything is moved, which is also how wide the margins are that a slide of another shape leaves."""
    down: int = 0
    into: Size = Size(0, 0)

    @classmethod
    def of(cls, size: Size, into: Size) -> "Fit":
        """The largest that fits, centred. Sizes that differ by less than a thousandth are the same."""
        if all(abs(ours - theirs) * 1000 < theirs for ours, theirs in zip(_sides(size), _sides(into), strict=True)):
            return cls()
        factor = min(into.width / size.width, into.height / size.height)
        right, down = (into.width - size.width * factor) / 2, (into.height - size.height * factor) / 2
        return cls(factor, round(right), round(down), into)

    @property
    def is_needed(self) -> bool:
        """Whether anything changes."""
        return self != Fit()


def rescale(root: etree._Element, fit: Fit) -> None:
    """Fit a slide, layout or master; of a chart or drawing without shapes of a slide only the sizes change."""
    for element in root.iter(*_TAGS):
        for name in _SCALED[local_name(element)]:
            value = element.get(name)
            if value is not None:
                _scale(element, name, value, fit.factor)
    if fit.right or fit.down:
        for tree in root.iter("{*}spTree"):
            for place in _outermost_places(tree):
                _move(place, "x", fit.right)
                _move(place, "y", fit.down)


def stretch_bands(root: etree._Element, fit: Fit) -> None:
    """Let plain rectangles of a layout or master that reached an edge of the slide reach the edge of this one."""
    for shape in root.iter("{*}sp"):
        place = shape.find("{*}spPr/{*}xfrm")
        if place is None or place.get("rot", "0") != "0" or shape.find("{*}spPr/{*}prstGeom[@prst='rect']") is None:
            continue
        at, size = place.find("{*}off"), place.find("{*}ext")
        is_placeholder = shape.find("{*}nvSpPr/{*}nvPr/{*}ph") is not None
        if at is None or size is None or is_placeholder or local_name(shape.getparent()) != "spTree":
            continue
        _stretch(at, size, ("x", "cx"), fit.right, fit.into.width)
        _stretch(at, size, ("y", "cy"), fit.down, fit.into.height)


def _stretch(at: etree._Element, size: etree._Element, names: tuple[str, str], margin: int, whole: int) -> None:
    try:
        start, length = int(at.get(names[0], "")), int(size.get(names[1], ""))
    except ValueError:
        return
    near = whole // 1000
    end = start + length
    if margin and start <= margin + near:
        start = min(start, 0)
    if margin and end >= whole - margin - near:
        end = max(end, whole)
    at.set(names[0], str(start))
    size.set(names[1], str(end - start))


def _sides(size: Size) -> tuple[int, int]:
    return size.width, size.height


def _scale(element: etree._Element, name: str, value: str, factor: float) -> None:
    try:
        scaled = round(int(value) * factor)
    except ValueError:
        return
    if name == "sz":
        scaled = min(max(scaled, _SMALLEST_SIZE), _LARGEST_SIZE)
    element.set(name, str(scaled))


def _outermost_places(tree: etree._Element) -> Iterator[etree._Element]:
    """Where each shape stands that is in no group: what is inside a group moves with it."""
    waiting = list(tree)
    while waiting:
        shape = waiting.pop()
        kind = local_name(shape)
        if kind in ("AlternateContent", "Choice", "Fallback"):
            waiting.extend(shape)
        elif kind not in ("nvGrpSpPr", "grpSpPr", "extLst"):
            place = shape.find("{*}xfrm/{*}off")
            if place is None:
                place = shape.find("{*}grpSpPr/{*}xfrm/{*}off" if kind == "grpSp" else "{*}spPr/{*}xfrm/{*}off")
            if place is not None:
                yield place


def _move(place: etree._Element, name: str, distance: int) -> None:
    try:
        place.set(name, str(int(place.get(name, "0")) + distance))
    except ValueError:
        return
