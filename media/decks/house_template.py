"""Our own 16:9 slide template, built here part by part: no other template's layouts, names or languages are in it.

`python -m media.decks.house_template OUT.pptx` writes it to a file, for a look or for making slides by hand.
PresentationML: ECMA-376 part 1, 19.3. Lengths are in inches and point sizes unless a name says otherwise.
"""

from __future__ import annotations

import functools
import io
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

from media.decks.house_layouts import Box, Layout, LayoutSpec, Marks, Ornament, Place

EMU_PER_INCH = 914_400
LANGUAGE = "en-GB"
FIXED_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
HOUSE = Path(__file__).parent / "house"
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_COLOUR_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Said of every ornament, so that screen readers pass it by: [MS-ODRAWXML] 2.35, decorative
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


@functools.cache
def template_bytes() -> bytes:
    """The template as a .pptx file with no slides; always the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _parts().items():
            package.writestr(zipfile.ZipInfo(name, FIXED_ZIP_TIME), text, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _parts() -> dict[str, str]:
    theme = (HOUSE / "theme.xml").read_text(encoding="utf-8")
    layouts = {f"ppt/slideLayouts/slideLayout{n}.xml": _layout_xml(layout.value) for n, layout in _numbered()}
    layout_rels = {
        f"ppt/slideLayouts/_rels/slideLayout{n}.xml.rels": _rels(("slideMaster", "../slideMasters/slideMaster1.xml"))
        for n, _ in _numbered()
    }
    return {
        "[Content_Types].xml": _content_types(list(layouts)),
        "_rels/.rels": _rels(("officeDocument", "ppt/presentation.xml"), ("core-properties", "docProps/core.xml")),
        "docProps/core.xml": _core_xml(),
        "ppt/presentation.xml": _presentation_xml(),
        "ppt/_rels/presentation.xml.rels": _rels(
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            ("notesMaster", "notesMasters/notesMaster1.xml"),
            ("theme", "theme/theme1.xml"),
        ),
        "ppt/theme/theme1.xml": theme,
        "ppt/theme/theme2.xml": theme,
        "ppt/slideMasters/slideMaster1.xml": _master_xml(),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _rels(
            *(("slideLayout", f"../slideLayouts/slideLayout{n}.xml") for n, _ in _numbered()),
            ("theme", "../theme/theme1.xml"),
        ),
        "ppt/notesMasters/notesMaster1.xml": _notes_master_xml(),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": _rels(("theme", "../theme/theme2.xml")),
        **layouts,
        **layout_rels,
    }


def _numbered() -> list[tuple[int, Layout]]:
    return list(enumerate(Layout, start=1))


def _content_types(layouts: list[str]) -> str:
    base = "application/vnd.openxmlformats-officedocument.presentationml."
    kinds = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/ppt/presentation.xml": f"{base}presentation.main+xml",
        "/ppt/slideMasters/slideMaster1.xml": f"{base}slideMaster+xml",
        "/ppt/notesMasters/notesMaster1.xml": f"{base}notesMaster+xml",
        **{f"/{name}": f"{base}slideLayout+xml" for name in layouts},
        **dict.fromkeys(
            ("/ppt/theme/theme1.xml", "/ppt/theme/theme2.xml"),
            "application/vnd.openxmlformats-officedocument.theme+xml",
        ),
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{_HEADER}<Types xmlns="{_PACKAGE}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _rels(*targets: tuple[str, str]) -> str:
    def kind(name: str) -> str:
        return f"{_PACKAGE}relationships/metadata/{name}" if name == "core-properties" else _OFFICE + name

    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{kind(name)}" Target="{target}"/>'
        for n, (name, target) in enumerate(targets, start=1)
    )
    return f'{_HEADER}<Relationships xmlns="{_PACKAGE}relationships">{rows}</Relationships>'


def _core_xml() -> str:
    return (
        f'{_HEADER}<cp:coreProperties xmlns:cp="{_PACKAGE}metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>House template</dc:title><dc:language>{LANGUAGE}</dc:language></cp:coreProperties>"
    )


def _presentation_xml() -> str:
    return (
        f'{_HEADER}<p:presentation {_NAMESPACES} saveSubsetFonts="1">'
        '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>'
        f'<p:defaultTextStyle><a:defPPr><a:defRPr lang="{LANGUAGE}"/></a:defPPr></p:defaultTextStyle></p:presentation>'
    )


def _master_xml() -> str:
    spec = Layout.BULLETS.value
    boxes = spec.boxes
    ids = "".join(f'<p:sldLayoutId id="{2147483648 + n}" r:id="rId{n}"/>' for n, _ in _numbered())
    return (
        f"{_HEADER}<p:sldMaster {_NAMESPACES}>{_slide_data(spec, named=False)}"
        f"{_COLOUR_MAP}<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>"
        '<p:hf hdr="0" dt="0"/>'
        f"<p:txStyles><p:titleStyle>{_level(1, boxes[Place.TITLE])}</p:titleStyle>"
        f"<p:bodyStyle>{''.join(_level(n, boxes[Place.BODY]) for n in range(1, 6))}</p:bodyStyle>"
        f'<p:otherStyle><a:defPPr><a:defRPr lang="{LANGUAGE}"/></a:defPPr></p:otherStyle></p:txStyles></p:sldMaster>'
    )


def _layout_xml(spec: LayoutSpec) -> str:
    kind = f' type="{spec.kind}"' if spec.kind != "cust" else ' userDrawn="1"'
    return (
        f'{_HEADER}<p:sldLayout {_NAMESPACES}{kind} preserve="1" showMasterSp="0">'
        f"{_slide_data(spec)}"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _slide_data(spec: LayoutSpec, *, named: bool = True) -> str:
    ornaments = "".join(_ornament(n, ornament) for n, ornament in enumerate(spec.ornaments, start=90))
    shapes = "".join(_placeholder(n, place, box) for n, (place, box) in enumerate(spec.boxes.items(), start=2))
    name = f" name={quoteattr(spec.name)}" if named else ""
    return (
        f"<p:cSld{name}><p:bg><p:bgPr>{_solid(spec.ground)}<a:effectLst/>"
        f"</p:bgPr></p:bg><p:spTree>{_GROUP}{ornaments}{shapes}</p:spTree></p:cSld>"
    )


_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm>'
    "</p:grpSpPr>"
)


def _ornament(number: int, ornament: Ornament) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Ornament" descr="">{_DECORATIVE}</p:cNvPr><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_xfrm(ornament)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{_solid(ornament.colour)}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _placeholder(number: int, place: Place, box: Box) -> str:
    kind, index = place.value
    at = f' idx="{index}"' if index else ""
    small = ' sz="quarter"' if place in (Place.FOOTER, Place.NUMBER) else ""
    levels = "".join(_level(n, box) for n in (range(1, 6) if place is Place.BODY else (1,)))
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{place.name.capitalize()}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}"{small}{at}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{_xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_solid(box.fill)}</p:spPr>'
        f"<p:txBody>{_body_properties(box)}<a:lstStyle>{levels}</a:lstStyle>{_prompt(place)}</p:txBody></p:sp>"
    )


def _prompt(place: Place) -> str:
    """No words: they would show on no slide, and PowerPoint asks for text by itself.

    A footer has a blank: LibreOffice draws footers in a look of its own if the layout's has no text at all.
    """
    if place is Place.NUMBER:
        return f"<a:p>{number_field()}</a:p>"
    if place is Place.FOOTER:
        return f'<a:p><a:r><a:rPr lang="{LANGUAGE}"/><a:t> </a:t></a:r></a:p>'
    return f'<a:p><a:endParaRPr lang="{LANGUAGE}"/></a:p>'


def number_field(number: str = "‹#›") -> str:
    """The field that shows a slide's number, as DrawingML text (the namespace prefix `a` must be bound).

    `number` is what it shows until a program counts.
    """
    return (
        '<a:fld id="{6B1F0B52-0C0C-4B57-9E1F-4C2F6C1D2A10}" type="slidenum">'
        f'<a:rPr lang="{LANGUAGE}"/><a:t>{number}</a:t></a:fld>'
    )


def _body_properties(box: Box) -> str:
    inset = round(box.inset * EMU_PER_INCH)
    sides = " ".join(f'{side}Ins="{inset}"' for side in "ltrb")
    return f'<a:bodyPr vert="horz" wrap="square" {sides} anchor="{box.anchor}"><a:noAutofit/></a:bodyPr>'


def _level(number: int, box: Box) -> str:
    size = max(20, box.size - 2 * (number - 1)) if number > 1 else box.size
    margin, hang = round(box.indent * number * EMU_PER_INCH), -round(box.indent * EMU_PER_INCH)
    return (
        f'<a:lvl{number}pPr marL="{margin}" indent="{hang}" algn="{box.align}">'
        f'<a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="{box.gap * 100}"/></a:spcBef>'
        f'{_bullet(number, box)}<a:defRPr lang="{LANGUAGE}" sz="{size * 100}" '
        f'b="{int(box.bold)}">{_solid(box.colour)}'
        f'<a:latin typeface="+mn-lt"/></a:defRPr></a:lvl{number}pPr>'
    )


def _bullet(number: int, box: Box) -> str:
    colour = f"<a:buClr>{_colour('accent2')}</a:buClr>"
    match box.marks:
        case Marks.NUMBERS if number == 1:
            return f'{colour}<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"/>'
        case Marks.NONE:
            return "<a:buNone/>"
        case _:
            return f'{colour}<a:buFont typeface="Arial"/><a:buChar char="•"/>'


def _solid(colour: str) -> str:
    """A fill in a colour of the theme; nothing for none."""
    return f"<a:solidFill>{_colour(colour)}</a:solidFill>" if colour else ""


def _colour(name: str) -> str:
    return f'<a:schemeClr val="{name}"/>'


def _xfrm(box: Box | Ornament) -> str:
    left, top, width, height = (round(n * EMU_PER_INCH) for n in (box.left, box.top, box.width, box.height))
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _notes_master_xml() -> str:
    picture = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{_xfrm(Ornament(0.75, 0.75, 6.0, 3.375))}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        "</p:sp>"
    )
    notes = Box(0.75, 4.4, 6.0, 5.0, 14, gap=6)
    number = Box(4.75, 9.45, 2.0, 0.36, 12, align="r")
    shapes = picture + _placeholder(3, Place.BODY, notes) + _placeholder(4, Place.NUMBER, number)
    return (
        f"{_HEADER}<p:notesMaster {_NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill>"
        f'<a:srgbClr val="FFFFFF"/></a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>{_GROUP}{shapes}'
        f"</p:spTree></p:cSld>{_COLOUR_MAP}<p:notesStyle>{_level(1, notes)}</p:notesStyle></p:notesMaster>"
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(template_bytes())
