"""What stands at the address of a page that is no longer there."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site


class Withdrawable:
    """A kind of page that leaves a stub at its address when it is withdrawn (`learning.domain.withdrawals`).

    `is_named_when_withdrawn`: whether the stub says its title unless the editor decides otherwise.
    """

    is_named_when_withdrawn = True


class Withdrawal(models.Model):
    """A page that readers had, and have no longer: what it was, since when, why, and what to read in its place.

    `title` is blank where the stub may not name the page: a review may have been withdrawn so that it is not found by name.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("site"))
    path = models.CharField(_("address"), max_length=800, help_text=_("On its site: “/briefings/child-a/”."))
    page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="withdrawals", verbose_name=_("page")
    )
    title = models.CharField(_("title"), max_length=255, blank=True)
    kind = models.CharField(_("what it was"), max_length=100)
    withdrawn_at = models.DateTimeField(_("withdrawn"), default=timezone.now)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    reason = models.CharField(_("reason, for readers"), max_length=500, blank=True)
    replacement = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("what to read in its place"),
    )

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        constraints = [models.UniqueConstraint(fields=["site", "path"], name="unique_withdrawal")]

    def __str__(self) -> str:
        return self.title or self.path
