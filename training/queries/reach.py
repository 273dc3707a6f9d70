"""Where a review's or a learning point's learning was passed on, and how far it reached."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from learning.models import Agency, LearningPoint, Partnership
from training.enums import COVERAGE_LAYERS, DEPTH_ORDER, EventKind, EventStatus
from training.models import TrainingEvent
from training.queries.coverage import coverage
from training.queries.coverage_cells import LAYER_LABELS, CellState, depth_label
from training.queries.coverage_filters import LAYER_OF_KIND
from training.queries.occasions import Asked, EventRows, events_of, rows_of_events


@dataclass(frozen=True)
class TaughtAt:
    """An event that was held: what it passed on of what was asked about, and to whom.

    `people` is None where it is not known, and for readers who may not know.
    """

    event: TrainingEvent
    points: Sequence[LearningPoint]
    depth: str
    agencies: Sequence[Agency]
    awaiting: int
    people: int | None = None
    is_recorded: bool = False
    """Whether anything is known of who took part: a return, or that one is awaited."""
    reached: frozenset[int] = frozenset()
    """The ids of the agencies that those who came from `agencies` count for today, some of them merged since."""

    @property
    def layer(self) -> str:
        return LAYER_OF_KIND[self.event.kind]  # type: ignore[index]  # a kind is one of the enum's values


@dataclass(frozen=True)
class PassedOn:
    """Events held, latest first, and events to come, soonest first."""

    taught_at: Sequence[TaughtAt] = field(default_factory=list)
    coming: Sequence[TrainingEvent] = field(default_factory=list)

    @property
    def listed(self) -> list[TaughtAt]:
        """Those to name one by one: not team meetings, of which there may be hundreds. `reach` counts them."""
        return [one for one in self.taught_at if one.event.is_public or one.event.kind != EventKind.TEAM_BRIEFING]

    @property
    def reach(self) -> dict[str, Any] | None:
        """`layers` that have anything, each with `events`, `agencies`, `people`, returns `awaiting`, `last` date, `is_recorded`."""
        layers = [
            _layer(name, [taught for taught in self.taught_at if taught.layer == name]) for name in COVERAGE_LAYERS
        ]
        told = [layer for layer in layers if layer["events"]]
        return {"layers": told} if told else None


def passed_on(
    partnership: Partnership,
    *,
    review: int | None = None,
    point: int | None = None,
    with_counts: bool = False,
    on: date | None = None,
) -> PassedOn:
    """Where a learning point, or what a review found, was passed on here, and events about that review. By their ids.

    Takes 2 queries. Readers without the right to counts (`with_counts`) get public events, and no numbers of people.
    """
    on = on or timezone.localdate()
    asked = Asked("point" if review is None else "review", with_counts)
    blanks = {"partnership": partnership.pk, "review": review, "point": point, "today": on}
    found, rows = events_of(asked, **blanks), rows_of_events(asked, **blanks)
    coming = [event for event in found if event.status != EventStatus.HELD]
    return PassedOn(
        taught_at=[
            _taught_at(event, rows[event.pk], with_counts) for event in found if event.status == EventStatus.HELD
        ],
        coming=sorted(coming, key=lambda event: (event.date is None, event.date or on, event.pk)),
    )


STILL_TO_HAVE_IT = frozenset({CellState.NEVER, CellState.ZERO, CellState.NOT_SENT})


def agencies_not_yet(partnership: Partnership, point: LearningPoint) -> list[Agency]:
    """Agencies that have not had a point meant for their kind; those whose return is awaited may have had it."""
    kinds = {kind.pk for kind in point.for_kinds.all()}
    cells = next(coverage(partnership, points=[point]).rows).cells
    return [
        cell.agency for cell in cells if cell.state in STILL_TO_HAVE_IT and (not kinds or cell.agency.kind_id in kinds)
    ]


def _taught_at(event: Any, rows: EventRows, with_counts: bool) -> TaughtAt:
    known = [there.people for there in rows.there if there.people is not None]
    return TaughtAt(
        event=event,
        points=rows.points,
        depth=depth_label(max(rows.depths, key=DEPTH_ORDER.__getitem__, default="")),
        agencies=[there.agency for there in rows.there if there.people],
        awaiting=sum(1 for there in rows.there if there.people is None) + (event.invited_without_return or 0),
        people=sum(known) if with_counts and known else None,
        reached=frozenset(there.counts_for for there in rows.there if there.people),
        is_recorded=bool(rows.there) or bool(event.invited_without_return),
    )


def _layer(name: str, taught: Sequence[TaughtAt]) -> dict[str, Any]:
    known = [one.people for one in taught if one.people is not None]
    return {
        "name": name,
        "label": str(LAYER_LABELS[name]),
        "events": len(taught),
        "agencies": len({agency for one in taught for agency in one.reached}),
        "people": sum(known) if known else None,
        "is_recorded": any(one.is_recorded for one in taught),
        "awaiting": sum(one.awaiting for one in taught),
        "last": max((one.event.date for one in taught if one.event.date), default=None),
    }
