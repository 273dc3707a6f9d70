"""What may stay in a clean Word document. WordprocessingML: ECMA-376 part 1, 17; drawings in text: 20.4 and [MS-ODRAWXML].

Revisions, hidden words, fields, names of bookmarks and styles are settled before this list is applied.
"""

import re
from typing import Final

from media.opc import drawing_allowed as drawing
from media.opc.allowlist import HEX, LANGUAGE, NUMBER, USUAL, Allowlist
from media.opc.copying import PartKind
from media.word import old_drawings as old

_MICROSOFT: Final = "http://schemas.microsoft.com/office/word/2010"
PREFIXES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    **drawing.PREFIXES,
    **old.PREFIXES,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": f"{_MICROSOFT}/wordprocessingShape",
    "wpg": f"{_MICROSOFT}/wordprocessingGroup",
    "wpc": f"{_MICROSOFT}/wordprocessingCanvas",
    "lc": "http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas",
}
W: Final = f"{{{PREFIXES['w']}}}"
UNDERSTOOD: Final = frozenset(PREFIXES[prefix] for prefix in ("wps", "wpg", "wpc", "a14"))
"""Namespaces whose choice among alternatives is kept: shapes with words in them, equations."""

_BODY: Final = (
    "document body p r t tab br cr sym noBreakHyphen softHyphen tbl tblGrid gridCol tr tc hyperlink bookmarkStart "
    "bookmarkEnd fldSimple fldChar instrText pict footnoteReference endnoteReference footnoteRef endnoteRef separator "
    "continuationSeparator footnotes footnote endnotes endnote hdr ftr headerReference footerReference drawing pgNum "
    "ptab ruby rubyPr rubyAlign hps hpsRaise hpsBaseText lid rt rubyBase dir bdo txbxContent background sectPr "
)
_PARAGRAPH: Final = (
    "pPr pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr ilvl numId suppressLineNumbers pBdr top "
    "left bottom right between bar start end shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct "
    "autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl cnfStyle "
)
_RUN: Final = (
    "rPr rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint webHidden color w kern "
    "position sz szCs highlight u effect bdr fitText vertAlign rtl cs em lang eastAsianLayout oMath vanish specVanish "
)
_SECTION: Final = (
    "footnotePr endnotePr pos numFmt numStart numRestart type pgSz pgMar pgBorders lnNumType pgNumType cols col vAlign "
    "noEndnote titlePg rtlGutter docGrid "
)
_TABLE: Final = (
    "tblPr tblPrEx trPr tcPr tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "tblCellSpacing tblInd tblBorders insideH insideV tblLayout tblCellMar tblLook tblCaption tblDescription "
    "gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tcW gridSpan hMerge vMerge tcBorders tl2br tr2bl "
    "noWrap tcMar tcFitText hideMark "
)
_STYLES: Final = (
    "styles docDefaults rPrDefault pPrDefault style name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat "
    "tblStylePr numbering abstractNum multiLevelType lvl lvlRestart isLgl suff lvlText lvlJc num abstractNumId "
    "lvlOverride startOverride numStyleLink styleLink numPicBullet lvlPicBulletId "
)
_SETTINGS: Final = (
    "settings mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop "
    "defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps evenAndOddHeaders "
    "bookFoldPrinting displayBackgroundShape characterSpacingControl compat compatSetting themeFontLang "
    "clrSchemeMapping decimalSymbol listSeparator "
)
# How older programs laid out their pages, which Word does too for a document of theirs (17.15.3).
_COMPATIBILITY: Final = (
    "useSingleBorderforContiguousCells wpJustification noTabHangInd noLeading spaceForUL noColumnBalance "
    "balanceSingleByteDoubleByteWidth noExtraLineSpacing doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn "
    "spacingInWholePoints lineWrapLikeWord6 printBodyTextBeforeHeader wpSpaceWidth showBreaksInFrames subFontBySize "
    "suppressBottomSpacing suppressTopSpacing suppressSpacingAtTopOfPage suppressTopSpacingWP suppressSpBfAfterPgBrk "
    "swapBordersFacingPages truncateFontHeightsLikeWP6 mwSmallCaps usePrinterMetrics doNotSuppressParagraphBorders "
    "wrapTrailSpaces footnoteLayoutLikeWW8 shapeLayoutLikeWW8 alignTablesRowByRow forgetLastTabAlignment "
    "adjustLineHeightInTable autoSpaceLikeWord95 noSpaceRaiseLower doNotUseHTMLParagraphAutoSpacing layoutRawTableWidth "
    "layoutTableRowsApart useWord97LineBreakRules doNotBreakWrappedTables doNotSnapToGridInCell "
    "selectFldWithFirstOrLastChar applyBreakingRules doNotWrapTextWithPunct doNotUseEastAsianBreakRules "
    "useWord2002TableStyleRules growAutofit useFELayout useNormalStyleForList doNotUseIndentAsNumberingTabStop "
    "useAltKinsokuLineBreakRules allowSpaceOfSameStyleInTable doNotSuppressIndentation doNotAutofitConstrainedTables "
    "autofitToFirstFixedWidthCell underlineTabInNumList displayHangulFixedWidth splitPgBreakAndParaMark "
    "doNotVertAlignCellWithSp doNotBreakConstrainedForcedTable doNotVertAlignInTxbx useAnsiKerningPairs "
    "cachedColBalance noPunctuationKerning strictFirstAndLastChars printFractionalCharacterWidth "
)
_MATHS_SETTINGS: Final = (
    "mathPr mathFont brkBin brkBinSub smallFrac dispDef lMargin rMargin defJc preSp postSp interSp intraSp wrapIndent "
    "wrapRight intLim naryLim "
)
# Shapes that were copied out of a deck (20.3).
_LOCKED: Final = (
    "grpSp nvGrpSpPr cNvGrpSpPr grpSpPr pic nvPicPr cNvPicPr cxnSp nvCxnSpPr cNvCxnSpPr graphicFrame nvGraphicFramePr "
    "cNvGraphicFramePr "
)
_PLACED: Final = (
    "inline anchor extent effectExtent docPr cNvGraphicFramePr simplePos positionH positionV posOffset align wrapNone "
    "wrapSquare wrapTight wrapThrough wrapTopAndBottom wrapPolygon start lineTo "
)
_USUAL_W: Final = (
    "type asciiTheme hAnsiTheme eastAsiaTheme cstheme hint color fill themeColor themeTint themeShade themeFill "
    "themeFillTint themeFillShade sz space shadow frame w h orient code num top right bottom left header footer gutter "
    "equalWidth sep start end startChars endChars leftChars rightChars hanging hangingChars firstLine firstLineChars "
    "before beforeLines beforeAutospacing after afterLines afterAutospacing line lineRule pos leader linePitch charSpace "
    "fmt countBy distance restart fldCharType history combine combineBrackets vert vertCompress alignment relativeTo "
    "char customStyle default firstRow lastRow firstColumn lastColumn noHBand noVBand tblpX tblpY tblpXSpec tblpYSpec "
    "leftFromText rightFromText topFromText bottomFromText horzAnchor vertAnchor hRule dropCap lines wrap hSpace vSpace "
    "x y anchorLock xAlign yAlign offsetFrom display zOrder clear abstractNumId ilvl numId val bg1 t1 bg2 t2 accent1 "
    "accent2 accent3 accent4 accent5 accent6 hyperlink followedHyperlink cs bidi eastAsia lang ascii hAnsi id styleId "
    "name font initials_ vAnchor hAnchor customMarkFollows numPicBulletId chapStyle chapSep evenHBand oddHBand "
    "evenVBand oddVBand firstRowFirstColumn firstRowLastColumn lastRowFirstColumn lastRowLastColumn"
)
_FONT: Final = r"[\w .,&'()+@;-]{0,64}"
_STYLE: Final = r"[\w .,:;()&'+/#@-]{0,80}"
"""Ids of styles. Word makes them of letters; other programs take the name as it is."""
_LANGUAGES: Final = f"{LANGUAGE}|[a-z]{{2}}-[A-Z]{{2}}_tradnl|"
_PLACED_NUMBERS: Final = (
    "distT distB distL distR simplePos relativeHeight behindDoc locked layoutInCell allowOverlap wrapText relativeFrom "
    "edited normalEastAsianFlow"
)
_FREE: Final = r"[^\x00-\x08]*"
_REFERENCES: Final = "pStyle rStyle tblStyle basedOn next link numStyleLink styleLink"
WORD: Final = Allowlist(
    PREFIXES,
    {
        **drawing.ELEMENTS,
        **old.ELEMENTS,
        "w": _BODY + _PARAGRAPH + _RUN + _SECTION + _TABLE + _STYLES + _SETTINGS + _COMPATIBILITY,
        "m": drawing.ELEMENTS["m"] + _MATHS_SETTINGS,
        "wp": _PLACED,
        "pic": "pic nvPicPr cNvPr cNvPicPr blipFill spPr",
        "wps": "wsp cNvPr cNvSpPr cNvCnPr spPr style txbx linkedTxbx bodyPr",
        "wpg": "wgp grpSp cNvPr cNvGrpSpPr grpSpPr graphicFrame cNvFrPr xfrm",
        "wpc": "wpc bg whole",
        "a": drawing.ELEMENTS["a"] + _LOCKED,
        "lc": "lockedCanvas",
    },
    {
        **drawing.ATTRIBUTES,
        **old.ATTRIBUTES,
        " ".join(f"w:{name}" for name in _USUAL_W.split()): USUAL,
        "w:val": f"{USUAL}|{LANGUAGE}",
        "w:tooltip w:anchor w:instr": _FREE,
        _PLACED_NUMBERS: USUAL,
        "seq": NUMBER,
        "uri": rf"{drawing.USUAL_DATA}|{re.escape(PREFIXES['lc'])}|http://schemas\.microsoft\.com/office/word/2010/wordprocessing(?:Shape|Group|Canvas)",
        "Requires": "wps|wpg|wpc|a14",
        "xml:space": "preserve",
    },
    values={
        **drawing.VALUES,
        **old.VALUES,
        "w:rFonts/w:ascii w:rFonts/w:hAnsi w:rFonts/w:eastAsia w:rFonts/w:cs w:sym/w:font m:mathFont/m:val": _FONT,
        "w:lang/w:val w:lang/w:eastAsia w:lang/w:bidi": _LANGUAGES,
        "w:themeFontLang/w:val w:themeFontLang/w:eastAsia w:themeFontLang/w:bidi": _LANGUAGES,
        "w:color/w:val w:shd/w:fill w:shd/w:color": f"#?{HEX}|{USUAL}",
        " ".join(f"w:{name}/w:val" for name in _REFERENCES.split()): _STYLE,
        "w:style/w:styleId": _STYLE,
        "w:name/w:val": r"[\w ,()/+.&-]{0,80}",
        "w:lvlText/w:val": ".{0,60}",
        "w:tblCaption/w:val w:tblDescription/w:val": _FREE,
        "w:bookmarkStart/w:name": _FREE,
        "w:compatSetting/w:name": r"[A-Za-z0-9]{1,60}",
        "w:compatSetting/w:uri": r"http://schemas\.microsoft\.com/office/word",
        "w:decimalSymbol/w:val w:listSeparator/w:val": ".?",
    },
    texts=drawing.TEXTS + "w:t w:instrText wp:posOffset wp:align",
    noise="w:rsidR w:rsidRPr w:rsidRDefault w:rsidP w:rsidDel w:rsidTr w:rsidSect",
)


