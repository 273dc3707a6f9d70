"""What is packed in a picture or a PDF, for the second look at a clean copy: words that its bytes do not show."""

import re
import zlib
from collections.abc import Iterator

_PDF_LITERAL = re.compile(rb"\((?:\\[\s\S]|[^\\()]){4,4000}\)")
_PDF_ESCAPE = re.compile(rb"\\([0-7]{1,3}|[\s\S])")
_PDF_HEX = re.compile(rb"<([0-9A-Fa-f \t\r\n]{8,8000})>")


def inside(content: bytes, budget: list[int]) -> Iterator[tuple[str, bytes]]:
    """The names and the content of what is packed in it, no more bytes than the budget, which is spent."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        yield from _packed_chunks(content, budget)
    elif content.startswith(b"%PDF-"):
        yield from _streams(content, budget)


def _packed_chunks(content: bytes, budget: list[int]) -> Iterator[tuple[str, bytes]]:
    for kind in (b"zTXt", b"iTXt", b"iCCP"):
        at = content.find(kind)
        if at >= 4:
            body = content[at + 4 : at + 4 + int.from_bytes(content[at - 4 : at], "big")]
            for start in (body.find(b"\0") + 2, body.rfind(b"\0") + 1):
                yield from _inflated(kind.decode(), body[start:], budget)


def _streams(content: bytes, budget: list[int]) -> Iterator[tuple[str, bytes]]:
    """The packed streams of a PDF, told by where they start, and every string in them and between them."""
    yield "strings", b"\n".join(_pdf_strings(content))
    view = memoryview(content)
    for number, start in enumerate(re.finditer(rb"(?<!end)stream\r?\n", content)):
        if content.startswith(b"PK", start.end()):
            yield f"stream {number}", content[start.end() : content.find(b"endstream", start.end())]
        for name, inner in _inflated(f"stream {number}", view[start.end() :], budget):
            yield name, inner
            yield f"{name}, strings", b"\n".join(_pdf_strings(inner))


def _pdf_strings(content: bytes) -> Iterator[bytes]:
    """The strings of a PDF as words: unescaped, from hexadecimal, from UTF-16. ISO 32000-2, 7.3.4."""
    for literal in _PDF_LITERAL.findall(content):
        yield from _decoded(_PDF_ESCAPE.sub(_unescaped, literal[1:-1]))
    for digits in _PDF_HEX.findall(content):
        plain = bytes(byte for byte in digits if byte not in b" \t\r\n")
        yield from _decoded(bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode("ascii")))


def _decoded(raw: bytes) -> Iterator[bytes]:
    if raw.startswith(b"\xfe\xff"):
        yield raw[2:].decode("utf-16-be", "replace").encode()
    else:
        yield raw.removeprefix(b"\xef\xbb\xbf").replace(b"\n", b" ")


def _unescaped(found: re.Match[bytes]) -> bytes:
    letter = found[1]
    if letter[0] in b"01234567":
        return bytes((int(letter, 8) & 0xFF,))
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\n": b""}.get(letter, letter)


def _inflated(name: str, packed: bytes | memoryview, budget: list[int]) -> Iterator[tuple[str, bytes]]:
    try:
        inner = zlib.decompressobj().decompress(packed, max(1, budget[0]))
    except zlib.error:
        return
    budget[0] -= len(inner)
    yield name, inner
