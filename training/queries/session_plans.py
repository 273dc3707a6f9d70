"""Reads of session plans."""

from typing import TYPE_CHECKING

from django.db import models

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
