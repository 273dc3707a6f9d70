"""7-minute briefings, unless a published one has taken their place."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from briefings.models import BriefingPage, BriefingPoint
from briefings.queries.current import nobody_took_their_place
from learning.queries.pages import home_path
from partnership.search.enums import EntryKind, Format
from partnership.search.registry import Draft, Key, PageSource, register
from partnership.search.sources.inherited import (
    current_points,
    has_pack,
    points_of,
    published_reviews,
    reviews_of,
    told_by,
)
from partnership.search.sources.text import THEME_WORDS, lines, other_words, shortened, stream_text


@register
class BriefingSource(PageSource):
    model = BriefingPage

    def readable(self) -> QuerySet[Any]:
        current = super().readable().filter(nobody_took_their_place())
        former = Prefetch("supersedes", queryset=BriefingPage.objects.live().public(), to_attr="former")
        return current.prefetch_related(published_reviews(), former, *points_of("briefing_points"), *THEME_WORDS)

    def drafts(self, thing: BriefingPage) -> Iterator[Draft]:
        place = self.place(thing)
        if place is None:
            return
        text, reviews = stream_text(thing.sections), reviews_of(thing, home_path(thing))
        yield Draft(
            site_id=place[0],
            kind=EntryKind.BRIEFING,
            path=place[1],
            title=thing.title,
            summary=shortened(thing.introduction or text),
            body=lines(thing.introduction, text, thing.source_note, *(review.title for review in reviews)),
            themes=tuple(thing.theme_list),
            hidden_terms=(
                _("7-minute briefing"),
                _("seven minute briefing"),
                "7MB",
                *(briefing.title for briefing in thing.former),
                *other_words(thing.theme_list),
            ),
            date=thing.date,
            date_as_stated=thing.date_as_stated,
            year=thing.date.year if thing.date else None,
            formats=(Format.WEB, Format.PDF),
            has_pack=has_pack(*reviews),
            reviews=reviews,
            points=current_points(thing.briefing_points.all()),
        )

    def dependants(self, pk: int) -> Iterable[Key]:
        """Its learning points may have become public or stopped being so; so may what it takes the place of."""
        linked = BriefingPage.objects.filter(Q(superseded_by=pk) | Q(supersedes=pk)).values_list("pk", flat=True)
        yield from told_by(BriefingPoint.objects.filter(briefing=pk))
        yield from ((BriefingPage._meta.label_lower, one) for one in linked)
