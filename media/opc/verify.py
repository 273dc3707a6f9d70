"""The second look at a clean copy: does any name or value that the original hid still stand in it, however written?

Shares nothing with what cleans: it knows no elements and no relationships, only bytes, words and the ways to write
them. What to look for is gathered by :mod:`media.opc.hidden_values` and :mod:`media.pdf.hidden_values`.
"""

import base64
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from media.opc.limits import Limits
from media.opc.packed_inside import inside
from media.opc.refusals import FileRefused
from media.opc.zip_members import UNREADABLE, ZIP_HEAD, Zip

_SHORTEST_NAME, _SHORTEST_SENTENCE, _WHOLE_WORD_UP_TO = 4, 8, 12
_WORTH_A_PASS, _WORTH_A_SLOW_PASS = 8, 50
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
_TOGETHER: Final = 1024 * 1024
_PART_END: Final = "</p>"
"""Put between the texts of two parts, so that no word, and no paragraph cut into runs, reaches from one to the next."""
_RUN_END = re.compile(r"</(?:\w+:)?t>")
_PARAGRAPH_END = re.compile(r"</(?:\w+:)?p>")
_RUN = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<")
_SHORTEST_RUN: Final = 5
_LETTERS: Final = bytes(0x61 if 0x20 <= byte <= 0x7E else 0 for byte in range(256))
_WIDE_RUN = re.compile(rb"\x00[\x20-\x7e](?:\x00[\x20-\x7e]){2,}")
_SHORTEST_CODED: Final = 12
_LIKE_BASE64 = re.compile(f"[A-Za-z0-9+/=]{{{_SHORTEST_CODED},}}")


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
        seen = "\n".join(map(_flat, dict.fromkeys(self.seen))).casefold()
        worth = {_flat(value)[:_LONGEST] for value in self.names if _is_telling(_flat(value), _SHORTEST_NAME)}
        worth |= {_flat(v)[:_LONGEST] for v in self.sentences if _is_telling(_flat(v), _SHORTEST_SENTENCE)}
        told = among({value.casefold() for value in worth}, seen)
        return sorted((v for v in worth if v.casefold() not in told), key=lambda v: (-len(v), v))[:_MOST_VALUES]


def among(values: Iterable[str], text: str, there: set[str] | None = None) -> set[str]:
    """Which of the values are in a text. Values have single blanks between their words; `there` are the text's words.

    Hundreds of values are looked for in a long text, and most are not there. A value need not be looked for if a word
    of it is nowhere in the text; nor, which takes longer to tell, if no three words in a row are the same.
    """
    wanted = {value: value.split(" ") for value in values}
    if len(wanted) < _WORTH_A_PASS or len(text) > _LONGEST_PASS:
        return {value for value in wanted if value in text}
    there = set(text.split()) if there is None else there
    every_word = "\n".join(there)  # in which outer words are found that are parts of longer ones
    found = {value for value, words in wanted.items() if len(words) == 1 and value in every_word}
    left = {
        value: words[1:-1]
        for value, words in wanted.items()
        if len(words) > 1 and there.issuperset(words[1:-1]) and words[0] in every_word and words[-1] in every_word
    }
    if len(left) >= _WORTH_A_SLOW_PASS:
        rows = {value: set(_rows(words)) for value, words in left.items()}
        in_a_row = set().union(*rows.values()).intersection(_rows(text.split()))
        return found | {value for value, needed in rows.items() if needed <= in_a_row and value in text}
    return found | {value for value in left if value in text}


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
    limits = limits or Limits()
    everywhere, found = _first_look([needle for needle in needles if needle.forms], data, limits)
    whole = _Words.of(everywhere)
    told = among((needle.folded for needle in needles if needle.is_phrase), whole.folded, whole.folded_words)
    suspects = [needle for needle in needles if needle.folded in told or needle.is_in(whole, but_as_phrase=True)]
    if suspects:
        for name, content in _places(data, limits):
            words = _Words.of(_pieces(content))
            found += [Found(needle.value, name) for needle in suspects if needle.is_in(words)]
    return found


