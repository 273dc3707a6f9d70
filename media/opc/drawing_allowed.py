"""What may stay of drawings, charts and SmartArt in a clean Office file, whichever program it is of.

DrawingML: ECMA-376 part 1, 20 and 21; equations: 22.1; the newer parts: [MS-ODRAWXML]. Names of shapes, alternative
texts, tooltips and formulas are settled before these lists are applied; here they may stay.
"""

import re
from typing import Final

from media.opc.allowlist import COMPATIBILITY, GUID, HEX, LANGUAGE, NUMBER, RELATIONSHIPS, USUAL, WORD

_OPEN: Final = "http://schemas.openxmlformats.org"
_MICROSOFT: Final = "http://schemas.microsoft.com/office"
PREFIXES: Final = {
    "a": f"{_OPEN}/drawingml/2006/main",
    "r": RELATIONSHIPS,
    "c": f"{_OPEN}/drawingml/2006/chart",
    "cdr": f"{_OPEN}/drawingml/2006/chartDrawing",
    "dgm": f"{_OPEN}/drawingml/2006/diagram",
    "dsp": f"{_MICROSOFT}/drawing/2008/diagram",
    "m": f"{_OPEN}/officeDocument/2006/math",
    "mc": COMPATIBILITY,
    "a14": f"{_MICROSOFT}/drawing/2010/main",
    "adec": f"{_MICROSOFT}/drawing/2017/decorative",
    "ahyp": f"{_MICROSOFT}/drawing/2018/hyperlinkcolor",
}
EXTENSIONS: Final = {
    "{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}": "video and sound inside the file",
    "{C183D7F6-B498-43B3-948B-1728B52AA6E4}": "marked as decorative",
    "{A12FA001-AC4F-418D-AE19-62706E023703}": "a link in the colour of the words around it",
    "http://schemas.microsoft.com/office/drawing/2008/diagram": "the drawing of a SmartArt",
}

