"""Themes, on each site where something that can be found carries them: a theme never leads to an empty page."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from learning.models import Theme
from partnership.search.enums import EntryKind, Format
from partnership.search.models import SearchEntry
from partnership.search.registry import Draft, Key, Source, register
from partnership.search.sources.text import lines, other_words


@register
class ThemeSource(Source):
    model = Theme

    def readable(self) -> QuerySet[Any]:
        return Theme.objects.prefetch_related("alternatives", "predecessors")

    def of_site(self, readable: QuerySet[Any], site: Any) -> QuerySet[Any]:
        return readable.filter(pk__in=SearchEntry.objects.filter(site=site).values("themes"))

    def drafts(self, thing: Theme) -> Iterator[Draft]:
        if thing.is_retired and thing.successor_id:
            return
        for site_id in SearchEntry.objects.filter(themes=thing).order_by().values_list("site_id", flat=True).distinct():
            yield Draft(
                site_id=site_id,
                kind=EntryKind.THEME,
                path=reverse("theme", args=[thing.slug]),
                title=thing.name[:1].upper() + thing.name[1:],
                summary=thing.scope_note,
                body=lines(thing.get_group_display()),
                hidden_terms=other_words([thing]),
                formats=(Format.WEB,),
            )

    def dependants(self, pk: int) -> Iterable[Key]:
        """Everything that carries it is found by its words; so are things of the theme that takes its place."""
        successors = list(Theme.objects.filter(predecessors=pk).values_list("pk", flat=True))
        carriers = SearchEntry.objects.filter(themes__in=[pk, *successors]).order_by()
        yield from carriers.values_list("source", "source_id").distinct()
        yield from ((Theme._meta.label_lower, successor) for successor in successors)
