"""Events written together say, log and refer to the same as events saved one by one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import registry
from wagtail.models import ReferenceIndex

from partnership.content_version import content_version
from tests.factories.accounts import UserFactory
from tests.factories.training import AttendanceFactory, PointTaughtFactory, TrainingEventFactory
from training.imports import apply
from training.models import Attendance, CoverageChange, PointPassedOn, TrainingEvent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("police", "nhs")]


def rows(events):
    return [[f"Event {number}", "12 March 2025", "Exampleshire Police", "6", "5"] for number in events]


def references(event):
    found = ReferenceIndex.get_references_for_object(event)
    return set(found.values_list("to_content_type__model", "to_object_id", "content_path"))


def test_the_number_of_queries_does_not_grow_with_the_events(csv_file, run, django_assert_num_queries):
    run(csv_file(*rows([0])))

    with CaptureQueriesContext(connection) as of_one:
        run(csv_file(*rows([1])))
    with django_assert_num_queries(len(of_one)):
        run(csv_file(*rows(range(2, 42))))
    assert Attendance.objects.count() == TrainingEvent.objects.count() == 42


def test_an_event_made_knows_what_it_refers_to(csv_file, run, police, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        run(csv_file(*rows(range(2))))

    for event in TrainingEvent.objects.all():
        found = references(event)
        assert ("agency", str(police.pk), f"attendances.{event.attendances.get().pk}.agency") in found
        with CaptureQueriesContext(connection):
            ReferenceIndex.create_or_update_for_object(event)
        assert references(event) == found


def test_references_of_an_event_that_was_there_are_kept_whole(
    csv_file, run, partnership, nhs, django_capture_on_commit_callbacks
):
    event = TrainingEventFactory(partnership=partnership, title="Event 0", date_as_stated="12 March 2025")
    taught = PointTaughtFactory(event=event)
    AttendanceFactory(event=event, agency=nhs)

    with django_capture_on_commit_callbacks(execute=True):
        run(csv_file(*rows([0])))

    found = references(event)
    assert ("learningpoint", str(taught.point_id), f"points_taught.{taught.pk}.point") in found
    assert {path.split(".")[0] for _model, _pk, path in found} >= {"points_taught", "attendances"}
    ReferenceIndex.create_or_update_for_object(event)
    assert references(event) == found


def test_each_event_has_its_own_log(csv_file, run, police):
    manager = UserFactory()
    run(csv_file(*rows(range(2))), by=manager.email)

    for number, event in enumerate(TrainingEvent.objects.order_by("title")):
        entries = {entry.action: entry for entry in registry.get_logs_for_instance(event)}
        assert entries["training.import"].data == {"file": "attendance.csv", "row": number + 2}
        assert entries["training.attendance"].data["after"][str(police.pk)]["came"] == 5
        assert {(entry.user, entry.label) for entry in entries.values()} == {(manager, str(event))}


def test_readers_get_pages_made_anew(csv_file, run, partnership, django_capture_on_commit_callbacks):
    version = content_version()
    TrainingEventFactory(partnership=partnership, title="Event 0", date_as_stated="12 March 2025")

    with django_capture_on_commit_callbacks(execute=True):
        run(csv_file(*rows([0])))

    assert content_version() != version


def test_what_changed_between_the_look_and_the_writing_stops_it(csv_file, run, partnership, police, monkeypatch):
    event = TrainingEventFactory(partnership=partnership, title="Event 0", date_as_stated="12 March 2025")
    keep = apply._check_unchanged

    def meanwhile(groups):
        AttendanceFactory(event=event, agency=police, came=99)
        keep(groups)

    monkeypatch.setattr(apply, "_check_unchanged", meanwhile)

    answer = run(csv_file(*rows([0, 1])))

    assert answer.error == "“Event 0” was changed while this was being imported. Nothing was written: try again."
    assert TrainingEvent.objects.count() == 1


def test_coverage_has_taken_it_in_before_anybody_asks(csv_file, run, partnership, django_capture_on_commit_callbacks):
    taught = PointTaughtFactory(
        event=TrainingEventFactory(partnership=partnership, title="Event 0", date_as_stated="12 March 2025")
    )

    with django_capture_on_commit_callbacks(execute=True):
        run(csv_file(*rows([0])))

    assert not CoverageChange.objects.exists()
    kept = PointPassedOn.objects.get(point=taught.point, partnership=partnership)
    assert kept.came_last == date(2025, 3, 12)
