"""What a report is asked about: whose events, as at which day, over which period, about what, and of whom."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from learning.models import Agency, LearningPoint, Partnership
from learning.queries.agency_history import AgencyHistory
from training.models import Attendance, PointTaught
from training.queries.attendance import somebody_came
from training.queries.coverage_columns import counted_agency, of_kind
from training.queries.coverage_filters import CoverageFilters


@dataclass(frozen=True)
class EvidenceAsked:
    """The question. `agency` is one agency, with all that counts for it; a kind of agency stands in `filters`."""

    partnership: Partnership
    filters: CoverageFilters
    as_at: date
    history: AgencyHistory
    agency: Agency | None = None

    @property
    def is_about_some(self) -> bool:
        """Whether it is about a review or a theme alone."""
        return bool(self.filters.theme or self.filters.review)

    @property
    def is_of_some_agencies(self) -> bool:
        return bool(self.agency or self.filters.agency_kind)

    def points(self) -> QuerySet[LearningPoint]:
        """The learning points it is about, retired since or not: what was passed on then stays passed on."""
        return replace(self.filters, include_retired=True).points(self.partnership, self.as_at)

    def held(self, path: str = "event") -> Q:
        """Events held in the period that passed on any of its learning points or were about its review. "" is events."""
        found = self.filters.held(self.partnership, self.as_at, path)
        if not self.is_about_some:
            return found
        taught = PointTaught.objects.filter(point__in=self.points().order_by().values("pk"))
        about = Q(**{f"{path}__in" if path else "pk__in": taught.order_by().values("event")})
        if self.filters.review:
            about |= Q(**{f"{path}__in" if path else "pk__in": self._events_about_review()})
        return found & about

    def _events_about_review(self) -> QuerySet[Any]:
        from training.models import TrainingEvent

        through = TrainingEvent.reviews.through.objects
        return through.filter(reviewpage=self.filters.review).values("trainingevent")

    def whose(self, path: str = "agency") -> Q:
        """Rows of the agency or kind of agency asked about, by what they count for; all of them if none is."""
        found = of_kind(self.filters, self.history, self.as_at, path)
        if self.agency is None:
            return found
        return found & Q(**{f"{path}__in": self.history.counted(self.agency.pk, self.as_at)})

    def counted_agency(self, path: str = "agency") -> Any:
        """For the database to group by: the agency that a row counts for."""
        return counted_agency(self.history, self.as_at, path)

    def they_came(self, event: str) -> Exists:
        """Events at which somebody of those asked about was. `event` is where the outer row has the event's id."""
        return Exists(Attendance.objects.filter(somebody_came(), self.whose(), event=OuterRef(event)))
