"""A copy of a deck that is fit to be drawn: nothing in it leads outside, and every letter has a font.

The renderers are other people's programs. What they must not do, they are not given: addresses of pictures, videos and
workbooks elsewhere are gone before they see the file.
"""

import copy
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from lxml import etree

from media.decks.outline import slide_parts
from media.decks.pictures.fonts import ELSEWHERE, pieces_by_font
from media.decks.pictures.metafiles.placing import place_metafiles
from media.decks.shapes import relationship_id
from media.opc.editable import EditablePackage
from media.opc.gate import opened, refusing
from media.opc.limits import Limits
from media.opc.package import Package
from media.opc.refusals import FileRefused
from media.opc.strict import make_transitional
from media.opc.xml_parts import local_name

_MAIN: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LEFT_TO_RIGHT = re.compile(r"[^\W\d_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_BEFORE_LATIN: Final = ("ln", "noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill", "effectLst")
_BEFORE_LATIN_TOO: Final = ("effectDag", "highlight", "uLnTx", "uLn", "uFillTx", "uFill")
_FALSE: Final = ("0", "false", "off")


def shown_slides(deck: Path, *, limits: Limits | None = None) -> list[int]:
    """The numbers of the slides that are not hidden, in show order from 1. Raises FileRefused."""
    with refusing(), opened(deck) as source:
        package = Package(source, limits)
        return [number for number, part in enumerate(slide_parts(package), start=1) if _is_shown(package, part)]


def _is_shown(package: Package, part: str) -> bool:
    try:
        return package.xml(part).get("show", "1") not in _FALSE
    except FileRefused:
        return True  # it is told of as one that cannot be drawn


def prepare_deck(
    deck: Path, out: Path, slides: Sequence[int], *, limits: Limits | None = None, with_metafiles: bool = False
) -> list[int]:
    """Write the copy, which holds only the slides of these numbers that are there, and say their numbers in its order.

    Hidden slides are shown in it. `with_metafiles` is for a renderer that cannot draw Windows metafiles: the copy has
    them drawn. Raises FileRefused.
    """
    with refusing(), opened(deck) as source:
        package = EditablePackage.opened(source, limits)
        numbers = _keep_slides(package, slides)
        package.drop_unreachable()
        _keep_inside(package)
        make_transitional(package)
        kept = _make_ready(package, numbers)
        if with_metafiles:
            slides_kept = [part for part, number in numbers.items() if number in kept]
            place_metafiles(package, slides_kept, slide_width=_slide_width(package))
        with out.open("w+b") as written:
            package.write(written)
    return kept


def _keep_inside(package: EditablePackage) -> None:
    """Take away every relationship that leads out of the package, the whole file's own too."""
    for name in ("", *package.names):
        arrows = package.arrows(name)
        inside = {id: arrow for id, arrow in arrows.items() if not arrow.is_external}
        if len(inside) < len(arrows):
            package.set_arrows(name, inside)


def _keep_slides(package: EditablePackage, slides: Sequence[int]) -> dict[str, int]:
    """Leave only these slides in the list; their parts and numbers, in order."""
    main = package.main_part
    root = package.xml(main)
    arrows = package.arrows(main)
    wanted = set(slides)
    kept: dict[str, int] = {}
    for number, listed in enumerate(_listed(root), start=1):
        arrow = arrows.get(relationship_id(listed))
        part = arrow.target if arrow is not None and not arrow.is_external and arrow.target in package else ""
        if number in wanted and part and part not in kept:
            kept[part] = number
            continue
        _unlist(listed)
        if arrow is not None and part not in kept:
            package.unrelate(main, arrow.id)
    package.replace(main, _written(root))
    return kept


def _make_ready(package: EditablePackage, slides: Mapping[str, int]) -> list[int]:
    """Mend every slide for drawing, and take those that cannot be read off the list; the numbers that remain."""
    main = package.main_part
    root = package.xml(main)
    arrows = package.arrows(main)
    before_first = _whole_number(root.get("firstSlideNum"), 1) - 1
    kept: list[int] = []
    for listed in _listed(root):
        part = arrows[relationship_id(listed)].target
        try:
            slide = package.xml(part)
        except FileRefused:
            _unlist(listed)
            continue
        slide.attrib.pop("show", None)
        _fill_in_numbers(slide, before_first + slides[part])
        _give_fonts(slide)
        package.replace(part, _written(slide))
        kept.append(slides[part])
    package.replace(main, _written(root))
    return kept


def _slide_width(package: EditablePackage) -> int:
    """How wide the deck's slides are, in EMU; ten inches if it does not say (ECMA-376 part 1, 19.2.1.39)."""
    for child in package.look(package.main_part):
        if local_name(child) == "sldSz" and re.fullmatch(r"\d{1,10}", child.get("cx", "")):
            return int(child.get("cx"))
    return 9_144_000


def _listed(presentation: etree._Element) -> list[etree._Element]:
    """The lines of the list of slides, in show order."""
    return [slide for slides in presentation if local_name(slides) == "sldIdLst" for slide in slides]


def _unlist(listed: etree._Element) -> None:
    parent = listed.getparent()
    if parent is not None:
        parent.remove(listed)


def _fill_in_numbers(root: etree._Element, number: int) -> None:
    """Write the slide's number where the program that shows it would."""
    for field in root.iter(f"{{{_MAIN}}}fld"):
        words = field.find(f"{{{_MAIN}}}t")
        if field.get("type") == "slidenum" and words is not None:
            words.text = str(number)


def _give_fonts(root: etree._Element) -> None:
    """Name a font that has the letters, in every run whose own would leave boxes; set the direction of its paragraph."""
    for paragraph in root.iter(f"{{{_MAIN}}}p"):
        words = "".join(found.text or "" for found in paragraph.iter(f"{{{_MAIN}}}t"))
        if not ELSEWHERE.search(words):
            continue
        for run in paragraph.findall(f"{{{_MAIN}}}r"):
            _split_run(run)
        if _reads_from_the_right(words):
            properties = paragraph.find(f"{{{_MAIN}}}pPr")
            if properties is None:
                properties = etree.Element(f"{{{_MAIN}}}pPr")
                paragraph.insert(0, properties)
            properties.set("rtl", properties.get("rtl", "1"))


def _split_run(run: etree._Element) -> None:
    words = run.find(f"{{{_MAIN}}}t")
    pieces = pieces_by_font((words.text or "") if words is not None else "")
    if not any(font for _, font in pieces):
        return
    for text, font in pieces:
        piece = copy.deepcopy(run)
        piece.tail = None
        found = piece.find(f"{{{_MAIN}}}t")
        if found is not None:
            found.text = text
        if font:
            _set_font(piece, font)
        run.addprevious(piece)
    parent = run.getparent()
    if parent is not None:
        parent.remove(run)


def _set_font(run: etree._Element, font: str) -> None:
    properties = run.find(f"{{{_MAIN}}}rPr")
    if properties is None:
        properties = etree.Element(f"{{{_MAIN}}}rPr")
        run.insert(0, properties)
    for old in list(properties):
        if local_name(old) in ("latin", "ea", "cs", "sym"):
            properties.remove(old)
    before = [child for child in properties if local_name(child) in (*_BEFORE_LATIN, *_BEFORE_LATIN_TOO)]
    at = properties.index(before[-1]) + 1 if before else 0
    for offset, name in enumerate(("latin", "ea", "cs")):
        properties.insert(at + offset, etree.Element(f"{{{_MAIN}}}{name}", typeface=font))


def _reads_from_the_right(words: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    right, left = _RIGHT_TO_LEFT.search(words), _LEFT_TO_RIGHT.search(words)
    return right is not None and (left is None or right.start() < left.start())


def _whole_number(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else default


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