def _first_look(unusual: list["_Needle"], data: bytes, limits: Limits) -> tuple[set[str], list[Found]]:
    """The pieces of all places together, and where letters beyond ASCII are in bytes that are no text.

    Small texts are cut into pieces many at a time: a deck has a thousand, and what they say is mostly the same.
    """
    everywhere: set[str] = set()
    found: list[Found] = []
    waiting: list[str] = []
    length = 0
    for name, content in _places(data, limits):
        text = _as_text(content)
        if text is None:
            everywhere |= _pieces(content)
            found += [Found(needle.value, name) for needle in unusual if needle.is_among(content)]
            continue
        waiting.append(text)
        length += len(text)
        if length >= _TOGETHER:
            everywhere |= _pieces_of_text(_PART_END.join(waiting))
            waiting, length = [], 0
    everywhere |= _pieces_of_text(_PART_END.join(waiting))
    return everywhere, found


@dataclass(frozen=True, slots=True)
class _Words:
    """Words to search in: as they are, without regard to capitals, and those that could be base64."""

    plain: str
    folded: str
    folded_words: set[str]
    coded: str

    @classmethod
    def of(cls, pieces: set[str]) -> "_Words":
        plain = "\n".join(pieces)
        words = set(plain.split())
        long = "\n".join(word for word in words if len(word) >= _SHORTEST_CODED)
        folded_words = set("\n".join(words).casefold().split())
        return cls(plain, plain.casefold(), folded_words, "\n".join(_LIKE_BASE64.findall(long)))


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


def _places(data: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Every place in a file, one at a time: the file as a whole, and what is packed in it, down to the last.

    Of a zip only what is not packed in it: its directory, and whatever lies before, between and after.
    """
    yield from _places_in("", data, 0, [limits.inflated_bytes])


def _places_in(name: str, content: bytes, depth: int, budget: list[int]) -> Iterator[tuple[str, bytes]]:
    archive = _opened(content)
    yield name or "the file itself", content if archive is None else b"\n".join(archive.outside_of_members())
    if depth < _DEEPEST:
        for inner, packed in inside(content, budget) if archive is None else _members(archive, budget):
            yield from _places_in(f"{name}!{inner}" if name else inner, packed, depth + 1, budget)


def _opened(content: bytes) -> Zip | None:
    if not content.startswith(ZIP_HEAD):
        return None
    try:
        return Zip(content)
    except UNREADABLE:
        return None


def _members(archive: Zip, budget: list[int]) -> Iterator[tuple[str, bytes]]:
    try:
        for member in archive.members:
            inner = archive.read(member, budget[0])
            budget[0] -= len(inner)
            if budget[0] < 0:
                return
            yield member.filename, inner
            yield f"{member.filename} (as listed)", b"\n".join((member.filename.encode(), member.comment, member.extra))
    except UNREADABLE:
        return
    yield "comment", archive.comment


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


def _pieces(content: bytes) -> set[str]:
    """Every name, value and text of one place, each once."""
    text = _as_text(content)
    return _unescaped(set(_runs_of_bytes(content))) if text is None else _pieces_of_text(text)


def _pieces_of_text(text: str) -> set[str]:
    """Every name, value and text of markup; paragraphs cut into runs are put together again."""
    text = text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    pieces = set(text.replace("<", "\n").replace(">", "\n").replace('"', "\n").split("\n"))
    pieces.update([_flat(piece) for piece in pieces if "  " in piece])
    if _RUN_END.search(text):
        for paragraph in _PARAGRAPH_END.split(text):
            runs = _RUN.findall(paragraph)
            if len(runs) > 1:
                pieces.add(_flat("".join(runs)))
    return _unescaped(pieces)


def _unescaped(pieces: set[str]) -> set[str]:
    """The pieces, and those that are escaped for XML or for an address as they read."""
    pieces.update([_flat(unquote(html.unescape(one))) for one in pieces if "%" in one or "&" in one])
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
    letters = sum(map(str.isalpha, value))
    is_long = len(value) >= shortest and (letters >= 3 or (shortest == _SHORTEST_NAME and len(value) >= 9))
    return is_long and _TELLING_NOTHING.fullmatch(value.casefold()) is None


def _flat(value: str) -> str:
    return " ".join(value.split())


def _listed(found: tuple[Found, ...]) -> str:
    places = sorted({one.place for one in found})
    return ", ".join(places[:3]) + (f" and {len(places) - 3} other places" if len(places) > 3 else "")
