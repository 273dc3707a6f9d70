"""Learning points that something published passes on, while they are current."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from learning.models import Finding, LearningPoint, ReviewPage
from partnership.search.enums import EntryKind, Format
from partnership.search.registry import Draft, Key, Source, register, site_of
from partnership.search.sources.inherited import OF_POINTS, OF_REVIEWS, passing_on
from partnership.search.sources.text import THEME_WORDS, lines, other_words, shortened


@register
class LearningPointSource(Source):
    """A point is found by the wording it replaced as well: whoever holds an old handout gets the new one."""

    model = LearningPoint

    def readable(self) -> QuerySet[Any]:
        points = (
            LearningPoint.objects.public()
            .current_for_readers()
            .filter(partnership__site__isnull=False)
            .select_related("partnership__site__root_page")
        )
        found = Finding.objects.filter(review__in=ReviewPage.objects.live().public())
        findings = Prefetch(
            "findings",
            queryset=found.select_related("review").prefetch_related(*(f"review__{what}" for what in OF_REVIEWS)),
            to_attr="published_findings",
        )
        former = Prefetch("supersedes", queryset=LearningPoint.objects.public(), to_attr="former")
        return points.prefetch_related(former, findings, *OF_POINTS, *THEME_WORDS)

    def drafts(self, thing: LearningPoint) -> Iterator[Draft]:
        former = tuple(point.title for point in thing.former)
        site_id = site_of(thing.partnership)
        root = thing.partnership.site.root_page.path  # type: ignore[union-attr]  # site_of has seen that there is one
        yield Draft(
            site_id=site_id,
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
            formats=(Format.WEB,),
            reviews=tuple(row.review for row in thing.published_findings if row.review.path.startswith(root)),
            points=(thing,),
            warnings=() if thing.is_good_practice else None,
        )

    def dependants(self, pk: int) -> Iterable[Key]:
        """The point that replaces it is found by its wording, the one it replaces no more; what passes it on is for whom it is for."""
        others = LearningPoint.objects.filter(Q(supersedes=pk) | Q(superseded_by=pk)).values_list("pk", flat=True)
        yield from ((LearningPoint._meta.label_lower, one) for one in others)
        yield from passing_on(Q(point=pk))
