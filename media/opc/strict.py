"""ISO Strict files said in the Transitional words that every program reads.

ISO/IEC 29500-1 (Strict) and 29500-4 (Transitional) differ in the addresses of namespaces and relationship types, in
how a percentage is written (`50%` or `50000`), and in what Transitional has beside. Content types are the same.
"""

import re
from dataclasses import replace
from typing import Final, overload

from lxml import etree

from media.opc.editable import EditablePackage
from media.opc.limits import Limits
from media.opc.xml_parts import is_called_xml, is_wide, parse_xml

STRICT: Final = "http://purl.oclc.org/ooxml/"
_TRANSITIONAL: Final = "http://schemas.openxmlformats.org/"
_STRICT_ADDRESS = re.compile(rb"""(["'])http://purl\.oclc\.org/ooxml/([A-Za-z0-9/_.-]+)\1""")
# Whole addresses that do not follow the rule of `transitional_address`.
_PACKAGE_ARROWS: Final = "officeDocument/relationships/metadata/"
# Words that Strict writes in camel case and Transitional with a hyphen.
_HYPHENED: Final = {
    "officeDocument/customProperties": "officeDocument/2006/custom-properties",
    "officeDocument/extendedProperties": "officeDocument/2006/extended-properties",
    "officeDocument/relationships/customProperties": "officeDocument/2006/relationships/custom-properties",
    "officeDocument/relationships/extendedProperties": "officeDocument/2006/relationships/extended-properties",
}

_PERCENTAGE = re.compile(r"^\s*([+-]?\d{1,9}(?:\.\d{1,9})?)%\s*$")
_CHART: Final = f"{{{_TRANSITIONAL}drawingml/2006/chart}}"
_THOUSANDTHS: Final = tuple(
    f"{{{_TRANSITIONAL}{name}}}"
    for name in ("drawingml/2006/main", "presentationml/2006/main", "drawingml/2006/diagram")
)
# The attributes of DrawingML and PresentationML whose type is a percentage (20.1.10 and 19.7). Others may hold text
# that ends in a percent sign: a shape's name, a number format.
_PERCENTAGE_NAMES: Final = (
    "accel amt b baseline bright contrast custLinFactNeighborX custLinFactNeighborY custLinFactX custLinFactY "
    "custRadScaleInc custRadScaleRad custScaleX custScaleY d decel endA endPos fontScale g hue l lnSpcReduction lum "
    "max min pos r sat sp spd stA stPos sx sy t thresh val vol x y"
)
_PERCENTAGES: Final = frozenset(_PERCENTAGE_NAMES.split())


def transitional_address(address: str) -> str:
    """A namespace or relationship type in its Transitional spelling; any other address as it is."""
    if not address.startswith(STRICT):
        return address
    path = address.removeprefix(STRICT)
    if path in _HYPHENED:
        return _TRANSITIONAL + _HYPHENED[path]
    if path.startswith(_PACKAGE_ARROWS):
        return f"{_TRANSITIONAL}package/2006/relationships/metadata/{path.removeprefix(_PACKAGE_ARROWS)}"
    language, _, rest = path.partition("/")
    return f"{_TRANSITIONAL}{language}/2006/{rest}"


@overload
def to_transitional(part: bytes, *, name: str = "", limits: Limits | None = None) -> bytes: ...
@overload
def to_transitional(part: etree._Element, *, name: str = "", limits: Limits | None = None) -> etree._Element: ...
def to_transitional(
    part: bytes | etree._Element, *, name: str = "", limits: Limits | None = None
) -> bytes | etree._Element:
    """An XML part, as bytes or as its root, in Transitional words; the very same object if it was so already.

    Raises FileRefused for bytes that are Strict and no XML. `name` is that of the part, for the refusal.
    """
    data = part if isinstance(part, bytes) else _as_utf8(part)
    if isinstance(part, bytes) and is_wide(data):
        data = _as_utf8(parse_xml(data, part=name, limits=limits or Limits()))
    if STRICT.encode() not in data:
        return part
    root = parse_xml(_STRICT_ADDRESS.sub(_respelled, data), part=name, limits=limits or Limits())
    root.attrib.pop("conformance", None)
    for element in root.iter(etree.Element):
        _write_percentages_as_numbers(element)
    return _as_utf8(root) if isinstance(part, bytes) else root


def make_transitional(package: EditablePackage) -> bool:
    """Put every XML part and relationship of a package into Transitional words; say whether any was Strict.

    Raises FileRefused if a part cannot be read.
    """
    changed = False
    for name in ("", *package.names):
        arrows = package.arrows(name)
        if any(one.type.startswith(STRICT) for one in arrows.values()):
            new = {one.id: replace(one, type=transitional_address(one.type)) for one in arrows.values()}
            package.set_arrows(name, new)
            changed = True
    for name in package.names:
        if not is_called_xml(name, package.content_type(name)):
            continue
        content = package.read(name)
        new_content = to_transitional(content, name=name, limits=package.limits)
        if new_content is not content:
            package.replace(name, new_content)
            changed = True
    return changed


def _respelled(found: re.Match[bytes]) -> bytes:
    address = transitional_address(STRICT + found[2].decode("ascii"))
    return found[1] + address.encode("ascii") + found[1]


def _as_utf8(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _write_percentages_as_numbers(element: etree._Element) -> None:
    """`50%` as 50000 in drawings and slides (ISO/IEC 29500-4, 12.1), as 50 in charts."""
    tag = element.tag
    if tag.startswith(_CHART):
        factor, names = 1, frozenset({"val"})
    elif tag.startswith(_THOUSANDTHS):
        factor, names = 1000, _PERCENTAGES
    else:
        return
    for name, value in element.attrib.items():
        found = _PERCENTAGE.match(value) if name in names else None
        if found is not None:
            element.set(name, str(round(float(found[1]) * factor)))
