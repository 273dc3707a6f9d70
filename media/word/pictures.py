"""Drawings in a document: those that are switched off go, those of other programs become pictures of what they show."""

from typing import Final

from lxml import etree

from media.opc.allowlist import drop
from media.opc.paths import without_path
from media.word.allowed import PREFIXES, W
from media.word.old_drawings import V, is_old, settle_old_drawings

_WP: Final = f"{{{PREFIXES['wp']}}}"


def settle_drawings(root: etree._Element) -> list[str]:
    """Take out drawings that are switched off, and of embedded objects leave the picture that stands for them.

    Gives the words of what went.
    """
    words = []
    for shape in [one for one in root.iter(f"{V}*") if _is_switched_off(str(one.get("style", "")))]:
        words.append("".join(one.text or "" for one in shape.iter(f"{W}t")))
        drop(shape)
    for embedded in list(root.iter(f"{W}object")):
        parent = embedded.getparent()
        if any(is_old(child) for child in embedded):
            embedded.tag = f"{W}pict"
        elif parent is not None:
            at = parent.index(embedded)
            for offset, child in enumerate(list(embedded)):
                parent.insert(at + offset, child)
            parent.remove(embedded)
    for drawing in list(root.iter(f"{W}drawing")):
        named = next(drawing.iter(f"{_WP}docPr"), None)
        if named is not None and named.get("hidden") in ("1", "true"):
            words.append("".join(one.text or "" for one in drawing.iter(f"{W}t")))
            drop(drawing)
    settle_old_drawings(root)
    return [word for word in words if word]


def _is_switched_off(style: str) -> bool:
    return "visibility:hidden" in style.replace(" ", "").casefold()


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
