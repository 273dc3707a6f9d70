"""Windows metafiles without their descriptions and comments. [MS-EMF] 2.2.9, 2.3.3; [MS-WMF] 2.3.2, 2.3.6."""

import struct
from typing import Final

_EMF_HEADER, _EMF_END, _EMF_COMMENT = 1, 14, 70
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


def _clean_emf(data: bytes) -> bytes:
    records, at = [], 0
    while at < len(data):
        kind, size = struct.unpack_from("<2L", data, at)
        record = data[at : at + size]
        if size < 8 or len(record) < size:
            raise struct.error("a record that does not fit")
        at += size
        if kind == _EMF_HEADER:
            record = record[:60] + bytes(8) + record[68:88] + bytes(max(0, min(size, 108) - 88))
        if kind != _EMF_COMMENT or record[12:16] == _EMF_PLUS:
            records.append(record)
        if kind == _EMF_END:
            break
    whole = bytearray(b"".join(records))
    struct.pack_into("<L", whole, 4, len(records[0]))
    struct.pack_into("<2L", whole, 48, len(whole), len(records))
    return bytes(whole)


def _clean_wmf(data: bytes) -> bytes:
    start = 22 if data.startswith(_PLACEABLE) else 0
    header, at = bytearray(data[start : start + 18]), start + 18
    records = []
    while at < len(data):
        words, function = struct.unpack_from("<LH", data, at)
        record = data[at : at + 2 * words]
        if words < 3 or len(record) < 2 * words:
            raise struct.error("a record that does not fit")
        at += 2 * words
        if function != _WMF_ESCAPE or struct.unpack_from("<H", record, 6)[0] != _WMF_COMMENT:
            records.append(record)
        if function == 0:
            break
    body = b"".join(records)
    struct.pack_into("<L", header, 6, (len(header) + len(body)) // 2)
    struct.pack_into("<L", header, 12, max(len(record) // 2 for record in records))
    return data[:start] + bytes(header) + body
