"""The campaign calendar: a theme a month."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from learning.blocks import PROSE_FEATURES
from learning.models.partnership import Partnership
from learning.models.theme import Theme


def this_year() -> int:
    return timezone.localdate().year


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def of(self, partnership: Partnership) -> "CampaignQuerySet":
        return self.filter(partnership=partnership).order_by("year", "month")

    def in_month_of(self, day: date) -> "CampaignQuerySet":
        return self.filter(year=day.year, month=day.month)


class Campaign(ClusterableModel):
    """What a partnership asks everybody to look at in one month. Shown from when it is saved; a month has one."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="campaigns", verbose_name=_("partnership")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)], default=this_year
    )
    month = models.PositiveSmallIntegerField(_("month"), choices=sorted(MONTHS.items()))
    title = models.CharField(_("title"), max_length=160)
    theme = models.ForeignKey(
        Theme,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="campaigns",
        verbose_name=_("theme"),
    )
    what_to_do = RichTextField(
        _("what to do"), features=PROSE_FEATURES, blank=True, help_text=_("This month, in a team: one thing, or a few.")
    )

    objects = CampaignQuerySet.as_manager()

    panels = [
        FieldPanel("partnership"),
        FieldRowPanel([FieldPanel("month"), FieldPanel("year")]),
        FieldPanel("title"),
        FieldPanel("theme"),
        FieldPanel("what_to_do"),
        InlinePanel("links", heading=_("To use with it"), label=_("page")),
    ]

    class Meta:
        ordering = ["-year", "-month"]
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "year", "month"],
                name="unique_campaign_month",
                violation_error_message=_("This partnership already has a campaign in that month: change that one."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.when}: {self.title}" if self.title else self.when

    @property
    def when(self) -> str:
        """ "November 2026"; blank where either is not known yet, or is none that a calendar has."""
        try:
            return date_format(date(self.year, self.month, 1), "F Y") if self.year and self.month else ""
        except (ValueError, OverflowError):  # asked for the title of a form that refuses them
            return ""

    @property
    def fragment(self) -> str:
        """Where it stands in the calendar: its month, which stays its own."""
        return f"month-{self.year}-{self.month:02}" if self.year and self.month else ""

    def get_absolute_url(self) -> str:
        return f"{reverse('campaigns')}#{self.fragment}"


class CampaignLink(Orderable):
    """A briefing, resource or any other page to use in the month."""

    campaign = ParentalKey(Campaign, on_delete=models.CASCADE, related_name="links")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return str(self.page)