def _kind(content_type: str, pattern: str, root: str, *leads_to: str) -> PartKind:
    prefix, _, name = root.partition(":")
    return PartKind(
        f"application/vnd.openxmlformats-officedocument.{content_type}",
        pattern,
        f"{{{PREFIXES[prefix]}}}{name}",
        leads_to,
    )


_OWN: Final = "wordprocessingml."
_DRAWING: Final = "drawingml."
KINDS: Final = {
    "document": _kind(
        f"{_OWN}document.main+xml", "word/document.xml", "w:document",
        "styles", "numbering", "settings", "theme", "footnotes", "endnotes",
    ),
    "styles": _kind(f"{_OWN}styles+xml", "word/styles.xml", "w:styles"),
    "numbering": _kind(f"{_OWN}numbering+xml", "word/numbering.xml", "w:numbering"),
    "settings": _kind(f"{_OWN}settings+xml", "word/settings.xml", "w:settings"),
    "footnotes": _kind(f"{_OWN}footnotes+xml", "word/footnotes.xml", "w:footnotes"),
    "endnotes": _kind(f"{_OWN}endnotes+xml", "word/endnotes.xml", "w:endnotes"),
    "header": _kind(f"{_OWN}header+xml", "word/header{}.xml", "w:hdr"),
    "footer": _kind(f"{_OWN}footer+xml", "word/footer{}.xml", "w:ftr"),
    "theme": _kind("theme+xml", "word/theme/theme{}.xml", "a:theme"),
    "themeOverride": _kind("themeOverride+xml", "word/theme/themeOverride{}.xml", "a:themeOverride"),
    "chart": _kind(f"{_DRAWING}chart+xml", "word/charts/chart{}.xml", "c:chartSpace", "themeOverride"),
    "chartUserShapes": _kind(f"{_DRAWING}chartshapes+xml", "word/drawings/drawing{}.xml", "c:userShapes"),
    "diagramData": _kind(f"{_DRAWING}diagramData+xml", "word/diagrams/data{}.xml", "dgm:dataModel"),
    "diagramLayout": _kind(f"{_DRAWING}diagramLayout+xml", "word/diagrams/layout{}.xml", "dgm:layoutDef"),
    "diagramQuickStyle": _kind(f"{_DRAWING}diagramStyle+xml", "word/diagrams/quickStyle{}.xml", "dgm:styleDef"),
    "diagramColors": _kind(f"{_DRAWING}diagramColors+xml", "word/diagrams/colors{}.xml", "dgm:colorsDef"),
    "diagramDrawing": PartKind(
        "application/vnd.ms-office.drawingml.diagramDrawing+xml", "word/diagrams/drawing{}.xml",
        f"{{{PREFIXES['dsp']}}}drawing",
    ),
}  # fmt: skip
LEADS: Final = {
    ("headerReference", "id"): "header",
    ("footerReference", "id"): "footer",
    ("chart", "id"): "chart",
    ("userShapes", "id"): "chartUserShapes",
    ("relIds", "dm"): "diagramData",
    ("relIds", "lo"): "diagramLayout",
    ("relIds", "qs"): "diagramQuickStyle",
    ("relIds", "cs"): "diagramColors",
}
