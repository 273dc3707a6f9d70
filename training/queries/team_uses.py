"""Reads of what teams say of the briefings they have used."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count
from django.utils import timezone

from training.enums import TeamUseState

if TYPE_CHECKING:
    from briefings.models import BriefingPage
    from learning.models import Partnership
    from training.models import TeamUse  # noqa: F401 - named in the base class


class TeamUseQuerySet(models.QuerySet["TeamUse"]):
    def of(self, partnership: "Partnership") -> "TeamUseQuerySet":
        return self.filter(partnership=partnership)

    def waiting(self) -> "TeamUseQuerySet":
        return self.filter(state=TeamUseState.WAITING)

    def accepted(self) -> "TeamUseQuerySet":
        return self.filter(state=TeamUseState.ACCEPTED)

    def of_the_last_hour(self, now: datetime | None = None) -> "TeamUseQuerySet":
        return self.filter(received_at__gt=(now or timezone.now()) - timedelta(hours=1))

    def for_list(self) -> "TeamUseQuerySet":
        """With what a row of the list shows, in a number of queries that does not grow."""
        return self.select_related("partnership", "briefing", "agency", "event", "decided_by")


@dataclass(frozen=True)
class UsedBy:
    """How many teams are known to have used a briefing, and of how many agencies."""

    teams: int
    agencies: int


def used_by(briefing: "BriefingPage") -> UsedBy:
    """Accepted ones alone: what nobody has looked at says nothing. One query."""
    from training.models import TeamUse

    counted = TeamUse.objects.filter(briefing=briefing).accepted()
    return UsedBy(**counted.aggregate(teams=Count("pk"), agencies=Count("agency", distinct=True)))
