"""What is done with an event: attendance recorded, returns awaited, held, cancelled."""

import pytest
from wagtail.log_actions import registry

from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory
from tests.factories.training import AttendanceFactory, TrainingEventFactory
from training.domain.attendance import Counts, mark_awaiting, record_attendance
from training.domain.events import cancel_event, hold_event
from training.enums import AttendanceState, EventStatus
from training.errors import (
    CountNotValid,
    EventAlreadyHeld,
    EventCancelled,
    EventNotHeld,
    MoreThanTheRoom,
    NothingReturned,
    TrainingError,
)
from training.models import Attendance

pytestmark = pytest.mark.django_db
STATES = [AttendanceState.RETURNED, AttendanceState.AWAITING, AttendanceState.WILL_NOT_BE_SENT]


@pytest.fixture
def event(partnership):
    return TrainingEventFactory(partnership=partnership, capacity=20)


@pytest.fixture
def manager():
    return UserFactory()


def logged(event):
    return list(registry.get_logs_for_instance(event).order_by("timestamp"))


@pytest.mark.parametrize(
    ("counts", "error"),
    [
        (Counts(came=-1), CountNotValid),
        (Counts(came="5"), CountNotValid),
        (Counts(walked_in=1.5), CountNotValid),
        (Counts(booked=True), CountNotValid),
        (Counts(), NothingReturned),
        (Counts(came=15, walked_in=6), MoreThanTheRoom),
    ],
    ids=["negative", "text", "half a person", "yes", "nothing at all", "more than the room holds"],
)
def test_a_figure_that_cannot_be_is_refused_and_nothing_is_kept(counts, error, event, agency, manager):
    good = AgencyFactory()

    with pytest.raises(error) as refused:
        record_attendance(event, {good: Counts(came=1), agency: counts}, by=manager)

    assert isinstance(refused.value, TrainingError)
    assert str(refused.value).endswith((".", "?"))
    assert (Attendance.objects.count(), logged(event)) == (0, [])


@pytest.mark.parametrize(
    ("status", "counts", "error"),
    [
        (EventStatus.CANCELLED, Counts(booked=3), EventCancelled),
        (EventStatus.PLANNED, Counts(came=3), EventNotHeld),
        (EventStatus.MOVED, Counts(walked_in=3), EventNotHeld),
    ],
    ids=["cancelled", "planned", "moved"],
)
def test_nobody_came_to_an_event_that_was_not_held(status, counts, error, partnership, agency, manager):
    event = TrainingEventFactory(partnership=partnership, status=status)

    with pytest.raises(error):
        record_attendance(event, {agency: counts}, by=manager)

    assert not Attendance.objects.exists()


def test_bookings_of_a_planned_event_are_kept(partnership, agency, manager):
    event = TrainingEventFactory(partnership=partnership, status=EventStatus.PLANNED)

    (row,) = record_attendance(event, {agency: Counts(booked=3)}, by=manager)

    assert (row.booked, row.people) == (3, None)


def test_a_return_replaces_the_awaited_one_and_leaves_others_alone(event, agency, manager):
    mark_awaiting(event, [agency], by=manager)
    other = AttendanceFactory(event=event, came=2)

    record_attendance(event, {agency: Counts(booked=9, came=7, walked_in=1, did_not_come=2)}, by=manager)

    rows = {row.agency_id: (row.state, row.people, row.did_not_come) for row in event.attendances.all()}
    assert rows == {agency.pk: ("returned", 8, 2), other.agency_id: ("returned", 2, None)}


def test_more_than_the_room_can_be_confirmed(event, agency, manager):
    AttendanceFactory(event=event, came=18)

    with pytest.raises(MoreThanTheRoom) as refused:
        record_attendance(event, {agency: Counts(came=3)}, by=manager)
    record_attendance(event, {agency: Counts(came=3)}, by=manager, more_than_the_room=True)

    assert (refused.value.people, refused.value.capacity) == (21, 20)
    assert event.attendances.get(agency=agency).came == 3


def test_a_correction_counts_against_the_room_once(event, agency, manager):
    record_attendance(event, {agency: Counts(came=18)}, by=manager)

    record_attendance(event, {agency: Counts(came=19)}, by=manager)

    assert event.attendances.get(agency=agency).came == 19


def test_a_correction_keeps_the_old_figure_and_who_changed_it(event, agency, manager):
    record_attendance(event, {agency: Counts(came=7)}, by=None)
    record_attendance(event, {agency: Counts(came=6)}, by=manager)

    entry = logged(event)[-1]

    assert (entry.action, entry.user) == ("training.attendance", manager)
    assert entry.data["before"][str(agency.pk)]["came"] == 7
    assert entry.data["after"][str(agency.pk)]["came"] == 6


@pytest.mark.parametrize("never", [False, True], ids=["awaited", "will not be sent"])
def test_a_return_can_be_awaited_or_given_up(never, event, agency, manager):
    record_attendance(event, {agency: Counts(came=7)}, by=manager)

    (row,) = mark_awaiting(event, [agency], by=manager, will_not_be_sent=never)

    assert (row.state, row.people, row.came) == (STATES[1 + never], None, None)
    assert logged(event)[-1].data["before"][str(agency.pk)]["came"] == 7


def test_nothing_is_awaited_of_a_cancelled_event(partnership, agency, manager):
    event = TrainingEventFactory(partnership=partnership, status=EventStatus.CANCELLED)

    with pytest.raises(EventCancelled):
        mark_awaiting(event, [agency], by=manager)


def test_holding_an_event_awaits_the_returns_of_those_invited(partnership, agency, manager):
    event = TrainingEventFactory(partnership=partnership, status=EventStatus.PLANNED)
    answered = AttendanceFactory(event=event, came=None, booked=2).agency
    event.invited.through.objects.bulk_create(
        event.invited.through(trainingevent=event, agency=one) for one in (agency, answered)
    )

    hold_event(event, by=manager)

    states = {row.agency_id: row.state for row in event.attendances.all()}
    assert (event.status, states) == ("held", {agency.pk: "awaiting", answered.pk: "returned"})
    assert [(entry.action, entry.user) for entry in logged(event)] == [("training.hold", manager)]


def test_a_cancelled_event_stays_on_record_with_the_reason(partnership, manager):
    event = TrainingEventFactory(partnership=partnership, status=EventStatus.PLANNED)

    cancel_event(event, by=manager, why=" Snow ")

    event.refresh_from_db()
    assert (event.status, logged(event)[0].data) == ("cancelled", {"before": "planned", "why": "Snow"})


@pytest.mark.parametrize("verb", [hold_event, cancel_event])
@pytest.mark.parametrize(
    ("status", "error"),
    [(EventStatus.HELD, EventAlreadyHeld), (EventStatus.CANCELLED, EventCancelled)],
    ids=["held", "cancelled"],
)
def test_what_is_held_or_cancelled_stays_so(verb, status, error, partnership, manager):
    event = TrainingEventFactory(partnership=partnership, status=status)

    with pytest.raises(error):
        verb(event, by=manager)

    event.refresh_from_db()
    assert (event.status, logged(event)) == (status, [])
