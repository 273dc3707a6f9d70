"""What a file is, told by its content and never by its name.

Reads the first kilobytes, for a zip also its directory and `[Content_Types].xml`; nothing is unpacked beyond that.
"""

import re
from typing import BinaryIO, Final

from media.opc.compound import COMPOUND_HEAD, compound_content
from media.opc.kinds import FileKind
from media.opc.limits import Limits
from media.opc.package import CONTENT_TYPES, Package
from media.opc.refusals import FileRefused

__all__ = ["FileKind", "kind_of_package", "sniff"]

HEAD_BYTES: Final = 4096
_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"GIF87a", FileKind.GIF),
    (b"GIF89a", FileKind.GIF),
    (b"ID3\x02", FileKind.MP3),
    (b"ID3\x03", FileKind.MP3),
    (b"ID3\x04", FileKind.MP3),
    (b"OggS", FileKind.OGG),
    (b"\x1a\x45\xdf\xa3", FileKind.WEBM),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c", FileKind.WINDOWS_MEDIA),
    (b"{\\rtf", FileKind.RTF),
    (b"\x7fELF", FileKind.PROGRAM),
    (b"#!", FileKind.PROGRAM),
)
# The marks by which browsers take bytes for a web page: https://mimesniff.spec.whatwg.org/, 7.1
_WEB_PAGE = re.compile(
    rb"<(!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|!--)[\s>]", re.IGNORECASE
)
_DRAWING = re.compile(rb"<(!doctype svg|svg|\w{1,20}:svg)[\s>]", re.IGNORECASE)
_MAIN_TYPES: Final = (
    ("application/vnd.openxmlformats-officedocument.presentationml.", FileKind.PPTX),
    ("application/vnd.ms-powerpoint.", FileKind.PPTX),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.", FileKind.DOCX),
    ("application/vnd.ms-word.", FileKind.DOCX),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.", FileKind.XLSX),
    ("application/vnd.ms-excel.", FileKind.XLSX),
)
_TEXT_CONTROLS: Final = frozenset(range(32)) - frozenset(b"\t\n\x0b\x0c\r\x1b")


def sniff(file: BinaryIO, limits: Limits | None = None) -> FileKind:
    """The kind of a seekable file by its content: UNKNOWN if it cannot be told, ZIP for a zip that is broken."""
    return recognised(file, limits or Limits())[0]


def recognised(file: BinaryIO, limits: Limits) -> tuple[FileKind, Package | None]:
    """The kind of a file as :func:`sniff` tells it; with the package, opened, if it is an Office file."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if not head:
        return FileKind.EMPTY, None
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _recognised_zip(file, limits)
    if head.startswith(COMPOUND_HEAD):
        return _kind_of_compound(file), None
    return _kind_by_signature(head) or _kind_of_text(head), None


def kind_of_package(package: Package) -> FileKind:
    """Which Office program a package belongs to, by the type of its main part. Raises FileRefused if unreadable."""
    content_type = package.content_type(package.main_part)
    for start, kind in _MAIN_TYPES:
        if content_type.startswith(start):
            return kind
    return FileKind.ZIP


def _recognised_zip(file: BinaryIO, limits: Limits) -> tuple[FileKind, Package | None]:
    try:
        package = Package(file, limits)
        if package.entry(CONTENT_TYPES) is not None:
            return kind_of_package(package), package
        if package.entry("META-INF/manifest.xml") is not None and package.entry("mimetype") is not None:
            return FileKind.OPEN_DOCUMENT, None
    except FileRefused:
        pass
    return FileKind.ZIP, None


def _kind_of_compound(file: BinaryIO) -> FileKind:
    content = compound_content(file)
    if content == "password":
        return FileKind.PASSWORD_CONTAINER
    return FileKind.LEGACY_OFFICE if content else FileKind.COMPOUND


def _kind_by_signature(head: bytes) -> FileKind | None:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith(b"RIFF"):
        return {b"WEBP": FileKind.WEBP, b"WAVE": FileKind.WAV, b"AVI ": FileKind.AVI}.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _BOXED.get(head[8:12], FileKind.MP4)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-"):
        return FileKind.PDF
    if head.startswith(b"MZ") and b"\0" in head:
        return FileKind.PROGRAM
    return FileKind.MP3 if _is_mp3_frame(head) else None


# What a telephone's photographs and recordings call themselves in their first box. ISO/IEC 14496-12, 4.3; 23008-12.
_BOXED: Final = {
    **dict.fromkeys((b"M4A ", b"M4B "), FileKind.M4A),
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"), FileKind.HEIC),
}


def _is_mp3_frame(head: bytes) -> bool:
    """Whether the first four bytes are a whole MPEG audio frame header. ISO/IEC 11172-3, 2.4.1.3."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bit_rate, sampling = head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and layer == 1 and bit_rate not in (0, 15) and sampling != 3


def _kind_of_text(head: bytes) -> FileKind:
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        plain = head.decode("utf-16", "ignore").encode()  # half of a dash (U+2013) would look like a control character
    if any(byte in _TEXT_CONTROLS for byte in plain):
        return FileKind.UNKNOWN
    first_tag, has_comment, is_declared = _after_prolog(plain)
    if _DRAWING.match(first_tag):
        return FileKind.SVG
    if _WEB_PAGE.match(first_tag) or (has_comment and not is_declared):
        return FileKind.HTML
    return FileKind.XML if is_declared else FileKind.TEXT


def _after_prolog(text: bytes) -> tuple[bytes, bool, bool]:
    """What follows XML declaration and comments; whether there was a comment; whether there was a declaration."""
    has_comment, is_declared = False, False
    while True:
        text = text.lstrip()
        if text.startswith(b"<!--"):
            has_comment, text = True, text.partition(b"-->")[2]
        elif text.startswith(b"<?xml"):
            is_declared, text = True, text.partition(b"?>")[2]
        else:
            return text, has_comment, is_declared
