"""Video and sound without what they say beside it: title, artist, place, camera, dates.

MP4 and its family: ISO/IEC 14496-12, 8; QuickTime File Format, "User data atoms". MP3: id3.org, APEv2. WAV: RIFF.
"""

import struct
from dataclasses import dataclass
from typing import Final

_FILE_BOXES: Final = frozenset({b"ftyp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"styp", b"wide"})
_OPENED: Final = frozenset({b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf", b"mvex", b"edts"})
_INNER_BOXES: Final = _OPENED | frozenset(
    b"mvhd tkhd mdhd hdlr vmhd smhd nmhd hmhd sthd gmhd dinf stbl elst mehd trex mfhd tfhd tfdt trun iods".split()
)
_WITH_DATES: Final = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_SEEN_OR_HEARD: Final = frozenset({b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"tmcd"})
_WAV_KEPT: Final = frozenset({b"fmt ", b"data", b"fact"})


@dataclass(frozen=True, slots=True)
class CleanRecording:
    """A video or sound with nothing beside it."""

    content: bytes
    ending: str
    content_type: str
    removed: frozenset[str] = frozenset()


def clean_recording(data: bytes) -> CleanRecording | None:
    """The recording without its metadata, picture and sound untouched; None if it is of no kind we can clean.

    In the MP4 family what goes is blanked where it stands, so that every offset stays right.
    """
    try:
        if data[4:8] == b"ftyp":
            content = _clean_boxes(data)
            ending = {b"M4A ": "m4a", b"qt  ": "mov"}.get(data[8:12], "mp4")
            kind = {"m4a": "audio/mp4", "mov": "video/quicktime", "mp4": "video/mp4"}[ending]
        elif data.startswith(b"RIFF") and data[8:12] == b"WAVE":
            content, ending, kind = _clean_wav(data), "wav", "audio/x-wav"
        elif data.startswith(b"ID3") or (data[:1] == b"\xff" and data[1:2] >= b"\xe0"):
            content, ending, kind = _clean_mp3(data), "mp3", "audio/mpeg"
        else:
            return None
    except (struct.error, IndexError):
        return None
    return CleanRecording(content, ending, kind, frozenset({"text"} if content != data else ()))


def _clean_boxes(data: bytes) -> bytes:
    whole = bytearray(data)
    _blank_boxes(whole, 0, len(whole), _FILE_BOXES)
    return bytes(whole)


def _blank_boxes(whole: bytearray, start: int, end: int, kept: frozenset[bytes]) -> None:
    """Blank every box between two places that is not of a kept kind, and go into those that hold others."""
    at = start
    while at + 8 <= end:
        size, kind = struct.unpack_from(">L4s", whole, at)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", whole, at + 8)[0], 16
        size = size or end - at
        if size < head or at + size > end:
            raise struct.error("a box that does not fit")
        inside, after = at + head, at + size
        if kind not in kept or (kind == b"trak" and not _is_shown(whole, inside, after)):
            if kind == b"trak":
                _blank_samples(whole, inside, after)
            whole[at + 4 : at + 8] = b"free"
            whole[inside:after] = bytes(after - inside)
        elif kind in _OPENED:
            _blank_boxes(whole, inside, after, _INNER_BOXES)
        elif kind in _WITH_DATES:
            wide = 8 if whole[inside] == 1 else 4
            whole[inside + 4 : inside + 4 + 2 * wide] = bytes(2 * wide)
        elif kind == b"hdlr":
            whole[inside + 24 : after] = bytes(after - inside - 24)
        at = after
    whole[at:end] = bytes(end - at)


def _found(whole: bytearray, start: int, end: int, *path: bytes) -> tuple[int, int] | None:
    """Where the content of the box lies to which this path leads, and where it ends."""
    at = start
    while at + 8 <= end:
        size, kind = struct.unpack_from(">L4s", whole, at)
        if size < 8 or at + size > end:
            return None
        if kind == path[0]:
            inside = (at + 8, at + size)
            return inside if len(path) == 1 else _found(whole, *inside, *path[1:])
        at += size
    return None


def _is_shown(whole: bytearray, start: int, end: int) -> bool:
    """Whether a track is picture, sound or words; others hold where the camera was, second by second."""
    handler = _found(whole, start, end, b"mdia", b"hdlr")
    return handler is not None and bytes(whole[handler[0] + 8 : handler[0] + 12]) in _SEEN_OR_HEARD


def _blank_samples(whole: bytearray, start: int, end: int) -> None:
    """Blank what a track that goes has stored among the pictures and the sound."""
    table = _found(whole, start, end, b"mdia", b"minf", b"stbl")
    if table is None:
        return
    offsets, sizes, runs = _chunk_offsets(whole, *table), _sample_sizes(whole, *table), _chunk_runs(whole, *table)
    sample = 0
    for number, offset in enumerate(offsets, start=1):
        per_chunk = next((count for first, count in reversed(runs) if first <= number), 0)
        length = sum(sizes[sample : sample + per_chunk])
        sample += per_chunk
        if offset + length <= len(whole):
            whole[offset : offset + length] = bytes(length)


def _chunk_offsets(whole: bytearray, start: int, end: int) -> list[int]:
    for kind, form in ((b"stco", "L"), (b"co64", "Q")):
        box = _found(whole, start, end, kind)
        if box is not None:
            count = min(
                struct.unpack_from(">L", whole, box[0] + 4)[0], (box[1] - box[0] - 8) // (4 if form == "L" else 8)
            )
            return list(struct.unpack_from(f">{count}{form}", whole, box[0] + 8))
    return []


def _sample_sizes(whole: bytearray, start: int, end: int) -> list[int]:
    box = _found(whole, start, end, b"stsz")
    if box is None:
        return []
    same, count = struct.unpack_from(">2L", whole, box[0] + 4)
    if same:
        return [same] * min(count, 10_000_000)
    count = min(count, (box[1] - box[0] - 12) // 4)
    return list(struct.unpack_from(f">{count}L", whole, box[0] + 12))


def _chunk_runs(whole: bytearray, start: int, end: int) -> list[tuple[int, int]]:
    """From which chunk on how many samples a chunk."""
    box = _found(whole, start, end, b"stsc")
    if box is None:
        return []
    count = min(struct.unpack_from(">L", whole, box[0] + 4)[0], (box[1] - box[0] - 8) // 12)
    return [struct.unpack_from(">2L", whole, box[0] + 8 + 12 * n) for n in range(count)]


def _clean_wav(data: bytes) -> bytes:
    kept, at = [], 12
    while at + 8 <= len(data):
        kind, length = struct.unpack_from("<4sL", data, at)
        body = data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
        if kind in _WAV_KEPT:
            kept.append(struct.pack("<4sL", kind, len(body)) + body + bytes(len(body) % 2))
    packed = b"".join(kept)
    return b"RIFF" + struct.pack("<L", len(packed) + 4) + b"WAVE" + packed


def _clean_mp3(data: bytes) -> bytes:
    while data.startswith(b"ID3") and len(data) > 10:
        size = sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
        data = data[10 + size + (10 if data[5] & 0x10 else 0) :]
    if data[-128:-125] == b"TAG":
        data = data[:-128]
    footer = data[-32:]
    if footer.startswith(b"APETAGEX"):
        size, flags = struct.unpack_from("<L4xL", footer, 12)
        data = data[: max(0, len(data) - size - (32 if flags & 0x80000000 else 0))]
    return data
