"""Lists read from what is kept are those counted from the raw rows, whatever has changed and however it was written."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from learning.models import Finding, LearningPoint
from tests.factories.learning import (
    AgencyFactory,
    FindingFactory,
    LearningPointFactory,
    ReviewPageFactory,
    ThemeFactory,
)
from tests.factories.training import AttendanceFactory, PointTaughtFactory, TrainingEventFactory
from training.domain import kept_coverage
from training.domain.agency_successions import merge_agencies
from training.domain.attendance import Counts, record_attendance
from training.enums import AttendanceState, EventStatus
from training.models import (
    Attendance,
    CoverageChange,
    PointTaught,
    TrainingEvent,
)
from training.queries import gaps as gaps_module
from training.queries.coverage import returns_awaited
from training.queries.coverage_filters import CoverageFilters
from training.queries.gaps import gap_lists

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
EVERY = CoverageFilters()


def told(lists):
    def gaps(some):
        return [(one.point.pk, one.why, one.found_in, one.last, one.last_stated) for one in some]

    return [
        (
            one.kind,
            one.count,
            gaps(one.gaps),
            one.awaiting_count,
            gaps(one.awaiting),
            one.planned_count,
            gaps(one.planned),
        )
        for one in lists
    ]


def asked(monkeypatch, partnership, agency, *, is_kept, **more):
    """The lists and the returns awaited, as they are kept or as they are counted."""
    with monkeypatch.context() as patch:
        if not is_kept:
            patch.setattr(gaps_module, "kept_gaps", lambda *_asked: None)
            patch.setattr("training.queries.coverage.kept_with", lambda **_figures: None)
        else:
            patch.setattr(gaps_module, "counted_gaps", None)
        filters = more.get("filters", EVERY)
        return told(gap_lists(partnership, agency=agency, **more)), returns_awaited(partnership, filters, TODAY())


class World:
    """A partnership with another beside it, and ways to change what its figures are counted from."""

    def __init__(self, chance, partnership, other, home):
        self.chance, self.partnership, self.other = chance, partnership, other
        self.agencies = AgencyFactory.create_batch(6, partnerships=[partnership])
        self.reviews = [ReviewPageFactory(parent=home, year=year) for year in (2019, 2022, 2025)]
        self.points = [
            *LearningPointFactory.create_batch(6, partnership=partnership),
            *LearningPointFactory.create_batch(2, partnership=other),
        ]
        self.kind = self.agencies[0].kind
        for _ in range(8):
            self.new_event()

    def one(self, model):
        rows = list(model.objects.order_by("pk"))
        return self.chance.choice(rows) if rows else None

    def day(self):
        years = timedelta(days=self.chance.randrange(3 * 365))
        return self.chance.choice(["", f"{TODAY() - years:%-d %B %Y}", "2019"])

    def new_event(self):
        partnership = self.chance.choice([self.partnership, self.partnership, self.other])
        status = self.chance.choice([EventStatus.HELD, EventStatus.HELD, *EventStatus.values])
        event = TrainingEventFactory(partnership=partnership, status=status, date_as_stated=self.day())
        for point in self.chance.sample(self.points, 3):
            PointTaughtFactory(event=event, point=point)
        for agency in self.chance.sample(self.agencies, 3):
            AttendanceFactory(event=event, agency=agency, **self.figures())
        event.invited.through.objects.bulk_create(
            event.invited.through(trainingevent=event, agency=agency) for agency in self.chance.sample(self.agencies, 2)
        )

    def figures(self):
        state = self.chance.choice([AttendanceState.RETURNED, *AttendanceState.values])
        given = state == AttendanceState.RETURNED
        came, walked_in = (self.chance.choice([None, 0, 3]) if given else None for _ in range(2))
        return {"state": state, "came": came, "walked_in": walked_in}

    def saved_one_by_one(self):
        if row := self.one(Attendance):
            for name, value in self.figures().items():
                setattr(row, name, value)
            row.save()

    def recorded(self):
        event = self.one(TrainingEvent.objects.filter(status=EventStatus.HELD).model)
        if event.status == EventStatus.HELD:
            record_attendance(event, {self.chance.choice(self.agencies): Counts(came=4)}, by=None)

    def written_in_bulk(self):
        Attendance.objects.filter(agency=self.chance.choice(self.agencies)).update(**self.figures())

    def upserted(self):
        event = self.one(TrainingEvent)
        rows = [Attendance(event=event, agency=agency, came=2) for agency in self.agencies[:3]]
        fields = ["state", "came", "walked_in"]
        Attendance.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["event", "agency"], update_fields=fields
        )

    def written_by_hand(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE training_attendance SET came = CASE WHEN came > 0 THEN 0 ELSE 2 END WHERE state = 'returned'"
            )

    def attendance_deleted(self):
        Attendance.objects.filter(event=self.one(TrainingEvent)).delete()

    def event_deleted(self):
        self.one(TrainingEvent).delete()

    def event_changed(self):
        event = self.one(TrainingEvent)
        event.status, event.date_as_stated = self.chance.choice(EventStatus.values), self.day()
        event.partnership = self.chance.choice([self.partnership, self.other])
        event.save()

    def events_cancelled_together(self):
        events = TrainingEvent.objects.filter(pk__lte=self.one(TrainingEvent).pk)
        events.update(status=self.chance.choice([EventStatus.CANCELLED, EventStatus.HELD]))

    def invitations_changed(self):
        self.one(TrainingEvent).invited.through.objects.filter(agency=self.chance.choice(self.agencies)).delete()
        event = self.one(TrainingEvent)
        event.invited.set(self.chance.sample(self.agencies, 2))
        event.save()

    def taught_changed(self):
        PointTaught.objects.filter(pk=self.one(PointTaught).pk).delete()
        event = self.one(TrainingEvent)
        PointTaught.objects.get_or_create(event=event, point=self.chance.choice(self.points))

    def taught_elsewhere(self):
        row, event = self.one(PointTaught), self.one(TrainingEvent)
        if not event.points_taught.filter(point=row.point_id).exists():
            PointTaught.objects.filter(pk=row.pk).update(event=event)

    def point_changed(self):
        point = self.chance.choice(self.points)
        if self.chance.random() < 0.5:
            near = TODAY() + timedelta(days=self.chance.choice([-1, 0, 1]))
            LearningPoint.objects.filter(pk=point.pk).update(retired_on=self.chance.choice([None, near]))
        else:
            LearningPoint.objects.filter(pk=point.pk).update(
                superseded_by=self.chance.choice([None, self.points[0]]),
                partnership=self.chance.choice([None, self.partnership, self.other]),
                created_at=datetime(2020, 1, self.chance.randint(1, 3), tzinfo=UTC),
            )

    def kinds_changed(self):
        point = self.chance.choice(self.points)
        point.for_kinds.set(self.chance.choice([[], [self.kind], [self.agencies[1].kind]]))
        point.save()

    def point_made_and_one_deleted(self):
        self.points.append(LearningPointFactory(partnership=self.chance.choice([self.partnership, None])))
        LearningPointFactory(partnership=self.partnership).delete()

    def found_or_not(self):
        review, point = self.chance.choice(self.reviews), self.chance.choice(self.points)
        found = Finding.objects.filter(review=review, point=point)
        if found.exists():
            found.delete()
        else:
            FindingFactory(review=review, point=point)

    def review_changed(self):
        review = self.chance.choice(self.reviews)
        review.refresh_from_db()
        if self.chance.random() < 0.5:
            review.unpublish() if review.live else review.save_revision().publish()
        else:
            type(review).objects.filter(pk=review.pk).update(year=self.chance.randint(2018, 2026))

    def agency_merged(self):
        old, new = self.chance.sample(self.agencies, 2)
        if not old.successions.exists() and not new.successions.exists():
            merge_agencies(old, into=new, on=TODAY() - timedelta(days=self.chance.randrange(400)), by=None)

    def undone(self):
        with transaction.atomic():
            self.upserted()
            self.event_deleted()
            gap_lists(self.partnership)  # seen from within: what is kept goes back with the rest
            transaction.set_rollback(True)


CHANGES = [name for name in vars(World) if not name.startswith("_") and name not in ("one", "day", "figures")]


@pytest.mark.parametrize("seed", range(4))
def test_after_random_changes_the_lists_are_those_counted_from_the_raw_rows(
    seed, monkeypatch, partnership, other_partnership, home
):
    chance = random.Random(seed)
    world = World(chance, partnership, other_partnership, home)

    for step in range(25):
        names = chance.choices(CHANGES, k=chance.choice([1, 1, 1, 4]))
        for name in names:
            getattr(world, name)()
        one = chance.choice([None, *world.agencies])
        whose = chance.choice([partnership, partnership, other_partnership])
        planned = chance.sample([point.pk for point in world.points], chance.choice([0, 2]))
        limit = chance.choice([50, 1])
        kept, counted = (
            asked(monkeypatch, whose, one, is_kept=is_kept, planned=planned, limit=limit) for is_kept in (True, False)
        )

        assert kept == counted, (step, names)
        assert kept_coverage.differences() == [], (step, names)


@pytest.mark.parametrize("name", CHANGES)
def test_each_way_to_write_is_noticed(name, monkeypatch, partnership, other_partnership, home):
    """Of every way by itself, whatever it happens to change: what is kept is what is counted."""
    world = World(random.Random(7), partnership, other_partnership, home)
    gap_lists(partnership)

    for _ in range(5):
        getattr(world, name)()
        gap_lists(partnership)

    assert kept_coverage.differences() == []
    assert asked(monkeypatch, partnership, None, is_kept=True) == asked(monkeypatch, partnership, None, is_kept=False)


@pytest.mark.parametrize(
    ("change", "about", "whose"),
    [
        (lambda row: row.event.attendances.update(came=9), "event", "event_id"),
        (lambda row: row.event.attendances.all().delete(), "event", "event_id"),
        (
            lambda row: row.event.invited.through.objects.create(trainingevent=row.event, agency_id=row.agency),
            "event",
            "event_id",
        ),
        (lambda row: TrainingEvent.objects.update(status=EventStatus.CANCELLED), "event", "event_id"),
        (lambda row: PointTaught.objects.filter(pk=row.pk).delete(), "point", "point_id"),
        (lambda row: LearningPoint.objects.update(retired_on=date(2020, 1, 1)), "point", "point_id"),
        (lambda row: FindingFactory(point=row.point, review=row.review), "point", "point_id"),
        (lambda row: row.review.unpublish(), "review", "review_id"),
        (lambda row: type(row.review).objects.update(year=1999), "review", "review_id"),
    ],
    ids=["attendance", "no attendance", "invited", "event", "taught", "point", "finding", "published", "year"],
)
def test_a_change_is_noted_and_no_change_is_not(change, about, whose, partnership, agency, point, pass_on, home):
    row = pass_on(came=3).points_taught.get()
    row.agency, row.review = AgencyFactory().pk, ReviewPageFactory(parent=home)
    row.review_id = row.review.pk
    kept_coverage.take_in_changes()
    for same in (row, row.event, row.point, row.review, row.event.attendances.get()):
        same.save()
    assert not CoverageChange.objects.exists()

    change(row)

    assert set(CoverageChange.objects.values_list("about", "number")) == {(about, getattr(row, whose))}


def test_a_theme_or_a_review_narrows_what_is_kept(monkeypatch, partnership, agency, point, pass_on, home):
    other, review = LearningPointFactory(partnership=partnership), ReviewPageFactory(parent=home)
    FindingFactory(review=review, point=other)
    theme = ThemeFactory()
    point.themes.add(theme)
    point.save()
    pass_on(came=4, date_as_stated="2019")

    for filters in (CoverageFilters(theme=theme.slug), CoverageFilters(review=review.pk)):
        kept, counted = (
            asked(monkeypatch, partnership, agency, is_kept=is_kept, filters=filters) for is_kept in (True, False)
        )
        assert kept == counted
        assert sum(one[1] for one in kept[0][:2]) == 1
