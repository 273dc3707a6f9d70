"""Colour profiles without the words in them: who made the profile, for which screen, when. ICC.1:2022, 7 and 9."""

import struct
from typing import Final

_COLOUR_TAGS: Final = frozenset(
    b"wtpt bkpt rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC chad cicp lumi gamt "
    b"A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 D2B0 D2B1 D2B2 D2B3 B2D0 B2D1 B2D2 B2D3".split()
)
_NO_WORDS: Final = b"desc\0\0\0\0" + struct.pack(">L", 1) + bytes(1 + 4 + 4 + 2 + 1 + 67 + 3)
_NO_RIGHTS: Final = b"text\0\0\0\0\0\0\0\0"
_FIRST_DAY: Final = struct.pack(">6H", 1980, 1, 1, 0, 0, 0)
_HEADER: Final = 128


def clean_profile(profile: bytes) -> bytes | None:
    """The profile with its colours and no words; None if it cannot be read, so that it has to go."""
    if len(profile) < _HEADER + 4 or profile[36:40] != b"acsp":
        return None
    count = struct.unpack_from(">L", profile, _HEADER)[0]
    if count > 200 or _HEADER + 4 + 12 * count > len(profile):
        return None
    tags: dict[bytes, bytes] = {b"desc": _NO_WORDS, b"cprt": _NO_RIGHTS}
    for at in range(_HEADER + 4, _HEADER + 4 + 12 * count, 12):
        name, offset, size = struct.unpack_from(">4s2L", profile, at)
        if offset + size > len(profile):
            return None
        if name in _COLOUR_TAGS:
            tags[name] = profile[offset : offset + size]
    return _assembled(_clean_header(profile), tags)


def _clean_header(profile: bytes) -> bytes:
    """Version, class and colour spaces as they were; no maker, no date, no fingerprint of the original."""
    header = bytearray(_HEADER)
    header[8:24] = profile[8:24]
    header[24:36] = _FIRST_DAY
    header[36:40] = b"acsp"
    header[64:80] = profile[64:80]
    return bytes(header)


def _assembled(header: bytes, tags: dict[bytes, bytes]) -> bytes:
    lines, body = [], b""
    start = _HEADER + 4 + 12 * len(tags)
    placed: dict[bytes, int] = {}
    for name, content in tags.items():
        if content not in placed:
            placed[content] = start + len(body)
            body += content + bytes(-len(content) % 4)
        lines.append(struct.pack(">4s2L", name, placed[content], len(content)))
    whole = header + struct.pack(">L", len(tags)) + b"".join(lines) + body
    return struct.pack(">L", len(whole)) + whole[4:]
