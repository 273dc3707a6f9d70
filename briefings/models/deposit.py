"""What was made ready for the NSPCC's national case review repository, and whether it was sent."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from learning.models import ReviewPage

USUAL_PERMISSION = (
    "Copyright stays with {publisher}. The NSPCC may keep this report in the national case review repository and give "
    "it to readers there."
)


@register_setting(icon="mail")
class DepositSettings(BaseSiteSetting):
    """Where deposits go, who signs them, and what is allowed with them."""

    repository_email = models.EmailField(
        _("the repository's address"),
        blank=True,
        help_text=_(
            "Where the NSPCC takes published reviews. It says so on its page on the national case review repository; "
            "look there, for addresses change."
        ),
    )
    contact = models.CharField(
        _("who signs (role)"), max_length=120, blank=True, help_text=_("“Learning and improvement manager”.")
    )
    permission = models.CharField(
        _("permission"),
        max_length=400,
        default=USUAL_PERMISSION,
        help_text=_("What the repository may do with a report. {publisher} stands for the review's publisher."),
    )

    panels = [FieldPanel("repository_email"), FieldPanel("contact"), FieldPanel("permission")]

    class Meta:
        verbose_name = _("NSPCC deposits")

    def permission_of(self, publisher: str) -> str:
        return self.permission.replace("{publisher}", publisher or str(_("the publisher")))


class RepositoryDeposit(models.Model):
    """A package as it was made ready on a day: its words are kept, its files by their checksums. It never changes.

    `files`: for each its `name` in the package, `document` (primary key), `sha256`, `size` in bytes and `crc32`.
    """

    review = models.ForeignKey(ReviewPage, on_delete=models.CASCADE, related_name="deposits", verbose_name=_("review"))
    prepared_at = models.DateTimeField(_("prepared"), default=timezone.now)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("prepared by")
    )
    is_anonymous = models.BooleanField(_("to be published anonymously"), default=False)
    files = models.JSONField(default=list)
    metadata = models.JSONField(default=dict, help_text="As in the package.")
    letter = models.TextField(_("mail"), blank=True)
    letter_to = models.EmailField(_("to"), blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("sent by")
    )

    class Meta:
        ordering = ["-prepared_at", "-pk"]
        verbose_name = _("NSPCC deposit")
        verbose_name_plural = _("NSPCC deposits")

    def __str__(self) -> str:
        return f"{self.prepared_on.isoformat()}"

    @property
    def prepared_on(self) -> date:
        """The day, here."""
        return timezone.localtime(self.prepared_at).date()
