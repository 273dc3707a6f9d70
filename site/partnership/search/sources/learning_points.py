"""Learning points that something published passes on, while they are current."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from learning.models import LearningPoint
from partnership.search.enums import EntryKind
from partnership.search.registry import Draft, Key, Source, register, site_of
from partnership.search.sources.text import THEME_WORDS, lines, other_words, shortened


@register
class LearningPointSource(Source):
    """A point is found by the wording it replaced as well: whoever holds an old handout gets the new one."""

    model = LearningPoint

    def readable(self) -> QuerySet[Any]:
        points = (
            LearningPoint.objects.public()
            .current()
            .filter(partnership__site__isnull=False)
            .select_related("partnership")
        )
        return points.prefetch_related("for_kinds", "supersedes", *THEME_WORDS)

    def drafts(self, thing: LearningPoint) -> Iterator[Draft]:
        former = tuple(point.title for point in thing.supersedes.all())
        yield Draft(
            site_id=site_of(thing.partnership),
            kind=EntryKind.LEARNING_POINT,
            path=thing.get_absolute_url(),
            title=thing.title,
            summary=shortened(thing.found or thing.change),
            body=lines(
                thing.found,
                thing.change,
                thing.question,
                thing.for_roles,
                *(kind.name for kind in thing.for_kinds.all()),
                _("good practice") if thing.is_good_practice else "",
            ),
            themes=tuple(thing.theme_list),
            hidden_terms=(*former, *other_words(thing.theme_list)),
        )

    def dependants(self, pk: int) -> Iterable[Key]:
        """The point that replaces it is found by its wording."""
        newer = LearningPoint.objects.filter(supersedes=pk).values_list("pk", flat=True)
        return [(LearningPoint._meta.label_lower, one) for one in newer]