_COLOURS: Final = (
    "sysClr srgbClr schemeClr prstClr hslClr scrgbClr tint shade comp inv gray alpha alphaOff alphaMod hue hueOff "
    "hueMod sat satOff satMod lum lumOff lumMod red redOff redMod green greenOff greenMod blue blueOff blueMod gamma "
    "invGamma "
)
_FILLS: Final = (
    "noFill solidFill gradFill gsLst gs lin path fillToRect tileRect blipFill blip tile stretch fillRect srcRect "
    "pattFill fgClr bgClr grpFill alphaBiLevel alphaCeiling alphaFloor alphaInv alphaModFix alphaRepl biLevel blur "
    "clrChange clrFrom clrTo clrRepl duotone fillOverlay grayscl ln lnL lnR lnT lnB lnTlToBr lnBlToTr prstDash "
    "custDash ds round bevel miter headEnd tailEnd "
)
_LOOKS: Final = (
    "effectLst effectDag glow innerShdw outerShdw prstShdw reflection softEdge cont effect alphaOutset relOff scene3d "
    "camera rot lightRig backdrop anchor norm up sp3d bevelT bevelB extrusionClr contourClr flatTx prstGeom avLst gd "
    "custGeom gdLst ahLst ahXY ahPolar pos cxnLst cxn rect pathLst moveTo lnTo arcTo quadBezTo cubicBezTo close pt "
    "xfrm off ext chOff chExt lnRef fillRef effectRef fontRef "
)
_WORDS: Final = (
    "bodyPr noAutofit normAutofit spAutoFit prstTxWarp lstStyle defPPr lvl1pPr lvl2pPr lvl3pPr lvl4pPr lvl5pPr "
    "lvl6pPr lvl7pPr lvl8pPr lvl9pPr p pPr r rPr t br fld endParaRPr lnSpc spcBef spcAft spcPct spcPts buClrTx buClr "
    "buSzTx buSzPct buSzPts buFontTx buFont buNone buAutoNum buChar buBlip tabLst tab defRPr highlight uLnTx uLn "
    "uFillTx uFill latin ea cs sym hlinkClick hlinkMouseOver hlinkHover snd rtl "
)
_FRAMES: Final = (
    "graphic graphicData spLocks picLocks grpSpLocks graphicFrameLocks cxnSpLocks stCxn endCxn tbl tblPr tableStyleId "
    "tblGrid gridCol tr tc tcPr tcTxStyle tcStyle tcBdr left right top bottom insideH insideV tl2br tr2bl fill "
    "cell3D tblBg tblStyleLst tblStyle wholeTbl band1H band2H band1V band2V lastCol firstCol lastRow firstRow seCell "
    "swCell neCell nwCell headers header audioCd st end wavAudioFile audioFile videoFile quickTimeFile sp txSp "
    "useSpRect nvSpPr cNvPr cNvSpPr spPr txBody style extLst "
)
_THEME: Final = (
    "theme themeOverride themeElements clrScheme dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink "
    "folHlink fontScheme majorFont minorFont font fmtScheme fillStyleLst lnStyleLst effectStyleLst effectStyle "
    "bgFillStyleLst objectDefaults spDef lnDef txDef masterClrMapping overrideClrMapping "
)
_CHART: Final = (
    "chartSpace date1904 lang roundedCorners style clrMapOvr protection chart title autoTitleDeleted view3D rotX "
    "hPercent rotY depthPercent rAngAx perspective floor sideWall backWall thickness plotArea layout manualLayout "
    "layoutTarget xMode yMode wMode hMode x y w h areaChart area3DChart lineChart line3DChart stockChart radarChart "
    "scatterChart pieChart pie3DChart doughnutChart barChart bar3DChart ofPieChart surfaceChart surface3DChart "
    "bubbleChart barDir grouping varyColors ser idx order tx strRef f strCache ptCount pt v rich spPr "
    "invertIfNegative pictureOptions applyToFront applyToSides applyToEnd pictureFormat pictureStackUnit dPt marker "
    "symbol size bubble3D explosion dLbls dLbl delete numFmt txPr dLblPos showLegendKey showVal showCatName "
    "showSerName showPercent showBubbleSize separator showLeaderLines leaderLines trendline name trendlineType "
    "period forward backward intercept dispRSqr dispEq trendlineLbl errBars errDir errBarType errValType noEndCap "
    "plus minus val cat numRef numCache formatCode numLit strLit multiLvlStrRef multiLvlStrCache lvl xVal yVal "
    "bubbleSize shape smooth gapWidth overlap serLines gapDepth axId firstSliceAng holeSize ofPieType splitType "
    "splitPos custSplit secondPiePt secondPieSize wireframe bandFmts bandFmt bubbleScale showNegBubbles "
    "sizeRepresents dropLines hiLowLines upDownBars upBars downBars scatterStyle radarStyle valAx catAx dateAx serAx "
    "scaling logBase orientation max min axPos majorGridlines minorGridlines majorTickMark minorTickMark tickLblPos "
    "crossAx crosses crossesAt crossBetween majorUnit minorUnit dispUnits custUnit builtInUnit dispUnitsLbl auto "
    "lblAlgn lblOffset noMultiLvlLbl tickLblSkip tickMarkSkip baseTimeUnit majorTimeUnit minorTimeUnit dTable "
    "showHorzBorder showVertBorder showOutline showKeys legend legendPos legendEntry overlay plotVisOnly "
    "dispBlanksAs showDLblsOverMax userShapes "
)
_CHART_DRAWING: Final = (
    "relSizeAnchor absSizeAnchor from to x y ext sp nvSpPr cNvPr cNvSpPr spPr style txBody pic nvPicPr cNvPicPr "
    "blipFill cxnSp nvCxnSpPr cNvCxnSpPr grpSp nvGrpSpPr cNvGrpSpPr grpSpPr "
)
_DIAGRAM: Final = (
    "relIds dataModel ptLst pt prSet presLayoutVars spPr t cxnLst cxn bg whole extLst layoutDef catLst cat sampData "
    "styleData clrData layoutNode alg param shape adjLst adj presOf constrLst constr ruleLst rule varLst forEach "
    "choose if else orgChart chMax chPref bulletEnabled dir hierBranch animOne animLvl resizeHandles style styleDef "
    "styleLbl scene3d sp3d txPr colorsDef fillClrLst linClrLst effectClrLst txLinClrLst txFillClrLst txEffectClrLst "
)
_DIAGRAM_DRAWING: Final = (
    "drawing spTree nvGrpSpPr grpSpPr grpSp sp nvSpPr cNvPr cNvSpPr cNvGrpSpPr spPr style txBody txXfrm dataModelExt "
    "pic nvPicPr cNvPicPr blipFill cxnSp nvCxnSpPr cNvCxnSpPr "
)
_MATHS: Final = (
    "oMath oMathPara oMathParaPr r rPr t ctrlPr f fPr num den rad radPr deg e sSup sSupPr sup sSub sSubPr sub sSubSup "
    "sSubSupPr sPre sPrePr nary naryPr chr limLoc subHide supHide grow d dPr begChr endChr sepChr m mPr mr mcs mc "
    "mcPr mcJc count plcHide func funcPr fName acc accPr bar barPr pos box boxPr borderBox borderBoxPr groupChr "
    "groupChrPr vertJc eqArr eqArrPr limLow limLowPr limUpp limUppPr lim phant phantPr show zeroWid zeroAsc zeroDesc "
    "sty scr nor lit brk aln jc type degHide hideTop hideBot hideLeft hideRight "
)

