"""A 7-minute briefing as a poster: one landscape page, its seven sections round a wheel with the title at the hub."""

from __future__ import annotations

from typing import Final

from media.pdf.briefing_content import briefing_content
from media.pdf.errors import TooLong
from media.pdf.fitting import count_panel_words, words_over
from media.pdf.typeset import TypesetPdf, typeset
from media.sheets.briefing import BriefingSheet

# (paper, point sizes to try, words above which it is not worth trying), the smallest paper first. Never below 11 pt.
PAPERS: Final = (("a4", (15, 14, 13, 12, 11), 400), ("a3", (21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11.5, 11), None))
WORDS_THAT_NEVER_FIT: Final = 2500


def typeset_poster(sheet: BriefingSheet) -> bytes:
    """The briefing as one PDF/UA-1 page: A4 if it fits there at 11 points, else A3, set as large as fits.

    Raises TooLong with the number of words to cut when it does not fit on A3 at 11 points. Same sheet, same bytes.
    """
    words = count_panel_words(sheet)
    for paper, sizes, most_words in PAPERS:
        if most_words and words > most_words:
            continue
        made = _set(sheet, paper, sizes)
        if made.pages == 1:
            return made.data
    raise TooLong(words_over(sheet, _fits_at_the_smallest, never_fit=WORDS_THAT_NEVER_FIT), "a poster")


def _set(sheet: BriefingSheet, paper: str, sizes: tuple[float, ...]) -> TypesetPdf:
    return typeset("poster.typ", briefing_content(sheet) | {"paper": paper, "sizes": sizes}, made_at=sheet.made_at)


def _fits_at_the_smallest(sheet: BriefingSheet) -> bool:
    paper, sizes, _ = PAPERS[-1]
    return _set(sheet, paper, sizes[-1:]).pages == 1
