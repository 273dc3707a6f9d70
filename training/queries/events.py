"""Reads of training events."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from training.enums import COMING_STATES, EventStatus

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
        return self.order_by(F("date").desc(nulls_last=True), "-starts_at", "pk")

    def held(self) -> "TrainingEventQuerySet":
        """Where learning was passed on, latest first; undated ones last."""
        return self.filter(status=EventStatus.HELD).latest_first()

    def coming(self, on: date | None = None) -> "TrainingEventQuerySet":
        """Planned or moved, today or later, soonest first; undated ones last."""
        on = on or timezone.localdate()
        return self.filter(Q(date__gte=on) | Q(date__isnull=True), status__in=COMING_STATES).order_by(
            F("date").asc(nulls_last=True), "starts_at", "pk"
        )

    def for_list(self) -> "TrainingEventQuerySet":
        """With what a row of the list shows, in a number of queries that does not grow."""
        return self.select_related("course__level", "host")
