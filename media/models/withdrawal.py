"""What was taken back after people could have had it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CanBeWithdrawn(models.Model):
    """Something readers could have, until it was withdrawn. A stub that says so stands in its place."""

    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_why = models.CharField(
        _("why, for readers"), max_length=300, blank=True, editable=False, help_text=_("One plain sentence.")
    )

    class Meta:
        abstract = True

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
