"""Reads of learning points."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

if TYPE_CHECKING:
    from learning.models import Finding, Partnership

# Each says, of the outer learning point, whether a published page of its kind passes it on. Higher rooms add theirs.
PublicSource = Callable[[], Exists]
_public_sources: list[PublicSource] = []


def register_public_source(source: PublicSource) -> PublicSource:
    """Lets a room add a kind of page that makes a learning point public."""
    _public_sources.append(source)
    return source


def published_findings(partnership: "Partnership | None" = None) -> models.QuerySet["Finding"]:
    """Where reviews that everybody may read found something: those on the partnership's site, or on any."""
    from learning.models import Finding
    from learning.public_sources import is_restricted

    found = Finding.objects.filter(review__live=True).exclude(is_restricted("review__path"))
    if partnership is None or partnership.site is None:
        return found
    return found.filter(review__path__startswith=partnership.site.root_page.path)


def is_replaced(point: str = "") -> Exists:
    """Whether a point that everybody may read has taken its place, of rows whose learning point is at that path ("point__")."""
    from learning.models import LearningPoint

    return Exists(LearningPoint.objects.public().filter(pk=OuterRef(f"{point}superseded_by")))


class LearningPointQuerySet(models.QuerySet[Any]):
    """`public()` is what a reader without an account may see; everything else narrows."""

    def current(self, on: date | None = None) -> "LearningPointQuerySet":
        """Neither retired nor superseded on that day (today)."""
        return self._not_retired(on).filter(superseded_by__isnull=True)

    def current_for_readers(self, on: date | None = None) -> "LearningPointQuerySet":
        """Not retired, and nothing that everybody may read has taken their place: a newer point of a draft has not yet."""
        return self._not_retired(on).filter(Q(superseded_by__isnull=True) | ~is_replaced())

    def _not_retired(self, on: date | None = None) -> "LearningPointQuerySet":
        return self.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=on or timezone.localdate()))

    def of(self, partnership: "Partnership") -> "LearningPointQuerySet":
        return self.filter(partnership=partnership)

    def shown_on_site_of(self, partnership: "Partnership") -> "LearningPointQuerySet":
        """The partnership's own, and any other's that a published review of its site has found: lessons are shared."""
        if partnership.site is None:
            return self.of(partnership)
        found_here = published_findings(partnership).filter(point=OuterRef("pk"))
        return self.filter(Q(partnership=partnership) | Exists(found_here))

    def public(self) -> "LearningPointQuerySet":
        """Points that something published has found or passes on."""
        condition = Q()
        for source in _public_sources:
            condition |= Q(source())
        return self.filter(condition)

    def with_themes(self) -> "LearningPointQuerySet":
        return self.prefetch_related("theme_items__tag")

    def annotate_reviews_found_in(self, partnership: "Partnership | None" = None) -> "LearningPointQuerySet":
        """Adds `reviews_found_in`: how many reviews found it that everybody may read; on the partnership's site, if named."""
        found = published_findings(partnership).filter(point=OuterRef("pk")).order_by().values("point")
        counted = Subquery(found.annotate(n=Count("review", distinct=True)).values("n"), models.IntegerField())
        return self.annotate(reviews_found_in=Coalesce(counted, 0))
