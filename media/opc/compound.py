"""OLE compound files: the Office files of before 2007, and the envelope around every Office file that has a password.

[MS-CFB] 2.2 and 2.6, https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb; [MS-OFFCRYPTO] 2.3.4.4 names
`EncryptedPackage`.
"""

import struct
from typing import BinaryIO, Final

COMPOUND_HEAD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOOKED_AT: Final = 64 * 1024
_STREAMS: Final = {
    "EncryptedPackage": "password",
    "PowerPoint Document": "ppt",
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
}


def compound_content(file: BinaryIO) -> str:
    """What a compound file holds: `password`, `ppt`, `doc`, `xls`, or blank for anything else.

    Reads the start of the file and the start of its directory, never more than 128 kB.
    """
    file.seek(0)
    seen = file.read(_LOOKED_AT)
    if len(seen) >= 512:
        sector_shift, first_directory_sector = struct.unpack_from("<30xH16xL", seen)
        if sector_shift in (9, 12):
            file.seek((first_directory_sector + 1) << sector_shift)
            seen += file.read(_LOOKED_AT)
    for name, content in _STREAMS.items():
        if (name + "\0").encode("utf-16-le") in seen:
            return content
    return ""
