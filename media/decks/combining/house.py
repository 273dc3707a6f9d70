"""The slides of our own around the ones that were chosen: a cover, one before each deck, and the sources."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from media.decks.deck_writer import DeckProperties, written_deck
from media.decks.house_layouts import Layout
from media.decks.slide_plan import SlidePlan, fitted_slides, plain_line
from media.decks.text_fit import Line

UNTITLED = "Combined slides"
_SOURCES = ("Sources", "Where these slides come from")


@dataclass(frozen=True, slots=True)
class Section:
    """Slides that come from one deck, one after the other."""

    title: str
    source_label: str
    numbers: tuple[int, ...]


def house_slides(title: str, sections: Sequence[Section], taken: Collection[str]) -> bytes:
    """A deck of a cover, a slide for each section in order, and one or more for the sources.

    None of them has a title that is among those `taken`.
    """
    plans = [
        _cover(title, sections),
        *(_opening(at, section) for at, section in enumerate(sections, start=1)),
        _sources(sections, {name.casefold() for name in taken}),
    ]
    return written_deck(fitted_slides(plans, taken=taken), DeckProperties(title=plain_line(title) or UNTITLED))


def number_ranges(numbers: Sequence[int]) -> str:
    """Slide numbers as they are read: "slide 4", "slides 1, 3–5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return f"{'slide' if len(numbers) == 1 else 'slides'} {shown}"


def _cover(title: str, sections: Sequence[Section]) -> SlidePlan:
    slides = sum(len(section.numbers) for section in sections)
    counted = f"{slides} {'slide' if slides == 1 else 'slides'}"
    decks = len({section.source_label for section in sections})
    return SlidePlan(
        Layout.COVER,
        title=title or UNTITLED,
        lines=(Line(f"{counted} from {'one presentation' if decks == 1 else f'{decks} presentations'}"),),
        notes=(
            "These slides were put together from other presentations. Each has its source at the end of its notes; "
            "all of them are listed on the last slide.",
            "Before you start: check that the presentations they come from have not been replaced by newer ones.",
        ),
    )


def _opening(at: int, section: Section) -> SlidePlan:
    chosen = number_ranges(section.numbers)
    return SlidePlan(
        Layout.SECTION,
        title=f"Part {at}: {section.title or section.source_label}",
        lines=(Line(f"From: {section.source_label}, {chosen}"),),
        notes=(f"What follows comes from {section.source_label}, {chosen}, as it was made there.",),
    )


def _sources(sections: Sequence[Section], taken: Collection[str]) -> SlidePlan:
    listed: dict[str, list[int]] = {}
    for section in sections:
        listed.setdefault(section.source_label, []).extend(section.numbers)
    return SlidePlan(
        Layout.SOURCES,
        title=next((name for name in _SOURCES if name.casefold() not in taken), _SOURCES[-1]),
        lines=tuple(Line(number_ranges(sorted(set(numbers))), lead=f"{label}:") for label, numbers in listed.items()),
        notes=("The slides before this one come from what is listed here. Read the originals where you can.",),
    )
