"""Training events that are shown to everybody. Figures of who came are not search's business."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from learning.models import ReviewPage
from partnership.search.enums import EntryKind
from partnership.search.registry import Draft, Source, register, site_of
from partnership.search.sources.text import lines, shortened
from training.models import TrainingEvent


@register
class TrainingEventSource(Source):
    model = TrainingEvent

    def readable(self) -> QuerySet[Any]:
        # Only published reviews may be named.
        reviews = Prefetch("reviews", queryset=ReviewPage.objects.live().public(), to_attr="published_reviews")
        events = TrainingEvent.objects.public().filter(partnership__site__isnull=False)
        return events.select_related("partnership", "course", "host").prefetch_related(reviews)

    def drafts(self, thing: TrainingEvent) -> Iterator[Draft]:
        yield Draft(
            site_id=site_of(thing.partnership),
            kind=EntryKind.EVENT,
            path=thing.get_absolute_url(),
            title=thing.title,
            summary=shortened(thing.description) or lines(thing.get_kind_display(), thing.place).replace("\n", ", "),
            body=lines(
                thing.description,
                thing.get_kind_display(),
                thing.get_mode_display(),
                thing.place,
                thing.course,
                thing.host,
                *(review.title for review in thing.published_reviews),
            ),
            hidden_terms=("training",),
            date=thing.date,
            date_as_stated=thing.date_as_stated,
        )
