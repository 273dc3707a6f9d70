"""Says in a made PDF what its shaped writing reads, so that a screen reader says it whole and in order.

Typst draws the dots of Arabic letters and the signs of Indian ones as glyphs of their own and lays right-to-left words
out as they are seen: read glyph by glyph, letters come twice and words back to front. So the templates mark every
stretch of such writing (as an inline quotation: nothing else here is one) and note its text; here each mark becomes a
plain span with its text as ActualText and its language, as far as its letters tell.
ISO 32000-1, 14.9.4 https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Final

import pikepdf

from media.pdf.errors import TypesettingError

# Marks, right-to-left and Indian letters, and what the text face would shape out of parts.
SHAPED: Final = (
    r"[\u{180}-\u{24f}\u{300}-\u{36f}\u{483}-\u{489}\u{590}-\u{10ff}\u{135d}-\u{135f}\u{1780}-\u{17ff}\u{1ab0}-\u{1aff}"
    r"\u{1dc0}-\u{1dff}\u{1e00}-\u{1eff}\u{200c}\u{200d}\u{20d0}-\u{20ff}\u{fb1d}-\u{fdff}\u{fe00}-\u{feff}"
    r"\u{1f000}-\u{1faff}\u{e0020}-\u{e007f}]"
)
"""The letters that are not one glyph each, drawn left to right: a pattern, as Typst writes it."""

_LANGUAGES: Final = (
    ("ur", "[ٹڈڑںےہھ]"),
    ("fa", "[پچژگ]"),
    ("ar", "[\u0600-\u06ff]"),
    ("he", "[\u05d0-\u05ea]"),
    ("bn", "[\u0980-\u09ff]"),
    ("hi", "[\u0900-\u097f]"),
    ("pa", "[\u0a00-\u0a7f]"),
    ("gu", "[\u0a80-\u0aff]"),
    ("ta", "[\u0b80-\u0bff]"),
    ("te", "[\u0c00-\u0c7f]"),
    ("kn", "[\u0c80-\u0cff]"),
    ("ml", "[\u0d00-\u0d7f]"),
    ("si", "[\u0d80-\u0dff]"),
    ("th", "[\u0e00-\u0e7f]"),
    ("lo", "[\u0e80-\u0eff]"),
    ("my", "[\u1000-\u109f]"),
    ("ka", "[\u10a0-\u10ff]"),
    ("km", "[\u1780-\u17ff]"),
    ("vi", "[\u1ea0-\u1ef9]"),
)


def language_of(text: str) -> str:
    """The language that its letters speak for ("ur", "bn"), by the first script found; "" when they do not tell."""
    return next((language for language, letters in _LANGUAGES if re.search(letters, text)), "")


def say_texts(data: bytes, texts: Sequence[str]) -> bytes:
    """The same PDF with `texts` put on its marked stretches, in order. The same input gives the same bytes.

    Raises TypesettingError when there are not as many marks as texts.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        marks = list(_marks(pdf.Root.StructTreeRoot.K))
        if len(marks) != len(texts):
            raise TypesettingError(f"The PDF could not be made: {len(marks)} marks for {len(texts)} texts.")
        for mark, text in zip(marks, texts, strict=True):
            mark.S = pikepdf.Name.Span
            mark.ActualText = pikepdf.String(text.replace("\u200b", ""))
            if language := language_of(text):
                mark.Lang = pikepdf.String(language)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return out.getvalue()


def _marks(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The inline quotations of the structure, in reading order, also those within one another."""
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from _marks(kid)
    elif isinstance(node, pikepdf.Dictionary):
        if node.get("/S") == "/Quote":
            yield node
        if "/K" in node:
            yield from _marks(node.K)
