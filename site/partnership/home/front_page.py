"""What the home page shows: newest learning, coming events, the next things to do."""

from typing import Any

from django.http import HttpRequest

from learning.lazily import lazily
from learning.models import Partnership
from learning.queries.campaigns import latest_and_now
from learning.queries.prepared import Prepared
from partnership.home.newest import NEWEST, PARTNERSHIP, newest_on


def front_page_context(request: HttpRequest) -> dict[str, Any]:
    """Template context: what is newest and public, `coming_events`, this month's `campaign`, `settings`, `other_sites`;
    `has_campaigns` says whether there is a calendar. Each is asked for where the template comes to it.
    """
    partnership = Partnership.for_request(request)
    if partnership is None:
        return {"other_sites": Partnership.objects.with_site()}
    return {
        **_newest(partnership),
        **lazily(lambda: _calendar(partnership), "has_campaigns", "campaign"),
        **lazily(lambda: {"other_sites": _OTHER_SITES.all(partnership=partnership.pk)}, "other_sites"),
    }


_OTHER_SITES = Prepared(lambda: Partnership.objects.with_site().exclude(pk=PARTNERSHIP))


def _newest(partnership: Partnership) -> dict[str, Any]:
    context: dict[str, Any] = {}
    for what in NEWEST:
        context |= lazily(lambda what=what: {what: newest_on(partnership, what)}, what)  # type: ignore[misc]  # binds this one
    return context


def _calendar(partnership: Partnership) -> dict[str, Any]:
    has_campaigns, now = latest_and_now(partnership)
    return {"has_campaigns": has_campaigns, "campaign": now}
