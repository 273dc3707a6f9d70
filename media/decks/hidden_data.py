"""What a deck carries beyond what its viewers see, in plain words, for whoever is about to publish it."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from lxml import etree

from media.decks.cleaning import shapes
from media.decks.cleaning.geometry import A, P, shapes_beside
from media.decks.cleaning.mending import is_shown, listed_slides, slide_size
from media.decks.hidden_parts import in_parts, in_properties
from media.opc.editable import EditablePackage
from media.opc.gate import opened, refusing
from media.opc.hidden_items import HiddenData, gathered
from media.opc.limits import Limits
from media.opc.media_shelf import crop_of
from media.opc.package import Package
from media.opc.paths import holds_path, public_address
from media.opc.refusals import FileRefused
from media.opc.strict import make_transitional
from media.opc.xml_parts import local_name

Finding = tuple[str, str, int | None]

SENTENCES: Final = {
    "notes": "Speaker notes: everything written under the slide.",
    "hidden_slide": "A slide that is left out of the show; it is still in the file.",
    "hidden_shape": "A shape that is switched off; it is still on the slide.",
    "off_slide": "A shape that lies beside the slide, where the show does not reach.",
    "cropped": "A picture that was cropped; the parts cut off are still in the file.",
    "alt_path": "A description of a picture that is the name of a file or a place on a computer.",
    "link_path": "A link to a file on a computer or a server.",
    "external_link": "A picture, video or other content that is taken from outside the file.",
    "comments": "Comments, with the names of who wrote them.",
    "embedded_workbook": "The whole workbook behind a chart, not only what the chart shows.",
    "ole": "An object from another program, with the whole file it was made from.",
    "active_x": "A control that runs a program (ActiveX).",
    "tags": "Labels that a program has put on the slide.",
    "layout_text": "Words or pictures on a layout that no slide shows.",
    "unused_master": "A set of layouts that no slide uses.",
    "layers": "The original of a picture that was changed with picture effects.",
}
_R_EMBED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_USUAL_PROMPT = re.compile(
    r"(?:click (?:to|icon to) (?:edit|add) .*|(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth) level|"
    r"drag picture to placeholder.*|‹#›|<#>|)",
    re.IGNORECASE,
)
_CARRIED: Final = {
    "comments": "comments",
    "comment": "comments",
    "package": "embedded_workbook",
    "tags": "tags",
    "control": "active_x",
    "activeXControlBinary": "active_x",
    "oleObject": "ole",
    "hdphoto": "layers",
}


def hidden_data(file: BinaryIO | Path | str | bytes, *, limits: Limits | None = None) -> HiddenData:
    """What the deck carries beyond what viewers see, counted by kind and slide; false if there is nothing.

    Raises FileRefused if the file is no deck at all. What cannot be read is passed over.
    """
    with refusing(), opened(io.BytesIO(file) if isinstance(file, bytes) else file) as stream:
        package = Package(stream, limits)
        deck = EditablePackage.of(package)
        make_transitional(deck)
        return hidden_data_of(package, deck, stream)


def hidden_data_of(package: Package, deck: EditablePackage, file: BinaryIO) -> HiddenData:
    """The same of a deck that is open already. `deck` must be Transitional."""
    return gathered(_findings(package, deck, file))


def _findings(package: Package, deck: EditablePackage, file: BinaryIO) -> Iterator[Finding]:
    size = slide_size(deck)
    seen: list[str] = []
    used_layouts: set[str] = set()
    for number, slide in enumerate(listed_slides(deck), start=1):
        if slide:
            yield from _passing(_in_slide(deck, slide, number, size, seen))
            used_layouts.update(deck.related(slide, "slideLayout"))
    yield from _passing(_in_layouts(deck, used_layouts, size))
    yield from _passing(in_properties(deck, " ".join(" ".join(seen).split()).casefold()))
    yield from _passing(in_parts(package, deck, file))


def _passing(findings: Iterator[Finding]) -> Iterator[Finding]:
    """The findings up to a part that cannot be read."""
    try:
        yield from findings
    except FileRefused:
        return


def _in_slide(
    deck: EditablePackage, name: str, number: int, size: tuple[int, int], seen: list[str]
) -> Iterator[Finding]:
    root = deck.look(name)
    seen.extend(one.text or "" for one in root.iter(f"{A}t"))
    codes: list[str] = []
    if not is_shown(root):
        codes.append("hidden_slide")
    for notes in deck.related(name, "notesSlide"):
        codes.extend("notes" for _ in _notes_words(deck.look(notes)))
    codes.extend("hidden_shape" for _ in shapes.hidden_shapes(root))
    codes.extend("off_slide" for _ in shapes_beside(root, *size))
    codes.extend("cropped" for blip in root.iter(f"{A}blip") if blip.get(_R_EMBED) and crop_of(blip).cuts)
    for named in root.iter(f"{P}cNvPr"):
        described = filter(None, (named.get("descr"), named.get("title")))
        codes.extend("alt_path" for told in described if holds_path(told))
    codes.extend(_carried(deck, name))
    yield from ((code, SENTENCES[code], number) for code in codes)


def _notes_words(root: etree._Element) -> Iterator[str]:
    for shape in root.iter(f"{P}sp"):
        if shapes.placeholder_kind(shape) not in (*shapes.FURNITURE, "sldNum", "sldImg"):
            words = "".join(shapes.words_in(shape))
            if words:
                yield words


def _carried(deck: EditablePackage, name: str) -> Iterator[str]:
    """What the relationships of a slide, and of the charts on it, lead to that nobody watching sees."""
    for arrow in deck.arrows(name).values():
        if arrow.is_external:
            if arrow.kind == "hyperlink":
                yield from ["link_path"] if public_address(arrow.target) != arrow.target else []
            else:
                yield "external_link"
        elif arrow.kind in _CARRIED:
            yield "ole" if arrow.kind == "package" and not _is_chart(name) else _CARRIED[arrow.kind]
        elif arrow.kind in ("chart", "chartEx") and arrow.target in deck:
            yield from _carried(deck, arrow.target)


def _is_chart(name: str) -> bool:
    return "/charts/" in name.casefold()


def _in_layouts(deck: EditablePackage, used: set[str], size: tuple[int, int]) -> Iterator[Finding]:
    masters = list(deck.related(deck.main_part, "slideMaster"))
    for master in masters:
        layouts = list(deck.related(master, "slideLayout"))
        if used and len(masters) > 1 and not used.intersection(layouts):
            yield "unused_master", SENTENCES["unused_master"], None
            continue
        for name in (master, *layouts):
            root = deck.look(name)
            is_shown = name == master or name in used or not used
            if any(True for _ in _unseen_in_layout(root, size, is_shown=is_shown)):
                yield "layout_text", SENTENCES["layout_text"], None
            yield from ((code, SENTENCES[code], None) for code in _carried(deck, name))


def _unseen_in_layout(root: etree._Element, size: tuple[int, int], *, is_shown: bool) -> Iterator[str]:
    for shape in root.iter(f"{P}sp", f"{P}pic", f"{P}graphicFrame"):
        is_placeholder = local_name(shape) == "sp" and shapes.placeholder_kind(shape) is not None
        if is_shown and not is_placeholder:
            continue
        if shapes.placeholder_kind(shape) in ("dt", "sldNum"):
            continue
        words = [words for words in shapes.words_in(shape) if not _USUAL_PROMPT.fullmatch(words)]
        if words or not (is_placeholder or shapes.is_plain_ornament(shape)):
            yield " ".join(words)
    yield from ("" for _ in (*shapes.hidden_shapes(root), *shapes_beside(root, *size)))
