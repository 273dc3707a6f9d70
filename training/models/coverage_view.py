"""What coverage is measured against, and the views of it that people come back to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from learning.models import Agency, Level, Partnership


class Workforce(models.Model):
    """How many people of an agency need a level of training here, where anybody knows: counts, as stated."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="workforces", verbose_name=_("partnership")
    )
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="workforces", verbose_name=_("agency"))
    level = models.ForeignKey(
        Level,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="workforces",
        verbose_name=_("level"),
        help_text=_("Empty for all who work there with children or families."),
    )
    people = models.PositiveIntegerField(_("people"))
    counted_on = models.DateField(_("counted on"), null=True, blank=True)
    source = models.CharField(_("who says so"), max_length=200, blank=True)

    panels = [
        FieldPanel("partnership"),
        FieldPanel("agency"),
        FieldPanel("level"),
        FieldPanel("people"),
        FieldPanel("counted_on"),
        FieldPanel("source"),
    ]

    class Meta:
        ordering = ["agency__name", "level"]
        verbose_name = _("workforce")
        verbose_name_plural = _("workforces")
        constraints = [
            models.UniqueConstraint(fields=["partnership", "agency", "level"], name="unique_workforce"),
            models.UniqueConstraint(
                fields=["partnership", "agency"], condition=Q(level__isnull=True), name="unique_workforce_in_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.people}"


class SavedCoverageView(models.Model):
    """Filters of the coverage page under a name: its owner's, or everybody's who may see coverage."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="coverage_views")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coverage_views")
    name = models.CharField(_("name"), max_length=100)
    asked = models.TextField(help_text="The query string, without the number of a page.", blank=True)
    is_shared = models.BooleanField(_("for all who may see coverage"), default=False)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("saved view of coverage")
        verbose_name_plural = _("saved views of coverage")
        constraints = [models.UniqueConstraint(fields=["partnership", "owner", "name"], name="unique_coverage_view")]

    def __str__(self) -> str:
        return self.name
