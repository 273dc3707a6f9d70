"""What a file carries beyond what its readers see, as somebody would say it; and what became of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HiddenItem:
    """One kind of thing that the file carries, in one place."""

    code: str
    sentence: str
    slide: int | None = None
    """On which slide, in show order from 1; None if it belongs to the whole file (or the file has no slides)."""
    count: int = 1


@dataclass(frozen=True, slots=True)
class HiddenData:
    """Everything found in one file. True if there is anything."""

    items: tuple[HiddenItem, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items)

    @property
    def codes(self) -> frozenset[str]:
        """What kinds of things were found."""
        return frozenset(item.code for item in self.items)

    def without(self, other: "HiddenData") -> "HiddenData":
        """What is here and not there, or more often here than there."""
        elsewhere = {(item.code, item.slide): item.count for item in other.items}
        left = []
        for item in self.items:
            count = item.count - elsewhere.get((item.code, item.slide), 0)
            if count > 0:
                left.append(HiddenItem(item.code, item.sentence, item.slide, count))
        return HiddenData(tuple(left))


@dataclass(frozen=True, slots=True)
class CleaningReport:
    """What was done to make a clean copy."""

    removed: tuple[HiddenItem, ...]
    kept: tuple[HiddenItem, ...]
    """What is still in the copy: notes and hidden slides if that was asked for, and what could not be taken out."""
    size: int
    """Bytes of the clean copy."""
    sha256: str
    """Of the clean copy, in hexadecimal."""


def gathered(found: Iterable[tuple[str, str, int | None]]) -> HiddenData:
    """Findings of (code, sentence, slide) counted together: those of the whole file first, then slide by slide."""
    counts = Counter(found)
    items = [HiddenItem(code, sentence, slide, count) for (code, sentence, slide), count in counts.items()]
    return HiddenData(tuple(sorted(items, key=lambda item: (item.slide or 0, item.code, item.sentence))))
