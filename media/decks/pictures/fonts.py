"""Which packaged fonts stand for those that decks ask for.

Only fonts from packages are used, so that pictures are the same on every machine: with the widths of the fonts that
decks mostly use where there is one (Carlito for Calibri, Arimo and TeX Gyre Heros for Arial, TeX Gyre Termes for Times
New Roman, TeX Gyre Cursor for Courier New, Caladea for Cambria), so that lines break where their author saw them break.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Final

_STYLES: Final = ((False, False), (True, False), (False, True), (True, True))
_REGULAR_FIRST: Final = ("Regular", "Bold", "Italic", "BoldItalic")


def _family(
    package: str, pattern: str, styles: tuple[str, ...] = _REGULAR_FIRST
) -> dict[tuple[bool, bool], tuple[str, str]]:
    """The files of one package by (bold, italic)."""
    return {style: (package, pattern.format(name)) for style, name in zip(_STYLES, styles, strict=True)}


_LOWER: Final = ("regular", "bold", "italic", "bolditalic")
_CARLITO: Final = _family("rinoh-typeface-carlito", "Carlito-{}.ttf")
_ATKINSON: Final = _family("fontpkg-atkinson-hyperlegible", "AtkinsonHyperlegible-{}.ttf")
_CALADEA: Final = _family("font-caladea", "Caladea-{}.ttf")
_TERMES: Final = _family("rinoh-typeface-texgyretermes", "texgyretermes-{}.otf", _LOWER)
_CURSOR: Final = _family("rinoh-typeface-texgyrecursor", "texgyrecursor-{}.otf", _LOWER)
_PAGELLA: Final = _family("rinoh-typeface-texgyrepagella", "texgyrepagella-{}.otf", _LOWER)
_NARROW: Final = _family("rinoh-typeface-texgyreheros", "texgyreheroscn-{}.otf", _LOWER)
# Arimo is one file for all weights, of which the renderer knows only the regular one.
_SANS: Final = _family("rinoh-typeface-texgyreheros", "texgyreheros-{}.otf", _LOWER) | {
    (False, False): ("fontpkg-arimo", "Arimo[wght].ttf"),
    (False, True): ("fontpkg-arimo", "Arimo-Italic[wght].ttf"),
}
# The first stands in for every font that nobody here has heard of.
_STANDS_FOR: Final[tuple[tuple[tuple[str, ...], dict[tuple[bool, bool], tuple[str, str]]], ...]] = (
    (("Carlito", "Calibri", "Calibri Light", "Aptos", "Candara", "Corbel", "Lato"), _CARLITO),
    (
        ("Arial", "Helvetica", "Arimo", "Liberation Sans", "Segoe UI", "Tahoma", "Verdana", "Gill Sans MT"),
        _SANS,
    ),
    (("Arial Narrow",), _NARROW),
    (("Atkinson Hyperlegible",), _ATKINSON),
    (("Times New Roman", "Times", "Liberation Serif"), _TERMES),
    (("Cambria", "Caladea", "Constantia"), _CALADEA),
    (("Palatino Linotype", "Book Antiqua", "Georgia", "Garamond"), _PAGELLA),
    (("Courier New", "Courier", "Consolas", "Liberation Mono"), _CURSOR),
)

_SCRIPTS: Final = (
    ("Arabic", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"),
    ("Hebrew", "\u0590-\u05ff\ufb1d-\ufb4f"),
    ("Bengali", "\u0980-\u09ff"),
    ("Devanagari", "\u0900-\u097f\ua8e0-\ua8ff"),
    ("Gurmukhi", "\u0a00-\u0a7f"),
    ("Gujarati", "\u0a80-\u0aff"),
    ("Tamil", "\u0b80-\u0bff"),
    ("Telugu", "\u0c00-\u0c7f"),
    ("Kannada", "\u0c80-\u0cff"),
    ("Malayalam", "\u0d00-\u0d7f"),
    ("Sinhala", "\u0d80-\u0dff"),
    ("Thai", "\u0e00-\u0e7f"),
    ("Ethiopic", "\u1200-\u139f\u2d80-\u2ddf"),
    ("Georgian", "\u10a0-\u10ff"),
    ("Armenian", "\u0530-\u058f"),
)
_SIGNS: Final = "\u2500-\u2659\u2660-\u27bf\u2b50"
_EMOJI: Final = "\U0001f300-\U0001faff"
_SCRIPT_FONTS: Final = (
    # The renderer does not put marks in their places: dots of Arabic letters must be part of the letters.
    ("DejaVu Sans", "rinoh-typeface-dejavusans", "DejaVuSans.ttf"),
    *((f"Noto Sans {name}", "manimgx-fonts", f"NotoSans{name}[wght].ttf") for name, _ in _SCRIPTS[1:]),
    ("Noto Emoji", "manimgx-fonts", "NotoEmoji[wght].ttf"),
    ("DejaVu Sans", "rinoh-typeface-dejavusans", "DejaVuSans.ttf"),
)
"""Fonts for writings that the ones above do not have, in regular weight only."""

_LETTERS: Final = (*(letters for _, letters in _SCRIPTS), _EMOJI, _SIGNS)
_PIECE = re.compile("|".join(f"([{letters}](?:[\u200c\u200d\ufe0f ]*[{letters}])*)" for letters in _LETTERS))
ELSEWHERE = re.compile(f"[{''.join(_LETTERS)}]")
"""A letter that only one of the script fonts has."""


def pieces_by_font(text: str) -> list[tuple[str, str]]:
    """The text in pieces, each with the name of the font that has its letters; blank for the font it has now."""
    pieces: list[tuple[str, str]] = []
    at = 0
    for found in _PIECE.finditer(text):
        if found.start() > at:
            pieces.append((text[at : found.start()], ""))
        pieces.append((found[0], _SCRIPT_FONTS[(found.lastindex or 1) - 1][0]))
        at = found.end()
    if at < len(text):
        pieces.append((text[at:], ""))
    return pieces


@dataclass(frozen=True, slots=True)
class PackagedFont:
    """A font file, and the family and style it stands for."""

    family: str
    path: Path
    is_bold: bool = False
    is_italic: bool = False


@cache
def packaged_fonts() -> tuple[PackagedFont, ...]:
    """All of them, that for unknown families first. One whose package is not installed is left out."""
    return tuple(_found())


def _found() -> Iterator[PackagedFont]:
    for names, styles in _STANDS_FOR:
        for (is_bold, is_italic), (package, file) in styles.items():
            path = _files(package).get(file)
            if path is not None:
                yield from (PackagedFont(name, path, is_bold, is_italic) for name in names)
    for name, package, file in _SCRIPT_FONTS:
        path = _files(package).get(file)
        if path is not None:
            yield PackagedFont(name, path)


@cache
def _files(package: str) -> Mapping[str, Path]:
    """The package's files by name; found without importing anything of it. None if it is not installed."""
    try:
        return {file.name: Path(str(file.locate())) for file in files(package) or ()}
    except PackageNotFoundError:
        return {}
