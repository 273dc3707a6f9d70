"""People who asked to be told when a learning pack changes. An address for mail and nothing else is kept of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models import ReviewPage


class PackSubscription(models.Model):
    """One address and one review's pack. Nothing is sent to it but the question, until the answer has come (`confirmed_at`)."""

    review = models.ForeignKey(
        ReviewPage, on_delete=models.CASCADE, related_name="pack_subscriptions", verbose_name=_("review")
    )
    email = models.EmailField(_("e-mail address"), max_length=254)
    asked_at = models.DateTimeField(_("asked"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    told_edition = models.PositiveIntegerField(
        default=0, help_text="The number of the newest edition this reader has been told of."
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("subscription to a pack")
        verbose_name_plural = _("subscriptions to packs")
        constraints = [models.UniqueConstraint(fields=["review", "email"], name="unique_pack_subscription")]

    def __str__(self) -> str:
        return f"{self.review}: {self.email}"
