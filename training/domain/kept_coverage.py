"""What is kept of coverage, brought up to date from the raw rows: all of it, or of the learning points that changes touch.

Triggers note what changed (`coverage_triggers`); whoever asks next takes it in, so that nobody who saves has to wait.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from learning.models import Finding, LearningPoint
from training.enums import EventStatus
from training.models import (
    Attendance,
    AwaitedReturns,
    CoverageChange,
    KeptCoverage,
    PointPassedOn,
    PointTaught,
    TrainingEvent,
)
from training.queries.among import Among
from training.queries.attendance import somebody_came, still_awaited
from training.queries.point_conditions import YEARS

KEPT = ("widely", "made_at", "current_until", "came_last", "awaited_last", "had_by", "awaited_by")
KEPT_OF_EVENT = ("partnership_id", "date", "count")
_AT_ONCE = 2000

Numbers = Collection[int] | None  # None is all


def take_in_changes() -> bool:
    """Brings what is kept up to date with all that is committed; False if nothing is kept, so that nobody may rely on it.

    Takes work in proportion to the learning points touched: the events that passed them on are looked at again.
    """
    with transaction.atomic():
        kept = _locked()
        if kept is None:
            return False
        changes = list(CoverageChange.objects.values_list("pk", "about", "number"))
        if changes:
            _write(kept, *_touched(changes))
            # These and no others: one that has come since may be of something that was not seen yet.
            _delete(CoverageChange.objects.filter(Among(F("pk"), [pk for pk, _about, _number in changes])))
    return True


def rebuild() -> None:
    """Works all of it out anew. For when the triggers have just been made: from then on it can be relied on."""
    with transaction.atomic():
        kept = _locked() or KeptCoverage.objects.create(pk=1)
        seen = list(CoverageChange.objects.values_list("pk", flat=True))
        _write(kept, None, None)
        _delete(CoverageChange.objects.filter(Among(F("pk"), seen)))


def forget() -> None:
    """Nothing is kept from now on, until it is built again: lists are counted from the raw rows."""
    _delete(KeptCoverage.objects.all())


def differences() -> list[tuple[str, Any]]:
    """Learning points (each with its partnership) and events of which something else is kept than the raw rows say."""
    with transaction.atomic():
        kept = _locked()
        if kept is None:
            return []
        counted = _Counted(kept, None, None)
        figures: list[tuple[str, dict[Any, Any], dict[Any, Any]]] = [
            ("learning point", counted.points_passed_on(), _points_there(None)),
            ("event", counted.awaited_returns(), _events_there(None)),
        ]
    return sorted(
        (what, key)
        for what, should, there in figures
        for key in {*should, *there}
        if should.get(key) != there.get(key, (0, None))[1]
    )


def _locked() -> KeptCoverage | None:
    """One at a time: what two work out at once, each without the other's changes, would be wrong."""
    return KeptCoverage.objects.select_for_update().first()


def _touched(changes: Iterable[tuple[int, str, int]]) -> tuple[set[int], set[int]]:
    """The learning points and the events that these changes are about."""
    about: dict[str, set[int]] = defaultdict(set)
    for _pk, what, number in changes:
        about[what].add(number)
    taught = PointTaught.objects.filter(Among(F("event_id"), about["event"])).order_by()
    found = Finding.objects.filter(Among(F("review_id"), about["review"])).order_by()
    points = {*about["point"], *taught.values_list("point_id", flat=True), *found.values_list("point_id", flat=True)}
    return points, about["event"]


def _write(kept: KeptCoverage, points: Numbers, events: Numbers) -> None:
    """Writes what is kept of these learning points and events, or of all, where it is not as counted now."""
    counted = _Counted(kept, points, events)
    _bring_to(PointPassedOn, ("partnership_id", "point_id"), KEPT, counted.points_passed_on(), _points_there(points))
    _bring_to(AwaitedReturns, ("event_id",), KEPT_OF_EVENT, counted.awaited_returns(), _events_there(events))
    kept.agencies = list(counted.places)
    kept.save(update_fields=["agencies"])


def _bring_to(
    model: Any,
    key: tuple[str, ...],
    fields: tuple[str, ...],
    rows: dict[tuple[int, ...], tuple[Any, ...]],
    there: dict[tuple[int, ...], tuple[int, tuple[Any, ...]]],
) -> None:
    """Writes the rows that are new or other than those there, and deletes those that are none now."""
    _delete(model.objects.filter(Among(F("pk"), [pk for one, (pk, _row) in there.items() if one not in rows])))
    model.objects.bulk_create(
        (
            model(**dict(zip((*key, *fields), (*one, *row), strict=True)))
            for one, row in rows.items()
            if one not in there or there[one][1] != row
        ),
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=[model._meta.get_field(name).name for name in key],
        update_fields=[model._meta.get_field(name).name for name in fields],
    )


def _points_there(points: Numbers) -> dict[tuple[int, ...], tuple[int, tuple[Any, ...]]]:
    rows = _of(PointPassedOn.objects.all(), "point_id", points).values_list("partnership_id", "point_id", "pk", *KEPT)
    return {(partnership, point): (pk, tuple(row)) for partnership, point, pk, *row in rows}


def _events_there(events: Numbers) -> dict[tuple[int, ...], tuple[int, tuple[Any, ...]]]:
    rows = _of(AwaitedReturns.objects.all(), "event_id", events).values_list("event_id", "pk", *KEPT_OF_EVENT)
    return {(event,): (pk, tuple(row)) for event, pk, *row in rows}


