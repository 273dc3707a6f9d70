"""Whom it concerns when an event is moved or cancelled: the agencies invited, and those with places booked."""

from dataclasses import dataclass

from learning.models import Agency
from training.models import TrainingEvent


@dataclass(frozen=True)
class Concerned:
    """An agency that expects to send people. `booked` is how many places are recorded; None where nobody has said."""

    agency: Agency
    booked: int | None = None


def agencies_concerned(event: TrainingEvent) -> list[Concerned]:
    """Those with places booked first, most places first; then those invited and the host, by name."""
    rows = event.attendances.select_related("agency")
    booked = {row.agency: row.booked for row in rows if row.booked != 0}
    others = dict.fromkeys([*event.invited.all(), *([event.host] if event.host else [])])
    found = [Concerned(agency, booked.get(agency)) for agency in {**others, **booked}]
    return sorted(found, key=lambda one: (-(one.booked or 0), one.agency.name.casefold(), one.agency.pk))
