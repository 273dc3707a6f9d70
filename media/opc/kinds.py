"""What a file is, told by its content; and which endings belong to it."""

from collections.abc import Mapping
from enum import StrEnum


class FileKind(StrEnum):
    """What a file really is, whatever its name says."""

    PPTX = "pptx"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    GIF = "gif"
    WEBP = "webp"
    HEIC = "heic"
    MP3 = "mp3"
    MP4 = "mp4"
    M4A = "m4a"
    WAV = "wav"
    OGG = "ogg"
    WEBM = "webm"
    AVI = "avi"
    WINDOWS_MEDIA = "windows_media"
    TEXT = "text"
    RTF = "rtf"
    SVG = "svg"
    XML = "xml"
    HTML = "html"
    ZIP = "zip"
    OPEN_DOCUMENT = "open_document"
    LEGACY_OFFICE = "legacy_office"
    PASSWORD_CONTAINER = "password_container"  # noqa: S105 a kind of file
    COMPOUND = "compound"
    PROGRAM = "program"
    EMPTY = "empty"
    UNKNOWN = "unknown"

    @property
    def described(self) -> str:
        """The kind with its article, as it stands in a sentence: "a PDF"."""
        return _DESCRIBED[self]


_DESCRIBED: Mapping[FileKind, str] = {
    FileKind.PPTX: "a PowerPoint presentation",
    FileKind.DOCX: "a Word document",
    FileKind.XLSX: "an Excel workbook",
    FileKind.PDF: "a PDF",
    FileKind.PNG: "a PNG picture",
    FileKind.JPEG: "a JPEG picture",
    FileKind.GIF: "a GIF picture",
    FileKind.WEBP: "a WebP picture",
    FileKind.HEIC: "an HEIC or AVIF picture",
    FileKind.MP3: "an MP3 recording",
    FileKind.MP4: "an MP4 video",
    FileKind.M4A: "an M4A recording",
    FileKind.WAV: "a WAV recording",
    FileKind.OGG: "an Ogg recording",
    FileKind.WEBM: "a WebM or Matroska video",
    FileKind.AVI: "an AVI video",
    FileKind.WINDOWS_MEDIA: "a Windows Media recording",
    FileKind.TEXT: "a plain text file",
    FileKind.RTF: "a rich text (RTF) file",
    FileKind.SVG: "an SVG drawing",
    FileKind.XML: "an XML file",
    FileKind.HTML: "a web page",
    FileKind.ZIP: "a zip file",
    FileKind.OPEN_DOCUMENT: "an OpenDocument (LibreOffice) file",
    FileKind.LEGACY_OFFICE: "an Office file of the kind used before 2007",
    FileKind.PASSWORD_CONTAINER: "an Office file with a password",
    FileKind.COMPOUND: "a file in an old Microsoft format",
    FileKind.PROGRAM: "a computer program",
    FileKind.EMPTY: "an empty file",
    FileKind.UNKNOWN: "a file of a kind we do not recognise",
}

ENDINGS: Mapping[FileKind, tuple[str, ...]] = {
    FileKind.PPTX: ("pptx", "ppsx", "potx"),
    FileKind.DOCX: ("docx", "dotx"),
    FileKind.XLSX: ("xlsx", "xltx"),
    FileKind.PDF: ("pdf",),
    FileKind.PNG: ("png",),
    FileKind.JPEG: ("jpg", "jpeg"),
    FileKind.GIF: ("gif",),
    FileKind.WEBP: ("webp",),
    FileKind.MP3: ("mp3",),
    FileKind.MP4: ("mp4", "m4v"),
    FileKind.M4A: ("m4a",),
    FileKind.WAV: ("wav",),
    FileKind.TEXT: ("txt", "csv", "vtt", "srt"),
}
"""The endings a name may have for each kind that can be accepted; the first is the usual one."""

MACRO_DECK_ENDINGS = frozenset({"pptm", "ppsm", "potm"})
"""Decks with macros, which can be read without them."""
MACRO_ENDINGS = MACRO_DECK_ENDINGS | frozenset({"ppam", "docm", "dotm", "xlsm", "xltm", "xlam", "xlsb"})
LEGACY_ENDINGS = frozenset({"ppt", "pps", "pot", "doc", "dot", "xls", "xlt"})

DECKS = frozenset({FileKind.PPTX})
OFFICE_PACKAGES = frozenset({FileKind.PPTX, FileKind.DOCX, FileKind.XLSX})
PICTURES = frozenset({FileKind.PNG, FileKind.JPEG, FileKind.GIF, FileKind.WEBP})
RECORDINGS = frozenset({FileKind.MP3, FileKind.MP4, FileKind.M4A, FileKind.WAV})
UNCLEANABLE_RECORDINGS = frozenset({FileKind.OGG, FileKind.WEBM, FileKind.AVI, FileKind.WINDOWS_MEDIA})
"""Video and sound that say who made them, and where, in ways that nothing here takes out."""
PACK_ITEMS = OFFICE_PACKAGES | PICTURES | RECORDINGS | {FileKind.PDF, FileKind.TEXT}
"""What may go into a learning pack."""
