"""The second look at a clean copy: does any name or value that the original hid still stand in it, however written?

Shares nothing with what cleans: it knows no elements and no relationships, only bytes, words and the ways to write
them. What to look for is gathered by :mod:`media.opc.hidden_values` and :mod:`media.pdf.hidden_values`.
"""

import base64
import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from media.opc.format_names import without_names
from media.opc.limits import Limits
from media.opc.looked_for import MOST_VALUES, HiddenValues, among, flat
from media.opc.metadata.drawn_words import without_drawn_words
from media.opc.packed_inside import inside
from media.opc.refusals import FileRefused
from media.opc.zip_members import UNREADABLE, ZIP_HEAD, Zip

_WHOLE_WORD_UP_TO: Final = 12
_FEW: Final = 6
"""Values up to which it is quicker to look for each in a text than to cut the text into pieces."""
_DEEPEST: Final = 6
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


def verify(values: HiddenValues, clean: bytes, *, limits: Limits | None = None) -> None:
    """Raise StillHidden if any of the values is anywhere in the clean copy."""
    worth = values.worth()
    if len(worth) > MOST_VALUES:
        found = search(values.to_look_for(), clean, limits=limits)
    else:
        found = search(worth, clean, limits=limits, seen_by_all=values.seen_by_all)
    if found:
        raise StillHidden(found)


def search(
    values: Iterable[str],
    data: bytes,
    *,
    limits: Limits | None = None,
    seen_by_all: Callable[[set[str]], set[str]] | None = None,
) -> list[Found]:
    """Where values are in a file: in its bytes and in those of every file inside it.

    Found however it is written: UTF-8, UTF-16, Latin-1, escaped for XML or for an address, in base64, cut into runs.
    `seen_by_all` says, of values that are there, which everybody may see: these are passed over.
    """
    needles = [_Needle.of(value) for value in values]
    if not needles:
        return []
    limits = limits or Limits()
    if len(needles) <= _FEW:
        needles = _not_seen(_that_may_be_in(needles, data, limits), seen_by_all)
        if not needles:
            return []
    everywhere, found = _first_look(needles, data, limits)
    whole = _Words.of(everywhere)
    told = among((needle.folded for needle in needles if needle.is_phrase), whole.folded, whole.folded_words)
    suspects = [needle for needle in needles if needle.folded in told or needle.is_in(whole, but_as_phrase=True)]
    if seen_by_all is not None and (suspects or found):
        seen = seen_by_all({needle.folded for needle in suspects} | {one.value.casefold() for one in found})
        suspects = [needle for needle in suspects if needle.folded not in seen]
        found = [one for one in found if one.value.casefold() not in seen]
    if suspects:
        for name, content in _places(data, limits):
            words = _Words.of(_pieces(content, without_format_names=True))
            found += [Found(needle.value, name) for needle in suspects if needle.is_in(words)]
    return found


def _not_seen(needles: list["_Needle"], seen_by_all: Callable[[set[str]], set[str]] | None) -> list["_Needle"]:
    """Those that not everybody may see."""
    seen = seen_by_all({needle.folded for needle in needles}) if seen_by_all is not None and needles else set()
    return [needle for needle in needles if needle.folded not in seen]


def _that_may_be_in(needles: list["_Needle"], data: bytes, limits: Limits) -> list["_Needle"]:
    """The values without which a closer look at a file is not worth its time: the longest word of each is there.

    Each way to write a value is thought of, and none of where it stands: what is passed over here is nowhere.
    """
    left = list(needles)
    there: list[_Needle] = []
    for _, content in _by_the_lot(data, limits):
        if isinstance(content, str):
            texts = [content, "".join(_RUN.findall(content)) if _RUN_END.search(content) else ""]
        else:
            texts = ["\n".join(_runs_of_bytes(content))]
        texts += [unquote(html.unescape(one)) for one in texts if "&" in one or "%" in one]
        folded = [one.casefold() for one in texts]
        for needle in left:
            is_there = needle.may_be_in(texts, folded) or (isinstance(content, bytes) and needle.is_among(content))
            there += [needle] if is_there else []
        left = [needle for needle in left if needle not in there]
        if not left:
            break
    return there


def _first_look(needles: list["_Needle"], data: bytes, limits: Limits) -> tuple[set[str], list[Found]]:
    """The pieces of all places together, and where letters beyond ASCII are in bytes that are no text."""
    everywhere: set[str] = set()
    found: list[Found] = []
    for name, content in _by_the_lot(data, limits):
        if isinstance(content, str):
            everywhere |= _pieces_of_text(content)
        else:
            everywhere |= _unescaped(set(_runs_of_bytes(content)))
            found += [Found(needle.value, name) for needle in needles if needle.is_among(content)]
    return everywhere, found


def _by_the_lot(data: bytes, limits: Limits) -> Iterator[tuple[str, bytes | str]]:
    """Every place: bytes that are no text with their name, and texts many at a time.

    A deck has a thousand small texts, and what they say is mostly the same.
    """
    waiting: list[str] = []
    length = 0
    for name, content in _places(data, limits):
        text = _as_text(content)
        if text is None:
            yield name, content
            continue
        waiting.append(text)
        length += len(text)
        if length >= _TOGETHER:
            yield "", _PART_END.join(waiting)
            waiting, length = [], 0
    yield "", _PART_END.join(waiting)


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

    def may_be_in(self, texts: list[str], folded: list[str]) -> bool:
        """Whether it is worth looking for in these texts: `folded` are the same without capitals."""
        word = max(self.folded.split(" "), key=len)
        return any(word in one for one in folded) or any(coded in one for coded in self.coded for one in texts)

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
    if archive is None:
        yield name or "the file itself", without_drawn_words(content)
    else:
        yield name or "the file itself", b"\n".join(archive.outside_of_members())
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


def _pieces(content: bytes, *, without_format_names: bool = False) -> set[str]:
    """Every name, value and text of one place, each once; the names of the format's own elements too, unless without."""
    text = _as_text(content)
    if text is None:
        return _unescaped(set(_runs_of_bytes(content)))
    return _pieces_of_text(text, plain=without_names(text) if without_format_names else text)


def _pieces_of_text(text: str, *, plain: str | None = None) -> set[str]:
    """Every name, value and text of markup; paragraphs cut into runs are put together again.

    `plain` is the markup without what is no piece of it.
    """
    text = text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    plain = text if plain is None else plain.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    pieces = set(plain.replace("<", "\n").replace(">", "\n").replace('"', "\n").split("\n"))
    pieces.update([flat(piece) for piece in pieces if "  " in piece])
    if _RUN_END.search(text):
        for paragraph in _PARAGRAPH_END.split(text):
            runs = _RUN.findall(paragraph)
            if len(runs) > 1:
                pieces.add(flat("".join(runs)))
    return _unescaped(pieces)


def _unescaped(pieces: set[str]) -> set[str]:
    """The pieces, and those that are escaped for XML or for an address as they read."""
    pieces.update([flat(unquote(html.unescape(one))) for one in pieces if "%" in one or "&" in one])
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


def _listed(found: tuple[Found, ...]) -> str:
    places = sorted({one.place for one in found})
    return ", ".join(places[:3]) + (f" and {len(places) - 3} other places" if len(places) > 3 else "")
