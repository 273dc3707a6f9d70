"""The evidence for one cell of the coverage matrix: every event that it is made of, and who said who was there."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from learning.models import Agency, LearningPoint
from training.models import Attendance, PointTaught, TrainingEvent
from training.queries.coverage import Question
from training.queries.coverage_cells import LAYER_LABELS
from training.queries.coverage_filters import LAYER_OF_KIND


@dataclass(frozen=True)
class Whose:
    """The agencies a cell is made of: those that count, and those whose history is only told. No ids: all of a kind."""

    counted: frozenset[int] = frozenset()
    told: frozenset[int] = frozenset()

    def rows(self, asked: Question) -> Q:
        return Q(agency__in=self.counted | self.told) if self.counted else asked.of_kind()


@dataclass(frozen=True)
class TrailReturn:
    """What is known of one agency at one event. `row` is None for an invitation without a return."""

    agency: Agency
    row: Attendance | None
    counts: bool


@dataclass
class TrailEvent:
    """An event that taught the point, with the returns that concern the cell."""

    taught: PointTaught
    returns: list[TrailReturn] = field(default_factory=list)

    @property
    def event(self) -> TrainingEvent:
        return self.taught.event

    @property
    def layer(self) -> str:
        return str(LAYER_LABELS[LAYER_OF_KIND[self.event.kind]])  # type: ignore[index]  # a kind is one of the enum's

    @property
    def edition(self) -> str:
        """Which deck or pack it was taught from, as far as is known."""
        event = self.event
        return str(event.edition) if event.edition else event.deck_edition or (event.plan.title if event.plan else "")


def taught_in_cell(asked: Question, point: LearningPoint, whose: Whose) -> QuerySet[PointTaught]:
    """The events held that taught the point and concern these agencies, latest first."""
    rows = Attendance.objects.filter(whose.rows(asked), event=OuterRef("event"))
    invited = TrainingEvent.invited.through.objects.filter(whose.rows(asked), trainingevent=OuterRef("event"))
    taught = PointTaught.objects.filter(Exists(rows) | Exists(invited), asked.held(), point=point)
    related = taught.select_related("event__course__level", "event__plan__level", "event__edition__plan", "event__host")
    return related.order_by(F("event__date").desc(nulls_last=True), "-event")


def trail(asked: Question, taught: Sequence[PointTaught], whose: Whose) -> list[TrailEvent]:
    """Those events with their returns: by agency, then invitations nobody has answered. 2 queries."""
    events = [row.event_id for row in taught]
    found: dict[int, list[TrailReturn]] = defaultdict(list)
    rows = Attendance.objects.filter(whose.rows(asked), event__in=events).select_related("agency", "recorded_by")
    for row in rows.order_by("agency__name", "agency"):
        found[row.event_id].append(TrailReturn(row.agency, row, row.agency_id not in whose.told))
    answered = Attendance.objects.filter(event=OuterRef("trainingevent"), agency=OuterRef("agency"))
    invited = TrainingEvent.invited.through.objects.filter(
        whose.rows(asked), ~Exists(answered), trainingevent__in=events
    )
    for one in invited.select_related("agency").order_by("agency__name", "agency"):
        found[one.trainingevent_id].append(TrailReturn(one.agency, None, one.agency_id not in whose.told))
    return [TrailEvent(row, found[row.event_id]) for row in taught]
