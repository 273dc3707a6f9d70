"""What people say of a session: before, at its end, and weeks later. No names, no addresses, no times of day."""

import secrets
from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.models import LearningPoint
from training.enums import FeedbackMoment, HasDone, QuoteState
from training.models.event import TrainingEvent
from training.models.team_use import new_form_key

LOWEST, HIGHEST = 1, 5
LONGEST_QUOTE = 1_000  # characters


def new_feedback_token() -> str:
    """What the address of the form ends in: too long to be guessed."""
    return secrets.token_urlsafe(16)


class FeedbackRound(models.Model):
    """One asking, at one moment of the ladder, of those who were at an event."""

    event = models.ForeignKey(
        TrainingEvent, on_delete=models.CASCADE, related_name="feedback_rounds", verbose_name=_("event")
    )
    moment = models.CharField(_("when"), max_length=10, choices=FeedbackMoment)
    token = models.CharField(max_length=40, unique=True, default=new_feedback_token, editable=False)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes after"))

    class Meta:
        ordering = ["event", "opens_on", "pk"]
        verbose_name = _("round of feedback")
        verbose_name_plural = _("rounds of feedback")
        constraints = [models.UniqueConstraint(fields=["event", "moment"], name="unique_feedback_round")]

    def __str__(self) -> str:
        return f"{self.event}: {self.get_moment_display()}"

    def get_absolute_url(self) -> str:
        """The form: whoever has its address may answer."""
        return reverse("feedback_form", args=[self.token])

    def is_open(self, on: date | None = None) -> bool:
        """Whether answers are taken that day (today)."""
        return self.opens_on <= (on or timezone.localdate()) <= self.closes_on

    def is_closed(self, on: date | None = None) -> bool:
        """Whether its last day has passed, or somebody has closed it."""
        return (on or timezone.localdate()) > self.closes_on


class FeedbackResponse(models.Model):
    """One person's answers. `form_key` tells the same form sent twice; nothing is kept of who sent it, or from where."""

    round = models.ForeignKey(FeedbackRound, on_delete=models.CASCADE, related_name="responses")
    form_key = models.CharField(max_length=64, unique=True, default=new_form_key, editable=False)
    received_on = models.DateField(default=timezone.localdate)
    has_done = models.CharField(_("did what was meant"), max_length=10, choices=HasDone, blank=True)

    class Meta:
        ordering = ["round", "pk"]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    def __str__(self) -> str:
        return str(self.round)


class FeedbackConfidence(models.Model):
    """How confident one person is about one learning point, 1 (not at all) to 5 (very)."""

    response = models.ForeignKey(FeedbackResponse, on_delete=models.CASCADE, related_name="confidences")
    point = models.ForeignKey(LearningPoint, on_delete=models.PROTECT, related_name="feedback")
    score = models.PositiveSmallIntegerField(validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "point"], name="unique_feedback_confidence"),
            models.CheckConstraint(
                condition=models.Q(score__gte=LOWEST, score__lte=HIGHEST), name="feedback_score_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point}: {self.score}"


class FeedbackQuote(models.Model):
    """What one person wrote. Shown beyond the trainer only once somebody has found that it names nobody."""

    response = models.ForeignKey(FeedbackResponse, on_delete=models.CASCADE, related_name="quotes")
    question = models.CharField(max_length=200, help_text="As it was asked.")
    text = models.TextField(_("what they wrote"), max_length=LONGEST_QUOTE)
    state = models.CharField(_("state"), max_length=10, choices=QuoteState, default=QuoteState.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")

    def __str__(self) -> str:
        """Holds nothing that was typed: this goes into the log."""
        return str(self.response)
