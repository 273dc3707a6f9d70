"""How a slide is known again in another deck.

Two marks, both of what an audience sees and nothing else: not the names or numbers of parts and shapes, not the
slide's place in the deck, its theme, layout, notes, date, footer or number.

- The *fingerprint* is the same for slides that say the same words in the same order, with the same alt texts and the
  same pictures. A slide with neither words nor pictures has none: all empty slides would be one.
- The *words fingerprint* finds a slide again that was edited: :func:`likeness` of two of them says how many of the
  words and pairs of neighbouring words the slides share, from 0 to 1. It is a bottom-k sketch (Cohen and Kaplan,
  2007): the 48 smallest of the 32-bit checksums of all of a slide's words and pairs of words, capitals and punctuation
  aside. For a slide of up to about 24 words the likeness is exact, above that it is an estimate, off by some 0.07.

Pictures are told apart by the length and the CRC-32 that the package states, which the gate has checked. A picture
whose metadata were removed is another picture: compare clean copies with clean copies, originals with originals.
"""

import hashlib
import itertools
import re
import struct
import unicodedata
import zlib
from collections.abc import Iterable
from typing import Final

LIKELY_THE_SAME: Final = 0.5
"""From this likeness on, two slides are worth showing to somebody as one slide that was edited."""
_KEPT: Final = 48
_DIGITS: Final = 8
_WORD: Final = re.compile(r"\w+")
_ASCII_WORD: Final = re.compile(rb"\w+")
_SEPARATOR: Final = "\x1f"


def fingerprint(words: Iterable[str], pictures: Iterable[tuple[int, int]]) -> str:
    """32 hexadecimal digits for words in their order and pictures (length, checksum) in any; blank for neither."""
    said = [text if text.isascii() else unicodedata.normalize("NFKC", text) for text in words if text]
    seen = sorted(pictures)
    if not said and not seen:
        return ""
    text = _SEPARATOR.join([*said, "", *(f"{length}:{checksum}" for length, checksum in seen)])
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def words_fingerprint(words: Iterable[str]) -> str:
    """Up to 48 groups of 8 hexadecimal digits; blank if there are no words."""
    text = " ".join(words)
    if text.isascii():  # as most are, which makes the same words in less time
        single = _ASCII_WORD.findall(text.lower().encode("ascii"))
    else:
        found = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
        single = " ".join(found).encode("utf-8", "replace").split()
    pairs = map(b" ".join, itertools.pairwise(single))
    kept = sorted({*map(zlib.crc32, single), *map(zlib.crc32, pairs)})[:_KEPT]
    return struct.pack(f">{len(kept)}I", *kept).hex()


def likeness(one: str, other: str) -> float:
    """How alike two slides are by their words fingerprints: 0 for nothing in common, 1 for the same words."""
    first, second = checksums(one), checksums(other)
    if not first or not second:
        return 0.0
    both = sorted(first | second)
    if len(first) >= _KEPT or len(second) >= _KEPT:
        both = both[:_KEPT]
    return sum(1 for checksum in both if checksum in first and checksum in second) / len(both)


def checksums(mark: str) -> set[str]:
    """What a words fingerprint holds. Two slides that share none have nothing in common."""
    return {mark[at : at + _DIGITS] for at in range(0, len(mark), _DIGITS)}
