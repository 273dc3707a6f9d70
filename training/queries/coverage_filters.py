"""Which learning points, events and agencies a coverage question is about."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from training.enums import COVERAGE_LAYERS, EventKind, EventStatus

if TYPE_CHECKING:
    from learning.models import Partnership
    from learning.queries.learning_points import LearningPointQuerySet


@dataclass(frozen=True)
class CoverageFilters:
    """What narrows the question; whatever is empty does not.

    `theme` and `agency_kind` are slugs, `review` is a page's id, `kind` an `EventKind`, `level` the id of the level of
    the event's course or plan, 0 for events that state none. `since` and `until` are days, both included; an event
    without a date is in no period.
    """

    theme: str = ""
    review: int | None = None
    kind: str = ""
    agency_kind: str = ""
    level: int | None = None
    since: date | None = None
    until: date | None = None
    include_retired: bool = False

    @property
    def is_active(self) -> bool:
        return self != CoverageFilters()

    def points(self, partnership: "Partnership", as_at: date) -> "LearningPointQuerySet":
        """The partnership's learning points and any other it has passed on, by title.

        Those retired or superseded are left out unless asked for.
        """
        from learning.models import LearningPoint
        from training.models import PointTaught

        passed_on = PointTaught.objects.filter(event__partnership=partnership, event__status=EventStatus.HELD)
        points = LearningPoint.objects.filter(Q(partnership=partnership) | Q(pk__in=passed_on.values("point")))
        if not self.include_retired:
            points = points.current(as_at)
        return self.narrowed(points).order_by("title", "pk")

    @property
    def is_about_some(self) -> bool:
        """Whether it is about the learning points of a theme or a review alone."""
        return bool(self.theme or self.review)

    def narrowed(self, points: "LearningPointQuerySet") -> "LearningPointQuerySet":
        """Those of the theme and the review."""
        from learning.models import LearningPoint

        if self.theme:
            points = points.filter(pk__in=LearningPoint.objects.filter(theme_items__tag__slug=self.theme).values("pk"))
        if self.review:
            points = points.filter(pk__in=LearningPoint.objects.filter(findings__review=self.review).values("pk"))
        return points

    @property
    def is_about_all_events(self) -> bool:
        """Whether events of every kind and level count, and agencies of every kind; of any period."""
        return not self.kind and not self.agency_kind and self.level is None

    def held(self, partnership: "Partnership", as_at: date, path: str = "event") -> Q:
        """Events of this partnership that were held by `as_at` and pass the filters.

        An event held on an unknown date counts as held, unless a period is asked for. `path` leads to the event; it is
        empty for events themselves.
        """
        at = f"{path}__" if path else ""
        condition = Q(**{f"{at}partnership": partnership, f"{at}status": EventStatus.HELD})
        condition &= Q(**{f"{at}date__lte": as_at}) | Q(**{f"{at}date__isnull": True})
        if self.kind:
            condition &= Q(**{f"{at}kind": self.kind})
        if self.level is not None:
            of_plan = Q(**{f"{at}plan__level": self.level} if self.level else {f"{at}plan__level__isnull": True})
            of_course = Q(**{f"{at}course__level": self.level}) if self.level else Q(pk__in=[])
            condition &= of_course | Q(**{f"{at}course__level__isnull": True}) & of_plan
        if self.since:
            condition &= Q(**{f"{at}date__gte": self.since})
        if self.until:
            condition &= Q(**{f"{at}date__lte": self.until})
        return condition


LAYER_OF_KIND: dict[EventKind, str] = {kind: layer for layer, kinds in COVERAGE_LAYERS.items() for kind in kinds}
