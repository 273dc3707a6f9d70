"""Events on a theme, and how far what was learned on it has gone."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.utils import timezone

from learning.models import Agency, LearningPoint, Partnership, Theme
from learning.queries.prepared_for import PreparedFor, counted
from learning.queries.themes import published_reviews
from training.models import PointTaught, TrainingEvent
from training.queries.coverage import coverage
from training.queries.coverage_cells import CellState
from training.queries.coverage_filters import CoverageFilters
from training.queries.events import TrainingEventQuerySet

COMING_SHOWN, HELD_SHOWN = 3, 5
HAD_IT = frozenset({CellState.REACHED, CellState.OLD})


@dataclass(frozen=True)
class ThemeReach:
    """Of the agencies: those that had at least one of the theme's learning points, those awaited, those still to have any."""

    points: int
    had: list[Agency]
    awaited: list[Agency]
    to_have: list[Agency]

    @property
    def agencies(self) -> int:
        return len(self.had) + len(self.awaited) + len(self.to_have)


def coming_on(theme: Theme, partnership: Partnership) -> Page:
    """The next public events about reviews or learning points with the theme that everybody may read."""
    return _COMING.page(COMING_SHOWN, theme, partnership, timezone.localdate())


def held_on(theme: Theme, partnership: Partnership) -> Page:
    """The last that were held."""
    return _HELD.page(HELD_SHOWN, theme, partnership)


def reach_of(theme: Theme, partnership: Partnership) -> ThemeReach:
    """How far the theme's learning has gone, by the table of who has had what. For those who may see that table."""
    matrix = coverage(partnership, CoverageFilters(theme=theme.slug))
    states: dict[int, set[CellState]] = {agency.pk: set() for agency in matrix.agencies}
    for row in matrix.rows:
        for cell in row.cells:
            states[cell.agency.pk].add(cell.state)
    had = [agency for agency in matrix.agencies if states[agency.pk] & HAD_IT]
    awaited = [agency for agency in matrix.agencies if agency not in had and CellState.AWAITING in states[agency.pk]]
    to_have = [agency for agency in matrix.agencies if agency not in had and agency not in awaited]
    return ThemeReach(len(matrix.points), had, awaited, to_have)


def _public(theme: Theme, partnership: Partnership) -> TrainingEventQuerySet:
    points = LearningPoint.objects.public().filter(theme_items__tag=theme).order_by().values("pk")
    reviews = published_reviews(partnership).filter(theme_items__tag=theme).order_by().values("pk")
    about = Q(pk__in=PointTaught.objects.filter(point__in=points).values("event"))
    about |= Q(pk__in=TrainingEvent.reviews.through.objects.filter(reviewpage__in=reviews).values("trainingevent"))
    return TrainingEvent.objects.of(partnership).public().not_cancelled().filter(about)


def _coming(theme: Theme, partnership: Partnership, on: date) -> QuerySet:
    return counted(_public(theme, partnership).coming(on).for_list(), COMING_SHOWN)


def _held(theme: Theme, partnership: Partnership) -> QuerySet:
    return counted(_public(theme, partnership).held().for_list(), HELD_SHOWN)


_COMING, _HELD = PreparedFor(_coming), PreparedFor(_held)
