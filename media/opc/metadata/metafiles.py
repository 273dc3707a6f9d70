"""Windows metafiles without their descriptions and comments. [MS-EMF] 2.2.9, 2.2.13, 2.3.3; [MS-WMF] 2.3.2, 2.3.6."""

import struct
from collections.abc import Iterator
from typing import Final

_EMF_HEADER, _EMF_END, _EMF_COMMENT, _EMF_FONT = 1, 14, 70, 82
_FACE, _FULL_NAME, _SCRIPT, _VECTOR = 40, 104, 296, 360
"""Where in a record of a font its face, its full name and style, its script and what comes after that begin."""
_EMF_PLUS: Final = b"EMF+"
_WMF_ESCAPE, _WMF_COMMENT = 0x0626, 15
_PLACEABLE: Final = b"\xd7\xcd\xc6\x9a"


def clean_metafile(data: bytes) -> tuple[bytes, str] | None:
    """The drawing and its ending (`emf` or `wmf`); None if this is no metafile. Raises struct.error if it is cut off."""
    if data[:4] == b"\x01\0\0\0" and data[40:44] == b" EMF":
        return _clean_emf(data), "emf"
    if data.startswith(_PLACEABLE) or data[:4] in (b"\x01\0\x09\0", b"\x02\0\x09\0"):
        return _clean_wmf(data), "wmf"
    return None


def _emf_records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each record with its kind, up to the last. Raises struct.error for one that does not fit."""
    at = 0
    while at < len(data):
        kind, size = struct.unpack_from("<2L", data, at)
        record = data[at : at + size]
        if size < 8 or len(record) < size:
            raise struct.error("a record that does not fit")
        at += size
        yield kind, record
        if kind == _EMF_END:
            return


def _clean_emf(data: bytes) -> bytes:
    records = []
    for kind, record in _emf_records(data):
        if kind == _EMF_HEADER:
            record = record[:60] + bytes(8) + record[68:88] + bytes(max(0, min(len(record), 108) - 88))
        if kind == _EMF_FONT:
            record = _clean_font(record)
        if kind != _EMF_COMMENT or record[12:16] == _EMF_PLUS:
            records.append(record)
    whole = bytearray(b"".join(records))
    struct.pack_into("<L", whole, 4, len(records[0]))
    struct.pack_into("<2L", whole, 48, len(whole), len(records))
    return bytes(whole)


def _clean_font(record: bytes) -> bytes:
    """A font by its face alone: programs leave in the other names whatever was in memory there, such as their path."""
    face, name, rest = record[:_FULL_NAME], record[_FULL_NAME:_SCRIPT], record[_SCRIPT:]
    ends = next((at for at in range(_FACE, len(face) - 1, 2) if face[at : at + 2] == b"\0\0"), len(face))
    if len(record) >= _VECTOR:
        rest = bytes(_VECTOR - _SCRIPT) + record[_VECTOR:]
    return face[:ends] + bytes(len(face) - ends + len(name)) + rest


def _wmf_start(data: bytes) -> int:
    return 22 if data.startswith(_PLACEABLE) else 0


def _wmf_records(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Each record with its function, up to the last. Raises struct.error for one that does not fit."""
    while at < len(data):
        words, function = struct.unpack_from("<LH", data, at)
        record = data[at : at + 2 * words]
        if words < 3 or len(record) < 2 * words:
            raise struct.error("a record that does not fit")
        at += 2 * words
        yield function, record
        if function == 0:
            return


def _clean_wmf(data: bytes) -> bytes:
    start = _wmf_start(data)
    header = bytearray(data[start : start + 18])
    records = [
        record
        for function, record in _wmf_records(data, start + 18)
        if function != _WMF_ESCAPE or struct.unpack_from("<H", record, 6)[0] != _WMF_COMMENT
    ]
    body = b"".join(records)
    struct.pack_into("<L", header, 6, (len(header) + len(body)) // 2)
    struct.pack_into("<L", header, 12, max(len(record) // 2 for record in records))
    return data[:start] + bytes(header) + body
