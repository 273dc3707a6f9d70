"""Themed series and their resources."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from learning.enums import PackItemKind
from learning.models import SeriesPage, ThemedResourcePage, ThemedResourcePoint
from learning.queries.pages import home_path
from partnership.search.enums import EntryKind, Format
from partnership.search.registry import Draft, Key, PageSource, register
from partnership.search.sources.files import is_found_as_deck, public_files, text_of_item
from partnership.search.sources.inherited import (
    current_points,
    formats_of,
    points_of,
    published_reviews,
    reviews_of,
    told_by,
)
from partnership.search.sources.text import THEME_WORDS, lines, other_words, shortened, stream_text

DECK_KINDS = frozenset({PackItemKind.SLIDE_DECK, PackItemKind.LEARNING_PRESENTATION})


@register
class SeriesSource(PageSource):
    model = SeriesPage

    def drafts(self, thing: SeriesPage) -> Iterator[Draft]:
        place = self.place(thing)
        if place is None:
            return
        text = lines(thing.introduction)
        yield Draft(
            site_id=place[0],
            kind=EntryKind.SERIES,
            path=place[1],
            title=thing.title,
            summary=shortened(text),
            body=text,
            levels=(thing.level_id,) if thing.level_id else (),
            formats=(Format.WEB,),
        )


@register
class ThemedResourceSource(PageSource):
    """A resource makes an entry for itself and one for each of its files and links."""

    model = ThemedResourcePage

    def readable(self) -> QuerySet[Any]:
        pages = super().readable().prefetch_related("reflection_questions", "items", public_files("items"))
        return pages.prefetch_related(published_reviews(), *points_of("resource_points"), *THEME_WORDS)

    def drafts(self, thing: ThemedResourcePage) -> Iterator[Draft]:
        place = self.place(thing)
        if place is None:
            return
        site_id, path = place
        introduction = lines(thing.introduction)
        levels = (thing.level_id,) if thing.level_id else ()
        reviews, points = reviews_of(thing, home_path(thing)), current_points(thing.resource_points.all())
        yield Draft(
            site_id=site_id,
            kind=EntryKind.RESOURCE,
            path=path,
            title=thing.title,
            summary=shortened(introduction),
            body=lines(
                introduction,
                thing.audience,
                stream_text(thing.body),
                thing.in_session,
                thing.public_trainer_notes,
                *(question.text for question in thing.reflection_questions.all()),
                *(review.title for review in reviews),
            ),
            themes=tuple(thing.theme_list),
            hidden_terms=other_words(thing.theme_list),
            levels=levels,
            formats=(Format.WEB,),
            reviews=reviews,
            points=points,
        )
        for item in thing.items.all():
            if is_found_as_deck(item):
                continue
            yield Draft(
                site_id=site_id,
                kind=EntryKind.DECK if item.kind in DECK_KINDS else EntryKind.DOCUMENT,
                part=f"item-{item.pk}",
                path=path,
                title=f"{item.title}: {thing.title}",
                summary=item.get_kind_display(),
                body=text_of_item(item),
                date=item.date,
                date_as_stated=item.date_as_stated,
                themes=tuple(thing.theme_list),
                year=item.date.year if item.date else None,
                levels=levels,
                formats=tuple(formats_of(item.public_file, item.url)),
                reviews=reviews,
                points=points,
            )

    def dependants(self, pk: int) -> Iterable[Key]:
        """Its learning points may have become public or stopped being so."""
        return told_by(ThemedResourcePoint.objects.filter(resource=pk))
