"""What may stay in a clean deck beside drawings and charts. PresentationML: ECMA-376 part 1, 19."""

from typing import Final

from media.opc import drawing_allowed as drawing
from media.opc.allowlist import WORD, Allowlist

PREFIXES: Final = {
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    **drawing.PREFIXES,
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
}
UNDERSTOOD: Final = frozenset({PREFIXES["a14"]})
"""Namespaces whose choice among alternatives is kept: equations, which hold words."""

_DECK: Final = (
    "presentation sldMasterIdLst sldMasterId notesMasterIdLst notesMasterId sldIdLst sldId sldSz notesSz "
    "defaultTextStyle sldMaster sldLayout notesMaster notes sld cSld bg bgPr bgRef clrMap clrMapOvr sldLayoutIdLst "
    "sldLayoutId hf txStyles titleStyle bodyStyle otherStyle notesStyle extLst ext "
)
_SHAPES: Final = (
    "spTree sp nvSpPr cNvPr cNvSpPr nvPr ph spPr style txBody pic nvPicPr cNvPicPr blipFill graphicFrame "
    "nvGraphicFramePr cNvGraphicFramePr xfrm cxnSp nvCxnSpPr cNvCxnSpPr grpSp nvGrpSpPr cNvGrpSpPr grpSpPr "
)
_MOTION: Final = (
    "transition blinds checker circle comb cover cut diamond dissolve fade newsflash plus pull push random randomBar "
    "split strips wedge wheel wipe zoom sndAc stSnd snd endSnd timing tnLst par seq excl cTn stCondLst cond "
    "endCondLst endSync iterate tmAbs tmPct childTnLst subTnLst prevCondLst nextCondLst tgtEl sldTgt spTgt sndTgt "
    "subSp oleChartEl txEl charRg pRg graphicEl tn rtn anim animClr animEffect animMotion animRot animScale cBhvr "
    "attrNameLst attrName tavLst tav val boolVal intVal fltVal strVal clrVal by from to rCtr cmd set audio video "
    "cMediaNode bldLst bldP bldDgm bldOleChart bldGraphic bldAsOne bldSub tmplLst tmpl progress hsl rgb "
)

DECK: Final = Allowlist(
    PREFIXES,
    {**drawing.ELEMENTS, "p": _DECK + _SHAPES + _MOTION, "p14": "media fade"},
    drawing.ATTRIBUTES,
    values={
        **drawing.VALUES,
        "p:animMotion/path": r"[MmLlCcZzEe\d\s.,+\-]*",
        "p:fade/dir": WORD,
    },
    texts=drawing.TEXTS + "p:attrName",
)
