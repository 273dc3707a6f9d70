"""What must be known of letters before they are put into a file: which no file can hold, and which way they run."""

from __future__ import annotations

import re
import unicodedata

# What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets), and control characters that nobody reads
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def without_controls(text: str | None) -> str:
    """The text without the characters that no XML can hold and that no one reads. Line breaks and tabs stay."""
    return _UNSAFE.sub("", text or "")


def reads_right_to_left(text: str) -> bool:
    """Whether the text's first letter that has a direction runs from right to left (Unicode UAX 9, P2 and P3)."""
    if text.isascii():
        return False
    return next(
        (way in _RIGHT_TO_LEFT for way in map(unicodedata.bidirectional, text) if way in ("L", "R", "AL")), False
    )
