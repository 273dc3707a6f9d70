"""What is new and since when; who asked to be told, and of what. An address for mail and nothing else is kept of them."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from learning.models import AgencyKind, Theme
from partnership.alerts.enums import Frequency, NewsKind

LONGEST_SEARCH = 200  # characters


def new_key() -> str:
    """What is in a subscriber's links and in no other's."""
    return secrets.token_urlsafe(12)


class NewsItem(models.Model):
    """That something could first be read by everybody at a moment. Published again later, it is not new again.

    What it says is asked of search and of packs when it is told: nothing withdrawn is told of.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=NewsKind)
    source = models.CharField(max_length=60, help_text="The model: “learning.reviewpage”, “briefings.packedition”.")
    source_id = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["site", "source", "source_id"], name="unique_news_item")]
        indexes = [models.Index(fields=["site", "at"], name="news_of_site")]

    def __str__(self) -> str:
        return f"{self.source} {self.source_id}"


class Subscriber(models.Model):
    """One address, of one site. Nothing is sent to it but the question, until the answer has come (`confirmed_at`).

    `told_until`: what became new later is still to be told.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(_("e-mail address"), max_length=254)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency, default=Frequency.WEEKLY)
    key = models.CharField(max_length=32, default=new_key)
    asked_at = models.DateTimeField(_("asked"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    told_until = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        constraints = [models.UniqueConstraint(fields=["site", "email"], name="unique_subscriber")]
        indexes = [models.Index(fields=["site", "frequency", "told_until"], name="subscriber_to_tell")]

    def __str__(self) -> str:
        return self.email


class Interest(models.Model):
    """One thing a subscriber wants to hear of: all that is given must hold. It counts once its owner has confirmed it."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="interests")
    kind = models.CharField(_("kind of thing"), max_length=20, choices=NewsKind, blank=True)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    agency_kind = models.ForeignKey(AgencyKind, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(_("words"), max_length=LONGEST_SEARCH, blank=True)
    is_confirmed = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        verbose_name = _("interest")
        verbose_name_plural = _("interests")

    def __str__(self) -> str:
        from partnership.alerts.wanted import in_words

        return in_words(self)
