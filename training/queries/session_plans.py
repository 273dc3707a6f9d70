"""Reads of session plans."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from learning.models import Partnership
    from training.models import SessionPlan  # noqa: F401 - named in the base class


class SessionPlanQuerySet(models.QuerySet["SessionPlan"]):
    def of(self, partnership: "Partnership") -> "SessionPlanQuerySet":
        return self.filter(partnership=partnership)

    def in_use(self) -> "SessionPlanQuerySet":
        """Those not put away."""
        return self.filter(archived_at__isnull=True)

    def archived(self) -> "SessionPlanQuerySet":
        return self.filter(archived_at__isnull=False)

    def for_list(self) -> "SessionPlanQuerySet":
        """Last changed first, with what a row of a list says: `parts` and `planned` (minutes), level and owner."""
        told = self.annotate(parts=Count("segments"), planned=Coalesce(Sum("segments__minutes"), 0))
        return told.select_related("level", "owner").order_by("-updated_at", "-pk")
