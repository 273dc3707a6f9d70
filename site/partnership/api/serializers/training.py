"""Courses and training events, for programs. Who came, who was invited and who leads is not told."""

from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from partnership.api.serializers.pieces import (
    CodedField,
    ReferenceSerializer,
    StatedDateField,
    Told,
    api_address,
    page_reference,
    reference,
)
from training.enums import EventKind, EventStatus, Mode
from training.models import Course, TrainingEvent

Data = dict[str, Any]


class TrainingSerializer(Told):
    """What courses and events have in common."""

    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    address = serializers.SerializerMethodField(help_text="Its page, for people.")
    api = serializers.SerializerMethodField(help_text="Where this is told.")
    mode = CodedField(Mode, allow_null=True)
    learning_points = serializers.SerializerMethodField(help_text="Those that are public.")

    collection = ""

    @extend_schema_field(serializers.URLField)
    def get_address(self, thing: Any) -> str:
        return self.here.at(thing.get_absolute_url())

    @extend_schema_field(serializers.URLField)
    def get_api(self, thing: Any) -> str:
        return api_address(self.here, self.collection, thing.pk)

    @extend_schema_field(ReferenceSerializer(many=True))
    def get_learning_points(self, thing: Any) -> list[Data]:
        known = self.context["public_points"]
        rows = thing.points_taught if isinstance(thing, TrainingEvent) else thing.course_points
        return [reference(self.here, "points", known[row.point_id]) for row in rows.all() if row.point_id in known]


class EventSerializer(TrainingSerializer):
    collection = "events"

    kind = CodedField(EventKind)
    status = CodedField(EventStatus)
    date = StatedDateField(source="stated_date", allow_null=True)
    day = serializers.DateField(source="date", allow_null=True, help_text="The first day it can be on.")
    starts_at = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    moved_from = serializers.CharField(help_text="When it was to be, as stated then.")
    is_to_come = serializers.BooleanField()
    place = serializers.CharField()
    held_by = serializers.CharField(source="host_name", help_text="The agency that holds it.")
    description = serializers.CharField()
    course = serializers.SerializerMethodField()
    level = serializers.CharField(source="level_name")
    capacity = serializers.IntegerField(allow_null=True, help_text="People.")
    booking_address = serializers.SerializerMethodField(help_text="Blank where no place can be booked now.")
    reviews = serializers.SerializerMethodField(help_text="The published reviews it is about.")
    updated = serializers.SerializerMethodField()

    @extend_schema_field(ReferenceSerializer(allow_null=True))
    def get_course(self, event: TrainingEvent) -> Data | None:
        course = event.course
        return reference(self.here, "courses", course) if course and course.is_offered else None

    def get_booking_address(self, event: TrainingEvent) -> str:
        return event.booking_url if event.can_be_booked else ""

    @extend_schema_field(ReferenceSerializer(many=True))
    def get_reviews(self, event: Any) -> list[Data]:
        return [page_reference(self.here, "reviews", one) for one in event.published_reviews]

    def get_updated(self, event: Any) -> datetime:
        moment: datetime = event.changed_at
        return moment


class CourseSerializer(TrainingSerializer):
    collection = "courses"

    introduction = serializers.CharField()
    level = serializers.SerializerMethodField()
    equivalent_to = serializers.CharField(help_text="What other schemes call its level.")
    audience = serializers.CharField()
    prerequisites = serializers.CharField()
    outcomes = serializers.ListField(source="outcome_list", child=serializers.CharField())
    duration_minutes = serializers.IntegerField(allow_null=True)
    hours = serializers.DecimalField(max_digits=4, decimal_places=1, allow_null=True, help_text="What it counts as.")
    is_participatory = serializers.BooleanField()
    renewal = serializers.CharField()
    content_warning = serializers.CharField()
    booking_address = serializers.CharField(source="link")

    def get_level(self, course: Course) -> str:
        return course.level.name if course.level else ""
