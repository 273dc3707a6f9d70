"""How many said 1, 2, 3, 4 or 5, and what can honestly be said of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from training.models.feedback import HIGHEST, LOWEST
from training.queries.small_numbers import SUPPRESSED_UNDER

SCORES = range(LOWEST, HIGHEST + 1)


@dataclass(frozen=True)
class Distribution:
    """So many answers of each score, lowest first."""

    counts: tuple[int, ...] = (0,) * len(SCORES)

    @classmethod
    def of(cls, counted: Iterable[tuple[int, int]]) -> "Distribution":
        """From pairs of a score and how many gave it; a score may come more than once."""
        counts = [0] * len(SCORES)
        for score, count in counted:
            counts[score - LOWEST] += count
        return cls(tuple(counts))

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """To be shown with one decimal: five steps bear no more."""
        return sum(score * count for score, count in zip(SCORES, self.counts, strict=True)) / self.n if self.n else None

    @property
    def median(self) -> float | None:
        """The answer in the middle; half way between the two in the middle where there is an even number."""
        if not self.n:
            return None
        in_order = [score for score, count in zip(SCORES, self.counts, strict=True) for _one in range(count)]
        middle = self.n // 2
        return float(in_order[middle]) if self.n % 2 else (in_order[middle - 1] + in_order[middle]) / 2

    @property
    def is_enough(self) -> bool:
        """Whether it may be shown to others than the trainer."""
        return self.n >= SUPPRESSED_UNDER


def change(before: Distribution, after: Distribution) -> float | None:
    """By how much the mean of one differs from the other's; None where either is empty."""
    if before.mean is None or after.mean is None:
        return None
    return after.mean - before.mean
