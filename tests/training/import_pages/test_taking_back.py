"""Taking a whole import back: what it made goes, what has moved on stays and is named."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import registry
from wagtail.models import ReferenceIndex

from partnership.content_version import content_version
from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory
from tests.factories.training import AttendanceFactory, FeedbackRoundFactory, PointTaughtFactory, TrainingEventFactory
from training.domain.attendance import Counts, record_attendance
from training.enums import ImportState
from training.models import Attendance, TrainingEvent

from .conftest import GOOD

pytestmark = pytest.mark.django_db


def rows(*numbers):
    return [[f"Event {number}", *GOOD[1:]] for number in numbers]


def outcomes(one):
    one.refresh_from_db()
    return {kept["n"]: kept.get("o", "") for kept in one.lines}


def test_what_it_made_goes_with_what_it_referred_to(desk, manager):
    one = desk.imported(*rows(1, 2, 3))
    assert ReferenceIndex.objects.filter(object_id__in=[str(pk) for pk in one.made["events"]]).exists()

    response = desk.post(one, "take-back")

    assert response.status_code == 302
    assert not TrainingEvent.objects.exists()
    assert not Attendance.objects.exists()
    assert not ReferenceIndex.objects.filter(model_path__startswith="attendances").exists()
    assert outcomes(one) == dict.fromkeys((2, 3, 4), "taken back; the event is gone")
    assert (one.state, one.undone_by) == (ImportState.UNDONE, manager)
    entry = registry.get_logs_for_instance(one).get(action="training.import_taken_back")
    assert (entry.user, entry.data["events"], entry.data["removed"]) == (manager, 3, 3)
    assert "taken back; the event is gone" in desk.look(one)


def test_what_it_changed_says_what_it_said_before(desk, partnership, police):
    event = TrainingEventFactory(partnership=partnership, title="Event 1", date_as_stated="12 March 2025")
    clerk = UserFactory()
    record_attendance(event, {police: Counts(booked=9, came=4, walked_in=2)}, by=clerk)
    said = Attendance.objects.values().get()
    one = desk.imported(*rows(1))
    assert Attendance.objects.get().came == 5

    desk.post(one, "take-back")

    assert Attendance.objects.values().get() == said
    assert outcomes(one) == {2: "as before again: booked 9, came 4, walked in 2"}
    entry = registry.get_logs_for_instance(event).filter(action="training.attendance").first()
    assert (entry.data["before"][str(police.pk)]["came"], entry.data["after"][str(police.pk)]["came"]) == (5, 4)


def test_a_return_that_was_not_there_goes_and_its_event_stays(desk, partnership):
    event = TrainingEventFactory(partnership=partnership, title="Event 1", date_as_stated="12 March 2025")
    one = desk.imported(*rows(1))

    desk.post(one, "take-back")

    assert (TrainingEvent.objects.get(), Attendance.objects.count()) == (event, 0)
    assert outcomes(one) == {2: "taken back"}


def test_figures_corrected_since_are_left_and_named(desk, police):
    with time_machine.travel("2026-11-21 12:00"):
        one = desk.imported(*rows(1, 2))
    event = TrainingEvent.objects.get(title="Event 1")
    record_attendance(event, {police: Counts(came=7)}, by=None)

    desk.post(one, "take-back")

    assert (TrainingEvent.objects.get(), Attendance.objects.get().came) == (event, 7)
    assert outcomes(one) == {
        2: "left as it is: it has been changed since (came 7); the event stays, for there is more on it: attendance",
        3: "taken back; the event is gone",
    }


def test_the_same_figures_said_by_somebody_else_are_theirs(desk, police):
    one = desk.imported(*rows(1))
    record_attendance(TrainingEvent.objects.get(), {police: Counts(booked=6, came=5)}, by=None)

    desk.post(one, "take-back")

    assert Attendance.objects.get().came == 5


@pytest.mark.parametrize(
    ("record", "named"),
    [
        (lambda event: PointTaughtFactory(event=event), "learning points"),
        (lambda event: AttendanceFactory(event=event, came=1), "attendance"),
        (lambda event: FeedbackRoundFactory(event=event), "feedback"),
        (lambda event: event.invited.through.objects.create(trainingevent=event, agency=AgencyFactory()), "agencies"),
        (lambda event: registry.log(event, "wagtail.edit"), "changes"),
    ],
    ids=["learning point", "another return", "feedback", "invited", "edited"],
)
def test_an_event_with_more_on_it_stays_without_what_was_imported(record, named, desk, police):
    with time_machine.travel("2026-11-21 12:00"):
        one = desk.imported(*rows(1))
    event = TrainingEvent.objects.get()
    record(event)

    desk.post(one, "take-back")

    assert TrainingEvent.objects.filter(pk=event.pk).exists()
    assert not event.attendances.filter(agency=police).exists()
    assert outcomes(one)[2].startswith("taken back; the event stays, for there is more on it:")
    assert named in outcomes(one)[2]


def test_an_import_is_taken_back_once(desk):
    one = desk.imported(*rows(1))
    desk.post(one, "take-back")
    again = desk.imported(*rows(1))

    assert desk.post(one, "take-back").status_code == 422
    assert (TrainingEvent.objects.count(), again.state) == (1, ImportState.DONE)


def test_readers_get_pages_made_anew(desk):
    one = desk.imported(*rows(1))
    version = content_version()

    desk.post(one, "take-back")

    assert content_version() != version


def test_the_number_of_queries_does_not_grow_with_the_events(desk):
    of = []
    for how_many in (2, 20):
        one = desk.imported(*rows(*range(how_many)))
        with CaptureQueriesContext(connection) as captured:
            desk.post(one, "take-back")
        of.append(len(captured))

    assert of[1] <= of[0]  # the first asks once for what is known from then on
