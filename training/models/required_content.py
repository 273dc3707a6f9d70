"""What a session of a level must hold, as the partnership decides, and who has found that a session does."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from learning.models import LearningPoint, Level, Theme


class RequiredContent(models.Model):
    """One line of a level's list. A segment covers it that carries its point or theme, or of which the trainer says so."""

    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="required_content", verbose_name=_("level"))
    title = models.CharField(_("what a session must hold"), max_length=200)
    note = models.TextField(_("what counts"), blank=True)
    theme = models.ForeignKey(
        Theme,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("theme"),
        help_text=_("Any learning point with this theme covers it."),
    )
    point = models.ForeignKey(
        LearningPoint,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="required_by",
        verbose_name=_("learning point"),
    )
    sort_order = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    retired_on = models.DateField(_("no longer required from"), null=True, blank=True)

    panels = [
        FieldPanel("level"),
        FieldPanel("title"),
        FieldPanel("note"),
        MultiFieldPanel([FieldPanel("theme"), FieldPanel("point")], _("Covered by itself where a segment has")),
        FieldPanel("sort_order"),
        FieldPanel("retired_on"),
    ]

    class Meta:
        ordering = ["level", "sort_order", "title"]
        verbose_name = _("required content")
        verbose_name_plural = _("required content")

    def __str__(self) -> str:
        return self.title


class Endorsement(models.Model):
    """The partnership's word that a single-agency session holds what its level requires, until a day.

    `answers` is what was found line by line, as the list was that day:
    `[{"requirement": id, "title": str, "met": bool, "note": str}]`.
    """

    plan = models.ForeignKey(
        "training.SessionPlan", null=True, blank=True, on_delete=models.CASCADE, related_name="endorsements"
    )
    event = models.ForeignKey(
        "training.TrainingEvent", null=True, blank=True, on_delete=models.CASCADE, related_name="endorsements"
    )
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="endorsements", verbose_name=_("level"))
    answers = models.JSONField(default=list)
    is_endorsed = models.BooleanField(_("endorsed"), default=False)
    note = models.TextField(_("note to the agency"), blank=True, max_length=2_000)
    decided_on = models.DateField(_("decided on"), default=timezone.localdate)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    valid_until = models.DateField(_("holds until"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    class Meta:
        ordering = ["-decided_on", "-pk"]
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        constraints = [
            models.CheckConstraint(
                condition=Q(plan__isnull=True, event__isnull=False) | Q(plan__isnull=False, event__isnull=True),
                name="endorsement_of_a_plan_or_an_event",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan or self.event}: {self.level}"

    def holds(self, on: date | None = None) -> bool:
        """Whether it can be relied on that day (today)."""
        on = on or timezone.localdate()
        not_withdrawn = self.withdrawn_on is None or self.withdrawn_on > on
        return self.is_endorsed and not_withdrawn and (self.valid_until is None or self.valid_until >= on)
