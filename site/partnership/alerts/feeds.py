"""What is new as Atom (RFC 4287): everything, one kind, or just what somebody wants, at an address of its own."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseGone, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.models import Site

from learning.models import AgencyKind, Partnership, Theme
from partnership.alerts.enums import FEEDS
from partnership.alerts.models import LONGEST_SEARCH
from partnership.alerts.news import News, news_of
from partnership.alerts.wanted import Wanted, sieve, words_of

ENTRIES = 50
LOOKED_THROUGH = 500
"""News: where a feed is of little of what is new, older things are looked for so far back."""


class NewsFeed(Feed):
    """`/feeds/<what>.atom?theme=<slug>&for=<kind of agency>&q=<words>`; 404 for a name that is none."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A theme that another has taken the place of leads there; one that there is not is gone: programs stop asking."""
        slug = request.GET.get("theme", "")
        theme = _find(Theme.objects.select_related("successor"), slug)
        if slug and theme is None:
            return HttpResponseGone(
                _("There is no such theme here any more."), content_type="text/plain; charset=utf-8"
            )
        if theme is not None and theme.is_retired and theme.successor:
            asked = request.GET.copy()
            asked["theme"] = theme.successor.slug
            return HttpResponsePermanentRedirect(f"{request.path}?{asked.urlencode()}")
        request.feed_theme = theme  # type: ignore[attr-defined]  # not looked up twice
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, *args: Any, what: str = "", **kwargs: Any) -> dict[str, Any]:
        partnership, site = Partnership.for_request(request), Site.find_for_request(request)
        if partnership is None or site is None or what not in FEEDS:
            raise Http404
        theme: Theme | None = request.feed_theme  # type: ignore[attr-defined]  # above
        agency_kind = _find(AgencyKind.objects.all(), request.GET.get("for", ""))
        if request.GET.get("for") and agency_kind is None:
            raise Http404
        words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH]
        wanted = Wanted(FEEDS[what], theme.pk if theme else None, agency_kind.pk if agency_kind else None, words)
        return {
            "partnership": partnership,
            "site": site,
            "wanted": wanted,
            "said": words_of(wanted.kind, theme, agency_kind, words),
            "url": request.build_absolute_uri(),
        }

    def title(self, obj: dict[str, Any]) -> str:
        return f"{obj['partnership'].short_name}: {obj['said']}"

    def subtitle(self, obj: dict[str, Any]) -> str:
        return _("Learning from reviews, as it becomes available.")

    def link(self, obj: dict[str, Any]) -> str:
        return reverse("alerts")

    def feed_url(self, obj: dict[str, Any]) -> str:
        return str(obj["url"])

    def author_name(self, obj: dict[str, Any]) -> str:
        return str(obj["partnership"].name)

    def items(self, obj: dict[str, Any]) -> list[News]:
        wanted: Wanted = obj["wanted"]
        news = news_of(obj["site"], kind=wanted.kind, limit=LOOKED_THROUGH)
        keys = sieve(wanted, news)
        return [one for one in news if one.pk in keys][:ENTRIES]

    def item_title(self, item: News) -> str:
        return f"{item.title} ({item.kind_label})"

    def item_description(self, item: News) -> str:
        return escape(item.summary)  # RFC 4287 3.1.1.2: it stands in the feed as HTML

    def item_link(self, item: News) -> str:
        return item.path

    def item_pubdate(self, item: News) -> datetime:
        return item.at

    def item_updateddate(self, item: News) -> datetime:
        return item.at

    def item_categories(self, item: News) -> tuple[str, ...]:
        return item.theme_names


def _find(things: QuerySet[Any], slug: str) -> Any:
    """The theme or kind of agency of that name; None where none is named, or there is none."""
    return things.filter(slug=slug[:100].replace("\x00", "")).first() if slug else None
