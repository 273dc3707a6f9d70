"""What a part's XML mentions of its relationships, and how it does without one that stays behind."""

from collections.abc import Collection
from typing import Final

from lxml import etree

from media.decks.combining.kinds import RELATIONSHIPS
from media.opc.xml_parts import local_name

_PREFIX: Final = f"{{{RELATIONSHIPS}}}"
_MENTIONED = etree.XPath("//@r:*", namespaces={"r": RELATIONSHIPS}, smart_strings=False)
_LINKS: Final = ("{*}hlinkClick", "{*}hlinkHover", "{*}hlinkMouseOver")
_STARTS_SOMETHING: Final = ("ppaction://macro", "ppaction://program", "ppaction://ole", "ppaction://customshow")
_NEEDED_BY_FRAME: Final = frozenset({"chart", "relIds", "oleObj"})
_EMPTY_WITHOUT: Final = frozenset({"custDataLst", "controls", "ext", "extLst", "sndAc", "stSnd"})


def mentioned(root: etree._Element) -> set[str]:
    """The ids of the relationships that the XML mentions."""
    return set(_MENTIONED(root)) - {""}


def drop_actions(root: etree._Element) -> bool:
    """Take away links that start a macro, a program or a custom show, none of which come along; whether any did."""
    doomed = [one for one in root.iter(*_LINKS) if one.get("action", "").casefold().startswith(_STARTS_SOMETHING)]
    for link in doomed:
        _remove(link)
    return bool(doomed)


def drop_mentions(root: etree._Element, gone: Collection[str]) -> None:
    """Take away what needs these relationships: of a link the link and not its words, of a chart the whole frame."""
    for element in list(root.iter(etree.Element)):
        names = [name for name in element.attrib if str(name).startswith(_PREFIX) and element.get(name) in gone]
        if not names:
            continue
        kind = local_name(element)
        if kind == "blip":
            for name in names:
                del element.attrib[name]
        elif kind in _NEEDED_BY_FRAME and (frame := next(element.iterancestors("{*}graphicFrame"), None)) is not None:
            _remove(frame)
        else:
            _remove(element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    kind = local_name(parent)
    if len(parent) == 0 and kind in _EMPTY_WITHOUT:
        _remove(parent)
    elif kind in ("Choice", "Fallback"):
        alternatives = parent.getparent()
        if alternatives is not None and not any(len(one) for one in alternatives):
            _remove(alternatives)
