"""The slides of each kind of part that a training session can have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from media.decks.house_layouts import Layout
from media.decks.slide_plan import SlidePicture, SlidePlan
from media.decks.text_fit import Line
from media.sheets.qr import qr_png
from media.sheets.session import SessionPoint, SessionSegment, SessionSheet

MOST_SHOWN: Final = 1_500
"""Letters of one part's words on slides: two or three of them. The whole is in the notes then."""
MOST_NOTED: Final = 12_000
USUAL_QUESTION: Final = "Where could this happen in our own work, and what would stop it?"
USUAL_FEEDBACK: Final = (
    "Fill in the feedback sheet: how sure you were before, and how sure you are now.",
    "Write down one thing you will do differently, and by when.",
    "No names are needed.",
)


@dataclass(frozen=True)
class LibraryPlace:
    """Where a slide of another deck goes: which part of the session, and which of its slides, from 0."""

    segment: str
    index: int


Planned = SlidePlan | LibraryPlace


def segment_slides(sheet: SessionSheet, segment: SessionSegment, *, is_opening: bool = False) -> Iterator[Planned]:
    """The slides made for the part, then those of other decks. An opening welcome has the cover already."""
    has_said_it_all = segment.text.strip() in ("", sheet.content_warning.strip())  # the slide on care says it
    if not (is_opening and has_said_it_all):
        make = _KINDS.get(segment.kind, _plain)
        yield from make(sheet, segment)
    for index in range(len(segment.slides)):
        yield LibraryPlace(segment.key, index)


def _point(sheet: SessionSheet, segment: SessionSegment) -> Iterator[SlidePlan]:
    point = segment.point
    if point is None:
        yield from _plain(sheet, segment)
        return
    with_points = [one.key for one in sheet.segments if one.point]
    number = with_points.index(segment.key) + 1
    name = "Good practice," if point.is_good_practice else "Learning point"
    kicker = f"{name} {number} of {len(with_points)}"
    yield SlidePlan(
        Layout.POINT,
        title=point.title or segment.title,
        kicker=kicker,
        lines=_lines(point.found),
        footnote=point.found_in,
        notes=_notes(segment, *_point_notes(point), shown=point.found),
    )
    if point.change.strip():
        yield SlidePlan(
            Layout.POINT,
            title=f"Point {number}: what should change",
            kicker=kicker,
            lines=_lines(point.change),
            notes=(*_whole(point.change), "Ask: what would have to be in place for us to do this every time?"),
        )
    if segment.text.strip():
        yield _to_do(segment, f"Point {number}: what to do")
    elif point.question.strip():
        yield SlidePlan(
            Layout.QUESTION,
            title=f"Point {number}: talk about it",
            lines=_lines(point.question),
            notes=(
                *_whole(point.question),
                "Two minutes alone, then five in pairs. Ask each pair for one thing they will do.",
            ),
        )


def _point_notes(point: SessionPoint) -> list[str]:
    return [
        f"What should change: {point.change}" if point.change else "",
        f"Question to discuss: {point.question or USUAL_QUESTION}",
    ]


def _to_do(segment: SessionSegment, title: str) -> SlidePlan:
    """What people are asked to do: numbered where it has several steps."""
    lines = _lines(segment.text)
    if len(lines) < 2:
        kicker = " · ".join(
            text for text in (segment.kind_label, segment.minutes_label if segment.minutes else "") if text
        )
        return SlidePlan(Layout.POINT, title, lines, kicker, notes=_notes(segment, shown=segment.text))
    return SlidePlan(
        Layout.ACTIVITY,
        title=title,
        kicker=segment.kind_label,
        label=segment.minutes_label if segment.minutes else "",
        lines=lines,
        notes=_notes(segment, shown=segment.text),
    )


def _activity(sheet: SessionSheet, segment: SessionSegment) -> Iterator[SlidePlan]:
    yield _to_do(segment, segment.title)


