"""A zip written so that the same content gives the same bytes: every file of the same day, no comment, no extra field.

APPNOTE.TXT, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16. The bytes
are those that the standard library's `zipfile` writes, in half its time: a deck has a thousand small files.
"""

import struct
import zlib
from collections.abc import Iterable
from typing import BinaryIO, Final

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s4B4HL2L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20
_FIRST_DAY: Final = (1 << 5) | 1
"""1 January 1980, as MS-DOS writes it; the time is 0."""
_STORED, _DEFLATED = 0, 8
_UTF8_NAME: Final = 0x800
_FOR_ITS_OWNER: Final = 0o600 << 16
_LEVEL: Final = 6
_MOST_FILES: Final = 0xFFFF - 1
_MOST_BYTES: Final = 0xFFFFFFFF - 1


def write_zip(out: BinaryIO, files: Iterable[tuple[str, bytes, bool]]) -> None:
    """Write files into an empty `out` in the order they come in: name, content, and whether the content is packed.

    Raises ValueError for more files or bytes than a zip without extensions can say.
    """
    directory: list[bytes] = []
    at = 0
    for name, content, is_packed in files:
        try:
            raw_name, flags = name.encode("ascii"), 0
        except UnicodeEncodeError:
            raw_name, flags = name.encode("utf-8"), _UTF8_NAME
        method = _DEFLATED if is_packed else _STORED
        packed = zlib.compress(content, _LEVEL, wbits=-zlib.MAX_WBITS) if is_packed else content
        said = (flags, method, 0, _FIRST_DAY, zlib.crc32(content), len(packed), len(content))
        if len(directory) >= _MOST_FILES or at + len(packed) + len(content) > _MOST_BYTES:
            raise ValueError("More than fits into a zip without extensions.")
        out.write(_LOCAL.pack(b"PK\x03\x04", _VERSION, *said, len(raw_name), 0) + raw_name)
        out.write(packed)
        made_by = (_VERSION, 0, _VERSION, 0)
        where = (len(raw_name), 0, 0, 0, 0, _FOR_ITS_OWNER, at)
        directory.append(_CENTRAL.pack(b"PK\x01\x02", *made_by, *said, *where) + raw_name)
        at += _LOCAL.size + len(raw_name) + len(packed)
    listed = b"".join(directory)
    out.write(listed + _END.pack(b"PK\x05\x06", 0, 0, len(directory), len(directory), len(listed), at, 0))
