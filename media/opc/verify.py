"""The second look at a clean copy: does any name or value that the original hid still stand in it, however written?

Shares nothing with what cleans: it knows no elements and no relationships, only bytes, words and the ways to write
them. What to look for is gathered by :mod:`media.opc.hidden_values` and :mod:`media.pdf.hidden_values`.
"""

import base64
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from media.opc.limits import Limits
from media.opc.refusals import FileRefused

_SHORTEST_NAME, _SHORTEST_SENTENCE, _WHOLE_WORD_UP_TO = 4, 8, 12
_WORTH_A_PASS: Final = 50
_LONGEST_PASS: Final = 8 * 1024 * 1024
_DEEPEST: Final = 6
_MOST_VALUES: Final = 20_000
_LONGEST: Final = 400
# What programs write of themselves, and what a clean copy says of its own parts. Nobody is found out by these.
_TELLING_NOTHING: Final = re.compile(
    r"(?:microsoft )?(?:office )?(?:word|powerpoint|excel|user|theme)?|microsoft(?: office)?|office|windows(?: user)?|user|"
    r"admin(?:istrator)?|author|(?:sub)?title|text|body|picture|image|shape|theme|frame|group|connector|slides?|table|"
    r"chart|notes?|blank|default|normal|none|null|true|false|python-(?:pptx|docx)|generated (?:using|by) python-\w+|"
    r"powerpoint presentation|libreoffice|(?:adobe )?photoshop|adobe|title slide|title and content|section header|"
    r"two content|comparison|title only|(?:content|picture) with caption|title and vertical text|"
    r"vertical title and text|on-screen show \(\d+:\d+\)|widescreen|custom|presentation|document|home|"
    r"normal\.dotm?|section|sheet\d?|layout|master|english|unknown|anonymous|exif|jfif|header|footer|left|right|"
    r"cent(?:er|re)|[a-z]+/[a-z.+-]+|[a-z]{2,3}(?:-[a-z0-9]{2,4})+"
)
_ZIP: Final = b"PK\x03\x04"
_CUT: Final = str.maketrans('<>"', "\n\n\n")
_RUN_END = re.compile(r"</(?:\w+:)?t>")
_PARAGRAPH_END = re.compile(r"</(?:\w+:)?p>")
_RUN = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<")
_SHORTEST_RUN: Final = 5
_LETTERS: Final = bytes(0x61 if 0x20 <= byte <= 0x7E else 0 for byte in range(256))
_WIDE_RUN = re.compile(rb"\x00[\x20-\x7e](?:\x00[\x20-\x7e]){2,}")
_LIKE_BASE64 = re.compile(r"[A-Za-z0-9+/=]{12,}")
_PDF_LITERAL = re.compile(rb"\((?:\\[\s\S]|[^\\()]){4,4000}\)")
_PDF_ESCAPE = re.compile(rb"\\([0-7]{1,3}|[\s\S])")
_PDF_HEX = re.compile(rb"<([0-9A-Fa-f \t\r\n]{8,8000})>")