_NUMBERS_AND_WORDS: Final = (
    # presentation, masters, layouts
    "id idx type sz orient hasCustomPrompt userDrawn show showMasterSp showMasterPhAnim preserve hidden sldNum hdr ftr "
    "dt firstSlideNum showSpecialPlsOnTitleSld rtl saveSubsetFonts compatMode serverZoom bg1 tx1 bg2 tx2 accent1 "
    "accent2 accent3 accent4 accent5 accent6 hlink folHlink isPhoto bwMode x y cx cy w h l t r b rot flipH flipV "
    "useBgFill txBox "
    # colours, fills, lines, effects, third dimension
    "val lastClr hue sat lum red green blue g ang scaled path rotWithShape flip tx ty sx sy kx ky algn prst cap cmpd len "
    "d sp pos lim cstate dpi bright contrast thresh amt rad grow dist dir blurRad stA stPos endA endPos fadeDir blend "
    "useA rig fov zoom lat lon rev prstMaterial extrusionH contourW z dx dy dz stretch "
    # words
    "baseline i u strike kern spc normalizeH marL marR lvl indent defTabSz eaLnBrk fontAlgn latinLnBrk hangingPunct "
    "spcFirstLastPara vert vertOverflow horzOverflow wrap lIns tIns rIns bIns numCol spcCol rtlCol fromWordArt anchor "
    "anchorCtr forceAA upright compatLnSpc fontScale lnSpcReduction pitchFamily charset startAt kumimoji "
    # tables and locks
    "firstRow firstCol lastRow lastCol bandRow bandCol gridSpan rowSpan hMerge vMerge marT marB horzOverflow noGrp "
    "noSelect noRot noChangeAspect noMove noResize noEditPoints noAdjustHandles noChangeArrowheads "
    "noChangeShapeType noCrop noDrilldown noUngrp noTextEdit preferRelativeResize "
    # geometry
    "wR hR stAng swAng gdRefX gdRefY gdRefR gdRefAng minX maxX minY maxY minR maxR minAng maxAng fill stroke "
    "extrusionOk "
    # transitions and animation
    "spd advClick advTm thruBlk pattern spokes builtIn loop dur restart repeatCount repeatDur speed accel decel "
    "autoRev presetID presetClass presetSubtype syncBehavior display masterRel bldLvl grpId afterEffect nodeType "
    "nodePh delay evt concurrent prevAc nextAc additive accumulate xfrmType rctx override calcmode valueType tm spid "
    "build uiExpand animBg advAuto autoUpdateAnimBg bldStep chBld backwards st end transition origin pathEditMode "
    "rAng clrSpc zoomContents vol mute numSld showWhenStopped isNarration fullScrn hideWhenStopped bld seriesIdx "
    "categoryIdx history highlightClick endSnd "
    # charts
    "sourceLinked "
    # SmartArt
    "cxnId parId srcId destId srcOrd destOrd parTransId sibTransId presId presAssocID presName presStyleLbl "
    "presStyleIdx presStyleCnt coherent3DOff phldr custAng custFlipVert custFlipHor custSzX custSzY custScaleX "
    "custScaleY custT custLinFactX custLinFactY custLinFactNeighborX custLinFactNeighborY custRadScaleRad "
    "custRadScaleInc loCatId qsCatId csCatId pri useDef styleLbl refType refFor refForName refPtType op fact for "
    "forName ptType axis hideLastTrans cnt step arg func zOrderOff hideGeom lkTxEntry blipPhldr moveWith chOrder ref "
    "meth minVer hangingIndent "
)
_RATIOS_AND_FORMULAS: Final = (
    rf"{USUAL}|#?(?:ppt|style|fill|stroke)[\w.]{{0,20}}|[\d\s.,+\-*/()#%$^]*(?:(?:ppt_[xywhcr]|sin|cos|tan|pi|abs|min|max|"
    rf"sqrt|exp|rand|e|[\d\s.,+\-*/()#%$^])+)?|{LANGUAGE}"
)

