"""Which returns have not come, agency by agency, and who has been asked for them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from learning.models import Agency, Partnership
from training.enums import EventStatus
from training.models import Attendance, ReturnRequest, TrainingEvent
from training.queries.attendance import still_awaited

ASK_AGAIN_AFTER: Final = timedelta(days=7)
ON_ITS_WAY: Final = timedelta(hours=1)
"""A request without an answer from the mail server is taken to be on its way for so long."""


@dataclass(slots=True)
class Owes:
    """One agency, and the events whose figures it owes, longest ago first.

    `last` is when it was last asked with success; `problem` why it was not the last time, blank if it was.
    """

    agency: Agency
    event_ids: list[int] = field(default_factory=list)
    events: list[TrainingEvent] = field(default_factory=list)
    last: datetime | None = None
    problem: str = ""

    @property
    def can_be_asked(self) -> bool:
        return bool(self.agency.lead_email and self.agency.is_active)

    def is_due(self, now: datetime | None = None) -> bool:
        """Whether it may be asked now: at most once a week."""
        return self.can_be_asked and (self.last is None or self.last <= (now or timezone.now()) - ASK_AGAIN_AFTER)


def owed_by_agency(partnership: Partnership, agency: Agency | None = None) -> list[Owes]:
    """All agencies that owe, by name, without their events: how many there are shows in `event_ids`."""
    owed: dict[int, list[int]] = defaultdict(list)
    for of, event in [*_rows(partnership, agency), *_invited_without_row(partnership, agency)]:
        owed[of].append(event)
    agencies = Agency.objects.in_bulk(list(owed))
    owes = [Owes(agencies[pk], events) for pk, events in owed.items()]
    _add_requests(partnership, owes, agency)
    return sorted(owes, key=lambda one: (one.agency.name.casefold(), one.agency.pk))


def with_events(owes: Iterable[Owes]) -> list[Owes]:
    """The same with their events, in one query for all."""
    owes = list(owes)
    events = TrainingEvent.objects.defer("description").in_bulk({pk for one in owes for pk in one.event_ids})
    for one in owes:
        one.events = sorted(
            (events[pk] for pk in one.event_ids if pk in events),
            key=lambda event: (event.date is None, event.date, event.pk),
        )
    return owes


def _rows(partnership: Partnership, agency: Agency | None) -> Iterable[tuple[int, int]]:
    rows = Attendance.objects.filter(
        still_awaited(), event__partnership=partnership, event__status=EventStatus.HELD, **_only(agency)
    )
    return rows.values_list("agency_id", "event_id")


def _invited_without_row(partnership: Partnership, agency: Agency | None) -> Iterable[tuple[int, int]]:
    answered = Attendance.objects.filter(event=OuterRef("trainingevent"), agency=OuterRef("agency"))
    invited = TrainingEvent.invited.through.objects.filter(
        ~Exists(answered),
        trainingevent__partnership=partnership,
        trainingevent__status=EventStatus.HELD,
        **_only(agency),
    )
    return invited.values_list("agency_id", "trainingevent_id")


def _only(agency: Agency | None) -> dict[str, Agency]:
    return {"agency": agency} if agency else {}


def _add_requests(partnership: Partnership, owes: list[Owes], agency: Agency | None) -> None:
    """When each was last asked, from the latest request of each agency that came through, and the latest of all."""
    requests = ReturnRequest.objects.filter(partnership=partnership, **_only(agency))
    later = requests.filter(agency=OuterRef("agency"), asked_at__gt=OuterRef("asked_at"))
    latest = requests.filter(~Exists(later)).values_list("agency_id", "asked_at", "was_sent", "problem")
    on_its_way = Q(problem="", asked_at__gt=timezone.now() - ON_ITS_WAY)
    arrived = Q(was_sent=True) | on_its_way
    later_arrived = later.filter(arrived)
    last = requests.filter(arrived).filter(~Exists(later_arrived)).values_list("agency_id", F("asked_at"))
    when = dict(last)
    problems = {of: problem for of, _at, was_sent, problem in latest if not was_sent}
    for one in owes:
        one.last, one.problem = when.get(one.agency.pk), problems.get(one.agency.pk, "")
