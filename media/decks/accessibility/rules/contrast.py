"""Text stands out from what is behind it.

WCAG 2.2, 1.4.3 (Contrast, Minimum): 4.5 to 1, and 3 to 1 for large text (18 pt, or 14 pt and bold):
https://www.w3.org/WAI/WCAG22/Understanding/contrast-minimum
Nothing is said of text on pictures and gradients, see-through colours, or tables whose style decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from media.decks.accessibility.colours import RGB, CannotBeKnown, as_hex, contrast, inner_colour
from media.decks.accessibility.findings import Problem, Weight
from media.decks.accessibility.slide import CheckedSlide, Run, quoted
from media.opc.xml_parts import local_name

NEEDED: Final = 4.5
NEEDED_WHEN_LARGE: Final = 3.0
_LARGE, _LARGE_AND_BOLD = 1800, 1400
_ROUNDING: Final = 0.05  # colours are worked out from percentages; nobody sees less than this


@dataclass(frozen=True, slots=True)
class _Pair:
    """A run with its colours, and how far it is from what it needs."""

    run: Run
    text: RGB
    behind: RGB
    needed: float

    @property
    def found(self) -> float:
        return contrast(self.text, self.behind)


def check(slide: CheckedSlide) -> Iterator[Problem]:
    """The text of the slide that is hardest to see, if it does not reach what it needs."""
    pairs = [pair for run in slide.runs if (pair := _pair(slide, run)) is not None]
    poor = [pair for pair in pairs if pair.found + _ROUNDING < pair.needed]
    if poor:
        worst = min(poor, key=lambda pair: pair.found / pair.needed)
        yield slide.problem(
            "low_contrast",
            f"Make the text on {slide.called} stand out more: {quoted(worst.run.words)} is {as_hex(worst.text)} on "
            f"{as_hex(worst.behind)}, a contrast of {worst.found:.1f} to 1 where {worst.needed:g} to 1 is needed. Choose "
            "a darker text or a lighter background, or the other way round.",
            Weight.HARD,
        )


def _pair(slide: CheckedSlide, run: Run) -> _Pair | None:
    try:
        if run.cell is not None:
            text, behind = _own_colour(slide, run), _cell_colour(slide, run.cell)
        else:
            text, behind = _colour(slide, run), slide.backdrop.behind(run.shape)
    except CannotBeKnown:
        return None
    return _Pair(run, text, behind, NEEDED_WHEN_LARGE if _is_large(run) else NEEDED)


def _is_large(run: Run) -> bool:
    size = _LARGE if run.look.size is None else run.look.size
    return size >= _LARGE or (size >= _LARGE_AND_BOLD and bool(run.look.is_bold))


def _colour(slide: CheckedSlide, run: Run) -> RGB:
    link = run.link
    if link is not None and not _keeps_its_colour(link):
        return slide.palette.named("hlink")
    if run.look.fill is None:
        return slide.palette.named("tx1")
    return _plain(slide, run.look.fill)


def _own_colour(slide: CheckedSlide, run: Run) -> RGB:
    """The colour a run in a table names itself: what its table's style would give it is not looked up."""
    for child in run.properties if run.properties is not None else ():
        if local_name(child) == "solidFill":
            return _plain(slide, child)
    raise CannotBeKnown


def _cell_colour(slide: CheckedSlide, cell: etree._Element) -> RGB:
    for properties in cell:
        for fill in properties if local_name(properties) == "tcPr" else ():
            if local_name(fill) == "solidFill":
                return _plain(slide, fill)
    raise CannotBeKnown


def _plain(slide: CheckedSlide, fill: etree._Element) -> RGB:
    if local_name(fill) not in ("solidFill", "fontRef"):
        raise CannotBeKnown
    return inner_colour(fill, slide.palette)


def _keeps_its_colour(link: etree._Element) -> bool:
    """Whether a link is shown in its text's colour and not the theme's. [MS-ODRAWXML], hlinkClr."""
    return any(mark.get("val") == "tx" for mark in link.iter("{*}hlinkClr"))
