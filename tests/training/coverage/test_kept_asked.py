"""When what is kept of coverage is asked and when not, what it costs, and the command that looks after it."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.learning import LearningPointFactory
from training.coverage_signals import _put_aside, _work_out
from training.domain import kept_coverage
from training.domain.coverage_triggers import drop_triggers, make_triggers, triggers_there
from training.models import AwaitedReturns, CoverageChange, KeptCoverage, PointPassedOn
from training.queries import gaps_kept
from training.queries.coverage_filters import CoverageFilters
from training.queries.gaps import gap_lists

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.mark.parametrize(
    "more",
    [
        {"as_at": date(2026, 3, 31)},
        {"filters": CoverageFilters(kind="course")},
        {"filters": CoverageFilters(agency_kind="police")},
        {"filters": CoverageFilters(level=0)},
    ],
    ids=["another day", "a kind of event", "a kind of agency", "a level"],
)
def test_what_is_kept_does_not_answer_other_questions(more, monkeypatch, partnership, point):
    monkeypatch.setattr(gaps_kept, "_Lists", None)

    assert gap_lists(partnership, **more)[0].count == 1


def test_an_event_held_on_a_day_to_come_has_everything_counted(monkeypatch, partnership, agency, pass_on, time_machine):
    tomorrow = TODAY() + timedelta(days=1)
    pass_on(came=3, date_as_stated="2019")
    pass_on(came=3, date_as_stated=f"{tomorrow:%-d %B %Y}")

    today = [one.count for one in gap_lists(partnership, agency=agency)]
    time_machine.move_to(datetime.combine(tomorrow, datetime.min.time(), tzinfo=UTC) + timedelta(hours=12))

    assert (today, [one.count for one in gap_lists(partnership, agency=agency)]) == ([0, 1, 0], [0, 0, 0])


def test_learning_grows_old_and_points_are_retired_though_nothing_is_written(partnership, point, pass_on, time_machine):
    pass_on(came=3, date_as_stated="10 May 2026")
    retired = LearningPointFactory(partnership=partnership, retired_on=date(2027, 1, 1))

    def on(day):
        time_machine.move_to(datetime(*day, 12, tzinfo=UTC))
        never, not_lately = gap_lists(partnership)
        return [gap.point for gap in never.gaps], [gap.point for gap in not_lately.gaps]

    assert on((2026, 12, 31)) == ([retired], [])
    assert on((2027, 1, 1)) == ([], [])
    assert on((2028, 5, 11)) == ([], [point])


def test_who_waits_for_another_writer_too_long_counts(monkeypatch, partnership, point, pass_on):
    gap_lists(partnership)
    pass_on(came=3)

    def locked():
        raise OperationalError("database is locked")

    monkeypatch.setattr(kept_coverage, "take_in_changes", locked)

    assert [one.count for one in gap_lists(partnership)] == [0, 0]


def test_nothing_kept_is_no_answer(partnership, point, pass_on):
    kept_coverage.forget()
    pass_on(came=3)

    assert [one.count for one in gap_lists(partnership)] == [0, 0]
    assert not PointPassedOn.objects.filter(came_last__isnull=False).exists()


def test_migrating_puts_it_aside_and_works_it_out_anew(partnership, point, pass_on):
    _put_aside(using="default", plan=[("a migration", False)])
    assert (KeptCoverage.objects.exists(), triggers_there()) == (False, False)
    pass_on(came=3)

    _work_out(using="default")

    assert (KeptCoverage.objects.exists(), triggers_there()) == (True, True)
    assert PointPassedOn.objects.get(point=point).came_last == date(2026, 3, 12)
    assert kept_coverage.differences() == []


def test_lists_take_three_queries_when_nothing_has_changed(partnership, agency, point, pass_on):
    pass_on(came=3, date_as_stated="2019")
    LearningPointFactory.create_batch(3, partnership=partnership)
    gap_lists(partnership)

    with CaptureQueriesContext(connection) as queries:
        gap_lists(partnership, agency=agency)

    assert len(queries) == 4  # and one for mergers


@pytest.mark.parametrize("size", [1, 20])
def test_taking_in_a_change_takes_as_many_queries_whatever_there_is(size, partnership, agency, pass_on):
    for point in LearningPointFactory.create_batch(size, partnership=partnership):
        pass_on(point=point)
    event = pass_on()
    kept_coverage.take_in_changes()
    event.attendances.update(came=0)

    with CaptureQueriesContext(connection) as queries:
        kept_coverage.take_in_changes()

    assert len(queries) == 22
    assert not CoverageChange.objects.exists()


def test_only_what_a_change_touches_is_written(partnership, agency, pass_on):
    others = LearningPointFactory.create_batch(3, partnership=partnership)
    for point in others:
        pass_on(point=point)
    event = pass_on()
    kept_coverage.take_in_changes()
    PointPassedOn.objects.filter(point__in=others).update(widely=77)

    event.attendances.update(came=None)
    kept_coverage.take_in_changes()

    assert PointPassedOn.objects.filter(widely=77).count() == 3
    assert AwaitedReturns.objects.get().event == event


def command(*options):
    out = StringIO()
    call_command("check_coverage", *options, stdout=out)
    return out.getvalue()


def test_the_command_says_that_all_is_well(partnership, point, pass_on):
    pass_on()

    assert (
        command()
        == "What is kept of coverage is what the raw rows say: 1 learning point, 0 events with returns awaited.\n"
    )


def test_the_command_finds_what_is_wrong_and_mends_it(partnership, point, pass_on):
    pass_on()
    kept_coverage.take_in_changes()
    PointPassedOn.objects.update(came_last=None)

    with pytest.raises(CommandError, match="1 of them is not what the raw rows say"):
        command()
    assert "worked out anew" in command("--rebuild")
    assert "is what the raw rows say" in command()


def test_the_command_makes_triggers_that_are_gone(partnership, point, pass_on):
    drop_triggers()
    pass_on()

    with pytest.raises(CommandError, match="triggers"):
        command()
    command("--rebuild")

    assert triggers_there()
    assert gap_lists(partnership)[0].count == 0


def test_making_triggers_twice_makes_them_once(partnership):
    make_triggers()
    make_triggers()

    assert triggers_there()
