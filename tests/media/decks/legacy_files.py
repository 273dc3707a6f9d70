"""Old PowerPoint files (.ppt), each made here from nothing: records of [MS-PPT] inside a container of [MS-CFB]."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_NEVER_ENCRYPTED, ENCRYPTED = 0xE391C05F, 0xF3D1C4DF
_DOCUMENT, _DOCUMENT_ATOM, _SLIDE, _SLIDE_ATOM = 1000, 1001, 1006, 1007
_LIST, _LISTED_SLIDE, _TEXT_TYPE, _TEXT = 4080, 1011, 3999, 4000
_EDIT, _DIRECTORY, _CURRENT_USER = 4085, 6002, 4086
_DRAWING, _DRAWING_GROUP, _SHAPES, _SHAPE = 1036, 0xF002, 0xF003, 0xF004
_GROUP_ATOM, _SHAPE_ATOM, _TEXT_BOX, _ANCHOR, _CLIENT_DATA, _PLACEHOLDER = 0xF009, 0xF00A, 0xF00D, 0xF010, 0xF011, 3011
_ANIMATION = 0x1014


@dataclass(frozen=True)
class OldSlide:
    """What one slide of the old file says."""

    title: str = ""
    text: str = ""
    is_animated: bool = False


def old_deck(*slides: OldSlide, token: int = _NEVER_ENCRYPTED, version: int = _CURRENT_USER) -> bytes:
    """A .ppt of these slides."""
    document = _container(_DOCUMENT, _document_atom(), _slide_list(len(slides)))
    parts = [document, *(_slide(slide) for slide in slides)]
    offsets, stream = [], b""
    for part in parts:
        offsets.append(len(stream))
        stream += part
    directory_at = len(stream)
    stream += _atom(_DIRECTORY, struct.pack(f"<I{len(offsets)}I", len(offsets) << 20 | 1, *offsets))
    edit_at = len(stream)
    stream += _atom(_EDIT, struct.pack("<IHBBIIIIHH", 0, 0, 0, 3, 0, directory_at, 1, len(parts) + 1, 1, 0))
    user = struct.pack("<HHIIII", 0, version, 20, 20, token, edit_at) + b"\0" * 12
    return compound_file({"PowerPoint Document": stream, "Current User": user})


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file of version 3. Streams are filled up with zeros to the size from which they have sectors."""
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    chains, next_sector = {}, 2
    for name, content in padded.items():
        length = -(-len(content) // SECTOR)
        chains[name] = range(next_sector, next_sector + length)
        next_sector += length
    table = [_FAT, _END]
    for chain in chains.values():
        table += [*list(chain)[1:], _END]
    if len(table) > SECTOR // 4:
        raise ValueError("more than one sector of the table would be needed")
    header = struct.pack(
        "<8s16x5H6x9I",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, 1, 0, 4096, _END, 0, _END, 0),
    ) + struct.pack("<109I", 0, *[_FREE] * 108)
    lines = [_entry("Root Entry", 5, _END, 0, child=1)]
    for at, (name, content) in enumerate(padded.items(), start=1):
        right = at + 1 if at < len(padded) else _FREE
        lines.append(_entry(name, 2, chains[name].start, len(content), right=right))
    body = b"".join(content.ljust(-(-len(content) // SECTOR) * SECTOR, b"\0") for content in padded.values())
    fat = struct.pack(f"<{SECTOR // 4}I", *table, *[_FREE] * (SECTOR // 4 - len(table)))
    return header + fat + b"".join(lines).ljust(SECTOR, b"\0") + body


def _entry(name: str, kind: int, start: int, size: int, *, right: int = _FREE, child: int = _FREE) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    return raw.ljust(64, b"\0") + struct.pack("<HBBIII36xIII", len(raw), kind, 1, _FREE, right, child, start, size, 0)


def _record(kind: int, payload: bytes, *, version: int, instance: int = 0) -> bytes:
    return struct.pack("<HHI", version | instance << 4, kind, len(payload)) + payload


def _atom(kind: int, payload: bytes, *, version: int = 0, instance: int = 0) -> bytes:
    return _record(kind, payload, version=version, instance=instance)


def _container(kind: int, *children: bytes, instance: int = 0) -> bytes:
    return _record(kind, b"".join(children), version=15, instance=instance)


def _document_atom() -> bytes:
    return _atom(
        _DOCUMENT_ATOM, struct.pack("<10iHH4B", 5760, 4320, 4320, 5760, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), version=1
    )


def _slide_list(count: int) -> bytes:
    listed = [_atom(_LISTED_SLIDE, struct.pack("<5I", n + 2, 0, 0, 256 + n, 0)) for n in range(count)]
    return _container(_LIST, *listed)


def _slide(slide: OldSlide) -> bytes:
    shapes: Sequence[bytes] = [
        _container(
            _SHAPE, _atom(_GROUP_ATOM, bytes(16), version=1), _atom(_SHAPE_ATOM, struct.pack("<II", 1, 5), version=2)
        ),
        _text_shape(2, slide.title, text_type=0, placeholder=13, top=200) if slide.title else b"",
        _text_shape(3, slide.text, text_type=1, placeholder=14, top=1200) if slide.text else b"",
    ]
    drawing = _container(_DRAWING, _container(_DRAWING_GROUP, _container(_SHAPES, *shapes)))
    animation = _container(_ANIMATION) if slide.is_animated else b""
    return _container(_SLIDE, _atom(_SLIDE_ATOM, bytes(24), version=2), drawing, animation)


def _text_shape(number: int, text: str, *, text_type: int, placeholder: int, top: int) -> bytes:
    return _container(
        _SHAPE,
        _atom(_SHAPE_ATOM, struct.pack("<II", number, 0xA00), version=2, instance=1),
        _atom(_ANCHOR, struct.pack("<4h", top, 300, 5400, top + 800)),
        _container(_CLIENT_DATA, _atom(_PLACEHOLDER, struct.pack("<IBBH", 0, placeholder, 0, 0))),
        _container(
            _TEXT_BOX,
            _atom(_TEXT_TYPE, struct.pack("<I", text_type)),
            _atom(_TEXT, text.replace("\n", "\r").encode("utf-16-le")),
        ),
    )
