"""What anybody can ask to be told of, and how often."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from partnership.search.enums import EntryKind


class NewsKind(TextChoices):
    """A kind of new thing. The values are those of search, where search has it."""

    REVIEW = EntryKind.REVIEW.value, _("Reviews")
    BRIEFING = EntryKind.BRIEFING.value, _("7-minute briefings")
    PACK = "pack", _("Learning packs")
    NATIONAL = EntryKind.NATIONAL.value, _("National summaries")
    RESOURCE = EntryKind.RESOURCE.value, _("Themed resources")
    EVENT = EntryKind.EVENT.value, _("Training events")


# One of them, as an item is labelled.
ONE_OF = {
    NewsKind.REVIEW: _("Review"),
    NewsKind.BRIEFING: _("7-minute briefing"),
    NewsKind.PACK: _("Learning pack"),
    NewsKind.NATIONAL: _("National summary"),
    NewsKind.RESOURCE: _("Themed resource"),
    NewsKind.EVENT: _("Training event"),
}

# The feeds' names in addresses. "all" is everything.
FEEDS = {
    "all": "",
    "reviews": NewsKind.REVIEW.value,
    "briefings": NewsKind.BRIEFING.value,
    "packs": NewsKind.PACK.value,
    "national": NewsKind.NATIONAL.value,
    "resources": NewsKind.RESOURCE.value,
    "events": NewsKind.EVENT.value,
}


class Frequency(TextChoices):
    DAILY = "daily", _("Every day on which there is something new")
    WEEKLY = "weekly", _("Once a week, on Monday")
