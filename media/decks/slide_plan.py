"""What goes on each slide, before it is written: texts made safe, measured, and dealt out so that nothing overflows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from media.decks.house_layouts import Layout, Place
from media.decks.text_fit import BOLD_IS_WIDER, LINE_HEIGHT, Line, TextBox, count_lines, paginate
from media.sheets.letters import without_controls

SMALLEST_TITLE = 32  # points
MOST_CHARACTERS = 20_000  # of one field: far beyond any slide, short of freezing the reader's machine
ELLIPSIS = "…"
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class SlidePicture:
    """A square picture as a PNG, what it says to those who do not see it, and what the selection pane calls it."""

    png: bytes
    alt: str
    name: str


@dataclass(frozen=True)
class SlidePlan:
    """One slide: its layout and the text of each place. Point sizes are 0 where the layout's own size holds.

    A picture stands where the layout has room aside, in place of words there.
    """

    layout: Layout
    title: str
    lines: tuple[Line, ...] = ()
    kicker: str = ""
    footnote: str = ""
    label: str = ""
    aside: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    picture: SlidePicture | None = None
    title_size: int = 0
    body_size: int = 0


def plain_line(text: str | None) -> str:
    """The text on one line, without the characters a slide cannot hold."""
    return _BLANKS.sub(" ", without_controls((text or "")[:MOST_CHARACTERS])).strip()


def fitted_slides(plans: Iterable[SlidePlan], *, taken: Iterable[str] = ()) -> Iterator[SlidePlan]:
    """The slides to write: safe, each with its own title, continued on further slides where they must be.

    `taken` are titles that other slides of the deck have already.
    """
    taken = {title.casefold() for title in taken}
    repeats: dict[tuple[str, int, Layout], int] = {}
    for plan in plans:
        slides = _continued(_safe(plan))
        asked = (slides[0].title, len(slides), slides[0].layout)
        titles, repeats[asked] = _own_titles(*asked, taken, repeats.get(asked, 1))
        for slide, title in zip(slides, titles, strict=True):
            shown, size = _fitted_title(title, slide.layout)
            taken.add(shown.casefold())
            yield replace(slide, title=shown, title_size=size)


def _safe(plan: SlidePlan) -> SlidePlan:
    aside, left_out = _set_aside(_safe_lines(plan.aside), plan.layout)
    return replace(
        plan,
        title=plain_line(plan.title),
        lines=_safe_lines(plan.lines),
        kicker=_cut_to(plain_line(plan.kicker), plan.layout, Place.KICKER),
        footnote=_cut_to(plain_line(plan.footnote), plan.layout, Place.FOOTNOTE),
        label=_cut_to(plain_line(plan.label), plan.layout, Place.LABEL),
        aside=aside,
        notes=(*left_out, *(note for note in map(plain_line, plan.notes) if note)),
    )


def _safe_lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    safe = (
        replace(line, text=plain_line(line.text), lead=plain_line(line.lead), url=plain_line(line.url))
        for line in lines
    )
    return tuple(line for line in safe if line.whole)


def _set_aside(lines: tuple[Line, ...], layout: Layout) -> tuple[tuple[Line, ...], list[str]]:
    """The lines that the place aside has room for, and the rest for the notes."""
    box = layout.value.boxes.get(Place.ASIDE)
    kept = len(lines) if box else 0
    while box and not box.room.holds(lines[:kept], box.size):
        kept -= 1
    return lines[:kept], [line.whole for line in lines[kept:]]


def _continued(plan: SlidePlan) -> list[SlidePlan]:
    """The plan, or as many as its body needs. A title too long to show whole is given in full above the body."""
    if plan.layout.value.dark:
        return [_shortened(plan)]
    lines = plan.lines
    if _fitted_title(plan.title, plan.layout)[0] != plan.title:
        lines = (Line("", lead=plan.title), *lines)
    box = plan.layout.value.boxes[Place.BODY]
    for size in range(box.size, box.least_size - 1, -2):
        if box.room.holds(lines, size):
            return [replace(plan, lines=lines, body_size=0 if size == box.size else size)]
    size = box.least_size
    pages = paginate(lines, box.room, size)
    return [replace(plan, lines=tuple(page), body_size=0 if size == box.size else size) for page in pages]


def _shortened(plan: SlidePlan) -> SlidePlan:
    """A title or section slide, which is never continued: what does not fit is cut, and given whole in the notes."""
    box = plan.layout.value.boxes[Place.BODY]
    said = " ".join(line.whole for line in plan.lines)
    sizes = range(box.size, box.least_size - 1, -2)
    size = next((size for size in sizes if box.room.holds([Line(said)], size)), sizes[-1])
    shown = said if box.room.holds([Line(said)], size) else _cut(said, box.room, size)
    title = _fitted_title(plan.title, plan.layout)[0]
    whole = [full for full, seen in ((plan.title, title), (said, shown)) if full != seen]
    return replace(
        plan,
        lines=(Line(shown),) if shown else (),
        notes=(*whole, *plan.notes),
        body_size=0 if size == box.size else size,
    )


def _own_titles(title: str, count: int, layout: Layout, taken: set[str], start: int) -> tuple[list[str], int]:
    """A title for each of `count` slides, none of them used before in the deck, and the number that tells them apart.

    `start` is the number found the last time: lower ones are taken.
    """
    for again in itertools.count(start):
        repeat = f" – {again}" if again > 1 else ""
        parts = [f" ({at} of {count})" for at in range(1, count + 1)] if count > 1 else [""]
        titles = [_with_ending(title, repeat + part, layout) for part in parts]
        if not any(each.casefold() in taken for each in titles):
            return titles, again
    raise AssertionError("counting never ends")


def _with_ending(title: str, ending: str, layout: Layout) -> str:
    """The title with an ending that is always seen: if it must be cut, the title is cut, not the ending."""
    if _fitted_title(title + ending, layout)[0] == title + ending:
        return title + ending
    return _cut(title, layout.value.boxes[Place.TITLE].room, SMALLEST_TITLE, ending=ELLIPSIS + ending)


def _fitted_title(title: str, layout: Layout) -> tuple[str, int]:
    """The title as shown and its size (0: the layout's own): smaller if it must be, cut with "…" as a last resort."""
    box = layout.value.boxes[Place.TITLE]
    for size in (box.size, 40, 36, SMALLEST_TITLE):
        if size <= box.size and _title_fits(title, box.room, size):
            return title, 0 if size == box.size else size
    return _cut(title, box.room, SMALLEST_TITLE), SMALLEST_TITLE


def _title_fits(title: str, room: TextBox, size: int) -> bool:
    lines = count_lines(title, size, room.width / BOLD_IS_WIDER)
    return lines * size * LINE_HEIGHT <= room.height


def fitted_footer(text: str) -> str:
    """The footer as it is shown on every slide: on one line, cut if it must be."""
    return _cut_to(plain_line(text), Layout.POINT, Place.FOOTER)


def _cut_to(text: str, layout: Layout, place: Place) -> str:
    box = layout.value.boxes.get(place)
    if box is None or box.room.holds([Line("", lead=text)], box.size):
        return text
    return _cut(text, box.room, box.size)


def _cut(text: str, room: TextBox, size: int, ending: str = ELLIPSIS) -> str:
    """The longest beginning of the text that fits with the ending, broken after a word where there is one."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if _title_fits(text[:middle] + ending, room, size):
            low = middle
        else:
            high = middle - 1
    kept = text[:low]
    if low < len(text) and " " in kept[-40:]:
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip(" ,;:") + ending
