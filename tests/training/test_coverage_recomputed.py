"""Coverage equals a slow, obvious recomputation from the raw rows, for random histories and any day asked about."""

import random
from datetime import date, timedelta

import pytest

from tests.factories.learning import AgencyFactory, LearningPointFactory
from tests.factories.training import AttendanceFactory, PointTaughtFactory, TrainingEventFactory
from training.enums import COVERAGE_LAYERS, DEPTH_ORDER, AttendanceState, Depth, EventKind, EventStatus
from training.models import Attendance
from training.queries.coverage import coverage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(4))
def test_a_random_history_adds_up(seed, partnership, other_partnership):
    chance = random.Random(seed)
    points = LearningPointFactory.create_batch(4, partnership=partnership)
    agencies = AgencyFactory.create_batch(5, partnerships=[partnership])
    for _ in range(25):
        _random_event(chance, [partnership, partnership, other_partnership], points, agencies)
    as_at = date(2026, 11, 21) - timedelta(days=chance.randrange(800))

    matrix = coverage(partnership, as_at=as_at)

    for point in points:
        for agency in agencies:
            told = {
                layer.name: (
                    layer.people,
                    layer.events,
                    layer.last,
                    layer.last_depth,
                    layer.depth,
                    layer.awaiting,
                    layer.not_sent,
                )
                for layer in matrix.cell(point, agency).layers
            }
            assert told == _recomputed(partnership, point, agency, as_at)


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
            told[layer] = (people, len(there), day, last[2], deepest[2], awaiting, not_sent)
    return told
