"""A first look at a PDF: is it whole, is it locked, has it pages of its own, does it run anything.

By searching its bytes, not by reading it as a PDF: ISO 32000-1, 7.5 (structure), 7.6 (encryption), 12.3.5 (portfolios),
12.6.4 (actions), 12.7.8 (XFA).
What is packed in object streams is unpacked for the search, within a limit.
"""

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from media.opc.limits import Limits
from media.opc.refusals import OnlyInAdobe, PasswordProtected, Portfolio, RunsPrograms, Truncated

_CHUNK: Final = 1024 * 1024
_OVERLAP: Final = 512
_TAIL_BYTES: Final = 4096
_PACKED_BYTES: Final = 256 * 1024
_COST_OF_A_TRY: Final = 16 * 1024


def _name(text: str) -> bytes:
    """A pattern for a PDF name in any of its spellings: `#4A` may stand for `J` (7.3.5)."""
    letters = (rf"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in text)
    return ("/" + "".join(letters)).encode("ascii")


_ENCRYPTION = re.compile(_name("Encrypt") + rb"\s{0,20}(?:\d{1,10}\s{1,20}\d{1,5}\s{1,20}R|<<)")
_PORTFOLIO = re.compile(_name("Collection") + rb"\s{0,20}(?:\d{1,10}\s{1,20}\d{1,5}\s{1,20}R|<<)")
_ONLY_IN_ADOBE = re.compile(_name("NeedsRendering") + rb"\s{1,20}true")
_ACTION = re.compile(
    _name("S") + rb"\s{0,20}(?:" + _name("JavaScript") + rb"|" + _name("Launch") + rb")(?![A-Za-z0-9])"
)
_OBJECT_STREAM = re.compile(_name("ObjStm") + rb"[^\0]{0,400}?stream\r?\n")


def validate_pdf(file: BinaryIO, *, size: int, limits: Limits) -> None:
    """Return without a word if the PDF may come in.

    Raises Truncated, PasswordProtected, Portfolio, OnlyInAdobe or RunsPrograms.
    """
    file.seek(max(0, size - _TAIL_BYTES))
    tail = file.read(_TAIL_BYTES)
    if b"%%EOF" not in tail or b"startxref" not in tail:
        raise Truncated
    left = limits.pdf_object_stream_bytes
    for at, window in _windows(file):
        if _ENCRYPTION.search(window):
            raise PasswordProtected(ending="pdf")
        _validate_objects(window)
        for found in _OBJECT_STREAM.finditer(window):
            if left <= 0:
                break
            objects = _unpacked(file, at + found.end(), most=left)
            left -= len(objects) + _COST_OF_A_TRY
            _validate_objects(objects)


def _validate_objects(objects: bytes) -> None:
    """Raise what tells against a PDF with these objects. A portfolio and a form run scripts too, and are told first."""
    if _PORTFOLIO.search(objects):
        raise Portfolio
    if _ONLY_IN_ADOBE.search(objects):
        raise OnlyInAdobe
    if _ACTION.search(objects):
        raise RunsPrograms


def _windows(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The file in overlapping pieces, each with its offset."""
    at = 0
    while True:
        file.seek(at)
        window = file.read(_CHUNK + _OVERLAP)
        yield at, window
        if len(window) < _CHUNK + _OVERLAP:
            return
        at += _CHUNK


def _unpacked(file: BinaryIO, at: int, *, most: int) -> bytes:
    """What a deflated stream that starts here unpacks to, as far as it goes; nothing if it is packed some other way."""
    file.seek(at)
    try:
        return zlib.decompressobj().decompress(file.read(_PACKED_BYTES), min(most, 8 * _CHUNK))
    except zlib.error:
        return b""
