"""How far a cascade came, in figures: reckoned from its agencies, stored nowhere."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from training.enums import (
    ACKNOWLEDGED_STATES,
    ANSWERED_STATES,
    OVERDUE_STATES,
    OWING_STATES,
    RecipientState,
)


class OfAgency(Protocol):
    """What is known of one agency of a cascade."""

    @property
    def state(self) -> str:
        """A RecipientState."""

    @property
    def kind_name(self) -> str:
        """What kind of agency it is."""

    @property
    def people(self) -> int | None:
        """With how many it was shared; None where nobody has said that it was, which is not zero."""

    @property
    def days(self) -> int | None:
        """From the day it was sent to the first answer that was more than a receipt."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Of some agencies of one cascade. `people` is None where nobody said; `days` is the median of those who answered."""

    agencies: int
    by_state: dict[str, int]
    people: int | None
    days: float | None

    @classmethod
    def of(cls, rows: Iterable[OfAgency]) -> "Figures":
        states: dict[str, int] = defaultdict(int)
        people: list[int] = []
        days: list[int] = []
        for row in rows:
            states[row.state] += 1
            if row.people is not None:
                people.append(row.people)
            if row.days is not None:
                days.append(row.days)
        known = sum(people) if people else None
        return cls(sum(states.values()), dict(states), known, median(days) if days else None)

    def count(self, states: Iterable[str]) -> int:
        return sum(self.by_state.get(state, 0) for state in states)

    @property
    def reached(self) -> int:
        return self.agencies - self.count([RecipientState.UNREACHABLE, RecipientState.NOT_SENT])

    @property
    def acknowledged(self) -> int:
        return self.count(ACKNOWLEDGED_STATES)

    @property
    def answered(self) -> int:
        return self.count(ANSWERED_STATES)

    @property
    def shared(self) -> int:
        return self.count([RecipientState.SHARED])

    @property
    def declined(self) -> int:
        return self.count([RecipientState.DECLINED])

    @property
    def need_help(self) -> int:
        return self.count([RecipientState.NEEDS_HELP])

    @property
    def overdue(self) -> int:
        return self.count(OVERDUE_STATES)

    @property
    def owing(self) -> int:
        return self.count(OWING_STATES)

    @property
    def unreachable(self) -> int:
        return self.count([RecipientState.UNREACHABLE])

    @property
    def silent(self) -> int:
        """Reached, and not a word."""
        return self.reached - self.acknowledged

    @property
    def only_acknowledged(self) -> int:
        return self.acknowledged - self.answered

    @property
    def not_shared(self) -> int:
        """Answered that it is not relevant, or that help is needed."""
        return self.answered - self.shared

    @property
    def median_days(self) -> str:
        """ "19", "19.5", or nothing where nobody has answered."""
        return "" if self.days is None else f"{self.days:g}"


def by_kind(rows: Iterable[OfAgency]) -> list[tuple[str, Figures]]:
    """Figures for each kind of agency, by name."""
    grouped: dict[str, list[OfAgency]] = defaultdict(list)
    for row in rows:
        grouped[row.kind_name].append(row)
    return [(kind, Figures.of(found)) for kind, found in sorted(grouped.items())]
