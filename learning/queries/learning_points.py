"""Reads of learning points."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

if TYPE_CHECKING:
    from learning.models import Partnership

# Each says, of the outer learning point, whether a published page of its kind passes it on. Higher rooms add theirs.
PublicSource = Callable[[], Exists]
_public_sources: list[PublicSource] = []


def register_public_source(source: PublicSource) -> PublicSource:
    """Lets a room add a kind of page that makes a learning point public."""
    _public_sources.append(source)
    return source


class LearningPointQuerySet(models.QuerySet[Any]):
    """`public()` is what a reader without an account may see; everything else narrows."""

    def current(self, on: date | None = None) -> "LearningPointQuerySet":
        """Neither retired nor superseded on that day (today)."""
        on = on or timezone.localdate()
        return self.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=on), superseded_by__isnull=True)

    def of(self, partnership: "Partnership") -> "LearningPointQuerySet":
        return self.filter(partnership=partnership)

    def shown_on_site_of(self, partnership: "Partnership") -> "LearningPointQuerySet":
        """The partnership's own, and any other's that a published review of its site has found: lessons are shared."""
        if partnership.site is None:
            return self.of(partnership)
        findings = self.model._meta.get_field("findings").related_model
        root = partnership.site.root_page.path
        found_here = findings.objects.filter(point=OuterRef("pk"), review__live=True, review__path__startswith=root)
        return self.filter(Q(partnership=partnership) | Exists(found_here))

    def public(self) -> "LearningPointQuerySet":
        """Points that something published has found or passes on."""
        condition = Q()
        for source in _public_sources:
            condition |= Q(source())
        return self.filter(condition)

    def with_themes(self) -> "LearningPointQuerySet":
        return self.prefetch_related("theme_items__tag")

    def annotate_reviews_found_in(self) -> "LearningPointQuerySet":
        """Adds `reviews_found_in`: how many published reviews found it."""
        return self.annotate(
            reviews_found_in=Count("findings__review", filter=Q(findings__review__live=True), distinct=True)
        )
