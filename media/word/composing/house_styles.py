"""The look of our Word documents, written here part by part: nobody else's styles, names or languages are in it.

WordprocessingML: ECMA-376 part 1, 17. Distances are in twentieths of a point and letter sizes in half points, as Word
counts them. Colours and type are those of the slides (`media/decks/house/theme.xml`).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Final

LANGUAGE: Final = "en-GB"
INK, TEAL, ACCENT, MUTED, TINT, HAIRLINE = "12292D", "0C5257", "8F4F07", "465B5E", "E2EDEA", "BCCFCC"
FONT: Final = "Calibri"
OTHER_SCRIPTS: Final = "Arial"
"""For Arabic, Hebrew and the like: on every machine that has Word."""
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEADER: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 11906, 16838, 1020
"""A4, with 18 mm around."""
TEXT_WIDTH: Final = PAGE_WIDTH - 2 * MARGIN
WIDE_TEXT_WIDTH: Final = PAGE_HEIGHT - 2 * MARGIN
"""Of a page that lies on its side."""
BULLETS, PANELS, FIRST_LIST = 1, 2, 3
"""The lists of the numbering part: all bulleted ones, the panels' numbers, and from here on a list of numbers each."""


@dataclass(frozen=True)
class Style:
    """A paragraph style. `paragraph` and `letters` are WordprocessingML, in the schema's order."""

    id: str
    name: str
    based_on: str = "Normal"
    next: str = "Normal"
    paragraph: str = ""
    letters: str = ""
    own: bool = False
    """Not one of Word's own."""


def _spacing(before: int, after: int, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _letters(size: int = 0, colour: str = "", *, bold: bool = False) -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    shade = f'<w:color w:val="{colour}"/>' if colour else ""
    return weight + shade + (f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "")


def _edge(side: str, colour: str, width: int, space: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{colour}"/>'


_HEADING = "<w:keepNext/><w:keepLines/>"
_AFTER_FOOTER = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
STYLES: Final = (
    Style("Title", "Title", paragraph=_HEADING + _spacing(0, 80, 228), letters=_letters(52, TEAL, bold=True)),
    Style("Subtitle", "Subtitle", paragraph=_HEADING + _spacing(0, 80), letters=_letters(24, MUTED)),
    Style(
        "Kicker", "Kicker", next="Title", paragraph="<w:keepNext/>" + _spacing(0, 40), letters=_letters(24, ACCENT, bold=True),
        own=True,
    ),
    Style(
        "Heading1", "heading 1",
        paragraph=f'{_HEADING}<w:pBdr>{_edge("top", HAIRLINE, 6, 6)}</w:pBdr>{_spacing(220, 60)}<w:outlineLvl w:val="0"/>',
        letters=_letters(30, TEAL, bold=True),
    ),
    Style(
        "Heading2", "heading 2", paragraph=f'{_HEADING}{_spacing(240, 60)}<w:outlineLvl w:val="1"/>',
        letters=_letters(26, TEAL, bold=True),
    ),
    Style(
        "Heading3", "heading 3", paragraph=f'{_HEADING}{_spacing(180, 60)}<w:outlineLvl w:val="2"/>',
        letters=_letters(24, INK, bold=True),
    ),
    Style(
        "ListBullet", "List Bullet", next="ListBullet",
        paragraph=f'<w:numPr><w:numId w:val="{BULLETS}"/></w:numPr>{_spacing(0, 60)}',
    ),
    Style("ListNumber", "List Number", next="ListNumber", paragraph=_spacing(0, 60)),
    Style(
        "Callout", "Callout", own=True,
        paragraph=(
            f'<w:pBdr>{_edge("left", ACCENT, 24, 10)}</w:pBdr>{_spacing(120, 160)}<w:ind w:left="240"/>'
        ),
    ),
    Style("Fact", "Fact", own=True, next="Fact", paragraph=_spacing(0, 40), letters=_letters(22, MUTED)),
    Style("Cell", "Cell", own=True, next="Cell", paragraph=_spacing(50, 50)),
    Style("CellHeading", "Cell Heading", "Cell", "Cell", "<w:keepNext/>", _letters(0, TEAL, bold=True), own=True),
    Style("Header", "header", next="Header", paragraph=_spacing(0, 0), letters=_letters(20, MUTED)),
    Style("Footer", "footer", next="Footer", paragraph=_AFTER_FOOTER + _spacing(0, 0), letters=_letters(20, MUTED)),
)  # fmt: skip


@functools.cache
def styles_xml() -> bytes:
    """The styles part."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{OTHER_SCRIPTS}"/>'
    letters = (
        f'{fonts}<w:color w:val="{INK}"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
        f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
    )
    return (
        f'{HEADER}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{letters}</w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_spacing(0, 110, 254)}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        f"{''.join(map(_style_xml, STYLES))}"
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:rPr><w:color w:val="{TEAL}"/><w:u w:val="single"/></w:rPr></w:style>{_table_style_xml()}</w:styles>'
    ).encode()


def _style_xml(style: Style) -> str:
    own = ' w:customStyle="1"' if style.own else ""
    paragraph = f"<w:pPr>{style.paragraph}</w:pPr>" if style.paragraph else ""
    letters = f"<w:rPr>{style.letters}</w:rPr>" if style.letters else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based_on}"/><w:next w:val="{style.next}"/><w:qFormat/>{paragraph}{letters}</w:style>'
    )


def _table_style_xml() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="{MUTED}"/>' for side in sides)
    inset = '<w:left w:w="110" w:type="dxa"/><w:right w:w="110" w:type="dxa"/>'
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{inset}</w:tblCellMar></w:tblPr></w:style>"
    )


@functools.cache
def settings_xml() -> bytes:
    """The settings part: this year's layout rules, and the language."""
    return (
        f'{HEADER}<w:settings xmlns:w="{W}"><w:defaultTabStop w:val="720"/><w:autoHyphenation w:val="0"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    ).encode()


def numbering_xml(lists: int) -> bytes:
    """The numbering part: bullets, the panels' numbers, and `lists` lists of numbers that each begin at 1."""
    bullet = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}"/><w:b/><w:color w:val="{ACCENT}"/>'
    kinds = (
        _kind_xml(BULLETS, "bullet", "•", 400, bullet, "ListBullet"),
        _kind_xml(PANELS, "decimal", "%1", 480, f'<w:color w:val="{ACCENT}"/>'),
        _kind_xml(FIRST_LIST, "decimal", "%1.", 400, f'<w:b/><w:color w:val="{ACCENT}"/>'),
    )
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbered = "".join(
        f'<w:num w:numId="{FIRST_LIST + n}"><w:abstractNumId w:val="{FIRST_LIST}"/>{again}</w:num>'
        for n in range(lists)
    )
    return (
        f'{HEADER}<w:numbering xmlns:w="{W}">{"".join(kinds)}'
        f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="{BULLETS}"/></w:num>'
        f'<w:num w:numId="{PANELS}"><w:abstractNumId w:val="{PANELS}"/></w:num>{numbered}</w:numbering>'
    ).encode()


def _kind_xml(id: int, numbers: str, text: str, hang: int, letters: str, style: str = "") -> str:
    of_style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{numbers}"/>{of_style}<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{hang}" w:hanging="{hang}"/></w:pPr><w:rPr>{letters}</w:rPr></w:lvl></w:abstractNum>'
    )
