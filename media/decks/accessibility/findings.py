"""What the check says of a deck."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Status(StrEnum):
    """How a deck stands."""

    GOOD = "good"
    """Nothing was found."""
    NEEDS_WORK = "needs_work"
    NOT_CHECKED = "not_checked"
    """It has no slides, or some could not be read and nothing was found on the others."""


class Weight(IntEnum):
    """How much a problem is in somebody's way; the largest first."""

    SMALL = 1
    """It takes longer than it should."""
    HARD = 2
    """Some people will not manage."""
    SHUT_OUT = 3
    """Some people get nothing of it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend on one slide."""

    slide: int
    """The number of the slide in show order, hidden ones counted: the one PowerPoint shows."""
    code: str
    """Names the rule for programs: `no_title`."""
    sentence: str
    """What to mend, and where to find that in PowerPoint."""
    weight: Weight
    is_on_hidden_slide: bool = False


@dataclass(frozen=True, slots=True)
class DeckAccessibility:
    """What was found in a deck: its problems by slide, the worst of each slide first."""

    status: Status
    problems: tuple[Problem, ...] = ()

    @property
    def worst(self) -> Weight | None:
        """The weight of the worst problem; None if there is none."""
        return max((problem.weight for problem in self.problems), default=None)
