"""Slides wait for whoever shows them: text that goes away by itself shuts out slow readers.

WCAG 2.2, 2.2.1 (Timing Adjustable): https://www.w3.org/WAI/WCAG22/Understanding/timing-adjustable
"""

from collections.abc import Iterator

from media.decks.accessibility.findings import Problem, Weight
from media.decks.accessibility.slide import CheckedSlide


def check(slide: CheckedSlide) -> Iterator[Problem]:
    """Whether the slide moves on by itself. ECMA-376 part 1, 19.3.1.50 (advTm, in thousandths of a second)."""
    if not slide.deck.uses_timings:
        return
    for transition in slide.sheet.root.iter("{*}transition"):
        after = transition.get("advTm", "")
        if after.isdecimal() and len(after) < 12:
            yield slide.problem(
                "moves_on_by_itself",
                f"Let {slide.called} wait for a click: it moves on by itself after {int(after) / 1000:g} seconds. "
                "Transitions, Timing, untick “After”.",
                Weight.HARD,
            )
            return
