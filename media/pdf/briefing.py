"""A 7-minute briefing as an accessible PDF of one or two A4 pages."""

from __future__ import annotations

from media.pdf.briefing_content import briefing_content
from media.pdf.errors import TooLong
from media.pdf.fitting import count_panel_words, words_over
from media.pdf.typeset import TypesetPdf, picture_pages, typeset
from media.sheets.briefing import BriefingSheet

MOST_PAGES = 2
SMALLEST_POINTS = 11.0
# (point size, pages, words above which it is not worth trying), in order of preference: one generous side, then two,
# then two with less air. Never below 11 pt.
FITS = ((12.0, 1, 300), (11.5, 1, 340), (12.0, 2, 700), (11.5, 2, 800), (SMALLEST_POINTS, 2, None))
WORDS_THAT_NEVER_FIT = 2000


def typeset_briefing(sheet: BriefingSheet) -> bytes:
    """The briefing as a PDF/UA-1 file of one or two pages, set as large as fits (12, 11.5 or 11 pt).

    Raises TooLong with the number of words to cut when it does not fit at 11 pt. The same sheet gives the same bytes.
    """
    return _fitted(sheet)[1].data


def picture_briefing(sheet: BriefingSheet) -> list[bytes]:
    """The pages of that file as PNG pictures, to be looked at while it is written. Raises TooLong as the file does."""
    points, _made = _fitted(sheet)
    return picture_pages("briefing.typ", briefing_content(sheet) | {"points": points})


def _fitted(sheet: BriefingSheet) -> tuple[float, TypesetPdf]:
    """The size it is set in, and what is made of it."""
    made: dict[float, TypesetPdf] = {}
    words = count_panel_words(sheet)
    for points, pages, most_words in FITS:
        if most_words and words > most_words:
            continue
        if points not in made:
            made[points] = _set(sheet, points)
        if made[points].pages <= pages:
            return points, made[points]
    raise TooLong(words_over(sheet, _fits_at_the_smallest, never_fit=WORDS_THAT_NEVER_FIT), "two pages")


def _set(sheet: BriefingSheet, points: float) -> TypesetPdf:
    return typeset("briefing.typ", briefing_content(sheet) | {"points": points}, made_at=sheet.made_at)


def _fits_at_the_smallest(sheet: BriefingSheet) -> bool:
    return _set(sheet, SMALLEST_POINTS).pages <= MOST_PAGES
