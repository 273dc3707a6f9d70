"""Which parts come along with a slide, and what they are called in the combined deck.

Relationships by the last word of their type. What is not listed stays behind: comments, tags, custom XML, printer
settings, ActiveX controls, embedded fonts, web extensions. ECMA-376 part 1, 13.3, 14.2 and 15.2; [MS-ODRAWXML] 2.1.
"""

from typing import Final

RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.presentationml."
PRESENTATION_TYPE: Final = f"{_TYPES}presentation.main+xml"
SLIDE_TYPE: Final = f"{_TYPES}slide+xml"
LAYOUT_TYPE: Final = f"{_TYPES}slideLayout+xml"
MASTER_TYPE: Final = f"{_TYPES}slideMaster+xml"
NOTES_TYPE: Final = f"{_TYPES}notesSlide+xml"
NOTES_MASTER_TYPE: Final = f"{_TYPES}notesMaster+xml"
TABLE_STYLES_TYPE: Final = f"{_TYPES}tableStyles+xml"
PROPERTIES_TYPE: Final = f"{_TYPES}presProps+xml"
THEME_TYPE: Final = "application/vnd.openxmlformats-officedocument.theme+xml"
CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_RELATIONSHIP: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
INK_TYPE: Final = "application/inkml+xml"

SHARED: Final = {
    "image": "ppt/media/image{}",
    "video": "ppt/media/media{}",
    "audio": "ppt/media/media{}",
    "media": "ppt/media/media{}",
    "hdphoto": "ppt/media/hdphoto{}",
    "model3d": "ppt/media/model3d{}",
}
"""Pictures and recordings: one part for all that have the same bytes."""
OWN: Final = {
    "chart": "ppt/charts/chart{}",
    "chartEx": "ppt/charts/chartEx{}",
    "chartStyle": "ppt/charts/style{}",
    "chartColorStyle": "ppt/charts/colors{}",
    "chartUserShapes": "ppt/drawings/drawing{}",
    "themeOverride": "ppt/theme/themeOverride{}",
    "package": "ppt/embeddings/workbook{}",
    "oleObject": "ppt/embeddings/oleObject{}",
    "vmlDrawing": "ppt/drawings/vmlDrawing{}",
    "diagramData": "ppt/diagrams/data{}",
    "diagramLayout": "ppt/diagrams/layout{}",
    "diagramQuickStyle": "ppt/diagrams/quickStyle{}",
    "diagramColors": "ppt/diagrams/colors{}",
    "diagramDrawing": "ppt/diagrams/drawing{}",
    "customXml": "ppt/ink/ink{}",
}
"""Parts that every slide has for itself, because they are changed when the slide is. `customXml` is ink, or not taken."""
UNMENTIONED: Final = frozenset({"themeOverride", "vmlDrawing", "diagramDrawing", "chartStyle", "chartColorStyle"})
"""Parts that belong to another without its XML naming the relationship."""
LINKS: Final = frozenset({"slide", "hyperlink"})
PLAYED_FROM_ELSEWHERE: Final = frozenset({"video", "audio", "media"})
"""What may be outside the deck at a web address: it is fetched when somebody presses play, not before."""

_DRAWING_TYPES: Final = "application/vnd.openxmlformats-officedocument.drawingml."
_OF_KIND: Final = {
    "chart": f"{_DRAWING_TYPES}chart+xml",
    "chartEx": "application/vnd.ms-office.chartex+xml",
    "chartStyle": "application/vnd.ms-office.chartstyle+xml",
    "chartColorStyle": "application/vnd.ms-office.chartcolorstyle+xml",
    "chartUserShapes": f"{_DRAWING_TYPES}chartshapes+xml",
    "themeOverride": "application/vnd.openxmlformats-officedocument.themeOverride+xml",
    "diagramData": f"{_DRAWING_TYPES}diagramData+xml",
    "diagramLayout": f"{_DRAWING_TYPES}diagramLayout+xml",
    "diagramQuickStyle": f"{_DRAWING_TYPES}diagramStyle+xml",
    "diagramColors": f"{_DRAWING_TYPES}diagramColors+xml",
    "diagramDrawing": "application/vnd.ms-office.drawingml.diagramDrawing+xml",
    "customXml": INK_TYPE,
}
_OF_ENDING: Final = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "mp4": "video/mp4",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "wdp": "image/vnd.ms-photo",
    "vml": "application/vnd.openxmlformats-officedocument.vmlDrawing",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def content_type(kind: str, name: str, declared: str) -> str:
    """The content type of a part: the only one of its kind, what its deck says, or what its ending means."""
    if declared.casefold() in ("", "application/octet-stream", "application/xml"):
        declared = _OF_ENDING.get(name.rpartition(".")[2].casefold(), "application/octet-stream")
    return _OF_KIND.get(kind, declared)


def relationship_type(kind: str) -> str:
    """The whole type of one of the relationships that we make ourselves."""
    return f"{RELATIONSHIPS}/{kind}"
