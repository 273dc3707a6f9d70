"""Coverage equals a slow, obvious recomputation from the raw rows, for random histories and any day asked about."""

import random
from datetime import date, timedelta

import pytest

from tests.factories.learning import AgencyFactory, LearningPointFactory
from tests.factories.training import AttendanceFactory, PointTaughtFactory, TrainingEventFactory
from training.enums import COVERAGE_LAYERS, DEPTH_ORDER, AttendanceState, Depth, EventKind, EventStatus
from training.models import Attendance, TrainingEvent
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

    for as_at in _days_to_ask_about(chance):
        matrix = coverage(partnership, as_at=as_at, months=MONTHS)
        lists = gap_lists(partnership, as_at=as_at, months=MONTHS)

        expected = {
            (point, agency): _recomputed(partnership, point, agency, as_at) for point in points for agency in agencies
        }
        assert {pair: _told(matrix.cell(*pair)) for pair in expected} == expected, as_at
        told = {one.kind: {gap.point for gap in [*one.gaps, *one.awaiting]} for one in lists}
        assert told == _gaps_recomputed(points, expected), as_at


def _days_to_ask_about(chance):
    """A random day, a first and last day of nothing, and the days on which an event comes in and grows old."""
    dated = [event.date for event in TrainingEvent.objects.exclude(date=None)]
    held = chance.choice(dated)
    turns_old = date(held.year + MONTHS // 12, held.month, held.day)
    one_day = timedelta(days=1)
    anything = date(2026, 11, 21) - timedelta(days=chance.randrange(1600))
    return [anything, held, held - one_day, turns_old, turns_old + one_day, min(dated) - one_day, date(2026, 3, 31)]


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


def _gaps_recomputed(points, cells):
    """From the figures worked out slowly: nobody came ever, or at no event known to be of the last 24 months."""
    lately = {point: [] for point in points}
    for (point, _agency), layers in cells.items():
        lately[point] += [day is not None and not is_old for people, _n, day, *_, is_old in layers.values() if people]
    return {
        GapKind.NEVER: {point for point, found in lately.items() if not found},
        GapKind.NOT_LATELY: {point for point, found in lately.items() if found and not any(found)},
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


def _recomputed(partnership, point, agency, as_at):
    told = {}
    for layer, kinds in COVERAGE_LAYERS.items():
        held = [
            (taught.event, taught.depth)
            for taught in point.points_taught.select_related("event")
            if taught.event.partnership == partnership
            and taught.event.status == EventStatus.HELD
            and taught.event.kind in kinds
            and (taught.event.date is None or taught.event.date <= as_at)
        ]
        rows = [(event, depth, Attendance.objects.filter(event=event, agency=agency).first()) for event, depth in held]
        known = [row.people for _event, _depth, row in rows if row and row.people is not None]
        there = [
            (event.date or date.min, DEPTH_ORDER[depth], depth) for event, depth, row in rows if row and row.people
        ]
        not_sent = sum(1 for *_, row in rows if row and row.state == AttendanceState.WILL_NOT_BE_SENT)
        invited = sum(1 for event, _depth, row in rows if row is None and agency in event.invited.all())
        awaiting = sum(1 for *_, row in rows if row) - len(known) - not_sent + invited
        if known or awaiting or not_sent:
            last = max(there, default=(date.min, 0, ""))
            deepest = max(there, key=lambda one: one[1], default=last)
            people = sum(known) if known else None
            day = None if last[0] == date.min else last[0]
            is_old = bool(people and day and day < date(as_at.year - MONTHS // 12, as_at.month, min(as_at.day, 28)))
            told[layer] = (people, len(there), day, last[2], deepest[2], awaiting, not_sent, is_old)
    return told
