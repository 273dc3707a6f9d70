"""Reads of training events."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from training.enums import COMING_STATES, AttendanceState, EventStatus

if TYPE_CHECKING:
    from learning.models import Partnership
    from training.models import TrainingEvent  # noqa: F401 - named in the base class


class TrainingEventQuerySet(models.QuerySet["TrainingEvent"]):
    def of(self, partnership: "Partnership") -> "TrainingEventQuerySet":
        return self.filter(partnership=partnership)

    def public(self) -> "TrainingEventQuerySet":
        return self.filter(is_public=True)

    def not_cancelled(self) -> "TrainingEventQuerySet":
        return self.exclude(status=EventStatus.CANCELLED)

    def latest_first(self) -> "TrainingEventQuerySet":
        """By date; undated ones last."""
        return self.order_by(F("date").desc(nulls_last=True), F("starts_at").desc(nulls_last=True), "pk")

    def held(self) -> "TrainingEventQuerySet":
        """Where learning was passed on, latest first; undated ones last."""
        return self.filter(status=EventStatus.HELD).latest_first()

    def coming(self, on: date | None = None) -> "TrainingEventQuerySet":
        """Planned or moved, today or later, soonest first; undated ones last."""
        on = on or timezone.localdate()
        return self.filter(Q(date__gte=on) | Q(date__isnull=True), status__in=COMING_STATES).order_by(
            F("date").asc(nulls_last=True), F("starts_at").asc(nulls_last=True), "pk"
        )

    def at_level(self, level: int) -> "TrainingEventQuerySet":
        """Of a course of that level, or made from a plan of it where the course says none."""
        return self.filter(Q(course__level=level) | Q(course__level__isnull=True, plan__level=level))

    def with_agency(self, agency: int) -> "TrainingEventQuerySet":
        """Which the agency holds, is invited to, or had somebody at."""
        from training.models import Attendance

        invited = self.model.invited.through.objects.filter(trainingevent=OuterRef("pk"), agency=agency)
        was_there = Q(came__gt=0) | Q(walked_in__gt=0)
        took_part = Attendance.objects.filter(
            was_there, event=OuterRef("pk"), agency=agency, state=AttendanceState.RETURNED
        )
        return self.filter(Q(host=agency) | Exists(invited) | Exists(took_part))

    def for_list(self) -> "TrainingEventQuerySet":
        """With what a row of the list shows, in a number of queries that does not grow."""
        return self.select_related("course__level", "plan__level", "host")
