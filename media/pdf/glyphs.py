"""Which characters can be printed, and what stands in for the rest.

Typst refuses to make a PDF/UA-1 file that holds a character no font can draw, so every text is made drawable first. The
installed fonts say what that is (see `fonts`): Latin, Greek, Cyrillic, Arabic with Urdu, the scripts of India, emoji
and more. What none of them has becomes U+FFFD, the replacement character, in sight of the reader: ask
`undrawable_characters` before you print.
"""

from __future__ import annotations

import re
import unicodedata

from media.pdf.fonts import has_letter
from media.sheets.letters import without_controls

REPLACEMENT = "\ufffd"
ZERO_WIDTH_SPACE = "\u200b"
_PLAIN_HYPHENS = {0x2010: "-", 0x2011: "-"}  # not in the text face, and a hyphen from another font looks wrong
_LONG_WORD = re.compile(r"\S{29,}")
_CHUNK = 14
_ADDRESS = re.compile(r"https?://\S+")
_AFTER_A_SIGN = re.compile(r"(?<=[/\-._?&=])(?=[^/\-._?&=])")
# Marks of how letters join, needed by Urdu, Persian and the scripts of India: kept between two letters, else dropped.
_JOINERS = "\u200c\u200d"
_LONE_JOINER = re.compile(f"(?<![^\x00-\u02ff])[{_JOINERS}]+|[{_JOINERS}]+(?![^\x00-\u02ff])")
_EMOJI_TAGS = range(0xE0020, 0xE0080)  # the flags of England, Scotland and Wales are written with them


def drawable_text(text: str) -> str:
    """The text as it can be printed: composed (NFC), unprintable controls gone, the undrawable shown as U+FFFD.

    Line breaks are kept; tabs become spaces. A word of 29 letters or more (a pasted address, a slip of the hand) gets
    invisible places to break, so that it cannot run off the page: an address after its slashes, dots and dashes.
    """
    composed = unicodedata.normalize("NFC", without_controls(text.replace("\r\n", "\n").replace("\r", "\n")))
    if composed.isascii() and composed.isprintable():
        drawn = composed
    else:
        drawn = _LONE_JOINER.sub("", "".join(_drawn(character) for character in composed))
        drawn = unicodedata.normalize("NFC", drawn)  # what stood apart may now stand together
    return _LONG_WORD.sub(lambda word: _breakable(word.group()), drawn)


def basic_text(text: str) -> str:
    """Only the Latin letters, figures and punctuation every text face has; anything else is U+FFFD."""
    return "".join(
        c if c in f"\n{ZERO_WIDTH_SPACE}" or (has_letter(c) and ord(c) < 0x250) else REPLACEMENT
        for c in drawable_text(text)
    )


def undrawable_characters(text: str) -> frozenset[str]:
    """The characters that would be printed as U+FFFD: tell the editor before the reader sees them."""
    composed = unicodedata.normalize("NFC", without_controls(text))
    return frozenset(c for c in composed if _drawn(c) == REPLACEMENT and c != REPLACEMENT)


def _drawn(character: str) -> str:
    if character == "\n" or " " <= character <= "~":
        return character
    category = unicodedata.category(character)
    if category in ("Cc", "Cf"):
        return _control(character)
    if ord(character) in _PLAIN_HYPHENS:
        return _PLAIN_HYPHENS[ord(character)]
    if category in ("Zl", "Zp"):
        return "\n"
    if has_letter(character):
        return character
    parts = unicodedata.normalize("NFD", character)
    return parts if parts != character and all(has_letter(part) for part in parts) else REPLACEMENT


def _control(character: str) -> str:
    """A control that prints: a tab as a space, what joins letters or stands over a number in Arabic as it is; the others
    (among them those that turn the direction of writing) not at all."""
    if character == "\t":
        return " "
    prints = character in _JOINERS or ord(character) in _EMOJI_TAGS or unicodedata.bidirectional(character) == "AN"
    return character if prints and has_letter(character) else ""


def _breakable(word: str) -> str:
    if _ADDRESS.fullmatch(word):
        return ZERO_WIDTH_SPACE.join(_chunked(part) for part in _AFTER_A_SIGN.split(word))
    return _chunked(word)


def _chunked(word: str) -> str:
    """The word with a place to break after every 14 letters, never between a letter and the marks on it."""
    if len(word) < 2 * _CHUNK:
        return word
    starts = [0]
    for at in range(_CHUNK, len(word)):
        if at - starts[-1] >= _CHUNK and not _is_joined(word, at):
            starts.append(at)
    return ZERO_WIDTH_SPACE.join(word[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True))


def _is_joined(word: str, at: int) -> bool:
    return unicodedata.category(word[at])[0] == "M" or word[at] in _JOINERS or word[at - 1] in _JOINERS
