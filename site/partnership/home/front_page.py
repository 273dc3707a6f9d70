"""What the home page shows: newest learning, coming events, the next things to do."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from briefings.models import BriefingPage
from learning.models import Partnership, ReviewPage, SeriesPage
from training.models import TrainingEvent

if TYPE_CHECKING:
    from partnership.home.models import HomePage

ITEMS_OF_EACH = 4


def front_page_context(home: "HomePage", request: HttpRequest) -> dict[str, Any]:
    """Template context: `newest_reviews`, `newest_briefings`, `coming_events`, `series_pages`, `other_sites`."""
    partnership = Partnership.for_request(request)
    briefings = BriefingPage.objects.live().descendant_of(home).filter(superseded_by__isnull=True)
    return {
        "newest_reviews": ReviewPage.objects.live()
        .descendant_of(home)
        .newest_first()
        .select_related("publisher")[:ITEMS_OF_EACH],
        "newest_briefings": briefings.order_by("-date", "-first_published_at")[:ITEMS_OF_EACH],
        "coming_events": TrainingEvent.objects.of(partnership).public().coming().for_list()[:ITEMS_OF_EACH]
        if partnership
        else [],
        "series_pages": SeriesPage.objects.live().child_of(home),
        "other_sites": Partnership.objects.with_site().exclude(pk=partnership.pk if partnership else 0),
    }