def _discussion(sheet: SessionSheet, segment: SessionSegment) -> Iterator[SlidePlan]:
    yield SlidePlan(
        Layout.QUESTION,
        title=segment.title,
        lines=_lines(segment.text or USUAL_QUESTION),
        notes=_notes(segment, shown=segment.text),
    )


def _briefing(sheet: SessionSheet, segment: SessionSegment) -> Iterator[SlidePlan]:
    briefing = segment.briefing
    if briefing is None:
        yield from _plain(sheet, segment)
        return
    told = "Everybody has it as a handout." if briefing.is_handed_out else ""
    said = "\n".join(text for text in (briefing.introduction, segment.text, told) if text.strip())
    yield SlidePlan(
        Layout.CASE,
        title=briefing.title or segment.title,
        kicker="7-minute briefing",
        lines=_lines(said),
        aside=tuple(Line(heading) for heading in briefing.headings),
        notes=_notes(segment, *briefing.note.splitlines(), shown=said),
    )


def _section(sheet: SessionSheet, segment: SessionSegment) -> Iterator[SlidePlan]:
    """A part that is opened by its name: slides, a break."""
    shown = segment.text.strip() or (segment.minutes_label if segment.kind == "break" and segment.minutes else "")
    yield SlidePlan(
        Layout.SECTION,
        title=segment.title,
        lines=_lines(shown),
        notes=_notes(segment, shown=segment.text),
    )


def _evaluation(sheet: SessionSheet, segment: SessionSegment) -> Iterator[SlidePlan]:
    address = sheet.feedback_address
    shown = segment.text.strip() or "\n".join(USUAL_FEEDBACK)
    lines = (Line(address, lead="Feedback form:", url=address), *_lines(shown)) if address else _lines(shown)
    alt = f"QR code: the feedback form, {address}"
    yield SlidePlan(
        Layout.CASE if address else Layout.ACTIVITY,
        title=segment.title,
        kicker=segment.kind_label,
        label="" if address or not segment.minutes else segment.minutes_label,
        lines=lines,
        picture=SlidePicture(qr_png(address), alt, "QR code") if address else None,
        notes=_notes(segment, "Give people time to do it now: what is taken home does not come back.", shown=shown),
    )


def _plain(sheet: SessionSheet, segment: SessionSegment) -> Iterator[SlidePlan]:
    lines = _lines(segment.text)
    yield SlidePlan(
        Layout.BULLETS if len(lines) > 1 else Layout.SECTION,
        title=segment.title,
        lines=lines,
        notes=_notes(segment, shown=segment.text),
    )


_KINDS: Final[dict[str, Callable[[SessionSheet, SessionSegment], Iterator[SlidePlan]]]] = {
    "point": _point,
    "slides": _section,
    "briefing": _briefing,
    "activity": _activity,
    "discussion": _discussion,
    "break": _section,
    "evaluation": _evaluation,
}


def _notes(segment: SessionSegment, *more: str, shown: str = "") -> tuple[str, ...]:
    """When and how long, what the trainer wrote, what else there is to know, and the whole of what was cut."""
    return (
        f"{segment.minutes_label}, from {segment.from_when}.",
        *segment.notes[:MOST_NOTED].splitlines(),
        *more,
        *segment.left_out,
        *_whole(shown),
    )


def _lines(text: str) -> tuple[Line, ...]:
    """Paragraphs for a slide; the beginning of a text that is far too long for one."""
    if len(text) > MOST_SHOWN:
        text = text[:MOST_SHOWN].rsplit(" ", 1)[0] + " …"
    return tuple(Line(paragraph.strip()) for paragraph in text.splitlines() if paragraph.strip())


def _whole(text: str) -> tuple[str, ...]:
    """What stands in the notes of a slide that shows the beginning alone."""
    return ("The whole of it:", *text[:MOST_NOTED].splitlines()) if len(text) > MOST_SHOWN else ()
