"""The kinds of parts that a clean deck is made of, and the relationships that lead to each."""

from typing import Final

from media.decks.cleaning.allowed import PREFIXES
from media.opc.copying import PartKind

_OPEN: Final = "application/vnd.openxmlformats-officedocument."


def _kind(content_type: str, pattern: str, root: str, *leads_to: str) -> PartKind:
    prefix, _, name = root.partition(":")
    return PartKind(content_type, pattern, f"{{{PREFIXES[prefix]}}}{name}", leads_to)


_DECK: Final = f"{_OPEN}presentationml."
_DRAWING: Final = f"{_OPEN}drawingml."
KINDS: Final = {
    "presentation": _kind(f"{_DECK}presentation.main+xml", "ppt/presentation.xml", "p:presentation", "theme"),
    "slideMaster": _kind(f"{_DECK}slideMaster+xml", "ppt/slideMasters/slideMaster{}.xml", "p:sldMaster", "theme"),
    "slideLayout": _kind(
        f"{_DECK}slideLayout+xml", "ppt/slideLayouts/slideLayout{}.xml", "p:sldLayout", "slideMaster", "themeOverride"
    ),
    "slide": _kind(
        f"{_DECK}slide+xml", "ppt/slides/slide{}.xml", "p:sld", "slideLayout", "notesSlide", "themeOverride"
    ),
    "notesMaster": _kind(f"{_DECK}notesMaster+xml", "ppt/notesMasters/notesMaster{}.xml", "p:notesMaster", "theme"),
    "notesSlide": _kind(
        f"{_DECK}notesSlide+xml", "ppt/notesSlides/notesSlide{}.xml", "p:notes", "notesMaster", "slide", "themeOverride"
    ),
    "theme": _kind(f"{_OPEN}theme+xml", "ppt/theme/theme{}.xml", "a:theme"),
    "themeOverride": _kind(f"{_OPEN}themeOverride+xml", "ppt/theme/themeOverride{}.xml", "a:themeOverride"),
    "tableStyles": _kind(f"{_DECK}tableStyles+xml", "ppt/tableStyles.xml", "a:tblStyleLst"),
    "chart": _kind(f"{_DRAWING}chart+xml", "ppt/charts/chart{}.xml", "c:chartSpace", "themeOverride"),
    "chartUserShapes": _kind(f"{_DRAWING}chartshapes+xml", "ppt/drawings/drawing{}.xml", "c:userShapes"),
    "diagramData": _kind(f"{_DRAWING}diagramData+xml", "ppt/diagrams/data{}.xml", "dgm:dataModel"),
    "diagramLayout": _kind(f"{_DRAWING}diagramLayout+xml", "ppt/diagrams/layout{}.xml", "dgm:layoutDef"),
    "diagramQuickStyle": _kind(f"{_DRAWING}diagramStyle+xml", "ppt/diagrams/quickStyle{}.xml", "dgm:styleDef"),
    "diagramColors": _kind(f"{_DRAWING}diagramColors+xml", "ppt/diagrams/colors{}.xml", "dgm:colorsDef"),
    "diagramDrawing": _kind(
        "application/vnd.ms-office.drawingml.diagramDrawing+xml", "ppt/diagrams/drawing{}.xml", "dsp:drawing"
    ),
}
MADE_NEW: Final = {
    "presProps": (
        f"{_DECK}presProps+xml",
        "ppt/presProps.xml",
        f'<p:presentationPr xmlns:p="{PREFIXES["p"]}"/>',
    ),
}
"""Parts that every deck has and that hold nothing a reader sees: written anew, always the same."""

LEADS: Final = {
    ("sldMasterId", "id"): "slideMaster",
    ("sldLayoutId", "id"): "slideLayout",
    ("notesMasterId", "id"): "notesMaster",
    ("sldId", "id"): "slide",
    ("chart", "id"): "chart",
    ("userShapes", "id"): "chartUserShapes",
    ("relIds", "dm"): "diagramData",
    ("relIds", "lo"): "diagramLayout",
    ("relIds", "qs"): "diagramQuickStyle",
    ("relIds", "cs"): "diagramColors",
}
"""Which kind of part an element leads to, by its name and that of its `r:` attribute."""
