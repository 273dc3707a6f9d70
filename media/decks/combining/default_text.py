"""How text looks that is in no placeholder: each deck says it once, and a combined deck can say it only once.

Such text takes size, colour and typeface from the deck's `defaultTextStyle` where it says nothing itself (ECMA-376
part 1, 19.2.1.8). Where a deck's differs from the combined deck's, it is written into each shape's own list style.
"""

import copy
from collections.abc import Iterator, Mapping
from typing import Final, Self

from lxml import etree

from media.decks.combining.rescale import Fit, rescale
from media.opc.xml_parts import local_name

DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_A: Final = f"{{{DRAWING}}}"
_LEVELS: Final = range(1, 10)
_NEUTRAL: Final = {"marL": "0", "indent": "0", "algn": "l"}
_NEUTRAL_TEXT: Final = {"sz": "1800", "b": "0", "i": "0"}
_FROM_THE_SHAPE: Final = frozenset({"solidFill", "gradFill", "latin", "ea", "cs", "sym"})
"""What a shape's own style (`fontRef`) says, before any default."""


class DefaultText:
    """The default text of one deck, as it has to be said in another whose own default may be different."""

    def __init__(self, levels: Mapping[int, etree._Element], other: Mapping[int, etree._Element]) -> None:
        self._levels = levels
        self._differing = {n for n in levels if _said(levels[n]) != _said(other[n])}
        self._resized = {n for n in levels if _text_of(levels[n]).get("sz") != _text_of(other[n]).get("sz")}

    @classmethod
    def of(cls, style: etree._Element | None, *, fit: Fit, beside: etree._Element | None) -> Self:
        """The default text `style` of a deck that is fitted so, `beside` the combined deck's own."""
        levels = _levels(style)
        for level in levels.values():
            rescale(level, Fit(fit.factor))
        return cls(levels, _levels(beside))

    @property
    def is_needed(self) -> bool:
        """Whether anything has to be written into shapes."""
        return bool(self._differing)

    def write_into(self, root: etree._Element) -> bool:
        """Write the default into the shapes of a slide, layout or master that rely on it; whether there were any."""
        changed = False
        for body, has_style in _bodies(root):
            for level in sorted(_used_levels(body) & self._differing):
                _fill_in(_list_style(body), level, self._for_shape(level, has_style))
                changed = True
        for body in root.iterfind(f".//{_A}tc/{_A}txBody"):
            for level in sorted(_used_levels(body) & self._resized):
                sized = etree.Element(f"{_A}lvl{level}pPr")
                etree.SubElement(sized, f"{_A}defRPr", sz=_text_of(self._levels[level]).get("sz", ""))
                _fill_in(_list_style(body), level, sized)
                changed = True
        return changed

    def _for_shape(self, level: int, has_style: bool) -> etree._Element:
        wanted = copy.deepcopy(self._levels[level])
        if has_style:
            text = _text_of(wanted)
            for said in [child for child in text if local_name(child) in _FROM_THE_SHAPE]:
                text.remove(said)
        return wanted


def _levels(style: etree._Element | None) -> dict[int, etree._Element]:
    """Each level with what it means where it says nothing: 18 points, at the left."""
    found = {}
    for n in _LEVELS:
        given = None if style is None else style.find(f"{_A}lvl{n}pPr")
        level = etree.Element(f"{_A}lvl{n}pPr") if given is None else copy.deepcopy(given)
        if level.find(f"{_A}defRPr") is None:
            etree.SubElement(level, f"{_A}defRPr")
        _text_of(level).attrib.pop("lang", None)
        _fill_attributes(level, _NEUTRAL)
        _fill_attributes(_text_of(level), _NEUTRAL_TEXT)
        found[n] = level
    return found


def _text_of(level: etree._Element) -> etree._Element:
    return level.find(f"{_A}defRPr")


def _said(level: etree._Element) -> bytes:
    return bytes(etree.tostring(level, method="c14n", exclusive=True))


def _bodies(root: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """The text of each shape that is no placeholder, and whether the shape has a style of its own."""
    for shape in root.iter("{*}sp"):
        body = shape.find("{*}txBody")
        if body is not None and shape.find("{*}nvSpPr/{*}nvPr/{*}ph") is None:
            yield body, shape.find("{*}style") is not None


def _used_levels(body: etree._Element) -> set[int]:
    levels = (paragraph.find(f"{_A}pPr") for paragraph in body.iterchildren(f"{_A}p"))
    said = {"0" if level is None else level.get("lvl", "0") for level in levels}
    return {int(level) + 1 for level in said if level.isdecimal() and len(level) == 1 and level != "9"}


def _list_style(body: etree._Element) -> etree._Element:
    found = body.find(f"{_A}lstStyle")
    if found is None:
        found = etree.Element(f"{_A}lstStyle")
        body.insert(1 if body.find(f"{_A}bodyPr") is not None else 0, found)
    return found


def _fill_in(styles: etree._Element, level: int, wanted: etree._Element) -> None:
    """Say of a level what it does not say itself."""
    own = styles.find(f"{_A}lvl{level}pPr")
    if own is None:
        earlier = {f"{_A}defPPr", *(f"{_A}lvl{n}pPr" for n in range(1, level))}
        styles.insert(sum(1 for child in styles if child.tag in earlier), wanted)
        return
    _fill_attributes(own, wanted.attrib)
    text = own.find(f"{_A}defRPr")
    if text is not None:
        _fill_attributes(text, _text_of(wanted).attrib)
        return
    end = own.find(f"{_A}extLst")
    own.insert(len(own) if end is None else own.index(end), _text_of(wanted))


def _fill_attributes(element: etree._Element, wanted: Mapping[str, str]) -> None:
    for name, value in wanted.items():
        if element.get(name) is None:
            element.set(name, value)
