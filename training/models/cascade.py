"""Cascades: what was sent to which agencies, and what each of them answers."""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from briefings.models import PackEdition
from learning.models import Agency, LearningPoint, MailBatch, Partnership, QueuedMail
from training.enums import CascadeOf, CascadeState, ReminderKind, ReplyKind
from training.models.event import TrainingEvent

MOST_PEOPLE = 1_000_000  # no agency of a partnership has more
LONGEST_ANSWER = 2_000  # characters


def new_link_key() -> str:
    """What is in a link and in no other: changed, every link given out before is dead."""
    return secrets.token_urlsafe(12)


class Cascade(models.Model):
    """A summary, briefing, pack or resource sent to agencies at one edition, with two dates and a covering note.

    What was sent is kept as it was (`title`, `edition`, `said`, `points`), because the page may change or go.
    `said` is what the page says, in order: a list of {"title", "text"}. `earlier` is the cascade that this one asks again
    because something material changed.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="cascades", verbose_name=_("partnership")
    )
    of = models.CharField(_("what is cascaded"), max_length=12, choices=CascadeOf)
    page = models.ForeignKey(
        Page, null=True, on_delete=models.SET_NULL, related_name="cascades", verbose_name=_("page")
    )
    pack_edition = models.ForeignKey(
        PackEdition, null=True, blank=True, on_delete=models.SET_NULL, related_name="cascades"
    )
    title = models.CharField(_("title"), max_length=255)
    edition = models.CharField(_("edition"), max_length=200, blank=True)
    said = models.JSONField(_("what it said"), default=list)
    points = models.ManyToManyField(
        LearningPoint, blank=True, related_name="cascades", verbose_name=_("learning points it passes on")
    )
    covering_note = models.TextField(_("covering note"), blank=True, max_length=3_000)
    acknowledge_by = models.DateField(_("acknowledge by"))
    complete_by = models.DateField(_("complete by"))
    state = models.CharField(_("state"), max_length=12, choices=CascadeState, default=CascadeState.DRAFT)
    is_public = models.BooleanField(
        _("shown to everybody who has answered"),
        default=False,
        help_text=_("Agencies, and whether they have acknowledged and replied. No figures."),
    )
    earlier = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="asked_again",
        verbose_name=_("asks again"),
    )
    what_changed = models.TextField(_("what changed"), blank=True, max_length=1_000)
    batch = models.OneToOneField(
        MailBatch, null=True, blank=True, on_delete=models.SET_NULL, related_name="cascade", verbose_name=_("mailing")
    )
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, help_text="When it was queued to be sent.")
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("cascade")
        verbose_name_plural = _("cascades")
        constraints = [
            models.CheckConstraint(
                condition=Q(complete_by__gte=models.F("acknowledge_by")), name="cascade_acknowledged_first"
            )
        ]
        indexes = [models.Index(fields=["partnership", "state", "-sent_at"], name="cascade_of_partnership")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cascade", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        if self.acknowledge_by and self.complete_by and self.complete_by < self.acknowledge_by:
            raise ValidationError({"complete_by": _("This is before the day to acknowledge by.")})

    @property
    def takes_replies(self) -> bool:
        return self.state == CascadeState.SENT


class CascadeRecipient(models.Model):
    """An agency that a cascade went to; or a team that an agency passed it on to (`parent` is the agency's row).

    The link in its mail holds `key`. `email` is where it was sent, `handed_to` the deputy it was handed on to. `mail` is
    None where there was nobody to write to. `event` is what an agency's "shared" counts as; a team's counts in its agency's.
    """

    cascade = models.ForeignKey(Cascade, on_delete=models.CASCADE, related_name="recipients", verbose_name=_("cascade"))
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="cascades_received", verbose_name=_("agency")
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="teams", verbose_name=_("passed on by")
    )
    team = models.CharField(_("team"), max_length=120, blank=True)
    email = models.EmailField(_("sent to"), max_length=254, blank=True)
    handed_to = models.EmailField(_("handed on to"), max_length=254, blank=True)
    handed_at = models.DateTimeField(_("handed on"), null=True, blank=True)
    key = models.CharField(max_length=32, default=new_link_key, unique=True)
    link_ends_at = models.DateTimeField(_("link works until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("link revoked"), null=True, blank=True)
    mail = models.ForeignKey(
        QueuedMail, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("mail")
    )
    event = models.OneToOneField(
        TrainingEvent, null=True, blank=True, on_delete=models.SET_NULL, related_name="cascade_recipient"
    )

    class Meta:
        ordering = ["agency__name", "team", "pk"]
        verbose_name = _("agency of a cascade")
        verbose_name_plural = _("agencies of a cascade")
        constraints = [
            models.UniqueConstraint(
                fields=["cascade", "agency"], condition=Q(parent=None), name="unique_agency_of_cascade"
            ),
            models.UniqueConstraint(
                fields=["parent", "team"], condition=Q(parent__isnull=False), name="unique_team_of_recipient"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}, {self.team}" if self.team else str(self.agency)

    @property
    def is_team(self) -> bool:
        return self.parent_id is not None


class CascadeReply(models.Model):
    """What an agency or team answered, as it stood at one time. The current version counts; every earlier one is kept.

    `people` of an agency are all its people that it knows of; `includes_teams` says whether the people of the teams it
    passed the cascade on to are among them. Counts and words, never names.
    """

    recipient = models.ForeignKey(CascadeRecipient, on_delete=models.CASCADE, related_name="replies")
    version = models.PositiveIntegerField(_("version"))
    is_current = models.BooleanField(default=True)
    kind = models.CharField(_("reply"), max_length=12, choices=ReplyKind)
    people = models.PositiveIntegerField(
        _("how many people"), null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)]
    )
    includes_teams = models.BooleanField(_("the teams' people are among them"), default=True)
    teams = models.CharField(_("which teams"), max_length=500, blank=True)
    how = models.JSONField(_("how"), default=list, help_text="Values of SharedHow.")
    how_else = models.CharField(_("which other way"), max_length=200, blank=True)
    shared_on = models.DateField(_("shared by"), null=True, blank=True)
    will_change = models.TextField(_("what will change"), blank=True, max_length=LONGEST_ANSWER)
    change_by = models.DateField(_("by when"), null=True, blank=True)
    reason = models.TextField(_("why it is not relevant"), blank=True, max_length=LONGEST_ANSWER)
    help_wanted = models.TextField(_("what help is needed"), blank=True, max_length=LONGEST_ANSWER)
    role = models.CharField(_("answered by (role)"), max_length=120, blank=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="If somebody of the partnership wrote down what the agency said.",
    )
    form_key = models.CharField(max_length=64, blank=True, help_text="Of the form it came on: the same twice is once.")

    class Meta:
        ordering = ["recipient", "-version"]
        verbose_name = _("reply to a cascade")
        verbose_name_plural = _("replies to cascades")
        constraints = [
            models.UniqueConstraint(fields=["recipient", "version"], name="unique_reply_version"),
            models.UniqueConstraint(fields=["recipient"], condition=Q(is_current=True), name="one_current_reply"),
            models.UniqueConstraint(
                fields=["recipient", "form_key"], condition=~Q(form_key=""), name="unique_reply_form"
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "is_current", "kind", "people"], name="reply_covering"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.get_kind_display()}"


class CascadeReminder(models.Model):
    """That somebody was written to about replies that had not come: one mail, with all that an agency owed."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="cascade_reminders")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="cascade_reminders")
    kind = models.CharField(_("kind"), max_length=12, choices=ReminderKind, default=ReminderKind.REMINDER)
    recipients = models.ManyToManyField(CascadeRecipient, related_name="reminders")
    mail = models.ForeignKey(QueuedMail, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("reminder of a cascade")
        verbose_name_plural = _("reminders of cascades")
        indexes = [models.Index(fields=["partnership", "agency", "-sent_at"], name="reminder_lately")]

    def __str__(self) -> str:
        return f"{self.agency}, {self.get_kind_display()}"
