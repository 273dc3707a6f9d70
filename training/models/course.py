"""Courses: what is on offer, at which level, for whom, and the learning points it carries."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from learning.models import LearningPoint, Level, Partnership
from training.enums import Mode
from training.queries.courses import CourseQuerySet


class Course(ClusterableModel):
    """A course of this partnership. Its places are booked in the training system the partnership already owns."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="courses", verbose_name=_("partnership")
    )
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(max_length=120)
    level = models.ForeignKey(
        Level, null=True, blank=True, on_delete=models.PROTECT, related_name="courses", verbose_name=_("level")
    )
    equivalences = models.CharField(_("equivalent to"), max_length=300, blank=True)
    audience = models.CharField(_("audience"), max_length=300, blank=True)
    prerequisites = models.CharField(_("prerequisites"), max_length=300, blank=True)
    outcomes = models.TextField(_("outcomes"), blank=True, help_text=_("One to a line."))
    duration_minutes = models.PositiveIntegerField(_("duration (minutes)"), null=True, blank=True)
    hours = models.DecimalField(_("counts as (hours)"), max_digits=4, decimal_places=1, null=True, blank=True)
    mode = models.CharField(_("mode"), max_length=20, choices=Mode, default=Mode.IN_PERSON)
    is_participatory = models.BooleanField(_("participatory"), default=True)
    renewal = models.CharField(_("renewal"), max_length=100, blank=True, help_text=_("“Every three years”."))
    content_warning = models.CharField(_("content warning"), max_length=300, blank=True)
    link = models.URLField(_("booking page"), blank=True)
    introduction = models.TextField(_("in one or two sentences"), blank=True)
    is_offered = models.BooleanField(_("on offer"), default=True, help_text=_("Shown in the catalogue."))
    updated_at = models.DateTimeField(auto_now=True, null=True)

    objects = CourseQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("partnership"),
                FieldPanel("title"),
                FieldPanel("slug"),
                FieldPanel("introduction"),
                FieldPanel("is_offered"),
            ],
            _("Course"),
        ),
        MultiFieldPanel(
            [FieldPanel("level"), FieldPanel("equivalences"), FieldPanel("audience"), FieldPanel("prerequisites")],
            _("Who it is for"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("outcomes"),
                FieldRowPanel([FieldPanel("duration_minutes"), FieldPanel("hours")]),
                FieldRowPanel([FieldPanel("mode"), FieldPanel("is_participatory")]),
                FieldPanel("renewal"),
                FieldPanel("content_warning"),
                FieldPanel("link"),
            ],
            _("What it is"),
        ),
        InlinePanel("course_points", heading=_("Learning points it carries"), label=_("learning point")),
    ]

    class Meta:
        ordering = ["title"]
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [models.UniqueConstraint(fields=["partnership", "slug"], name="unique_course_slug")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("course", args=[self.slug])

    @property
    def equivalent_to(self) -> str:
        """What other schemes call it: in the course's own words, else in those of its level."""
        return self.equivalences or (self.level.equivalences if self.level else "")

    @property
    def outcome_list(self) -> list[str]:
        return [line.strip() for line in self.outcomes.splitlines() if line.strip()]


class CoursePoint(Orderable):
    """A course carries a learning point."""

    course = ParentalKey(Course, on_delete=models.CASCADE, related_name="course_points")
    point = models.ForeignKey(
        LearningPoint, on_delete=models.PROTECT, related_name="course_points", verbose_name=_("learning point")
    )

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["course", "point"], name="unique_course_point")]

    def __str__(self) -> str:
        return str(self.point)
