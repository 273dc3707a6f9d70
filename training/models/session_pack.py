"""A session's pack as it was made on a day: the deck, the plan and the sheets a trainer takes into the room."""

from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from training.models.session_plan import SessionPlan


class SessionEdition(models.Model):
    """The pack of a session plan, numbered from 1 and labelled with its year ("2025-26"). It never changes.

    `plan_said` is the whole plan as it was, so that an event can say years later what was taught from.
    """

    plan = models.ForeignKey(SessionPlan, on_delete=models.CASCADE, related_name="editions", verbose_name=_("plan"))
    number = models.PositiveIntegerField(_("edition"))
    label = models.CharField(_("year"), max_length=20)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    fingerprint = models.CharField(max_length=64)
    changes = models.JSONField(default=list, help_text="Sentences on what changed since the edition before.")
    plan_said = models.JSONField(default=dict)
    readme = models.TextField(blank=True)
    manifest = models.TextField(blank=True)

    class Meta:
        ordering = ["plan", "-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="unique_session_edition")]
        verbose_name = _("edition of a session's pack")
        verbose_name_plural = _("editions of sessions' packs")

    def __str__(self) -> str:
        return str(
            _("%(plan)s, edition %(number)d (%(label)s)")
            % {"plan": self.plan.title, "number": self.number, "label": self.label}
        )


class SessionEditionItem(models.Model):
    """One file of a session's pack. Its bytes are kept under their checksum, once for all editions that have them."""

    edition = models.ForeignKey(SessionEdition, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80, help_text="The same from edition to edition.")
    name = models.CharField(max_length=160, help_text="In the zip.")
    title = models.CharField(max_length=250)
    what = models.CharField(max_length=60, help_text="Its sort: deck, plan, handout, sign_in_sheet …")
    format = models.CharField(max_length=40)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64, db_index=True)
    crc32 = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["edition", "order"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="unique_session_edition_item")]

    def __str__(self) -> str:
        return self.name

    @property
    def stored_name(self) -> str:
        """Where its bytes are kept. No address leads there."""
        return session_file_name(self.sha256)

    def open(self) -> Any:
        """Its bytes as a file. Raises OSError if they are gone."""
        return default_storage.open(self.stored_name, "rb")


def session_file_name(sha256: str) -> str:
    return f"session-packs/{sha256}"
