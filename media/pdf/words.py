"""What the readers of a PDF see, as text: page after page, words that leave no mark on the page left out.

A PDF can carry words that nobody sees: in the colour of the page, under a box, off its edge. Each page with words is
drawn small, and a word counts only if something is seen in its place. Pages with words under a box, as the clean
copy's report tells of them, are left out whole: the box may have a word of its own on it.
"""

import ctypes
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import pikepdf
import pypdfium2
from pypdfium2 import raw

from media.opc.refusals import Damaged, PasswordProtected
from media.pdf.covered_words import may_cover_words
from media.pdf.layers import reading_pdf

_DOTS_A_POINT: Final = 1.5
_MOST_DOTS: Final = 1_400
"""The longer side of the drawing of a page, however large the page says it is."""
_LEAST_CONTRAST: Final = 12
"""Of 255: the least that a letter stands out from what is round it."""
_MOST_ON_A_PAGE: Final = 200_000
_HYPHENS: Final = frozenset({0x02, 0xAD, 0xFFFE})
"""How pdfium tells of a hyphen at the end of a line, within a word."""
_LIGATURES: Final = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def words_of_pages(path: Path, *, seconds: float) -> Iterator[str | None]:
    """What each page says, nothing for one that is a picture; None at the end if there was no time for all of them.

    Raises PasswordProtected or Damaged.
    """
    until = time.monotonic() + seconds
    with reading_pdf(), pikepdf.open(path) as marks, _opened(path) as pdf:
        for index in range(len(pdf)):
            if time.monotonic() > until:
                yield None
                return
            said = _words_of_page(pdf, index)
            yield "" if said and may_cover_words(marks.pages[index]) else said


@contextmanager
def _opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise PasswordProtected(ending="pdf") if "password" in str(error).casefold() else Damaged from error
    try:
        yield pdf
    finally:
        pdf.close()


def _words_of_page(pdf: pypdfium2.PdfDocument, index: int) -> str:
    """What one page says; nothing if it cannot be read."""
    try:
        page = _flat(pdf, index)
    except pypdfium2.PdfiumError:
        return ""
    try:
        text = page.get_textpage()
        try:
            words = list(_words(text))
        finally:
            text.close()
        if not any(word.is_printed for word in words):
            return ""
        drawn = _Drawing(page)
        return "".join(word.text for word in words if not word.is_printed or drawn.shows(word.box)).translate(
            _LIGATURES
        )
    except pypdfium2.PdfiumError:
        return ""
    finally:
        page.close()


def _flat(pdf: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """A page with its marks made part of it: what a form was filled in with, stamps and boxes of text are words too."""
    page = pdf[index]
    if raw.FPDFPage_GetAnnotCount(page) > 0:
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        page.close()
        page = pdf[index]
    return page


class _Word(NamedTuple):
    """Letters without a space between, or the space after them. The box is in points: left, bottom, right, top."""

    text: str
    is_printed: bool = False
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


def _words(text: Any) -> Iterator[_Word]:
    """The words of a page and what stands between them, in reading order."""
    letters: list[str] = []
    sides: list[tuple[float, float, float, float]] = []
    is_broken = False
    for index in range(min(text.count_chars(), _MOST_ON_A_PAGE)):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in _HYPHENS:
            is_broken = True
        elif code and (letter := chr(code)).isprintable() and not letter.isspace():
            if is_broken and letters:
                yield _word(letters, sides)
                letters, sides = [], []
            is_broken = False
            letters.append(letter)
            sides.append(_box(text, index))
        elif not (is_broken and code in (10, 13)):
            if letters:
                yield _word(letters, sides)
                letters, sides = [], []
            yield _Word("\n" if code in (10, 13) else " ")
    if letters:
        yield _word(letters, sides)


def _word(letters: list[str], sides: list[tuple[float, float, float, float]]) -> _Word:
    lefts, bottoms, rights, tops = zip(*sides, strict=True)
    return _Word("".join(letters), True, (min(lefts), min(bottoms), max(rights), max(tops)))


def _box(text: Any, index: int) -> tuple[float, float, float, float]:
    left, right, bottom, top = (ctypes.c_double() for _side in range(4))
    raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


class _Drawing:
    """A page as it is seen, in greys."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        longer = max(*page.get_size(), 1.0)
        bitmap = page.render(scale=min(_DOTS_A_POINT, _MOST_DOTS / longer), grayscale=True)
        self._place = bitmap.get_posconv(page)
        self._width, self._height, self._stride = bitmap.width, bitmap.height, bitmap.stride
        self._dots = bytes(bitmap.buffer)
        bitmap.close()

    def shows(self, box: tuple[float, float, float, float]) -> bool:
        """Whether anything stands out there: with a dot more on each side, or a full stop would fill its own box."""
        x1, y1 = self._place.to_bitmap(box[0], box[1])
        x2, y2 = self._place.to_bitmap(box[2], box[3])
        left, right = max(min(x1, x2) - 1, 0), min(max(x1, x2) + 2, self._width)
        top, bottom = max(min(y1, y2) - 1, 0), min(max(y1, y2) + 2, self._height)
        if left >= right or top >= bottom:
            return False
        rows = [self._dots[y * self._stride + left : y * self._stride + right] for y in range(top, bottom)]
        return max(map(max, rows)) - min(map(min, rows)) >= _LEAST_CONTRAST
