"""How many people a cascade reached in an agency, where the agency and its teams each gave a figure. Nothing is stored.

The rule: the agency's own number, and those of its teams besides, where its own does not include them. Where it does, the
larger of the two: the teams may know of more people than the agency did when it answered, and never of fewer.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from training.enums import ReplyKind
from training.models import CascadeReply

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from training.models import CascadeRecipient


@dataclass(frozen=True, slots=True)
class Rollup:
    """What an agency and its teams said, added up. `own` is None unless the agency itself said that it was shared."""

    own: int | None = None
    includes_teams: bool = True
    teams: int = 0
    """People that the teams which have shared it count together."""
    teams_shared: int = 0
    """How many teams that is."""

    @property
    def people(self) -> int | None:
        """Each counted once. None where nobody has said that it was shared, which is not zero."""
        if self.own is None:
            return self.teams if self.teams_shared else None
        return max(self.own, self.teams) if self.includes_teams else self.own + self.teams

    @property
    def by_teams_alone(self) -> int:
        """How many of `people` are there because of the teams' figures."""
        return (self.people or 0) - (self.own or 0)


def rollup_of(recipient: "CascadeRecipient") -> Rollup:
    """Of one agency of a cascade (the agency's row, not a team's)."""
    said = CascadeReply.objects.filter(Q(recipient=recipient) | Q(recipient__parent=recipient))
    return _rollups(said).get(recipient.pk, Rollup())


def rollups(recipients: "QuerySet[CascadeRecipient] | Iterable[int]") -> dict[int, Rollup]:
    """By the agency's row, in two queries for any number of them; who has shared nothing is not in it."""
    own = CascadeReply.objects.filter(recipient__in=recipients, recipient__parent=None)
    teams = CascadeReply.objects.filter(recipient__parent__in=recipients)
    return _rollups(own, teams)


def _rollups(*said: "QuerySet[CascadeReply]") -> dict[int, Rollup]:
    own: dict[int, tuple[int, bool]] = {}
    teams: dict[int, list[int]] = defaultdict(list)
    wanted: tuple[str, ...] = ("recipient", "recipient__parent", "people", "includes_teams")
    for replies in said:
        shared: Iterable[Any] = replies.filter(is_current=True, kind=ReplyKind.SHARED).values_list(*wanted)
        for recipient, parent, people, includes_teams in shared:
            if parent is None:
                own[recipient] = (people or 0, includes_teams)
            else:
                teams[parent].append(people or 0)
    return {agency: _rollup(own.get(agency), teams[agency]) for agency in {*own, *teams}}


def _rollup(own: tuple[int, bool] | None, teams: list[int]) -> Rollup:
    people, includes_teams = own or (None, True)
    return Rollup(people, includes_teams, teams=sum(teams), teams_shared=len(teams))
