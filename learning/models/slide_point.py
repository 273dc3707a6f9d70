"""Which slide teaches which learning point."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models.learning_point import LearningPoint
from media.models import Slide


class SlidePoint(models.Model):
    """A slide passes on a learning point, as somebody who builds sessions judged."""

    slide = models.ForeignKey(Slide, on_delete=models.CASCADE, related_name="point_ties", verbose_name=_("slide"))
    point = models.ForeignKey(
        LearningPoint, on_delete=models.CASCADE, related_name="slide_ties", verbose_name=_("learning point")
    )
    tied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slide", "point"], name="unique_slide_point")]
        verbose_name = _("slide of a learning point")
        verbose_name_plural = _("slides of learning points")

    def __str__(self) -> str:
        return f"{self.slide}: {self.point}"
