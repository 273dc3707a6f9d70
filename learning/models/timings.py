"""The timings in law and guidance, as figures a partnership can edit."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="time")
class PublicationTimings(BaseSiteSetting):
    """How long things take, with the source of each figure. The site shows them and never acts on them alone.

    Defaults: Working Together to Safeguard Children 2023, chapter 5; Child Safeguarding Practice Review Panel
    guidance. Days are working days.
    """

    notify_panel_days = models.PositiveSmallIntegerField(_("notify the Panel within (working days)"), default=5)
    rapid_review_days = models.PositiveSmallIntegerField(
        _("rapid review within (working days of notification)"), default=15
    )
    publish_within_months = models.PositiveSmallIntegerField(
        _("publish within (months of the decision to review)"), default=6
    )
    publish_within_source = models.CharField(
        _("source"), max_length=200, default="Working Together to Safeguard Children 2023, chapter 5"
    )
    keep_available_months = models.PositiveSmallIntegerField(
        _("keep the report available for at least (months)"), default=12
    )
    keep_available_source = models.CharField(
        _("source"), max_length=200, default="Working Together to Safeguard Children 2023, chapter 5"
    )

    panels = [
        MultiFieldPanel([FieldPanel("notify_panel_days"), FieldPanel("rapid_review_days")], _("Before a review")),
        MultiFieldPanel([FieldPanel("publish_within_months"), FieldPanel("publish_within_source")], _("Publish by")),
        MultiFieldPanel(
            [FieldPanel("keep_available_months"), FieldPanel("keep_available_source")], _("May be taken down from")
        ),
    ]

    class Meta:
        verbose_name = _("publication timings")
        verbose_name_plural = _("publication timings")
