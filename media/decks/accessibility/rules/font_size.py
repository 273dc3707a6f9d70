"""Text is large enough to be read.

Under 12 pt is an error here: nobody reads it on a wall, and few on a telephone. The usual advice for slides is 18 pt
or more: https://www.w3.org/WAI/teach-advocate/accessible-presentations/
Date, footer and number are left out, and so are raised and lowered characters.
"""

from collections.abc import Iterator
from typing import Final

from media.decks.accessibility.findings import Problem, Weight
from media.decks.accessibility.slide import CheckedSlide, Run, quoted

SMALLEST: Final = 1200
_ADVISED_POINTS: Final = 18


def check(slide: CheckedSlide) -> Iterator[Problem]:
    """The smallest text of the slide, if it is too small."""
    smallest = min((run for run in slide.runs if _counts(run)), key=_size, default=None)
    if smallest is not None and _size(smallest) < SMALLEST:
        yield slide.problem(
            "small_text",
            f"Make the text on {slide.called} larger: {quoted(smallest.words)} is {_size(smallest) / 100:g} pt. "
            f"{SMALLEST // 100} pt is the least; {_ADVISED_POINTS} pt or more can be read by most people in a room.",
            Weight.HARD,
        )


def _size(run: Run) -> int:
    return SMALLEST if run.look.size is None else run.look.size


def _counts(run: Run) -> bool:
    return run.properties is None or run.properties.get("baseline", "0") in ("0", "0%")
