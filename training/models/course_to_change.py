"""Courses that have to say something else because of a national review."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from briefings.models import NationalSummaryPage
from training.models.course import Course


class CourseToChange(models.Model):
    """A summary asks a course to change, until somebody says that it has."""

    summary = models.ForeignKey(
        NationalSummaryPage, on_delete=models.CASCADE, related_name="picked_courses", verbose_name=_("summary")
    )
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="changes_asked", verbose_name=_("course"))
    what = models.CharField(_("what must change"), max_length=300, blank=True)
    asked_on = models.DateField(_("asked on"), default=timezone.localdate)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    done_on = models.DateField(_("changed on"), null=True, blank=True)

    class Meta:
        ordering = ["course__title", "pk"]
        verbose_name = _("course to change")
        verbose_name_plural = _("courses to change")
        constraints = [models.UniqueConstraint(fields=["summary", "course"], name="unique_course_to_change")]

    def __str__(self) -> str:
        return f"{self.course}: {self.summary}"
