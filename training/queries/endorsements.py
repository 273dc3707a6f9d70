"""Which sessions hold what their level requires, in the word of the partnership, and until when."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from learning.models import Level, Partnership
from learning.models.learning_point import LearningPointTheme
from training.models import Endorsement, RequiredContent, SessionPlan, TrainingEvent
from training.queries.required_content import check_required

SOON = timedelta(days=90)


@dataclass(frozen=True)
class EndorsementList:
    """The last word on each session and level: which run out soon, which have, which hold, which are not endorsed."""

    running_out: list[Endorsement] = field(default_factory=list)
    run_out: list[Endorsement] = field(default_factory=list)
    holding: list[Endorsement] = field(default_factory=list)
    not_yet: list[Endorsement] = field(default_factory=list)


def last_words(plan: int | None, event: int | None = None) -> list[Endorsement]:
    """What was decided last of a plan or an event, or of both, once for each level. 1 query, none for neither."""
    about = Q(pk__in=[])
    if plan is not None:
        about |= Q(plan=plan)
    if event is not None:
        about |= Q(event=event)
    return _last_of_each(_latest_first(Endorsement.objects.filter(about)), lambda one: one.level_id)


def endorsements_of(event: TrainingEvent) -> list[Endorsement]:
    """The last word on an event, and on the plan it was made from, for each level."""
    return last_words(event.plan_id, event.pk)


def endorsement_list(partnership: Partnership, on: date | None = None) -> EndorsementList:
    """All sessions of a partnership on which something was decided. What has been decided anew is told once."""
    on = on or timezone.localdate()
    ours = Endorsement.objects.filter(Q(plan__partnership=partnership) | Q(event__partnership=partnership))
    found = EndorsementList()
    latest = _last_of_each(_latest_first(ours), lambda one: (one.plan_id, one.event_id, one.level_id))
    for one in sorted(latest, key=lambda one: (one.valid_until or date.max, one.pk)):
        if not one.is_endorsed or (one.withdrawn_on and one.withdrawn_on <= on):
            found.not_yet.append(one)
        elif one.valid_until and one.valid_until < on:
            found.run_out.append(one)
        elif one.valid_until and one.valid_until <= on + SOON:
            found.running_out.append(one)
        else:
            found.holding.append(one)
    return found


def levels_with_lists(partnership: Partnership) -> QuerySet[Level]:
    """The levels of a partnership that say what a session must hold."""
    here = Q(partnership=partnership) | Q(partnership__isnull=True)
    return Level.objects.filter(here, required_content__isnull=False).distinct()


def what_covers(
    lines: list[RequiredContent], plan: SessionPlan | None, event: TrainingEvent | None
) -> dict[int, list[str]]:
    """For each line, by primary key, the parts of the plan and the learning points of the event that cover it."""
    segments = list(plan.segments.prefetch_related("covers").order_by("order", "pk")) if plan else []
    found = {
        one.line.pk: [part.title or part.source_title or part.get_kind_display() for part in one.covered_by]
        for one in check_required(lines, segments)
    }
    for line, title in _points_that_cover(lines, event) if event else []:
        if title not in found[line]:
            found[line].append(title)
    return found


def _points_that_cover(lines: list[RequiredContent], event: TrainingEvent) -> Iterable[tuple[int, str]]:
    points = {row.point_id: row.point.title for row in event.points_taught.select_related("point")}
    themed = LearningPointTheme.objects.filter(content_object__in=points).values_list("content_object", "tag")
    themes: dict[int, set[int]] = {}
    for point, theme in themed:
        themes.setdefault(theme, set()).add(point)
    for line in lines:
        covering = {line.point_id} | themes.get(line.theme_id or 0, set())
        yield from ((line.pk, title) for point, title in points.items() if point in covering)


def _latest_first(endorsements: QuerySet[Endorsement]) -> QuerySet[Endorsement]:
    return endorsements.select_related("level", "plan", "event").order_by("-decided_on", "-pk")


def _last_of_each(endorsements: QuerySet[Endorsement], what: Callable[[Endorsement], Any]) -> list[Endorsement]:
    last: dict[Any, Endorsement] = {}
    for one in endorsements:
        last.setdefault(what(one), one)
    return list(last.values())
