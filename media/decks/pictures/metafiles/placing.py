"""Which metafiles the slides of a drawing copy show, and a PNG in the place of each.

ECMA-376 part 1: blips (20.1.8.13), frames (20.1.7.6), groups (20.1.7.5), what is cut away (20.1.8.55).
"""

import hashlib
import io
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from lxml import etree
from PIL import Image, ImageDraw

from media.decks.pictures.metafiles.drawing import LONGEST, NotDrawn, draw_metafile, is_metafile
from media.opc.editable import EditablePackage
from media.opc.refusals import FileRefused
from media.opc.xml_parts import local_name

_MAIN: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_EMBEDDED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_SLIDE_WIDTH: Final = 1280
_ENDINGS: Final = (".emf", ".wmf", ".emz", ".wmz")
_MOST_METAFILES: Final = 200
_SECONDS_EACH: Final = 2.0
_SECONDS_IN_ALL: Final = 10.0
"""Half of what a child has to open a deck."""
_SMALLEST: Final = 16
_GREY: Final = (0xB4, 0xB4, 0xB4, 0xFF)


def place_metafiles(package: EditablePackage, slides: Iterable[str], *, slide_width: int) -> int:
    """Draw every metafile that these slides, their layouts and masters show, and put the PNGs there; how many.

    `slide_width` is in EMU. One that cannot be drawn becomes an empty frame; past the limits all do.
    """
    shown = list(_shown(package, slides))
    wanted: dict[str, int] = {}
    for source, names in shown:
        for name, longest in _frames(package.look(source), dict(names), slide_width):
            wanted[name] = max(wanted.get(name, 0), longest)
    ends = time.process_time() + _SECONDS_IN_ALL
    drawn = {}
    for name in sorted(wanted)[:_MOST_METAFILES]:
        if is_metafile(content := package.read(name)):
            png = _png(content, wanted[name], ends - time.process_time())
            digest = hashlib.sha256(png).hexdigest()[:16]
            drawn[name] = png_name = f"ppt/media/drawn-{digest}.png"
            if png_name not in package:
                package.add(png_name, png, "image/png")
    for source, _ in shown:
        arrows = package.arrows(source)
        package.set_arrows(
            source,
            {id: replace(one, target=drawn.get(one.target, one.target)) for id, one in arrows.items()},
        )
    return len(drawn)


def _shown(package: EditablePackage, slides: Iterable[str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Every part that is drawn from and points to metafiles, each once, with those by the relationship's id."""
    seen = set()
    for slide in slides:
        for source in (slide, *_behind(package, slide)):
            if source in seen:
                continue
            seen.add(source)
            metafiles = [
                (one.id, one.target)
                for one in package.arrows(source).values()
                if not one.is_external and one.target.casefold().endswith(_ENDINGS) and one.target in package
            ]
            if metafiles and _can_be_read(package, source):
                yield source, metafiles


def _behind(package: EditablePackage, slide: str) -> Iterator[str]:
    """The slide's layout and that one's master."""
    for layout in package.related(slide, "slideLayout"):
        yield layout
        yield from package.related(layout, "slideMaster")


def _can_be_read(package: EditablePackage, source: str) -> bool:
    try:
        package.look(source)
    except FileRefused:
        return False
    return True


def _frames(root: etree._Element, names: dict[str, str], slide_width: int) -> Iterator[tuple[str, int]]:
    """Each metafile's part with the longer side of a frame that shows it, in pixels of a picture 1,280 wide."""
    for blip in root.iter(f"{{{_MAIN}}}blip"):
        name = names.get(blip.get(_EMBEDDED, ""))
        if name is not None and not _is_of_control(blip):
            emu = _longer_side(blip) or slide_width / 2
            yield name, int(min(max(emu * _SLIDE_WIDTH / max(slide_width, 1), _SMALLEST), LONGEST))


def _is_of_control(blip: etree._Element) -> bool:
    """Whether it stands for a control, which the renderer does not draw (ECMA-376 part 1, 19.3.2.1)."""
    return any(local_name(ancestor) == "controls" for ancestor in blip.iterancestors())


def _longer_side(blip: etree._Element) -> float:
    """Of the frame that the whole picture would have on the slide, in EMU; 0 if none says."""
    longer, scale = 0.0, 1 / _share_shown(blip)
    for ancestor in blip.iterancestors():
        if local_name(ancestor) == "grpSp":
            scale *= _scale(ancestor)
        elif not longer:
            longer = max(_sizes(ancestor, "ext"), default=0.0)
    return longer * scale


def _share_shown(blip: etree._Element) -> float:
    """How much of the picture is left once its edges are cut away, across or down, whichever is less."""
    fill = blip.getparent()
    cut = fill.find(f"{{{_MAIN}}}srcRect") if fill is not None else None
    if cut is None:
        return 1.0
    left, top, right, bottom = (_number(cut.get(side)) / 100_000 for side in "ltrb")
    return min(max(min(1 - left - right, 1 - top - bottom), 0.1), 1.0)


def _scale(group: etree._Element) -> float:
    outside, inside = _sizes(group, "ext"), _sizes(group, "chExt")
    return outside[0] / inside[0] if outside and inside and inside[0] > 0 else 1.0


def _sizes(element: etree._Element, name: str) -> list[float]:
    """Width and height that this shape, picture, frame or group has of its own; none if it has not."""
    for child in element:
        frame = child if local_name(child) == "xfrm" else child.find(f"{{{_MAIN}}}xfrm")
        found = frame.find(f"{{{_MAIN}}}{name}") if frame is not None else None
        if found is not None:
            return [_number(found.get("cx")), _number(found.get("cy"))]
    return []


def _number(text: str | None) -> float:
    try:
        return float(int(text or ""))
    except ValueError:
        return 0.0


def _png(content: bytes, longest: int, seconds: float) -> bytes:
    """The metafile drawn; else an empty frame, so that it is seen that something is there."""
    try:
        if seconds > 0:
            return draw_metafile(content, longest, seconds=min(seconds, _SECONDS_EACH))
    except NotDrawn:
        pass
    frame = Image.new("RGBA", (160, 120))
    ImageDraw.Draw(frame).rectangle((0, 0, 159, 119), outline=_GREY)
    out = io.BytesIO()
    frame.save(out, "PNG")
    return out.getvalue()
