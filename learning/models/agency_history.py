"""Agencies that became others: merged into one, or split into several."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from learning.enums import SuccessionKind
from learning.models.partnership import Agency


class AgencySuccession(models.Model):
    """One agency's work went to another. History stays with whom it was recorded for, and is told of both.

    In a merger all that the predecessor has had counts for its successor from then on. What was passed on to an agency
    that was split cannot be divided: it is told of its successors, and counts for none of them.
    """

    kind = models.CharField(_("what happened"), max_length=10, choices=SuccessionKind)
    predecessor = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="successions", verbose_name=_("agency that was")
    )
    successor = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="predecessions", verbose_name=_("agency that is")
    )
    on = models.DateField(_("on"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    panels = [
        FieldPanel("kind"),
        FieldPanel("predecessor"),
        FieldPanel("successor"),
        FieldPanel("on"),
        FieldPanel("note"),
    ]

    class Meta:
        ordering = ["-on", "pk"]
        verbose_name = _("merger or split of agencies")
        verbose_name_plural = _("mergers and splits of agencies")
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="unique_agency_succession"),
            models.UniqueConstraint(
                fields=["predecessor"], condition=Q(kind=SuccessionKind.MERGED), name="agency_merges_once"
            ),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="agency_succeeds_another"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"

    def clean(self) -> None:
        super().clean()
        if self.predecessor_id and self.predecessor_id == self.successor_id:
            raise ValidationError({"successor": _("An agency cannot become itself. Choose another.")})
