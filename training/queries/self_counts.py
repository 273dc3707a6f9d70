"""What people in a room have said of themselves."""

from collections import Counter
from dataclasses import dataclass

from learning.models import Agency
from training.enums import RoleInTheRoom
from training.models import SelfCount, SelfCountTally, TrainingEvent


@dataclass(frozen=True, slots=True)
class Tallies:
    """How many, by agency and by role. `not_listed` did not find their agency in the list."""

    by_agency: dict[Agency, int]
    by_role: dict[str, int]
    not_listed: int

    @property
    def people(self) -> int:
        return sum(self.by_agency.values()) + self.not_listed


def latest_count(event: TrainingEvent) -> SelfCount | None:
    """The one that is open or waits to be confirmed; else the last that was confirmed."""
    counts = list(SelfCount.objects.filter(event=event).select_related("confirmed_by")[:20])
    return next((one for one in counts if one.confirmed_at is None), counts[0] if counts else None)


def tallies_of(count: SelfCount) -> Tallies:
    """In one query; agencies by name, roles as they are asked."""
    agencies: Counter[Agency] = Counter()
    roles: Counter[str] = Counter()
    not_listed = 0
    tallies = SelfCountTally.objects.filter(count=count, people__gt=0).select_related("agency")
    for tally in tallies.order_by("agency__name", "agency_id"):
        roles[tally.role] += tally.people
        if tally.agency is None:
            not_listed += tally.people
        else:
            agencies[tally.agency] += tally.people
    by_role = {str(role.label): roles[role] for role in RoleInTheRoom if roles[role]}
    return Tallies(dict(agencies), by_role, not_listed)
