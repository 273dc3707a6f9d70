"""Courses on offer, each with its page."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from partnership.search.enums import EntryKind, Format
from partnership.search.registry import Draft, Source, register, site_of
from partnership.search.sources.text import lines, shortened
from training.models import Course


@register
class CourseSource(Source):
    model = Course

    def readable(self) -> QuerySet[Any]:
        return Course.objects.offered().filter(partnership__site__isnull=False).select_related("partnership", "level")

    def drafts(self, thing: Course) -> Iterator[Draft]:
        yield Draft(
            site_id=site_of(thing.partnership),
            kind=EntryKind.COURSE,
            path=thing.get_absolute_url(),
            title=thing.title,
            summary=shortened(thing.introduction or thing.audience or thing.outcomes),
            body=lines(
                thing.introduction,
                thing.audience,
                thing.level,
                thing.equivalences,
                thing.prerequisites,
                thing.outcomes,
                thing.get_mode_display(),
            ),
            hidden_terms=("training",),
            levels=(thing.level_id,) if thing.level_id else (),
            formats=(Format.WEB,),
        )
