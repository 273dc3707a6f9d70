"""What the home page shows: newest learning, coming events, the next things to do."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from briefings.models import BriefingPage
from learning.lazily import lazily
from learning.models import Partnership, SeriesPage
from learning.queries.campaigns import latest_and_now
from learning.queries.themes import published_reviews
from partnership.home.settings_of_readers import newest_points, public_pages, settings_with_something
from training.models import TrainingEvent

if TYPE_CHECKING:
    from partnership.home.models import HomePage

ITEMS_OF_EACH = 4


def front_page_context(home: "HomePage", request: HttpRequest) -> dict[str, Any]:
    """Template context: what is newest and public, `coming_events`, this month's `campaign`, `settings`, `other_sites`;
    `has_campaigns` says whether there is a calendar. Each is asked for where the template comes to it.
    """
    partnership = Partnership.for_request(request)
    if partnership is None:
        return {"other_sites": Partnership.objects.with_site()}
    briefings = public_pages(BriefingPage, partnership).filter(superseded_by__isnull=True)
    return {
        "newest_reviews": published_reviews(partnership).newest_first().select_related("publisher")[:ITEMS_OF_EACH],
        "newest_briefings": briefings.order_by("-date", "-first_published_at")[:ITEMS_OF_EACH],
        "newest_points": newest_points(partnership)[:ITEMS_OF_EACH],
        "coming_events": TrainingEvent.objects.of(partnership).public().coming().for_list()[:ITEMS_OF_EACH],
        "series_pages": public_pages(SeriesPage, partnership).child_of(home).order_by("path"),
        **lazily(lambda: _calendar(partnership), "has_campaigns", "campaign"),
        "settings": settings_with_something(partnership),
        "other_sites": Partnership.objects.with_site().exclude(pk=partnership.pk),
    }


def _calendar(partnership: Partnership) -> dict[str, Any]:
    has_campaigns, now = latest_and_now(partnership)
    return {"has_campaigns": has_campaigns, "campaign": now}
