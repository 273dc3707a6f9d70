"""What is for people who work in one kind of setting: everything public that says so, newest first, each with its date."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from briefings.models import BriefingPage, BriefingPoint
from briefings.queries.current import nobody_took_their_place
from briefings.queries.on_theme import NEWEST_FIRST
from learning.models import (
    AgencyKind,
    Finding,
    LearningPoint,
    Partnership,
    ReflectionQuestion,
    ThemedResourcePage,
    ThemedResourcePoint,
)
from learning.public_sources import is_restricted, open_pages
from learning.queries.pages import page_of
from learning.queries.themes import published_reviews
from training.models import TrainingEvent

SHOWN = 10
COMING_SHOWN = 5


def newest_points(partnership: Partnership) -> QuerySet[LearningPoint]:
    """Current public learning points, those found in the newest reviews first. Adds `found_year`, of the newest of them."""
    return with_year_found(LearningPoint.objects.public().of(partnership).current_for_readers())


def with_year_found(points: QuerySet[LearningPoint]) -> QuerySet[LearningPoint]:
    """The points in that order, with that year."""
    found = Finding.objects.filter(point=OuterRef("pk"), review__live=True).exclude(is_restricted("review__path"))
    newest = found.order_by(F("review__year").desc(nulls_last=True)).values("review__year")[:1]
    return points.annotate(found_year=Subquery(newest)).order_by(F("found_year").desc(nulls_last=True), "-pk")


def settings_with_something(partnership: Partnership) -> QuerySet[AgencyKind]:
    """The kinds of setting that a public learning point of the partnership is for, in the order lists show them."""
    return with_something(LearningPoint.objects.public().of(partnership).current_for_readers())


def with_something(points: QuerySet[LearningPoint]) -> QuerySet[AgencyKind]:
    """The kinds of setting that any of the points is for."""
    return AgencyKind.objects.filter(Exists(points.filter(for_kinds=OuterRef("pk"))))


def for_setting(kind: AgencyKind, partnership: Partnership) -> dict[str, Any]:
    """Template context: `points`, `reviews`, `briefings` and `resources` as paginator's pages, and `coming_events`."""
    points = newest_points(partnership).filter(for_kinds=kind)
    keys = (
        LearningPoint.objects.public()
        .of(partnership)
        .current_for_readers()
        .filter(for_kinds=kind)
        .order_by()
        .values("pk")
    )
    reviews = published_reviews(partnership).filter(pk__in=_pages(Finding, "review", keys))
    briefings = open_pages(BriefingPage, partnership).filter(nobody_took_their_place())
    asked = ReflectionQuestion.objects.filter(for_kinds=kind).values("resource")
    resources = open_pages(ThemedResourcePage, partnership).filter(
        Q(pk__in=_pages(ThemedResourcePoint, "resource", keys)) | Q(pk__in=asked)
    )
    taught = TrainingEvent.objects.filter(Q(points_taught__point__in=keys) | Q(invited__kind=kind)).values("pk")
    return {
        "points": page_of(points, 1, SHOWN),
        "reviews": page_of(reviews.newest_first(), 1, SHOWN),
        "briefings": page_of(
            briefings.filter(pk__in=_pages(BriefingPoint, "briefing", keys)).order_by(*NEWEST_FIRST),
            1,
            SHOWN,
        ),
        "resources": page_of(resources.order_by("-first_published_at", "path"), 1, SHOWN),
        "coming_events": TrainingEvent.objects.of(partnership)
        .public()
        .coming()
        .filter(pk__in=taught)
        .for_list()[:COMING_SHOWN],
    }


def _pages(ties: Any, page: str, points: Any) -> Any:
    return ties.objects.filter(point__in=points).values(page)


def named(kinds: Sequence[AgencyKind], slug: str) -> AgencyKind | None:
    return next((kind for kind in kinds if kind.slug == slug), None)
