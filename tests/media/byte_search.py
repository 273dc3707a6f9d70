"""A plain search of every byte of a file, for tests that must not trust the search they test."""

import base64
import io
import zipfile
import zlib
from collections.abc import Iterator


def found_anywhere(words: list[str], data: bytes) -> set[str]:
    """Which of the words are in a file or in any file inside it, in any capitals, in the ways files write words."""
    found = set()
    for content in contents(data):
        lower = content.lower()
        found |= {word for word in words if any(way in lower for way in _ways(word.lower()))}
        found |= {word for word in words if any(way in content for way in _coded(word))}
    return found


def contents(data: bytes) -> Iterator[bytes]:
    """The file, and everything packed in it down to the last."""
    yield data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from contents(archive.read(name))
    at = data.find(b"stream")
    while data.startswith((b"%PDF", b"\x89PNG")) and at >= 0:
        yield from _inflated(data[at + 6 :].lstrip(b"\r\n"))
        at = data.find(b"stream", at + 6)
    for kind in (b"zTXt", b"iTXt", b"iCCP") if data.startswith(b"\x89PNG") else ():
        start = data.find(kind)
        if start >= 0:
            yield from _inflated(data[data.find(b"\0", start + 4) + 2 :])


def _inflated(packed: bytes) -> Iterator[bytes]:
    try:
        yield zlib.decompressobj().decompress(packed)
    except zlib.error:
        return


def _ways(word: str) -> list[bytes]:
    return [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), word.encode("latin-1", "replace")]


def _coded(word: str) -> list[bytes]:
    return [base64.b64encode(bytes(shift) + word.encode())[4:-4] for shift in range(3)]
