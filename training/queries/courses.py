"""Reads of courses."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from training.enums import COMING_STATES

if TYPE_CHECKING:
    from learning.models import Partnership
    from training.models import Course  # noqa: F401 - named in the base class


class CourseQuerySet(models.QuerySet["Course"]):
    def of(self, partnership: "Partnership") -> "CourseQuerySet":
        return self.filter(partnership=partnership)

    def offered(self) -> "CourseQuerySet":
        """Those in the catalogue."""
        return self.filter(is_offered=True)

    def annotate_coming(self, on: date | None = None) -> "CourseQuerySet":
        """Adds `coming_count`: how many of its public events have a day that is still to come."""
        on = on or timezone.localdate()
        to_come = Q(events__status__in=COMING_STATES, events__is_public=True, events__date__gte=on)
        return self.annotate(coming_count=Count("events", filter=to_come))
