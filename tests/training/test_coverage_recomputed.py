"""Coverage equals a slow, obvious recomputation from the raw rows, for random histories and any day asked about."""

import random
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from learning.enums import SuccessionKind
from learning.models import AgencySuccession
from tests.factories.learning import AgencyFactory, AgencySuccessionFactory, LearningPointFactory
from tests.factories.training import AttendanceFactory, PointTaughtFactory, TrainingEventFactory
from training.enums import COVERAGE_LAYERS, DEPTH_ORDER, AttendanceState, Depth, EventKind, EventStatus
from training.models import Attendance, PointTaught, TrainingEvent
from training.queries.coverage import coverage
from training.queries.coverage_cells import CellState
from training.queries.gaps import GapKind, gap_lists

pytestmark = pytest.mark.django_db


MONTHS = 24


@pytest.mark.parametrize("seed", range(4))
def test_a_random_history_adds_up_on_any_day(seed, partnership, other_partnership):
    chance = random.Random(seed)
    points = LearningPointFactory.create_batch(4, partnership=partnership)
    agencies = AgencyFactory.create_batch(5, partnerships=[partnership])
    for _ in range(25):
        _random_event(chance, [partnership, partnership, other_partnership], points, agencies)
    if seed:
        _random_mergers(chance, agencies)
    raw = _raw()

    for as_at in _days_to_ask_about(chance):
        matrix = coverage(partnership, as_at=as_at, months=MONTHS)
        one = chance.choice([agency for agency in agencies if _slowly_counted(raw, agency.pk, as_at)])
        lists = gap_lists(partnership, as_at=as_at, months=MONTHS, agency=one)

        expected = {
            (point, agency): _recomputed(raw, partnership, point, agency, as_at)
            for point in points
            for agency in agencies
        }
        assert {pair: _told(matrix.cell(*pair)) for pair in expected} == expected, as_at
        told = {one.kind: {gap.point for gap in [*one.gaps, *one.awaiting]} for one in lists}
        assert told == _gaps_recomputed(points, expected, one), as_at