ELEMENTS: Final = {
    "a": _COLOURS + _FILLS + _LOOKS + _WORDS + _FRAMES + _THEME,
    "c": _CHART,
    "cdr": _CHART_DRAWING,
    "dgm": _DIAGRAM,
    "dsp": _DIAGRAM_DRAWING,
    "m": _MATHS,
    "mc": "AlternateContent Choice Fallback",
    "a14": "m",
    "adec": "decorative",
    "ahyp": "hlinkClr",
}
USUAL_DATA: Final = "|".join(
    (
        r"http://schemas\.openxmlformats\.org/drawingml/2006/(?:table|chart|diagram|picture)",
        *(re.escape(key) for key in EXTENSIONS),
    )
)
"""What a frame holds, or an extension is, by its address."""
ATTRIBUTES: Final = {
    _NUMBERS_AND_WORDS: USUAL,
    "val from to by fmla": _RATIOS_AND_FORMULAS,
    "name descr title tooltip formatCode": r"[^\x00-\x08]*",
    "action": r"ppaction://(?:hlinksldjump|hlinkpres|media|noaction|hlinkshowjump\?jump="
    r"(?:nextslide|previousslide|firstslide|lastslide|endshow|lastslideviewed))|",
    "lang altLang": LANGUAGE,
    "panose script": f"{HEX}|[A-Z][a-z]{{3}}",
    "modelId spid presAssocID srcId destId parTransId sibTransId cxnId parId def styleId": f"{NUMBER}|{GUID}",
    "presId loTypeId qsTypeId csTypeId uniqueId defStyle": r"(?:urn:microsoft\.com/office/officeart/[\w./#+-]{1,80})?",
    "uri": USUAL_DATA,
    "Requires": "a14",
    "relId r:id r:embed r:link r:dm r:lo r:qs r:cs r:blip": r"[^\x00-\x1f]*",
    "m:val": rf".{{0,2}}|{USUAL}",
    "filter": r"[a-z][A-Za-z]{0,30}(?:\([A-Za-z0-9;:, ]{0,40}\))?",
    "tmFilter": r"[\d.,; ]*",
    "ptsTypes": r"[AFTSafts]*",
    "cmd": r"(?:playFrom\([\d.]{0,12}\)|togglePause|stop|pause|resume|play|onstopaudio|\d{1,3})",
    "bldLst sz": USUAL,
    "type": rf"{USUAL}|[a-z][A-Za-z ]{{0,80}}",
    "axis ptType hideLastTrans st cnt step": r"[a-z\d\-][A-Za-z\d\- ]{0,80}",
}
_GUIDE: Final = r"\d?[A-Za-z]{1,16}\d{0,6}[A-Za-z]{0,4}\d{0,4}"
"""The name of a figure that a shape is drawn by: `adj1`, `x2`, `3cd4` (three quarters of a circle; ECMA-376, 20.1.10.55)."""
VALUES: Final = {
    "a:latin/typeface a:ea/typeface a:cs/typeface a:sym/typeface a:buFont/typeface a:font/typeface": (
        r"[\w .,&'()+@-]{0,64}"
    ),
    "a:buChar/char": r".{0,2}",
    "a:gd/name": _GUIDE,
    "a:gd/fmla": r"[\w*/+?: \-.]{0,120}",
    "a:pt/x a:pt/y a:pos/x a:pos/y a:rect/l a:rect/t a:rect/r a:rect/b a:arcTo/wR a:arcTo/hR a:arcTo/stAng "
    "a:arcTo/swAng a:ahXY/gdRefX a:ahXY/gdRefY a:ahPolar/gdRefR a:ahPolar/gdRefAng a:cxn/ang": (rf"{NUMBER}|{_GUIDE}"),
    "c:idx/val": NUMBER,
    "dgm:constr/forName dgm:rule/forName dgm:constr/refForName dgm:layoutNode/name dgm:forEach/name "
    "dgm:forEach/ref dgm:prSet/presName dgm:styleLbl/name dgm:layoutNode/styleLbl dgm:layoutNode/moveWith "
    "dgm:layoutDef/minVer dgm:if/name dgm:else/name": r"[\w .:/-]{0,60}",
    "dsp:dataModelExt/minVer": r"http://schemas\.openxmlformats\.org/drawingml/2006/diagram",
    "dgm:rule/fact dgm:rule/max": f"{NUMBER}|NaN",
    "a:fld/id": GUID,
    "a:fld/type": rf"{WORD}|[A-Z]{{1,20}}",
    "a:tblStyle/styleName": r"Table Style \d{1,4}",
}
TEXTS: Final = "a:t c:v c:f c:formatCode c:separator c:name cdr:x cdr:y a:tableStyleId m:t "
