"""Training events that are shown to everybody. Figures of who came are not search's business."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from partnership.search.enums import EntryKind, Format
from partnership.search.registry import Draft, Source, register, site_of
from partnership.search.sources.inherited import published_reviews, reviews_of
from partnership.search.sources.text import lines, shortened
from training.models import TrainingEvent


@register
class TrainingEventSource(Source):
    model = TrainingEvent

    def readable(self) -> QuerySet[Any]:
        events = TrainingEvent.objects.public().filter(partnership__site__isnull=False)
        return events.select_related("partnership__site__root_page", "course", "host").prefetch_related(
            published_reviews(), "invited"
        )

    def drafts(self, thing: TrainingEvent) -> Iterator[Draft]:
        site = thing.partnership.site
        reviews = reviews_of(thing, site.root_page.path) if site is not None else ()
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
                *(review.title for review in reviews),
            ),
            hidden_terms=("training",),
            date=thing.date,
            date_as_stated=thing.date_as_stated,
            year=thing.date.year if thing.date else None,
            agency_kinds=tuple(agency.kind_id for agency in thing.invited.all()),
            levels=(thing.course.level_id,) if thing.course and thing.course.level_id else (),
            formats=(Format.WEB,),
            reviews=reviews,
        )
