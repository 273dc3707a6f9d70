"""What readers had and have no longer, though it was not withdrawn: pages made private, events and courses taken off the site.

Only what everybody could read once is told of, and by its number alone: that a page which was private from the first is there
at all, is nobody's to know. When a page was made private, or open again, Wagtail's log of who did what says.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Greatest
from wagtail.models import Page, PageLogEntry

from learning.enums import PublicationState
from learning.models import ReviewPage
from partnership.alerts.models import NewsItem
from partnership.harvest.records import Kind
from partnership.published import LONG_AGO, Place
from training.models import Course, TrainingEvent

MADE_PRIVATE, OPENED = "wagtail.view_restriction.create", "wagtail.view_restriction.delete"
Moments = dict[str, datetime]
"""When something was last done to the pages at and below a tree path."""


def closed(kind: Kind, place: Place) -> QuerySet[Any] | None:
    """Those of the kind that everybody could read once and cannot now, with `changed_at`, since when; None where none can be."""
    if kind.model is Course:
        return Course.objects.of(place.partnership).filter(is_offered=False).annotate(changed_at=_moment("updated_at"))
    if kind.model is TrainingEvent:
        inner = TrainingEvent.objects.of(place.partnership).filter(_was_news(TrainingEvent, place), is_public=False)
        return inner.annotate(changed_at=_moment("updated_at"))
    if not issubclass(kind.model, Page) or not place.private:
        return None
    private = Q()
    for start in place.private:
        private |= Q(path__startswith=start)
    here = kind.model.objects.live().descendant_of(place.site.root_page).filter(private)
    if kind.model is ReviewPage:
        here = here.exclude(publication_state=PublicationState.ANONYMOUS_NSPCC)
    since = _last(place.private, MADE_PRIVATE)
    found: QuerySet[Any] = here.filter(_was_news(kind.model, place)).annotate(
        changed_at=Greatest(_moment("last_published_at"), _of_path(since))
    )
    return found


def opened(place: Place) -> Moments:
    """When pages that had been private were last opened to everybody, by where they begin in the tree: 1 query."""
    here = PageLogEntry.objects.filter(page__path__startswith=place.site.root_page.path, action=OPENED)
    return dict(here.order_by("timestamp").values_list("page__path", "timestamp"))


def since_opened(pages: QuerySet[Any], moments: Moments) -> QuerySet[Any]:
    """A page opened again has changed for readers then, though nobody published it again."""
    if not moments:
        return pages
    return pages.annotate(published_at=F("changed_at")).annotate(changed_at=Greatest("published_at", _of_path(moments)))


def _last(paths: Iterable[str], action: str) -> Moments:
    found = PageLogEntry.objects.filter(page__path__in=list(paths), action=action).order_by("timestamp")
    return dict(found.values_list("page__path", "timestamp"))


def _of_path(moments: Moments) -> Any:
    """The moment for a page at a tree path: of those that begin it, the last."""
    latest_first = sorted(moments.items(), key=lambda one: one[1], reverse=True)
    whens = [When(path__startswith=path, then=Value(moment)) for path, moment in latest_first]
    return Case(*whens, default=Value(LONG_AGO), output_field=DateTimeField())


def _was_news(model: type[Any], place: Place) -> Exists:
    return Exists(NewsItem.objects.filter(site=place.site, source=model._meta.label_lower, source_id=OuterRef("pk")))


def _moment(field: str) -> Coalesce:
    return Coalesce(field, Value(LONG_AGO), output_field=DateTimeField())
