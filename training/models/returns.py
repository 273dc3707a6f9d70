"""Asking agencies for the returns they owe: one mail a week at most, with all that is awaited of them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.models import Agency, Partnership
from training.models.event import TrainingEvent


class ReturnRequest(models.Model):
    """That an agency's lead was asked, when, and for which events. The address it went to is not kept."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="return_requests")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="return_requests")
    events = models.ManyToManyField(TrainingEvent, related_name="return_requests")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    was_sent = models.BooleanField(_("sent"), default=False)
    problem = models.CharField(_("why it was not sent"), max_length=300, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("request for returns")
        verbose_name_plural = _("requests for returns")
        indexes = [models.Index(fields=["partnership", "agency", "-asked_at"], name="return_request_lately")]

    def __str__(self) -> str:
        return str(self.agency)
