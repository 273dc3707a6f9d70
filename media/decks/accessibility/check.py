"""The check of a whole deck: every rule, every slide."""

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Final

from media.decks.accessibility import rules
from media.decks.accessibility.findings import DeckAccessibility, Problem, Status
from media.decks.accessibility.sheets import Deck
from media.decks.accessibility.slide import CheckedSlide
from media.decks.links import Places, links_of
from media.decks.outline import slide_parts
from media.decks.shapes import TRUE
from media.opc.gate import opened, refusing
from media.opc.limits import Limits
from media.opc.package import Package
from media.opc.refusals import FileRefused

Rule = Callable[[CheckedSlide], Iterator[Problem]]
RULES: Final[tuple[Rule, ...]] = tuple(
    import_module(f"{rules.__name__}.{found.name}").check for found in pkgutil.iter_modules(rules.__path__)
)
"""One for each module of `rules`."""
_UNREADABLE: Final = (FileRefused, ValueError, OverflowError, RecursionError)


def check_deck(file: BinaryIO | Path | str, *, limits: Limits | None = None) -> DeckAccessibility:
    """What is in the way of somebody who listens to a deck, sees little, or uses no mouse. Hidden slides are checked too.

    Raises FileRefused if the file is no deck at all; slides that cannot be read are passed over. Every part is read
    under the same caps as at the gate.
    """
    with refusing(), opened(file) as stream:
        return check_package(Package(stream, limits))


def check_package(package: Package) -> DeckAccessibility:
    """The check of the deck in a package that is open. Raises FileRefused, and what :func:`refusing` makes one of."""
    package.archive.budget = package.limits.outline_bytes
    parts = tuple(slide_parts(package))[: package.limits.slides]
    places = Places({part: number for number, part in enumerate(parts, start=1) if part}, len(parts))
    deck, titles = Deck.of(package), dict[str, int]()
    problems: list[Problem] = []
    unread = 0
    for number, part in enumerate(parts, start=1):
        try:
            slide = _slide(deck, part, number, places, titles)
            found = [problem for rule in RULES for problem in rule(slide)]
        except _UNREADABLE:
            unread += 1
            continue
        titles.setdefault(slide.title.casefold(), number)
        problems += sorted(found, key=lambda problem: -problem.weight)
    if problems:
        return DeckAccessibility(Status.NEEDS_WORK, tuple(problems))
    return DeckAccessibility(Status.NOT_CHECKED if unread or not parts else Status.GOOD)


def _slide(deck: Deck, part: str, number: int, places: Places, titles: dict[str, int]) -> CheckedSlide:
    arrows = deck.package.relationships(part)
    sheet = deck.slide(part, arrows)
    return CheckedSlide(
        number=number,
        is_hidden=sheet.root.get("show", "1") not in TRUE,
        deck=deck,
        sheet=sheet,
        links=links_of(sheet.root, arrows, places, number),
        titles_before=titles,
    )
