"""A 7-minute briefing as an accessible PDF of one or two A4 pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from media.pdf.errors import TooLong
from media.pdf.typeset import TypesetPdf, typeset
from media.sheets.briefing import FICTIONAL, BriefingPanel, BriefingSheet, panel_heading
from media.sheets.richtext import Block, Run, count_words

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
    made: dict[float, TypesetPdf] = {}
    words = _count_words(sheet)
    for points, pages, most_words in FITS:
        if most_words and words > most_words:
            continue
        if points not in made:
            made[points] = _set(sheet, points)
        if made[points].pages <= pages:
            return made[points].data
    raise TooLong(_words_over(sheet))


def _set(sheet: BriefingSheet, points: float) -> TypesetPdf:
    return typeset("briefing.typ", _content(sheet, points), made_at=sheet.made_at)


def _content(sheet: BriefingSheet, points: float) -> dict[str, Any]:
    return {
        "points": points,
        "title": sheet.shown_title,
        "partnership": sheet.partnership,
        "review_label": sheet.review_label,
        "byline": " · ".join(text for text in (sheet.partnership, sheet.date_as_stated) if text),
        "footer": " · ".join(text for text in (sheet.partnership, "7-minute briefing") if text),
        "fictional": FICTIONAL if sheet.is_fictional else "",
        "warning": sheet.content_warning,
        "introduction": list(sheet.introduction),
        "panels": [
            {"heading": panel_heading(panel, number), "blocks": list(panel.blocks)}
            for number, panel in enumerate(sheet.panels, start=1)
        ],
        "standing_questions": list(sheet.standing_questions),
        "themes": list(sheet.themes),
        "facts": [{"name": name, "value": value} for name, value in sheet.facts],
    }


def _count_words(sheet: BriefingSheet) -> int:
    return sum(count_words(panel.blocks) for panel in sheet.panels)


def _words_over(sheet: BriefingSheet) -> int:
    """How many words must go for two pages at 11 pt: the shortest cut found by halving, within eight words."""
    total = _count_words(sheet)
    fits, too_many = 0, min(total, WORDS_THAT_NEVER_FIT)
    while too_many - fits > 8:
        middle = (fits + too_many) // 2
        shorter = _shortened(sheet, middle / total)
        if _set(shorter, SMALLEST_POINTS).pages <= MOST_PAGES:
            fits = middle
        else:
            too_many = middle
    return max(1, total - fits)


def _shortened(sheet: BriefingSheet, share: float) -> BriefingSheet:
    panels = [BriefingPanel(heading=panel.heading, blocks=_first_words(panel.blocks, share)) for panel in sheet.panels]
    return BriefingSheet(**{**vars(sheet), "panels": panels})


def _first_words(blocks: Sequence[Block], share: float) -> list[Block]:
    """The same blocks, each run cut to its share of words."""

    def cut(runs: list[Run]) -> list[Run]:
        words = [run["text"].split() for run in runs]
        return [
            {**run, "text": " ".join(kept[: round(len(kept) * share)]) + " "}
            for run, kept in zip(runs, words, strict=True)
        ]

    shorter: list[Block] = []
    for block in blocks:
        if block["kind"] == "ul" or block["kind"] == "ol":
            shorter.append({"kind": block["kind"], "items": [cut(item) for item in block["items"]]})
        else:
            shorter.append({"kind": block["kind"], "runs": cut(block["runs"])})
    return shorter
