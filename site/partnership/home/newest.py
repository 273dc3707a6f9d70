"""What is newest on a partnership's site and everybody may read: a few of each, each one prepared query."""

from typing import Any

from django.db.models import DateField, IntegerField
from django.utils import timezone
from wagtail.models import Page

from briefings.models import BriefingPage
from briefings.queries.current import nobody_took_their_place
from briefings.queries.on_theme import NEWEST_FIRST
from learning.models import LearningPoint, Partnership, ReviewPage, SeriesPage
from learning.public_sources import is_restricted
from learning.queries.pages import LAST_STEP, of_same_site
from learning.queries.prepared import Blank, Prepared
from partnership.home.settings_of_readers import with_something, with_year_found
from training.models import TrainingEvent

ITEMS_OF_EACH = 4
PARTNERSHIP: Any = Blank("partnership", IntegerField())
TODAY: Any = Blank("today", DateField())
NAMED = ("title", "slug", "url_path")


def newest_on(partnership: Partnership, what: str) -> list[Any]:
    """Of what the partnership's site has below its home page: `what` is a name of `NEWEST`."""
    if partnership.site is None:
        return []
    home = partnership.site.root_page
    return NEWEST[what].all(
        partnership=partnership.pk,
        today=timezone.localdate(),
        home=home.path,
        last=f"{home.path}{LAST_STEP}",
        depth=home.depth + 1,
    )


def _open(model: type[Page]) -> Any:
    return model.objects.live().filter(of_same_site()).exclude(is_restricted("path"))


def _reviews() -> Any:
    return _open(ReviewPage).newest_first().only(*NAMED, "year")[:ITEMS_OF_EACH]


def _briefings() -> Any:
    briefings = _open(BriefingPage).filter(nobody_took_their_place())
    return briefings.order_by(*NEWEST_FIRST).only(*NAMED, "date_as_stated")[:ITEMS_OF_EACH]


def _points() -> Any:
    return with_year_found(LearningPoint.objects.public().of(PARTNERSHIP).current_for_readers(TODAY))[:ITEMS_OF_EACH]


def _events() -> Any:
    return TrainingEvent.objects.of(PARTNERSHIP).public().coming(TODAY).for_list()[:ITEMS_OF_EACH]


def _series() -> Any:
    right_below = {"depth": Blank("depth", IntegerField())}
    return _open(SeriesPage).filter(**right_below).order_by("path").only(*NAMED)


NEWEST = {
    "newest_reviews": Prepared(_reviews),
    "newest_briefings": Prepared(_briefings),
    "newest_points": Prepared(_points),
    "coming_events": Prepared(_events),
    "series_pages": Prepared(_series),
    "settings": Prepared(
        lambda: with_something(LearningPoint.objects.public().of(PARTNERSHIP).current_for_readers(TODAY))
    ),
}
