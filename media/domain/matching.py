"""Finds the slides of a deck again in another state of it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from media.decks.fingerprint import LIKELY_THE_SAME, checksums, likeness
from media.models import Slide

MOST_COMPARED = 200
"""Of more slides than this that are not the same, each is compared only with those near its place."""


FEWEST_SHARED = 4
"""One part in so many of the shorter of two slides is shared at least where they may be alike: cheap to ask first."""


class Told(Protocol):
    """A slide as it is now: a row, or what was read of a file."""

    @property
    def number(self) -> int: ...

    @property
    def fingerprint(self) -> str: ...

    @property
    def words_fingerprint(self) -> str: ...


def matched(before: Sequence[Slide], now: Sequence[Told]) -> list[Slide | None]:
    """For each slide of now the one it was, or None for a new one; each used once.

    First those that are the same, wherever they stand; then, of the rest, those whose words are most alike.
    """
    found: list[Slide | None] = [None] * len(now)
    by_mark: defaultdict[str, list[Slide]] = defaultdict(list)
    for slide in before:
        by_mark[slide.fingerprint].append(slide)
    for at, told in enumerate(now):
        if told.fingerprint and by_mark[told.fingerprint]:
            found[at] = by_mark[told.fingerprint].pop(0)
    taken = {slide.pk for slide in found if slide is not None}
    left = {slide: checksums(slide.words_fingerprint) for slide in before if slide.pk not in taken}
    for at, told in enumerate(now):
        nearest = _nearest(told, left) if found[at] is None else None
        if nearest is not None:
            found[at] = nearest
            del left[nearest]
    return found


def _nearest(told: Told, slides: dict[Slide, set[str]]) -> Slide | None:
    """The slide most like it by its words, the nearer of two alike; None if none is alike."""
    words = told.words_fingerprint
    said = checksums(words)
    reach = MOST_COMPARED // 2 if len(slides) > MOST_COMPARED else len(slides) + told.number
    alike = [
        (likeness(one.words_fingerprint, words), -abs(one.number - told.number), one)
        for one, known in slides.items()
        if abs(one.number - told.number) <= reach
        and len(said & known) * FEWEST_SHARED >= min(len(said), len(known)) > 0
    ]
    best = max(alike, key=lambda one: one[:2], default=None)
    return best[2] if best is not None and best[0] >= LIKELY_THE_SAME else None