@dataclass
class _PassedOn:
    """What held events of one partnership did with one learning point. Agencies are bits, by their places."""

    came_last: date | None = None
    awaited_last: date | None = None
    had_by: int = 0
    awaited_by: int = 0

    def add(self, day: date | None, came: int, awaited: int) -> None:
        """An event on that day, to which these agencies came, and of which the returns of those are awaited."""
        day = day or date.min
        if came:
            self.came_last = max(self.came_last or date.min, day)
        elif awaited:
            self.awaited_last = max(self.awaited_last or date.min, day)
        self.had_by |= came
        self.awaited_by |= awaited

    @property
    def values(self) -> tuple[Any, ...]:
        """The last four of KEPT."""
        return self.came_last, self.awaited_last, _digits(self.had_by), _digits(self.awaited_by)


@dataclass
class _Counted:
    """The rows to keep of these learning points and events, or of all, counted from the raw ones, by what each is of.

    Agencies get places as they come.
    """

    kept: KeptCoverage
    points: Numbers
    events: Numbers
    places: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.places = {agency: place for place, agency in enumerate(self.kept.agencies)}

    def points_passed_on(self) -> dict[tuple[int, ...], tuple[Any, ...]]:
        """By partnership and learning point, the values of KEPT."""
        passed_on, widely = self._passed_on(), self._widely()
        at: dict[int, set[int]] = defaultdict(set)
        for partnership, point in passed_on:
            at[point].add(partnership)
        points = _of(LearningPoint.objects.order_by(), "pk", self.points)
        found: dict[tuple[int, ...], tuple[Any, ...]] = {}
        for pk, own, retired_on, superseded_by, made_at in points.values_list(
            "pk", "partnership_id", "retired_on", "superseded_by_id", "created_at"
        ):
            until = date.min if superseded_by else retired_on or date.max
            for partnership in {*at[pk], *([own] if own else [])}:
                one = passed_on.get((partnership, pk), _NOWHERE)
                found[partnership, pk] = (widely.get(pk, 0), made_at, until, *one.values)
        return found

    def awaited_returns(self) -> dict[tuple[int, ...], tuple[Any, ...]]:
        """By event held, the values of KEPT_OF_EVENT, where a return is awaited."""
        awaited = self._awaited(self.events)
        held = _of(TrainingEvent.objects.filter(status=EventStatus.HELD).order_by(), "pk", self.events)
        return {
            (pk,): (partnership, day, awaited[pk].bit_count())
            for pk, partnership, day in held.values_list("pk", "partnership_id", "date")
            if pk in awaited
        }

    def _passed_on(self) -> dict[tuple[int, int], _PassedOn]:
        taught = list(
            _of(PointTaught.objects.filter(event__status=EventStatus.HELD).order_by(), "point_id", self.points)
            .values_list("point_id", "event_id", "event__partnership_id", "event__date")
            .iterator()
        )
        events = None if self.points is None else {event for _point, event, _partnership, _day in taught}
        came, awaited = self._came(events), self._awaited(events)
        found: dict[tuple[int, int], _PassedOn] = defaultdict(_PassedOn)
        for point, event, partnership, day in taught:
            found[partnership, point].add(day, came.get(event, 0), awaited.get(event, 0))
        return found

    def _came(self, events: Numbers) -> dict[int, int]:
        return self._by_event(_of(Attendance.objects.filter(somebody_came()), "event_id", events), "event_id")

    def _awaited(self, events: Numbers) -> dict[int, int]:
        """Rows that say so, and invitations to which there is no row."""
        through = TrainingEvent.invited.through
        answered = Attendance.objects.filter(event=OuterRef("trainingevent"), agency=OuterRef("agency"))
        invited = _of(through.objects.filter(~Exists(answered)), "trainingevent_id", events)
        found = self._by_event(_of(Attendance.objects.filter(still_awaited()), "event_id", events), "event_id")
        for event, agencies in self._by_event(invited, "trainingevent_id").items():
            found[event] |= agencies
        return found

    def _by_event(self, rows: QuerySet[Any], event_id: str) -> defaultdict[int, int]:
        found: defaultdict[int, int] = defaultdict(int)
        for event, agency in rows.order_by().values_list(event_id, "agency_id").iterator():
            found[event] |= 1 << self.places.setdefault(agency, len(self.places))
        return found

    def _widely(self) -> dict[int, int]:
        """As `most_widely_found_first` orders by."""
        found = _of(Finding.objects.filter(review__live=True).order_by(), "point_id", self.points)
        number = Count("pk") * YEARS + Coalesce(Max("review__year"), 0)
        return dict(found.values("point_id").annotate(number=number).values_list("point_id", "number"))


_NOWHERE = _PassedOn()


def _of(rows: QuerySet[Any], column: str, numbers: Numbers) -> QuerySet[Any]:
    return rows if numbers is None else rows.filter(Among(F(column), numbers))


def _digits(agencies: int) -> str:
    """Hexadecimal, the lowest first, so that what is added later stands behind; empty for none."""
    return f"{agencies:x}"[::-1] if agencies else ""


def _delete(rows: QuerySet[Any]) -> None:
    """Without asking what else hangs on them: nothing does, and nobody listens."""
    rows._raw_delete(rows.db)
