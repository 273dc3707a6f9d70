"""In what an event to come differs from its session plan, which may have changed since the event was made from it."""

import hashlib
from dataclasses import dataclass, field

from learning.models import LearningPoint
from training.enums import COMING_STATES, Depth
from training.models import PointTaught, SessionEdition, TrainingEvent
from training.queries.planning import newest_edition, points_to_pass_on


@dataclass(frozen=True)
class OtherDepth:
    """A point that the plan passes on at another depth than the event says."""

    title: str
    planned: str
    said: str


@dataclass(frozen=True)
class PlanSince:
    """What the plan holds by now, and how that differs from what its event says."""

    points: list[tuple[LearningPoint, Depth]]
    """What the event is to pass on if the plan is taken over."""
    edition: SessionEdition | None
    """The plan's newest pack."""
    added: list[str] = field(default_factory=list)
    taken_out: list[str] = field(default_factory=list)
    otherwise: list[OtherDepth] = field(default_factory=list)
    is_in_another_order: bool = False
    has_newer_pack: bool = False

    def __bool__(self) -> bool:
        """Whether they differ."""
        return bool(self.added or self.taken_out or self.otherwise or self.is_in_another_order or self.has_newer_pack)

    @property
    def mark(self) -> str:
        """16 hexadecimal digits, the same for as long as the plan holds the same: what is taken over is what was shown."""
        told = [[(point.pk, str(depth)) for point, depth in self.points], self.edition.pk if self.edition else None]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def plan_since(event: TrainingEvent, said: list[PointTaught]) -> PlanSince | None:
    """The difference; None for an event that is not to come, or has no plan. `said` are its points, with `point` fetched."""
    plan = event.plan
    if plan is None or event.status not in COMING_STATES:
        return None
    points, edition = points_to_pass_on(plan, None), newest_edition(plan)
    planned = {point.pk: depth for point, depth in points}
    here = {row.point_id: row for row in said}
    kept = [pk for pk in planned if pk in here]
    return PlanSince(
        points,
        edition,
        added=[point.title for point, _depth in points if point.pk not in here],
        taken_out=[row.point.title for row in said if row.point_id not in planned],
        otherwise=[
            OtherDepth(point.title, str(depth.label), str(here[point.pk].get_depth_display()))
            for point, depth in points
            if point.pk in here and here[point.pk].depth != depth
        ],
        is_in_another_order=kept != [pk for pk in here if pk in planned],
        has_newer_pack=edition is not None and edition.pk != event.edition_id,
    )
