"""How many words to cut from a briefing that does not fit on its paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from media.sheets.briefing import BriefingSheet
from media.sheets.richtext import Block, Run, count_words

_WITHIN = 8


def count_panel_words(sheet: BriefingSheet) -> int:
    """The words of all sections together, without their headings."""
    return sum(count_words(panel.in_words) for panel in sheet.panels)


def words_over(sheet: BriefingSheet, fits: Callable[[BriefingSheet], bool], *, never_fit: int) -> int:
    """How many words must go until the sheet fits: the shortest cut found by halving, within eight words, at least 1.

    `never_fit` is a number of words that is too many for certain, so that 20,000 words are not laid out.
    """
    total = count_panel_words(sheet)
    fitting, too_many = 0, min(total, never_fit)
    while too_many - fitting > _WITHIN:
        middle = (fitting + too_many) // 2
        if fits(_shortened(sheet, middle / total)):
            fitting = middle
        else:
            too_many = middle
    return max(1, total - fitting)


def _shortened(sheet: BriefingSheet, share: float) -> BriefingSheet:
    panels = [replace(panel, blocks=_first_words(panel.in_words, share), table=None) for panel in sheet.panels]
    return replace(sheet, panels=panels)


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
