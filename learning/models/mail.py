"""Mail on its way out: what a mailing says once for all, and one row for each address it goes to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.enums import MailState
from learning.models.partnership import Agency, Partnership


class MailBatch(models.Model):
    """One mailing. `subject`, `text` and `html` hold places, written `{{agency}}`, that each mail fills with its own words.

    Nothing of it goes before `not_before`, and nothing while it is held; withdrawn, what has not gone never goes.
    """

    partnership = models.ForeignKey(
        Partnership, null=True, on_delete=models.CASCADE, related_name="mail_batches", verbose_name=_("partnership")
    )
    kind = models.CharField(_("kind"), max_length=40, help_text="“cascade”, “reminder”, “digest”, “pack_news”.")
    title = models.CharField(_("title"), max_length=200, help_text="As the people who look after mail see it.")
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    reply_to = models.EmailField(_("answers go to"), blank=True)
    headers = models.JSONField(default=dict, help_text="Header to value; the values may hold places too.")
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    held_at = models.DateTimeField(_("held"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    created_at = models.DateTimeField(_("queued"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")

    def __str__(self) -> str:
        return self.title


class QueuedMail(models.Model):
    """One mail of a mailing, to one address. Sent at most once, whatever happens to the process that sends it.

    `signed` places become links when the mail goes: the database holds no link that could be used. `key` is the same for
    the same mail asked for twice ("digest:12:2026-11-23"), which then goes once.
    """

    batch = models.ForeignKey(MailBatch, on_delete=models.CASCADE, related_name="mails", verbose_name=_("mailing"))
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.SET_NULL, related_name="mails", verbose_name=_("agency")
    )
    to = models.CharField(_("to"), max_length=320, blank=True, help_text="Forgotten some time after it went.")
    places = models.JSONField(default=dict, help_text="Place to words.")
    signed = models.JSONField(default=dict, help_text="Place to {salt, value, address}; {token} in the address.")
    key = models.CharField(max_length=200, unique=True)
    state = models.CharField(_("state"), max_length=12, choices=MailState, default=MailState.WAITING)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    problem = models.CharField(_("why it did not go"), max_length=300, blank=True)
    claimed_by = models.CharField(max_length=100, blank=True, help_text="The process that is sending it.")
    claimed_at = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Written just before the mail server could take it: from here on it may have gone.",
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    message_id = models.CharField(max_length=250, blank=True, db_index=True)
    came_back_at = models.DateTimeField(_("came back"), null=True, blank=True)
    came_back_why = models.CharField(_("why it came back"), max_length=300, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(state__in=[MailState.WAITING, MailState.SENDING]),
                name="mail_to_send",
            ),
            models.Index(fields=["batch", "state"], name="mail_of_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.batch}: {self.agency or self.to}"


class MailServer(models.Model):
    """How it stands with the mail server: one row, there since it was first in trouble. No mail is blamed for that."""

    down_since = models.DateTimeField(_("out of reach since"), null=True, blank=True)
    why = models.CharField(_("why"), max_length=300, blank=True, help_text="Never a name or a password.")
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    try_again_at = models.DateTimeField(_("tried again"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mail server")
        verbose_name_plural = _("mail servers")

    def __str__(self) -> str:
        return str(_("mail server"))
