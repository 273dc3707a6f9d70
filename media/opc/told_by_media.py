"""What pictures, recordings and other bytes that are no XML say: the values the second look searches for."""

import contextlib
import re
import zlib
from collections.abc import Iterable
from typing import Final

_TEXT_RUN = re.compile(rb"[\x20-\x7e]{6,200}")
_OF_A_PACKAGE = re.compile(r"^\[Content_Types\]\.xml|^_rels/\.rels")
"""How the packed files of every Office file begin, one inside an old kind of container too."""
_WIDE_RUN = re.compile(rb"(?:[\x20-\x7e]\x00){5,200}")
_SMALL_PICTURE: Final = re.compile(rb"\xff\xd8\xff.*?(?:\xff\xd9|\Z)", re.DOTALL)
"""The thumbnail in a photograph's metadata. Its tables are those of every other JPEG, and read like words."""


def runs_in(content: bytes, *, shortest: int = 6) -> set[str]:
    """Runs of letters in bytes, one byte a letter or two: what may be words."""
    found = {run.decode("ascii") for run in _TEXT_RUN.findall(content)}
    found |= {run.decode("utf-16-le") for run in _WIDE_RUN.findall(content)}
    told = {one.strip() for one in found if not _OF_A_PACKAGE.search(one)}
    return {one for one in told if len(one) >= shortest and re.search(r"[A-Za-z]{3}", one)}


def _worded(pieces: Iterable[bytes]) -> set[str]:
    """The words of metadata: values of XML if it is that, runs of letters if not."""
    found: set[str] = set()
    for piece in pieces:
        start = piece.find(b"<")
        if b"<x:xmpmeta" in piece or b"<rdf:RDF" in piece:
            values = re.findall(rb'"([^"]{6,200})"|>([^<]{6,200})<', piece[start:])
            found |= {b.decode("utf-8", "replace").strip() for pair in values for b in pair if b.strip()}
        else:
            found |= runs_in(piece)
    return {one for one in found if len(one) >= 6 and not one.startswith("http://") and "/" not in one[:12]}


def told_by_media(content: bytes) -> set[str]:
    """What a picture or recording of a kind that is known says; nothing for any other."""
    if content.startswith(b"\xff\xd8"):
        return _told_by_jpeg(content)
    if content.startswith(b"\x89PNG"):
        return _told_by_png(content)
    if content.startswith(b"GIF8"):
        return _told_by_gif(content)
    return _told_by_video(content) if content[4:8] == b"ftyp" else set()


def _told_by_jpeg(content: bytes) -> set[str]:
    pieces, at = [], 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if content[at + 1] in (0xE1, 0xED, 0xFE):
            pieces.append(content[at + 4 : at + 2 + length])
        at += 2 + length
    told = _worded(_SMALL_PICTURE.sub(b"", piece) for piece in pieces)
    return told.union(*(_told_by_jpeg(small) for piece in pieces for small in _SMALL_PICTURE.findall(piece)))


def _told_by_png(content: bytes) -> set[str]:
    pieces, at = [], 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] in (b"tEXt", b"iTXt", b"eXIf"):
            pieces.append(content[at + 8 : at + 8 + length].partition(b"\0")[2])
        elif content[at + 4 : at + 8] == b"zTXt":
            packed = content[at + 8 : at + 8 + length].partition(b"\0")[2][1:]
            with contextlib.suppress(zlib.error):
                pieces.append(zlib.decompressobj().decompress(packed, 1024 * 1024))
        at += 12 + length
    return _worded(pieces)


def _told_by_gif(content: bytes) -> set[str]:
    """The remarks, found block by block: among the dots of a picture anything may look like one. GIF89a, appendix A."""
    pieces, at = [], 13 + _colours(content[10:11])
    while 0 < at < len(content) - 1:
        if content[at : at + 1] == b",":
            at = _after_blocks(content, at + 11 + _colours(content[at + 9 : at + 10]))
        elif content[at : at + 1] == b"!":
            end = _after_blocks(content, at + 2)
            if content[at + 1] == 0xFE:
                pieces.append(_unblocked(content[at + 2 : end]))
            at = end
        else:
            break
    return _worded(pieces)


def _colours(looks: bytes) -> int:
    """Bytes of the table of colours that follows a byte of looks."""
    return 3 << ((looks[0] & 7) + 1) if looks and looks[0] & 0x80 else 0


def _after_blocks(content: bytes, at: int) -> int:
    while at < len(content) and content[at]:
        at += 1 + content[at]
    return at + 1


def _unblocked(blocks: bytes) -> bytes:
    """What a row of blocks holds, without the byte before each that says how long it is."""
    pieces, at = [], 0
    while at < len(blocks) and blocks[at]:
        pieces.append(blocks[at + 1 : at + 1 + blocks[at]])
        at += 1 + blocks[at]
    return b"".join(pieces)


def _told_by_video(content: bytes) -> set[str]:
    pieces = []
    for mark in (b"udta", b"meta"):
        at = content.find(mark)
        if at >= 4:
            pieces.append(content[at + 4 : at - 4 + min(int.from_bytes(content[at - 4 : at], "big"), 64 * 1024)])
    return {one for one in _worded(pieces) if len(one) >= 8}
