"""Shapes made ready for a clean copy: unseen ones out, embedded objects turned into their picture, names made plain."""

import copy
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from media.decks.cleaning.geometry import SHAPES, A, P, shapes_beside
from media.opc.allowlist import drop
from media.opc.drawing_allowed import EXTENSIONS
from media.opc.paths import without_path
from media.opc.xml_parts import local_name

FIELD_ID: Final = "{00000000-0000-4000-8000-000000000000}"
_PLAIN_NAME = re.compile(
    r"(?:(?:Title|Subtitle|Content|Text|Picture|Date|Footer|Slide Number|Header|Notes|Slide Image|Chart|Table|Media|"
    r"Vertical Text|Vertical Title|Online Image|Body|Kicker|Footnote|Label|Aside|Number|Rule|Ornament)"
    r"(?: Placeholder)?|TextBox|Text Box|Rectangle|Rounded Rectangle|Oval|Line|Straight Connector|Connector|Shape|"
    r"Group|Graphic|Frame|Arrow|Diagram|Image|Object|Right Arrow|Freeform|Straight Arrow Connector)(?: \d{1,5})?|"
)
_USUAL_NAMES: Final = {
    "nvSpPr": "Shape",
    "nvPicPr": "Picture",
    "nvGraphicFramePr": "Frame",
    "nvCxnSpPr": "Connector",
    "nvGrpSpPr": "Group",
}
FURNITURE: Final = frozenset({"hdr", "ftr", "dt"})
_TRUE: Final = frozenset({"1", "true", "on"})


def hidden_shapes(root: etree._Element) -> list[etree._Element]:
    """The outermost shapes that are switched off."""
    found = []
    for named in root.iter(f"{P}cNvPr"):
        if named.get("hidden") in _TRUE:
            shape = named.getparent().getparent()
            if shape.tag in SHAPES:
                found.append(shape)
    return found


def words_in(element: etree._Element) -> Iterator[str]:
    """The paragraphs of everything inside, and what it is described as."""
    for paragraph in element.iter(f"{A}p"):
        words = " ".join("".join(text.text or "" for text in paragraph.iter(f"{A}t")).split())
        if words:
            yield words
    for named in element.iter(f"{P}cNvPr"):
        yield from filter(None, (named.get("descr"), named.get("title")))


def drop_unseen(root: etree._Element, width: int, height: int) -> list[str]:
    """Take out hidden shapes and ones beside the slide, with the animations that need them; the words they held."""
    words: list[str] = []
    gone: set[str] = set()
    for shape in [*hidden_shapes(root), *shapes_beside(root, width, height)]:
        words.extend(words_in(shape))
        gone.update(str(named.get("id")) for named in shape.iter(f"{P}cNvPr"))
        drop(shape)
    forget_animations(root, gone)
    return words


def forget_animations(root: etree._Element, gone: set[str]) -> None:
    """Take out what animates shapes that are no longer there, and every step that is empty without it."""
    timing = next(root.iter(f"{P}timing"), None)
    if timing is None or not gone:
        return
    for target in [one for one in timing.iter(f"{P}spTgt") if one.get("spid") in gone]:
        step = next((up for up in target.iterancestors() if local_name(up) in ("par", "audio", "video")), None)
        while step is not None and step.getparent() is not None:
            holder = step.getparent()
            drop(step)
            if len(holder) or local_name(holder) != "childTnLst":
                break
            step = next((up for up in holder.iterancestors() if local_name(up) in ("par", "seq", "excl")), None)
    for built in list(timing.iter(f"{P}bldP", f"{P}bldDgm", f"{P}bldGraphic", f"{P}bldOleChart")):
        if built.get("spid") in gone:
            drop(built)
    for built in [one for one in timing.iter(f"{P}bldLst") if not len(one)]:
        drop(built)
    if timing.find(f"{P}tnLst") is None or next(timing.iter(f"{P}spTgt", f"{P}sndTgt"), None) is None:
        drop(timing)


