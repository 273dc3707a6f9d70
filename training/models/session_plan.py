"""The running order of a session: what is passed on, with what, in how many minutes."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from briefings.models import BriefingPage
from learning.models import Agency, AgencyKind, LearningPoint, Level, Partnership
from media.models import Slide
from training.enums import Depth, Mode, SegmentKind
from training.models.course import Course
from training.models.required_content import RequiredContent
from training.queries.session_plans import SessionPlanQuerySet

FEWEST_MINUTES = 5
MOST_MINUTES = 1_440
LONGEST_WORDS = 10_000  # characters of a segment's words or notes


class SessionPlan(models.Model):
    """What a trainer means to do with a group of people, segment by segment.

    `version` goes up by one whenever anything of the plan is saved: whoever saves says which one they had before them,
    so that of two trainers at one plan neither loses what the other wrote.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="session_plans", verbose_name=_("partnership")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="session_plans",
        verbose_name=_("owner"),
    )
    title = models.CharField(_("title"), max_length=200)
    level = models.ForeignKey(
        Level, null=True, blank=True, on_delete=models.SET_NULL, related_name="session_plans", verbose_name=_("level")
    )
    for_kinds = models.ManyToManyField(
        AgencyKind, blank=True, related_name="session_plans", verbose_name=_("for these kinds of agency")
    )
    for_agencies = models.ManyToManyField(
        Agency, blank=True, related_name="session_plans", verbose_name=_("for these agencies")
    )
    for_roles = models.CharField(_("for these roles"), max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=90,
        validators=[MinValueValidator(FEWEST_MINUTES), MaxValueValidator(MOST_MINUTES)],
    )
    starts_at = models.TimeField(_("starts at"), null=True, blank=True)
    size = models.PositiveSmallIntegerField(
        _("people"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1_000)]
    )
    mode = models.CharField(_("mode"), max_length=20, choices=Mode, default=Mode.IN_PERSON)
    aims = models.TextField(_("aims"), blank=True)
    course = models.ForeignKey(
        Course, null=True, blank=True, on_delete=models.SET_NULL, related_name="session_plans", verbose_name=_("course")
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="clones",
        verbose_name=_("made from the plan"),
    )
    content_warning = models.TextField(_("content warning"), blank=True)
    if_distressed = models.TextField(_("on a disclosure or distress"), blank=True)
    support_contacts = models.TextField(_("who supports people"), blank=True)
    version = models.PositiveIntegerField(default=1)
    archived_at = models.DateTimeField(_("put away"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = SessionPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        verbose_name = _("session plan")
        verbose_name_plural = _("session plans")
        indexes = [models.Index(fields=["partnership", "archived_at", "-updated_at"], name="session_plan_lately")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("session_plan", args=[self.pk])


class Segment(models.Model):
    """One part of a session, in its place.

    `said` is the source (point or briefing) as it was when it was taken into the plan, and `source_mark` its
    fingerprint then; the pack says what `said` holds, until the trainer takes the source as it is now. `kept_against`
    is the mark of a changed source against which the trainer kept the older words.
    `key` is given by whoever makes the segment, who may be out of reach of the server: the same key is the same segment.
    """

    plan = models.ForeignKey(SessionPlan, on_delete=models.CASCADE, related_name="segments", verbose_name=_("plan"))
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=20, choices=SegmentKind)
    title = models.CharField(_("title"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=5, validators=[MaxValueValidator(MOST_MINUTES)])
    text = models.TextField(_("what people do or see"), blank=True, max_length=LONGEST_WORDS)
    notes = models.TextField(_("trainer's notes"), blank=True, max_length=LONGEST_WORDS)
    point = models.ForeignKey(
        LearningPoint,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="segments",
        verbose_name=_("learning point"),
    )
    depth = models.CharField(_("depth"), max_length=20, choices=Depth, blank=True)
    briefing = models.ForeignKey(
        BriefingPage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="segments",
        verbose_name=_("briefing"),
    )
    source_title = models.CharField(max_length=255, blank=True, help_text="What the source was called when taken.")
    said = models.JSONField(default=dict, blank=True)
    source_mark = models.CharField(max_length=64, blank=True)
    kept_against = models.CharField(max_length=64, blank=True)
    covers = models.ManyToManyField(
        RequiredContent, blank=True, related_name="segments", verbose_name=_("required content it covers")
    )

    class Meta:
        ordering = ["plan", "order", "pk"]
        verbose_name = _("segment of a session")
        verbose_name_plural = _("segments of sessions")
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="unique_segment_key")]

    def __str__(self) -> str:
        return self.title or self.source_title or str(self.get_kind_display())


class SegmentSlide(models.Model):
    """A slide shown in a segment. A newer edition of its deck, or other words on it, show in its `fingerprint`."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="slides", verbose_name=_("segment"))
    order = models.PositiveSmallIntegerField(default=0)
    slide = models.ForeignKey(
        Slide, null=True, blank=True, on_delete=models.SET_NULL, related_name="segment_slides", verbose_name=_("slide")
    )
    source_title = models.CharField(max_length=255, blank=True, help_text="Of the slide, when it was taken.")
    fingerprint = models.CharField(max_length=64, blank=True, help_text="Of the slide, when it was taken.")
    kept_against = models.CharField(max_length=64, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["segment", "order", "pk"]
        verbose_name = _("slide of a segment")
        verbose_name_plural = _("slides of segments")

    def __str__(self) -> str:
        return self.source_title
