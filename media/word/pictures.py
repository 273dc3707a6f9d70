"""Drawings of the old kind (VML) and objects of other programs, told in today's drawing language."""

import re
from typing import Final

from lxml import etree

from media.opc.allowlist import RELATIONSHIPS, drop
from media.opc.paths import without_path
from media.word.allowed import PREFIXES, W

_A: Final = f"{{{PREFIXES['a']}}}"
_PIC: Final = f"{{{PREFIXES['pic']}}}"
_WP: Final = f"{{{PREFIXES['wp']}}}"
_R: Final = f"{{{RELATIONSHIPS}}}"
_EMU: Final = {"pt": 12_700, "in": 914_400, "cm": 360_000, "mm": 36_000, "px": 9_525}
_LENGTH = re.compile(r"(?:^|;)\s*{}\s*:\s*([\d.]+)\s*(pt|in|cm|mm|px)".replace("{}", "(width|height)"))
_USUAL_LENGTH: Final = 1_905_000


def draw_anew(root: etree._Element) -> list[str]:
    """Put pictures in place of old drawings and embedded objects, and the words of old text boxes after their
    paragraph. Gives the words of drawings that are switched off, which go."""
    words = []
    for number, old in enumerate(list(root.iter(f"{W}pict", f"{W}object")), start=1):
        parent = old.getparent()
        if parent is None:
            continue
        style = " ".join(str(shape.get("style", "")) for shape in old.iter("{*}shape", "{*}rect"))
        if "visibility:hidden" in style.replace(" ", ""):
            words.append("".join(one.text or "" for one in old.iter(f"{W}t")))
            parent.remove(old)
            continue
        _move_words_out(old)
        shown = next((one for one in old.iter("{*}imagedata")), None)
        id = (
            next((str(value) for key, value in shown.attrib.items() if str(key) == f"{_R}id"), "")
            if shown is not None
            else ""
        )
        if id:
            parent.replace(old, _drawing(id, number, _size(style)))
        else:
            parent.remove(old)
    for drawing in list(root.iter(f"{W}drawing")):
        named = next(drawing.iter(f"{_WP}docPr"), None)
        if named is not None and named.get("hidden") in ("1", "true"):
            words.append("".join(one.text or "" for one in drawing.iter(f"{W}t")))
            drop(drawing)
    return [word for word in words if word]


def name_plainly(root: etree._Element) -> None:
    """Give drawings names that tell nothing; take paths and file names out of what describes them."""
    for named in root.iter(f"{_WP}docPr", "{*}cNvPr"):
        named.set("name", f"Picture {named.get('id', '')}".strip())
        for key in ("descr", "title"):
            told = named.get(key)
            if told is not None and (kept := without_path(told)) != told:
                named.set(key, kept)
                if not kept:
                    del named.attrib[key]


def _move_words_out(old: etree._Element) -> None:
    paragraph = next((up for up in old.iterancestors() if up.tag == f"{W}p"), None)
    for box in list(old.iter(f"{W}txbxContent")):
        for offset, block in enumerate(list(box) if paragraph is not None else ()):
            around = paragraph.getparent() if paragraph is not None else None
            if around is not None and paragraph is not None:
                around.insert(around.index(paragraph) + 1 + offset, block)


def _size(style: str) -> tuple[int, int]:
    lengths = {found[0]: round(float(found[1]) * _EMU[found[2]]) for found in _LENGTH.findall(style)}
    return lengths.get("width", _USUAL_LENGTH), lengths.get("height", _USUAL_LENGTH)


def _drawing(id: str, number: int, size: tuple[int, int]) -> etree._Element:
    across, down = (str(length) for length in size)
    drawing = etree.Element(f"{W}drawing")
    inline = etree.SubElement(drawing, f"{_WP}inline")
    etree.SubElement(inline, f"{_WP}extent", cx=across, cy=down)
    etree.SubElement(inline, f"{_WP}docPr", id=str(90_000 + number), name="")
    graphic = etree.SubElement(inline, f"{_A}graphic")
    data = etree.SubElement(graphic, f"{_A}graphicData", uri=PREFIXES["pic"])
    picture = etree.SubElement(data, f"{_PIC}pic")
    naming = etree.SubElement(picture, f"{_PIC}nvPicPr")
    etree.SubElement(naming, f"{_PIC}cNvPr", id="0", name="")
    etree.SubElement(naming, f"{_PIC}cNvPicPr")
    fill = etree.SubElement(picture, f"{_PIC}blipFill")
    etree.SubElement(fill, f"{_A}blip", {f"{_R}embed": id})
    etree.SubElement(etree.SubElement(fill, f"{_A}stretch"), f"{_A}fillRect")
    properties = etree.SubElement(picture, f"{_PIC}spPr")
    place = etree.SubElement(properties, f"{_A}xfrm")
    etree.SubElement(place, f"{_A}off", x="0", y="0")
    etree.SubElement(place, f"{_A}ext", cx=across, cy=down)
    etree.SubElement(etree.SubElement(properties, f"{_A}prstGeom", prst="rect"), f"{_A}avLst")
    return drawing