def picture_of_object(frame: etree._Element) -> etree._Element | None:
    """The picture that an embedded object shows, as a shape in the object's place; None if it brings none."""
    shown = next((pic for embedded in frame.iter(f"{P}oleObj") for pic in embedded.iterchildren(f"{P}pic")), None)
    if shown is None:
        return None
    picture = copy.deepcopy(shown)
    named, naming = (next(one.iter(f"{P}cNvPr"), None) for one in (frame, picture))
    if named is not None and naming is not None:
        naming.attrib.update({key: value for key, value in named.attrib.items() if key in ("id", "descr", "title")})
    place, properties = frame.find(f"{P}xfrm"), picture.find(f"{P}spPr")
    if place is not None and properties is not None:
        for old in properties.findall(f"{A}xfrm"):
            properties.remove(old)
        moved = copy.deepcopy(place)
        moved.tag = f"{A}xfrm"
        properties.insert(0, moved)
    return picture


def plain_names(root: etree._Element) -> None:
    """Give shapes names that say what they are; take paths and file names out of what describes them."""
    for named in root.iter("{*}cNvPr"):
        around = named.getparent()
        if not _PLAIN_NAME.fullmatch(named.get("name", "")):
            usual = _USUAL_NAMES.get(local_name(around), "Shape") if around is not None else "Shape"
            named.set("name", f"{usual} {named.get('id', '')}".strip())
        for key in ("descr", "title"):
            told = named.get(key)
            if told is not None and (kept := without_path(told)) != told:
                named.set(key, kept)
                if not kept:
                    del named.attrib[key]
    for field in root.iter(f"{A}fld"):
        field.set("id", FIELD_ID)


def is_plain_name(name: str) -> bool:
    """Whether the name of a shape says no more than what kind of shape it is."""
    return _PLAIN_NAME.fullmatch(name) is not None


def placeholder_kind(shape: etree._Element) -> str | None:
    """What a placeholder is for (`title`, `body`, `dt`); None for a shape that is none."""
    mark = next(shape[0].iter(f"{P}ph"), None) if len(shape) else None
    return None if mark is None else str(mark.get("type", "obj"))


def is_plain_ornament(shape: etree._Element) -> bool:
    """Whether a shape is a rectangle, an oval or the like in one colour: it can hide nothing."""
    if shape.tag != f"{P}sp" or any(words_in(shape)):
        return False
    return all(next(shape.iter(f"{A}{telling}"), None) is None for telling in ("custGeom", "blip", "hlinkClick"))


def empty_placeholders(root: etree._Element) -> None:
    """Take the words out of a layout's placeholders: they show on no slide. Page numbers stay.

    A footer and a date keep a blank: LibreOffice draws them in a look of its own if the layout's has no text at all.
    """
    for shape in root.iter(f"{P}sp"):
        kind = placeholder_kind(shape)
        if kind is None:
            continue
        for paragraph in shape.iter(f"{A}p"):
            for run in [one for one in paragraph if local_name(one) in ("r", "br", "fld")]:
                if local_name(run) in ("r", "fld") and kind in ("ftr", "dt"):
                    blank = etree.Element(f"{A}r")
                    etree.SubElement(blank, f"{A}t").text = " "
                    paragraph.replace(run, blank)
                elif local_name(run) != "fld" or run.get("type") != "slidenum":
                    paragraph.remove(run)


def drop_all_but_placeholders(root: etree._Element) -> list[str]:
    """Leave of a page that shows on no slide its placeholders and plain ornaments; the words that were on it."""
    words: list[str] = []
    tree = next(root.iter(f"{P}spTree"), None)
    for shape in [one for one in (tree if tree is not None else ()) if one.tag in SHAPES]:
        if shape.tag != f"{P}sp" or (placeholder_kind(shape) is None and not is_plain_ornament(shape)):
            words.extend(words_in(shape))
            drop(shape)
    for background in [one for one in root.iter(f"{P}bg") if next(one.iter(f"{A}blip"), None) is not None]:
        drop(background)
    return words


def drop_placeholders(root: etree._Element, kinds: frozenset[str]) -> list[str]:
    """Take out the placeholders of some kinds; the words they held."""
    words: list[str] = []
    for shape in [one for one in root.iter(f"{P}sp") if placeholder_kind(one) in kinds]:
        words.extend(words_in(shape))
        drop(shape)
    return words


def drop_extensions(root: etree._Element) -> None:
    """Take out every extension but those that something seen depends on."""
    for extensions in list(root.iter("{*}extLst")):
        for extension in list(extensions):
            if extension.get("uri") not in EXTENSIONS:
                extensions.remove(extension)
        if not len(extensions):
            drop(extensions)
