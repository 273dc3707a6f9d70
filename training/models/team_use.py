"""What a team says of a briefing it has used, before and after somebody has looked at it."""

import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel

from briefings.models import BriefingPage
from learning.models import Agency, LearningPoint, Partnership
from training.enums import TeamUseState
from training.models.event import TrainingEvent
from training.queries.team_uses import TeamUseQuerySet

MOST_PRESENT = 500
MOST_MINUTES = 480
LONGEST_TEXT = 2_000  # characters of each of the three answers


def new_form_key() -> str:
    """The key of a form that has not been sent yet: no two are alike."""
    return secrets.token_hex(16)


class TeamUse(models.Model):
    """One team meeting at which a briefing was used, as the team tells it: counts and answers, never names.

    It counts for nothing until it is accepted; then `event` holds its figures. What was used is kept as it was that
    day (`briefing_title`, `edition`, `points`), because the briefing may change or go. `form_key` and `fingerprint` are
    how the same thing sent twice is known again. Nothing is kept of who sent it, or from where.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="team_uses", verbose_name=_("partnership")
    )
    briefing = models.ForeignKey(
        BriefingPage, null=True, on_delete=models.SET_NULL, related_name="team_uses", verbose_name=_("briefing")
    )
    briefing_title = models.CharField(_("briefing's title then"), max_length=255)
    edition = models.CharField(_("edition"), max_length=200, blank=True)
    points = models.ManyToManyField(
        LearningPoint, blank=True, related_name="team_uses", verbose_name=_("learning points it passed on")
    )
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="team_uses", verbose_name=_("agency")
    )
    agency_as_given = models.CharField(_("agency, in their words"), max_length=200, blank=True)
    setting = models.CharField(_("team or setting"), max_length=200)
    date = models.DateField(_("date"))
    led_by = models.CharField(_("led by (role)"), max_length=120)
    present = models.PositiveIntegerField(
        _("how many were there"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PRESENT)]
    )
    minutes = models.PositiveIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(MOST_MINUTES)]
    )
    struck = models.TextField(_("what struck them"), blank=True)
    will_change = models.TextField(_("what they will change"), blank=True)
    barriers = models.TextField(_("what may get in the way"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=TeamUseState, default=TeamUseState.WAITING)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("decided by"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    event = models.OneToOneField(
        TrainingEvent,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="team_use",
        verbose_name=_("event"),
    )
    form_key = models.CharField(max_length=64, unique=True, default=new_form_key, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    objects = TeamUseQuerySet.as_manager()

    # Its figures are changed while it waits; once it is accepted, only its words (`training.team_use_viewset`).
    word_panels: list[Panel] = [FieldPanel("struck"), FieldPanel("will_change"), FieldPanel("barriers")]
    panels: list[Panel] = [
        MultiFieldPanel(
            [
                FieldPanel("agency"),
                FieldPanel("agency_as_given"),
                FieldPanel("setting"),
                FieldPanel("date"),
                FieldPanel("led_by"),
                FieldRowPanel([FieldPanel("present"), FieldPanel("minutes")]),
            ],
            _("The meeting"),
        ),
        MultiFieldPanel(word_panels, _("Their answers")),
    ]

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("team use")
        verbose_name_plural = _("team uses")
        indexes = [
            models.Index(fields=["partnership", "state", "received_at"], name="team_use_to_look_at"),
            models.Index(fields=["briefing", "state", "agency"], name="team_use_of_briefing"),
        ]

    def __str__(self) -> str:
        """Holds nothing that the team typed: this goes into the log."""
        return f"{self.briefing_title}, {date_format(self.date, 'j F Y')}" if self.date else self.briefing_title

    @property
    def is_waiting(self) -> bool:
        return self.state == TeamUseState.WAITING

    @property
    def is_accepted(self) -> bool:
        return self.state == TeamUseState.ACCEPTED

    @property
    def whose(self) -> str:
        """The agency, or what the team calls it."""
        return str(self.agency) if self.agency else self.agency_as_given
