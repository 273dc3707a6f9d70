"""People in the room count themselves: an agency and a role from a list, added up at once, and nothing else kept."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.models import Agency
from training.enums import RoleInTheRoom
from training.models.event import TrainingEvent

UNMISTAKABLE = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is mistaken for another on a screen across a room
LETTERS_LONG = 8


def new_room_token() -> str:
    """What the address in the QR code ends in: short enough to be typed, one of 850,000 million for whoever guesses."""
    return "".join(secrets.choice(UNMISTAKABLE) for _letter in range(LETTERS_LONG))


class SelfCount(models.Model):
    """A window of time in which those at an event say which agency they are from. Counts for nothing until confirmed."""

    event = models.ForeignKey(
        TrainingEvent, on_delete=models.CASCADE, related_name="self_counts", verbose_name=_("event")
    )
    token = models.CharField(max_length=40, unique=True, default=new_room_token, editable=False)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-opens_at", "-pk"]
        verbose_name = _("self-count")
        verbose_name_plural = _("self-counts")
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="self_count_closes_after_it_opens")
        ]

    def __str__(self) -> str:
        return str(self.event)

    def is_open(self, at: datetime | None = None) -> bool:
        return self.confirmed_at is None and self.opens_at <= (at or timezone.now()) < self.closes_at


class SelfCountTally(models.Model):
    """How many said so. `agency` is empty for those who did not find theirs in the list."""

    count = models.ForeignKey(SelfCount, on_delete=models.CASCADE, related_name="tallies")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=RoleInTheRoom)
    people = models.PositiveIntegerField(_("people"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["count", "agency", "role"], name="unique_self_count_tally"),
            models.UniqueConstraint(
                fields=["count", "role"], condition=Q(agency__isnull=True), name="unique_self_count_not_in_list"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency or _('Not in the list')}: {self.people}"
