"""Bar pictures as SVG: for a page, beside the table that has the same figures, and for what is printed.

Colours are steps of the surrounding text's own (`currentColor`), with gaps between the parts: they hold in the dark, in high
contrast and in black and white. Nothing in them is a style rule, so a strict content security policy shows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from media.sheets.letters import without_controls

WIDTH = 400
ROW, BAR, GAP = 44, 14, 2
CHARACTERS = 46
"""About as many as a line of the picture holds."""
_STEPS = ("0.18", "0.36", "0.55", "0.76", "1")


@dataclass(frozen=True)
class Bar:
    """A label and its parts, from left to right. No parts: not known, or not to be shown; `note` says which."""

    label: str
    parts: tuple[int, ...] = ()
    note: str = ""


def chart_height(bars: Sequence[Bar], width: float) -> float:
    """How high a chart of these bars is that is so wide, in the same unit."""
    return width * max(len(bars), 1) * ROW / WIDTH


def stacked_bar_svg(counts: Sequence[int], says: str) -> str:
    """One bar as wide as its parts together are all: "2 said 1, 5 said 4". Nothing to read but `says`."""
    parts = "".join(_parts(counts, 0, 120, 0, sum(counts)))
    return f"{_opening(120, BAR, says)}{parts}</svg>"


def bar_chart_svg(bars: Sequence[Bar], says: str, *, ink: str = "currentColor", is_share: bool = False) -> str:
    """Bars below one another, each under its label. As long as their counts; each as long as it can be if `is_share`."""
    longest = max((sum(bar.parts) for bar in bars), default=0)
    lines: list[str] = []
    for place, bar in enumerate(bars):
        top = place * ROW
        whole = sum(bar.parts) if is_share else longest
        told = bar.note or str(sum(bar.parts))
        lines.append(f'<text x="0" y="{top + 16}">{_words(bar.label)}: {_words(told)}</text>')
        lines.append(f'<path d="M0 {top + 24 + BAR}h{WIDTH}" stroke-width="1" stroke="{ink}" stroke-opacity="0.4"/>')
        lines.extend(_parts(bar.parts, top + 22, WIDTH, 0, whole))
    return f"{_opening(WIDTH, round(chart_height(bars, WIDTH)), says, ink)}{''.join(lines)}</svg>"


def _parts(counts: Sequence[int], y: int, width: int, x: float, whole: int) -> list[str]:
    """Paler to the left. A single part is as dark as can be."""
    steps = _STEPS if len(counts) > 1 else _STEPS[-1:]
    drawn: list[str] = []
    for place, count in enumerate(counts):
        if not count or not whole:
            continue
        length = width * count / whole
        opacity = steps[min(place, len(steps) - 1)]
        shown = max(length - GAP, 1)
        drawn.append(f'<rect x="{x:.1f}" y="{y}" width="{shown:.1f}" height="{BAR}" fill-opacity="{opacity}"/>')
        x += length
    return drawn


def _opening(width: int, height: int, says: str, ink: str = "currentColor") -> str:
    said = without_controls(says)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label={quoteattr(said)} viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" fill="{ink}" font-family="system-ui, Atkinson Hyperlegible, sans-serif" '
        f'font-size="16"><title>{escape(said)}</title>'
    )


def _words(text: str) -> str:
    """As much as fits a line."""
    plain = " ".join(without_controls(text).split())
    return escape(plain if len(plain) <= CHARACTERS else f"{plain[: CHARACTERS - 1]}…")
