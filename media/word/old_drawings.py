"""What may stay of drawings of the old kind (VML), which Word writes to this day for watermarks and old text boxes.

[MS-OI29500] 2.2 and ECMA-376 part 4, 19. Names of shapes go; what each looks like, where it stands and what it says stays.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from media.opc.media_shelf import Crop
from media.opc.paths import public_address, without_path

PREFIXES: Final = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
}
V: Final = f"{{{PREFIXES['v']}}}"
_O: Final = f"{{{PREFIXES['o']}}}"
_SHAPES: Final = "shape shapetype group rect roundrect oval line polyline arc curve image"
ELEMENTS: Final = {
    "v": f"{_SHAPES} textbox textpath stroke fill shadow path formulas f handles h imagedata",
    "o": "extrusion callout",
    "w10": "wrap anchorlock bordertop borderbottom borderleft borderright",
}
_MEASURES: Final = r"[\d.,\s%a-z-]{0,400}"
_COLOUR: Final = r"[#\w ()\[\].]{0,40}"
_WORDS: Final = r"[\w.,#% +-]{0,60}"
_ATTRIBUTES: Final = {
    "id": r"_x0000_s\d{1,9}|_x0000_t\d{1,9}",
    "type": r"#_x0000_t\d{1,9}|[a-zA-Z]{1,20}",
    "style": r"[\w\s:;.,#%+'\"-]*",
    "path v": r"[a-z@#\d,.\s-]{0,60000}",
    "eqn": r"[a-z]{1,10}(?:\s[@#\w.-]{1,16}){0,3}",
    "adj coordsize coordorigin from to points control1 control2 arcsize inset offset offset2 origin matrix xrange yrange "
    "radiusrange polar textboxrect limo focusposition focussize angle opacity opacity2 weight size aspect "
    "cropleft cropright croptop cropbottom gain blacklevel startangle endangle miterlimit position map": rf"{_MEASURES}|{_WORDS}",
    "fillcolor strokecolor color color2 chromakey": _COLOUR,
    "colors": r"[#\w ()\[\].;,%]{0,400}",
    "string": r"[^\x00-\x08]{0,2000}",
    "alt href": r"[^\x00-\x08]*",
    "filled stroked on focus method rotate alignshape dashstyle linestyle endcap joinstyle startarrow endarrow "
    "startarrowwidth startarrowlength endarrowwidth endarrowlength filltype imagealignshape imagesize fillok strokeok "
    "shadowok arrowok gradientshapeok textpathok insetpenok insetpen obscured fitshape fitpath trim xscale strokeweight "
    "grayscale bilevel wrapcoords switch invx invy anchorx anchory side print": rf"{_MEASURES}|{_WORDS}",
}
_OFFICE_S: Final = (
    "spt connecttype hr hrstd hralign hrpct hrnoshade allowincell allowoverlap insetmode bullet connectortype bwmode "
    "opacity2 detectmouseclick extrusionok preferrelative button"
)
NAMES: Final = frozenset(
    [name for names in _ATTRIBUTES for name in names.split()] + [f"{_O}{name}" for name in _OFFICE_S.split()]
)
VALUES: Final = {
    " ".join(
        f"{prefix}:{element}/{name}"
        for prefix, listed in ELEMENTS.items()
        for element in listed.split()
        for name in names.split()
    ): pattern
    for names, pattern in _ATTRIBUTES.items()
}
ATTRIBUTES: Final = {" ".join(f"o:{name}" for name in _OFFICE_S.split()): rf"{_MEASURES}|{_WORDS}"}

_PLACED_BY: Final = (
    "position left top right bottom width height margin margin-left margin-top margin-right margin-bottom z-index "
    "rotation flip visibility text-align text-decoration font-size font-weight font-style font-variant layout-flow "
    "v-text-anchor v-text-align v-text-kern v-text-reverse v-text-spacing v-text-spacing-mode v-rotate-letters "
    "v-same-letter-heights mso-position-horizontal mso-position-horizontal-relative mso-position-vertical "
    "mso-position-vertical-relative mso-wrap-style mso-wrap-distance-left mso-wrap-distance-top "
    "mso-wrap-distance-right mso-wrap-distance-bottom mso-wrap-edited mso-width-percent mso-height-percent "
    "mso-width-relative mso-height-relative mso-left-percent mso-top-percent mso-fit-shape-to-text "
    "mso-layout-flow-alt mso-direction-alt mso-rotate mso-text-shadow"
)
_PLACED: Final = frozenset(_PLACED_BY.split())
_PLACE: Final = re.compile(r"[\w.#%+ -]{0,40}", re.ASCII)
_FONT: Final = re.compile(r"""["']?[\w .,+-]{0,64}["']?""")
_OF_WORD: Final = re.compile(r"_x0000_t\d{1,4}")
_OURS: Final = 10_000
"""Above every number that Word gives a kind of shape."""
_SIDES: Final = ("cropleft", "croptop", "cropright", "cropbottom")


def is_old(element: etree._Element) -> bool:
    """Whether an element is one of a drawing of the old kind."""
    return isinstance(element.tag, str) and element.tag.startswith(tuple(f"{{{uri}}}" for uri in PREFIXES.values()))


def settle_old_drawings(root: etree._Element) -> None:
    """Give the old drawings of a part names that tell nothing, and leave each only what says how it looks."""
    kinds: dict[str, str] = {}
    for number, element in enumerate((one for one in root.iter() if is_old(one)), start=1):
        attributes = element.attrib
        if "style" in attributes:
            attributes["style"] = _style(attributes["style"])
        if element.tag == f"{V}shapetype":
            id = str(attributes.get("id", ""))
            attributes["id"] = kinds.setdefault(id, _kind_id(id, number))
        elif "id" in attributes:
            attributes["id"] = f"_x0000_s{1024 + number}"
        _settle_words(element)
        for name in [str(name) for name in attributes if str(name) not in NAMES and not str(name).endswith("}id")]:
            del attributes[name]
    for shape in root.iter(f"{V}shape"):
        _settle_kind(shape, kinds)


def _settle_kind(shape: etree._Element, kinds: dict[str, str]) -> None:
    """Lead a shape to its kind under the new name; the kinds that Word numbers need not be there."""
    kind = str(shape.get("type", "")).removeprefix("#")
    if kind in kinds:
        shape.set("type", f"#{kinds[kind]}")
    elif not _OF_WORD.fullmatch(kind):
        shape.attrib.pop("type", None)
    if kind not in kinds and shape.find(f"{V}imagedata") is not None and "stroked" not in shape.attrib:
        shape.set("stroked", "f")  # a picture has no frame unless it says so


def _kind_id(id: str, number: int) -> str:
    """Word knows its own shapes by number: 136 is a word in big letters, 202 a box of text. Others get a new one."""
    return id if _OF_WORD.fullmatch(id) else f"_x0000_t{_OURS + number}"


def _settle_words(element: etree._Element) -> None:
    """Of what describes a shape, and where it leads, what may be told."""
    told = element.get("alt")
    if told is not None and without_path(str(told)) != told:
        del element.attrib["alt"]
    address = element.get("href")
    if address is not None and public_address(str(address)) != address:
        del element.attrib["href"]


def _style(told: str) -> str:
    return ";".join(_places(told))


def _places(told: str) -> Iterator[str]:
    for one in told.split(";"):
        name, _, value = (part.strip() for part in one.partition(":"))
        name = name.casefold()
        if (name in _PLACED and _PLACE.fullmatch(value)) or (name == "font-family" and _FONT.fullmatch(value)):
            yield f"{name}:{value}"


def crop_of_old(picture: etree._Element) -> Crop:
    """How a picture of an old drawing is cropped."""
    return Crop(*(_thousandths(str(picture.get(side, "0"))) for side in _SIDES))


def forget_old_crop(picture: etree._Element) -> None:
    """Say of a picture that was cut to what is shown that it is shown whole."""
    for side in _SIDES:
        picture.attrib.pop(side, None)


def _thousandths(value: str) -> int:
    """A share of the picture, written as a number or in parts of 65,536."""
    try:
        return round(float(value[:-1]) / 65_536 * 100_000) if value.endswith("f") else round(float(value) * 100_000)
    except ValueError:
        return 0
