"""What an event passed on in truth: which points, how deeply, on what evidence, by whom and from which deck."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.log_actions import log

from training.enums import Assurance, Depth, EventStatus
from training.errors import EventCancelled, PointTwice
from training.models import PointTaught, SessionEdition, TrainingEvent
from training.planning_errors import PlanChangedAgain
from training.queries.plan_since import plan_since

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    from learning.models import LearningPoint


@dataclass(frozen=True, slots=True)
class Taught:
    """One learning point, as it was passed on."""

    point: "LearningPoint"
    depth: Depth = Depth.TAUGHT
    evidence: str = ""
    assurance: Assurance = Assurance.CLAIMED


def record_taught(
    event: TrainingEvent,
    taught: Sequence[Taught],
    *,
    led_by: str,
    edition: SessionEdition | None,
    deck_edition: str,
    by: "AbstractBaseUser | None",
) -> TrainingEvent:
    """Keeps the points in this order, and takes out those that are not among them. What was said before is logged.

    Raises:
        EventCancelled: it was cancelled, so it passed nothing on.
        PointTwice: one point is there twice.
    """
    if len({one.point.pk for one in taught}) < len(taught):
        raise PointTwice
    with transaction.atomic():
        locked = TrainingEvent.objects.select_for_update().get(pk=event.pk)
        if locked.status == EventStatus.CANCELLED:
            raise EventCancelled(locked)
        before = _said(locked)
        _keep(locked, taught)
        locked.led_by, locked.edition, locked.deck_edition = led_by.strip(), edition, deck_edition.strip()
        locked.save(update_fields=["led_by", "edition", "deck_edition", "updated_at"])
        after = _said(locked)
        if after != before:
            log(instance=locked, action="training.taught", user=by, data={"before": before, "after": after})
    for name in ("led_by", "edition", "deck_edition"):
        setattr(event, name, getattr(locked, name))
    return event


def take_plan_over(event: TrainingEvent, *, mark: str, by: "AbstractBaseUser | None") -> TrainingEvent:
    """Has an event to come pass on what its plan holds by now, from the plan's newest pack. `mark` is of the plan as
    the person was shown it. What is said of the evidence of points that stay is kept, and the log has what it said before.

    Raises:
        PlanChangedAgain: the plan holds something else by now, or the event is not to come.
    """
    with transaction.atomic():
        locked = (
            TrainingEvent.objects.select_for_update(of=("self",)).select_related("plan", "edition").get(pk=event.pk)
        )
        said = list(PointTaught.objects.filter(event=locked).select_related("point").order_by("sort_order", "pk"))
        since = plan_since(locked, said)
        if since is None or since.mark != mark:
            raise PlanChangedAgain
        rows = {row.point_id: row for row in said}
        edition = since.edition or locked.edition
        return record_taught(
            event,
            [_taken_over(point, depth, rows.get(point.pk)) for point, depth in since.points],
            led_by=locked.led_by,
            edition=edition,
            deck_edition=since.edition.label if since.edition else locked.deck_edition,
            by=by,
        )


def _taken_over(point: "LearningPoint", depth: Depth, row: PointTaught | None) -> Taught:
    return Taught(point, depth, row.evidence, Assurance(row.assurance)) if row else Taught(point, depth)


def taught_mark(event: TrainingEvent) -> str:
    """What the event says it passed on, in short: another mark, and somebody has changed it."""
    rows = event.points_taught.order_by("point_id").values_list("point_id", "depth", "assurance", "evidence")
    said = [*map(str, rows), event.led_by, str(event.edition_id), event.deck_edition]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _keep(event: TrainingEvent, taught: Sequence[Taught]) -> None:
    kept = {row.point_id: row for row in PointTaught.objects.filter(event=event)}
    wanted = {one.point.pk for one in taught}
    PointTaught.objects.filter(event=event).exclude(point__in=wanted).delete()
    for order, one in enumerate(taught):
        row = kept.get(one.point.pk) or PointTaught(event=event, point=one.point)
        row.sort_order, row.depth, row.evidence, row.assurance = order, one.depth, one.evidence.strip(), one.assurance
        row.save()


def _said(event: TrainingEvent) -> dict[str, Any]:
    rows = PointTaught.objects.filter(event=event).order_by("sort_order", "pk")
    return {
        "points": {
            str(row.point_id): {"depth": row.depth, "assurance": row.assurance, "evidence": row.evidence}
            for row in rows
        },
        "led_by": event.led_by,
        "edition": event.edition_id,
        "deck_edition": event.deck_edition,
    }