class StillHidden(FileRefused):
    """The clean copy still held something that the original hid. It was not published, and no copy was left."""

    code = "still_hidden"

    def __init__(self, found: Iterable["Found"]) -> None:
        self.found = tuple(found)
        super().__init__(
            f"The clean copy of this file still held something hidden in {_listed(self.found)}, so it was not made. "
            "Open the file, check what it says about people under File, Info, Inspect, save it under a new name and "
            "upload that.",
            part=self.found[0].place if self.found else "",
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A hidden value and where it was found: the name of a part, those inside it after `!`."""

    value: str
    place: str


@dataclass(slots=True)
class HiddenValues:
    """What to look for, and the words that everybody may see, in which the same values tell nothing."""

    names: set[str] = field(default_factory=set)
    """Names, addresses, places: what was written into properties."""
    sentences: set[str] = field(default_factory=set)
    """Words that somebody wrote for fewer readers: notes, comments, hidden slides."""
    seen: list[str] = field(default_factory=list)

    def to_look_for(self) -> list[str]:
        """The values worth looking for, longest first: long enough to mean something, and not seen by everybody."""
        seen = "\n".join(_flat(words) for words in self.seen).casefold()
        worth = {_flat(value)[:_LONGEST] for value in self.names if _is_telling(_flat(value), _SHORTEST_NAME)}
        worth |= {_flat(v)[:_LONGEST] for v in self.sentences if _is_telling(_flat(v), _SHORTEST_SENTENCE)}
        told = among({value.casefold() for value in worth}, seen)
        return sorted((v for v in worth if v.casefold() not in told), key=lambda v: (-len(v), v))[:_MOST_VALUES]


def among(values: Iterable[str], text: str) -> set[str]:
    """Which of the values are in a text. Values have single blanks between their words.

    Hundreds of values are looked for in a long text, and most are not there. What three words in a row tell of all of
    them, in one pass over the text: a value that has three of which the text has none need not be looked for.
    """
    rows = {value: set(_rows(value.split(" ")[1:-1])) for value in values}  # outer words may be parts of longer ones
    if len(rows) >= _WORTH_A_PASS and len(text) <= _LONGEST_PASS:
        there = set().union(*rows.values()).intersection(_rows(text.split()))
        rows = {value: needed for value, needed in rows.items() if needed <= there}
    return {value for value in rows if value in text}


def _rows(words: list[str]) -> Iterator[tuple[str, str, str]]:
    return zip(words, words[1:], words[2:], strict=False)


def verify(values: HiddenValues, clean: bytes, *, limits: Limits | None = None) -> None:
    """Raise StillHidden if any of the values is anywhere in the clean copy."""
    found = search(values.to_look_for(), clean, limits=limits)
    if found:
        raise StillHidden(found)


def search(values: Iterable[str], data: bytes, *, limits: Limits | None = None) -> list[Found]:
    """Where values are in a file: in its bytes and in those of every file inside it.

    Found however it is written: UTF-8, UTF-16, Latin-1, escaped for XML or for an address, in base64, cut into runs.
    """
    needles = [_Needle.of(value) for value in values]
    if not needles:
        return []
    unusual = [needle for needle in needles if needle.forms]
    limits = limits or Limits()
    everywhere: set[str] = set()
    found = []
    for place in _places(data, limits):
        everywhere |= place.pieces
        found += [Found(needle.value, place.name) for needle in unusual if needle.is_among(place.binary)]
    whole = _Words.of(everywhere)
    told = among((needle.folded for needle in needles if needle.is_phrase), whole.folded)
    suspects = [needle for needle in needles if needle.folded in told or needle.is_in(whole, but_as_phrase=True)]
    if suspects:
        for place in _places(data, limits):
            words = _Words.of(place.pieces)
            found += [Found(needle.value, place.name) for needle in suspects if needle.is_in(words)]
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """One file, or one inside another: its words, and its bytes if they are no text."""

    name: str
    pieces: set[str]
    binary: bytes


@dataclass(frozen=True, slots=True)
class _Words:
    """Words to search in: as they are, without regard to capitals, and those that could be base64."""

    plain: str
    folded: str
    coded: str

    @classmethod
    def of(cls, pieces: set[str]) -> "_Words":
        plain = "\n".join(pieces)
        return cls(plain, plain.casefold(), "\n".join(_LIKE_BASE64.findall(plain)))


@dataclass(frozen=True, slots=True)
class _Needle:
    """A value to look for, with the other ways in which it may be written."""

    value: str
    folded: str
    coded: tuple[str, ...]
    forms: tuple[bytes, ...]
    """How letters beyond ASCII are written in bytes that are no text."""

    @classmethod
    def of(cls, value: str) -> "_Needle":
        coded = tuple(_in_base64(value)) if len(value) >= 6 else ()
        encodings = () if value.isascii() else ("utf-8", "latin-1", "utf-16-le", "utf-16-be")
        return cls(value, value.casefold(), coded, tuple(value.encode(name, "replace") for name in encodings))

    def is_among(self, content: bytes) -> bool:
        """Whether the value is in bytes that are no text, letters beyond ASCII and all."""
        return any(form in content for form in self.forms)

    @property
    def is_phrase(self) -> bool:
        """Whether the value is looked for wherever it stands, and not only as a word of its own."""
        return " " in self.value or len(self.value) > _WHOLE_WORD_UP_TO

    def is_in(self, words: _Words, *, but_as_phrase: bool = False) -> bool:
        """Whether the value is among the words; a short one only as a word of its own.

        `but_as_phrase` leaves out what :func:`among` tells of many values at once.
        """
        if self.is_phrase:
            if not but_as_phrase and self.folded in words.folded:
                return True
        elif self.value in words.plain:
            alone = rf"(?<![A-Za-z0-9]){re.escape(self.value)}(?![A-Za-z0-9])"
            if re.search(alone, words.plain):
                return True
        return any(coded in words.coded for coded in self.coded)


def _in_base64(value: str) -> Iterator[str]:
    """How a value looks inside a longer text in base64, wherever it starts, without its first and last letters."""
    for encoding in ("utf-8", "utf-16-le"):
        raw = value.encode(encoding)
        for shift in range(3):
            coded = base64.b64encode(bytes(shift) + raw).decode()
            whole = coded[(0, 2, 3)[shift] : -4 if (len(raw) + shift) % 3 else None]
            if len(whole) >= 8:
                yield whole


def _places(data: bytes, limits: Limits) -> Iterator[_Place]:
    """Every place in a file: the file as a whole, and what is packed in it, down to the last; one at a time."""
    yield from _places_in("", data, 0, [limits.inflated_bytes])


def _places_in(name: str, content: bytes, depth: int, budget: list[int]) -> Iterator[_Place]:
    text = _as_text(content)
    outside = _outside_of_members(content) if content.startswith(_ZIP) else content
    pieces = set(_runs_of_bytes(outside)) if text is None else _pieces_of_markup(text)
    for piece in [one for one in pieces if "%" in one or "&" in one]:
        pieces.add(_flat(unquote(html.unescape(piece))))
    yield _Place(name or "the file itself", pieces, outside if text is None else b"")
    for inner, packed in _inside(content, budget) if depth < _DEEPEST else ():
        yield from _places_in(f"{name}!{inner}" if name else inner, packed, depth + 1, budget)


def _outside_of_members(content: bytes) -> bytes:
    """The bytes of a zip but for what is packed in it: its directory, and whatever lies before, between and after."""
    pieces, at = [], 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in sorted(archive.infolist(), key=lambda one: one.header_offset):
                start = member.header_offset
                names = int.from_bytes(content[start + 26 : start + 28], "little")
                start += 30 + names + int.from_bytes(content[start + 28 : start + 30], "little")
                pieces.append(content[at:start])
                at = max(at, start + member.compress_size)
    except (zipfile.BadZipFile, ValueError):
        return content
    return b"\n".join([*pieces, content[at:]])


def _inside(content: bytes, budget: list[int]) -> Iterator[tuple[str, bytes]]:
    if content.startswith(_ZIP):
        yield from _members(content, budget)
    elif content.startswith(b"\x89PNG\r\n\x1a\n"):
        yield from _packed_chunks(content, budget)
    elif content.startswith(b"%PDF-"):
        yield from _streams(content, budget)


def _members(content: bytes, budget: list[int]) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                with archive.open(member) as stream:
                    inner = stream.read(budget[0] + 1)
                budget[0] -= len(inner)
                if budget[0] < 0:
                    return
                yield member.filename, inner
                yield (
                    f"{member.filename} (as listed)",
                    b"\n".join((member.filename.encode(), member.comment, member.extra)),
                )
            yield "comment", archive.comment
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError):
        return


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


def _as_text(content: bytes) -> str | None:
    """Markup and plain text, decoded; None for anything else."""
    head = content[:64].lstrip()
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        if head.startswith((b"<", b"\xef\xbb\xbf")) or b"\0" not in content[:2048]:
            return content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None


def _pieces_of_markup(text: str) -> set[str]:
    """Every name, value and text, each once; paragraphs cut into runs are put together again."""
    text = text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    pieces = set(text.translate(_CUT).split("\n"))
    pieces.update([_flat(piece) for piece in pieces if "  " in piece])
    if _RUN_END.search(text):
        for paragraph in _PARAGRAPH_END.split(text):
            runs = _RUN.findall(paragraph)
            if len(runs) > 1:
                pieces.add(_flat("".join(runs)))
    return pieces


def _runs_of_bytes(content: bytes) -> Iterator[str]:
    """Runs of letters in bytes that are no text, one byte a letter or two."""
    letters = content.translate(_LETTERS)
    wanted = b"a" * _SHORTEST_RUN
    at = letters.find(wanted)
    while at >= 0:
        end = letters.find(b"\0", at)
        end = len(letters) if end < 0 else end
        yield content[at:end].decode("ascii")
        at = letters.find(wanted, end)
    for run in _WIDE_RUN.finditer(content):
        yield content[max(0, run.start() - 1) : run.end()].replace(b"\0", b"").decode("latin-1")


def _is_telling(value: str, shortest: int) -> bool:
    letters = sum(1 for letter in value if letter.isalpha())
    is_long = len(value) >= shortest and (letters >= 3 or (shortest == _SHORTEST_NAME and len(value) >= 9))
    return is_long and _TELLING_NOTHING.fullmatch(value.casefold()) is None


def _flat(value: str) -> str:
    return " ".join(value.split())


def _listed(found: tuple[Found, ...]) -> str:
    places = sorted({one.place for one in found})
    return ", ".join(places[:3]) + (f" and {len(places) - 3} other places" if len(places) > 3 else "")
