"""The fonts that PDFs are set in, and which letters they have: from installed packages alone, never the machine's own.

The text face is Atkinson Hyperlegible (Latin). Behind it stand Noto Sans (Greek, Cyrillic, Vietnamese ...), a Noto Sans
for each of some twenty other scripts, Noto Emoji in outline, and DejaVu Sans for arrows and signs. Chinese, Japanese and
Korean are printed where the package `manimgx-fonts-cjk` (33 MB) is installed too, and not where it is not.
"""

from __future__ import annotations

import bisect
import functools
import importlib.util
import mmap
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import typst

TEXT_FACE: Final = "Atkinson Hyperlegible"
_PACKAGES: Final = (
    ("fontpkg_atkinson_hyperlegible", "files"),
    ("manimgx_fonts", ""),
    ("rinoh_typeface_dejavusans", ""),
    ("manimgx_fonts_cjk", ""),
)
# What the text face shapes out of parts (Vietnamese) or has only as a mathematical sign (Greek) another font draws better.
_LATIN: Final = r"[^\u{300}-\u{52f}\u{1ea0}-\u{1ef1}\u{1ef4}-\u{1ef9}]"
_EMOJI: Final = r"[\u{200d}\u{20e3}\u{fe0f}\u{1f1e6}-\u{1faff}\u{e0020}-\u{e007f}]"
_BEFORE_SIGNS: Final = ((TEXT_FACE, _LATIN), ("Noto Sans", ""))
_SIGNS: Final = (
    ("Noto Emoji", _EMOJI),
    ("DejaVu Sans", ""),
    ("Noto Sans Symbols", ""),
    ("Noto Emoji", ""),
    ("Noto Sans CJK SC", ""),
)


@functools.cache
def packaged_fonts() -> typst.Fonts:
    """The files of the installed font packages, for Typst's compiler. About 10 ms, once a process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(_folders()))


@functools.cache
def font_chain() -> tuple[dict[str, str], ...]:
    """The families in the order in which a letter is looked for: `name`, and `covers` (a pattern) if not for all it has."""
    families = packaged_fonts().families()
    named = {name for name, _ in (*_BEFORE_SIGNS, *_SIGNS)}
    scripts = tuple((name, "") for name in families if name.startswith("Noto Sans ") and name not in named)
    chain = (*_BEFORE_SIGNS, *(face for face in scripts if " CJK " not in face[0]), *_SIGNS)
    return tuple({"name": name, "covers": covers} for name, covers in chain if name in families)


def has_letter(character: str) -> bool:
    """True when one of the fonts in the chain has this one character."""
    starts, ends = _letters()
    at = bisect.bisect_right(starts, ord(character)) - 1
    return at >= 0 and ord(character) <= ends[at]


def letter_ranges() -> tuple[tuple[int, int], ...]:
    """First and last code point of every stretch of letters that can be drawn, in order."""
    return tuple(zip(*_letters(), strict=True))


@functools.cache
def _letters() -> tuple[list[int], list[int]]:
    """Where each stretch starts and where it ends, merged over all fonts of the chain. About 20 ms, once a process."""
    names = {face["name"] for face in font_chain()}
    files = {font.path for font in packaged_fonts().fonts() if font.family in names and font.path}
    stretches = sorted({stretch for file in files for stretch in _ranges_of(file)})
    starts: list[int] = []
    ends: list[int] = []
    for first, last in stretches:
        if ends and first <= ends[-1] + 1:
            ends[-1] = max(ends[-1], last)
        else:
            starts.append(first)
            ends.append(last)
    return starts, ends


def _folders() -> Iterator[Path]:
    """The folders of the packages, found without importing them; a package that is not installed is left out."""
    for package, inside in _PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.submodule_search_locations:
            yield Path(spec.submodule_search_locations[0]) / inside


def _ranges_of(file: str) -> list[tuple[int, int]]:
    with open(file, "rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as font:  # of 33 MB, 200 KB
        return _cmap_ranges(font)


def _cmap_ranges(font: mmap.mmap) -> list[tuple[int, int]]:
    """The code points of an OpenType file, of a collection its first font's.
    https://learn.microsoft.com/en-us/typography/opentype/spec/cmap"""
    start = struct.unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    (tables,) = struct.unpack_from(">H", font, start + 4)
    records = (struct.unpack_from(">4sIII", font, start + 12 + 16 * number) for number in range(tables))
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", font, cmap + 2)
    offsets = [cmap + struct.unpack_from(">HHI", font, cmap + 4 + 8 * number)[2] for number in range(subtables)]
    by_format = {struct.unpack_from(">H", font, offset)[0]: offset for offset in offsets}
    if 12 in by_format:
        return _groups(font, by_format[12])
    return _segments(font, by_format[4])


def _groups(font: mmap.mmap, at: int) -> list[tuple[int, int]]:
    """Format 12: groups of (first, last, glyph of the first)."""
    (count,) = struct.unpack_from(">I", font, at + 12)
    groups = struct.iter_unpack(">III", font[at + 16 : at + 16 + 12 * count])
    return [(first, last) for first, last, glyph in groups if glyph]


def _segments(font: mmap.mmap, at: int) -> list[tuple[int, int]]:
    """Format 4: segments, each a difference to add to the code point or a place in a list of glyphs."""
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    arrays = [struct.unpack_from(f">{count}H", font, at + 14 + 2 * count * n + (2 if n else 0)) for n in range(4)]
    found: list[tuple[int, int]] = []
    for number, (last, first, difference, offset) in enumerate(zip(*arrays, strict=True)):
        place = at + 16 + 6 * count + 2 * number + offset
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", font, place + 2 * (code - first))[0] if offset else code + difference
            if glyph % 0x10000:
                found.append((code, code))
    return found