def _days_to_ask_about(chance):
    """Today, a random day, a first and last day of nothing, and the days on which an event comes in and grows old."""
    dated = [event.date for event in TrainingEvent.objects.exclude(date=None)]
    held = chance.choice(dated)
    turns_old = date(held.year + MONTHS // 12, held.month, held.day)
    one_day = timedelta(days=1)
    anything = date(2026, 11, 21) - timedelta(days=chance.randrange(1600))
    merged = [day for row in AgencySuccession.objects.all() for day in (row.on, row.on - one_day)]
    today = timezone.localdate()  # of which the lists are read from what is kept
    return [today, anything, held, held - one_day, turns_old, turns_old + one_day, min(dated) - one_day, *merged]


def _told(cell):
    return {
        layer.name: (
            layer.people,
            layer.events,
            layer.last,
            layer.last_depth,
            layer.depth,
            layer.awaiting,
            layer.not_sent,
            layer.state == CellState.OLD,
        )
        for layer in cell.layers
    }


def _random_mergers(chance, agencies):
    """A chain of two mergers, entered in either order and on any days, and an agency that was split."""
    one, two, three, whole, part = chance.sample(agencies, 5)
    days = [date(2022, 1, 1) + timedelta(days=chance.randrange(1700)) for _ in range(3)]
    AgencySuccessionFactory(predecessor=one, successor=two, on=days[0])
    AgencySuccessionFactory(predecessor=two, successor=three, on=days[1])
    AgencySuccessionFactory(kind=SuccessionKind.SPLIT, predecessor=whole, successor=part, on=days[2])


def _slowly_counted(raw, agency, as_at):
    """The agency and all that were merged into it by then; nobody, if it was merged itself."""
    by_then = [row for row in raw.mergers if row.on <= as_at]
    if any(row.predecessor_id == agency for row in by_then):
        return []
    found = [agency]
    for one in found:
        found += [row.predecessor_id for row in by_then if row.successor_id == one]
    return found


def _gaps_recomputed(points, cells, agency):
    """From the figures worked out slowly: nobody came ever, or at no event known to be of the last 24 months."""
    lately = {point: [] for point in points}
    for (point, _agency), layers in cells.items():
        lately[point] += [day is not None and not is_old for people, _n, day, *_, is_old in layers.values() if people]
    return {
        GapKind.NEVER: {point for point, found in lately.items() if not found},
        GapKind.NOT_LATELY: {point for point, found in lately.items() if found and not any(found)},
        GapKind.NOT_THIS_AGENCY: {
            point for point in points if not any(people for people, *_ in cells[point, agency].values())
        },
    }


def _random_event(chance, partnerships, points, agencies):
    stated = chance.choice(
        ["", f"{chance.randint(1, 28)} May {chance.randint(2022, 2026)}", f"{chance.randint(2022, 2026)}"]
    )
    event = TrainingEventFactory(
        partnership=chance.choice(partnerships),
        kind=chance.choice(EventKind.values),
        status=chance.choice([EventStatus.HELD, EventStatus.HELD, *EventStatus.values]),
        date_as_stated=stated,
    )
    for point in chance.sample(points, 2):
        PointTaughtFactory(event=event, point=point, depth=chance.choice(Depth.values))
    for agency in chance.sample(agencies, 3):
        state = chance.choice([AttendanceState.RETURNED, *AttendanceState.values])
        given = state == AttendanceState.RETURNED
        came, walked_in = (chance.choice([None, 0, 3]), chance.choice([None, 0, 2])) if given else (None, None)
        AttendanceFactory(event=event, agency=agency, state=state, came=came, walked_in=walked_in)
    event.invited.through.objects.bulk_create(
        event.invited.through(trainingevent=event, agency=agency) for agency in chance.sample(agencies, 2)
    )


def _raw():
    """Every row there is, read once: nothing here changes while days are asked about."""
    return SimpleNamespace(
        taught=list(PointTaught.objects.select_related("event")),
        returns={(row.event_id, row.agency_id): row for row in Attendance.objects.all()},
        invited=set(TrainingEvent.invited.through.objects.values_list("trainingevent", "agency")),
        mergers=list(AgencySuccession.objects.filter(kind=SuccessionKind.MERGED)),
    )


def _recomputed(raw, partnership, point, agency, as_at):
    told, counted = {}, _slowly_counted(raw, agency.pk, as_at)
    for layer, kinds in COVERAGE_LAYERS.items():
        held = [
            (taught.event, taught.depth)
            for taught in raw.taught
            if taught.point_id == point.pk
            and taught.event.partnership_id == partnership.pk
            and taught.event.status == EventStatus.HELD
            and taught.event.kind in kinds
            and (taught.event.date is None or taught.event.date <= as_at)
        ]
        rows = [(event, depth, raw.returns.get((event.pk, one)), one) for event, depth in held for one in counted]
        known = [row.people for _event, _depth, row, _one in rows if row and row.people is not None]
        there = {
            (event.date or date.min, DEPTH_ORDER[depth], depth, event.pk)
            for event, depth, row, _one in rows
            if row and row.people
        }
        not_sent = sum(1 for *_, row, _one in rows if row and row.state == AttendanceState.WILL_NOT_BE_SENT)
        invited = sum(1 for event, _depth, row, one in rows if row is None and (event.pk, one) in raw.invited)
        awaiting = sum(1 for *_, row, _one in rows if row) - len(known) - not_sent + invited
        if known or awaiting or not_sent:
            last = max(there, default=(date.min, 0, "", 0))
            deepest = max(there, key=lambda one: one[1], default=last)
            people = sum(known) if known else None
            day = None if last[0] == date.min else last[0]
            is_old = bool(people and day and day < date(as_at.year - MONTHS // 12, as_at.month, min(as_at.day, 28)))
            told[layer] = (people, len(there), day, last[2], deepest[2], awaiting, not_sent, is_old)
    return told
