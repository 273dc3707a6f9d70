"""Which characters the fonts we print with can draw, and what stands in for the rest.

Typst refuses to make a PDF/UA-1 file that holds a character no font can draw, so every text is made drawable first.
The text face is Atkinson Hyperlegible; Typst's own built-in fonts (Libertinus Serif, DejaVu Sans Mono, New Computer
Modern) cover Greek, Cyrillic, Hebrew, basic Arabic, arrows and symbols. Everything else (emoji, Bengali, Chinese ...)
becomes U+FFFD, the replacement character, in sight of the reader. Ask `undrawable_characters` before you print.
"""

from __future__ import annotations

import bisect
import re
import unicodedata

REPLACEMENT = "\ufffd"

# Found by setting every character on its own under PDF/UA-1; a test sets all of them again with the installed fonts.
# fmt: off
DRAWABLE_RANGES: tuple[tuple[int, int], ...] = (
    (0x0020, 0x007E), (0x00A0, 0x00AC), (0x00AE, 0x0377), (0x037A, 0x037F), (0x0384, 0x038A), (0x038C, 0x038C),
    (0x038E, 0x03A1), (0x03A3, 0x04FF), (0x05BE, 0x05BE), (0x05D0, 0x05EA), (0x05EF, 0x05F4), (0x0606, 0x060C),
    (0x0615, 0x0615), (0x061B, 0x061B), (0x061F, 0x061F), (0x0621, 0x063A), (0x0640, 0x0655), (0x065A, 0x065A),
    (0x0660, 0x066D), (0x0674, 0x0674), (0x0679, 0x067B), (0x067E, 0x0680), (0x0683, 0x0684), (0x0686, 0x0687),
    (0x0691, 0x0691), (0x0698, 0x0698), (0x06A4, 0x06A4), (0x06A9, 0x06A9), (0x06AF, 0x06AF), (0x06BE, 0x06BE),
    (0x06CC, 0x06CC), (0x06F0, 0x06F9), (0x1E00, 0x1EFF), (0x2000, 0x200A), (0x2010, 0x2027), (0x202F, 0x2040),
    (0x2042, 0x2042), (0x2044, 0x205E), (0x2070, 0x2071), (0x2074, 0x208E), (0x2090, 0x209C), (0x20A0, 0x20C0),
    (0x2100, 0x211E), (0x2120, 0x2120), (0x2122, 0x2122), (0x2124, 0x2124), (0x2126, 0x2151), (0x2153, 0x2184),
    (0x2189, 0x2189), (0x2190, 0x22FF), (0x2500, 0x2606), (0x2609, 0x262F), (0x2638, 0x268B), (0x2690, 0x269C),
    (0x26A0, 0x26A7), (0x26AA, 0x26AF), (0x26B2, 0x26B2), (0x2701, 0x2704), (0x2706, 0x2709), (0x270C, 0x2714),
    (0x2717, 0x2727), (0x272A, 0x274B), (0x274D, 0x274D), (0x274F, 0x2752), (0x2756, 0x2756), (0x2758, 0x275E),
    (0x2761, 0x277F), (0x2794, 0x2794), (0x2798, 0x27AF), (0x27B1, 0x27BF), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD),
)
# fmt: on
_STARTS = [start for start, _ in DRAWABLE_RANGES]
_PLAIN_HYPHENS = {0x2010: "-", 0x2011: "-"}  # not in the text face, and a hyphen from another font looks wrong
_LONG_WORD = re.compile(r"\S{29,}")
_CHUNK = 14
ZERO_WIDTH_SPACE = "\u200b"


def drawable_text(text: str) -> str:
    """The text as it can be printed: composed (NFC), unprintable controls gone, the undrawable shown as U+FFFD.

    Line breaks are kept; tabs become spaces. A word of 29 letters or more (a pasted address, a slip of the hand) gets
    invisible places to break, so that it cannot run off the page.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    drawn = "".join(_drawn(character) for character in composed)
    return _LONG_WORD.sub(lambda word: _breakable(word.group()), drawn)


def basic_text(text: str) -> str:
    """Only the Latin letters, figures and punctuation every text face has; anything else is U+FFFD."""
    return "".join(c if c == "\n" or (is_drawable(c) and ord(c) < 0x250) else REPLACEMENT for c in drawable_text(text))


def undrawable_characters(text: str) -> frozenset[str]:
    """The characters that would be printed as U+FFFD: tell the editor before the reader sees them."""
    composed = unicodedata.normalize("NFC", text)
    return frozenset(c for c in composed if _drawn(c) == REPLACEMENT and c != REPLACEMENT)


def is_drawable(character: str) -> bool:
    """True when one of the fonts we print with has this one character."""
    at = bisect.bisect_right(_STARTS, ord(character)) - 1
    return at >= 0 and ord(character) <= DRAWABLE_RANGES[at][1]


def _drawn(character: str) -> str:
    if character == "\n" or " " <= character <= "~":
        return character
    if unicodedata.category(character) in ("Cc", "Cf"):
        return " " if character == "\t" else ""
    if ord(character) in _PLAIN_HYPHENS:
        return _PLAIN_HYPHENS[ord(character)]
    if unicodedata.category(character) in ("Zl", "Zp"):
        return "\n"
    return character if is_drawable(character) else REPLACEMENT


def _breakable(word: str) -> str:
    return ZERO_WIDTH_SPACE.join(word[start : start + _CHUNK] for start in range(0, len(word), _CHUNK))
