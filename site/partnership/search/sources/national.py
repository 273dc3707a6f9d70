"""Summaries of national reviews."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from briefings.models import NationalSummaryPage, SummaryPoint
from learning.enums import ReviewKind
from partnership.search.enums import EntryKind, Format
from partnership.search.registry import Draft, Key, PageSource, register
from partnership.search.sources.inherited import current_points, points_of, told_by
from partnership.search.sources.text import THEME_WORDS, lines, other_words, shortened, stream_text


@register
class NationalSummarySource(PageSource):
    model = NationalSummaryPage

    def readable(self) -> QuerySet[Any]:
        return super().readable().prefetch_related(*points_of("summary_points"), *THEME_WORDS)

    def drafts(self, thing: NationalSummaryPage) -> Iterator[Draft]:
        place = self.place(thing)
        if place is None:
            return
        background = lines(thing.background)
        yield Draft(
            site_id=place[0],
            kind=EntryKind.NATIONAL,
            path=place[1],
            title=thing.title,
            summary=shortened(thing.why_here or background or thing.source_name),
            body=lines(
                thing.source_name,
                thing.source_publisher,
                thing.why_here,
                background,
                thing.key_findings,
                thing.lessons,
                thing.good_practice,
                stream_text(thing.recommendations),
                thing.local_position,
                thing.local_evidence,
                stream_text(thing.questions),
            ),
            themes=tuple(thing.theme_list),
            hidden_terms=(_("national review"), *other_words(thing.theme_list)),
            date=date(thing.source_year, 1, 1) if thing.source_year else None,
            date_as_stated=str(thing.source_year or ""),
            review_kind=ReviewKind.NATIONAL,
            year=thing.source_year,
            formats=(Format.WEB,),
            points=current_points(thing.summary_points.all()),
        )

    def dependants(self, pk: int) -> Iterable[Key]:
        """Its learning points may have become public or stopped being so."""
        return told_by(SummaryPoint.objects.filter(summary=pk))
