"""Courses, events, attendance, and what teams say of briefings."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from tests.factories.learning import AgencyFactory, LearningPointFactory, LevelFactory
from training.enums import EventStatus, FeedbackMoment, SegmentKind
from training.models import (
    Attendance,
    AttendanceImport,
    Course,
    Endorsement,
    FeedbackRound,
    PointTaught,
    RequiredContent,
    Segment,
    SessionPlan,
    TeamUse,
    TrainingEvent,
)


class CourseFactory(DjangoModelFactory):
    class Meta:
        model = Course

    title = factory.Sequence(lambda n: f"Course {n}")
    slug = factory.Sequence(lambda n: f"course-{n}")


class TrainingEventFactory(DjangoModelFactory):
    class Meta:
        model = TrainingEvent

    title = factory.Sequence(lambda n: f"Event {n:03}")
    status = EventStatus.HELD
    date_as_stated = "12 March 2026"


class PointTaughtFactory(DjangoModelFactory):
    class Meta:
        model = PointTaught

    event = factory.SubFactory(TrainingEventFactory)
    point = factory.SubFactory(LearningPointFactory)


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    event = factory.SubFactory(TrainingEventFactory)
    agency = factory.SubFactory(AgencyFactory)
    came = 5


class TeamUseFactory(DjangoModelFactory):
    class Meta:
        model = TeamUse

    briefing = None
    briefing_title = factory.LazyAttribute(lambda use: use.briefing.title if use.briefing else "Neglect")
    setting = factory.Sequence(lambda n: f"Team {n}")
    date = date(2026, 3, 12)
    led_by = "team manager"
    present = 8
    minutes = 10


class SessionPlanFactory(DjangoModelFactory):
    class Meta:
        model = SessionPlan

    title = factory.Sequence(lambda n: f"Session {n}")


class SegmentFactory(DjangoModelFactory):
    """A segment in a plan; `order` is yours to give where it matters."""

    class Meta:
        model = Segment

    plan = factory.SubFactory(SessionPlanFactory)
    kind = SegmentKind.ACTIVITY


class RequiredContentFactory(DjangoModelFactory):
    class Meta:
        model = RequiredContent

    title = factory.Sequence(lambda n: f"Requirement {n}")


class EndorsementFactory(DjangoModelFactory):
    """The word on a plan, unless `plan` is None and an `event` is given."""

    class Meta:
        model = Endorsement

    plan = factory.SubFactory(SessionPlanFactory)
    level = factory.SubFactory(LevelFactory)
    is_endorsed = True
    valid_until = date(2028, 3, 31)


class FeedbackRoundFactory(DjangoModelFactory):
    class Meta:
        model = FeedbackRound

    event = factory.SubFactory(TrainingEventFactory)
    moment = FeedbackMoment.AFTER
    opens_on = date(2026, 3, 12)
    closes_on = date(2026, 3, 26)


class AttendanceImportFactory(DjangoModelFactory):
    """A CSV of one row whose agency nobody knows, looked through."""

    class Meta:
        model = AttendanceImport

    name = "attendance.csv"
    file = factory.django.FileField(filename="a.csv", data=b"Event,Date,Agency,Came\r\nNeglect,2025,Nobody,5\r\n")
    rows_in_all = 1
    mapping = factory.LazyFunction(
        lambda: {"sheet": "", "row": 1, "columns": {"event": 0, "date": 1, "agency": 2, "came": 3}}
    )
    lines = factory.LazyFunction(lambda: [{"n": 2, "a": "error", "t": "Neglect", "g": "Nobody", "u": "Nobody"}])
