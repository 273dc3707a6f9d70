"""What an event is planned from: a session plan, or a course."""

from collections.abc import Iterable

from learning.models import Agency, LearningPoint
from training.enums import DEPTH_ORDER, TEAM_BRIEFING_DEPTH, Depth
from training.models import Course, SessionEdition, SessionPlan


def newest_edition(plan: SessionPlan) -> SessionEdition | None:
    """The newest pack made of a plan."""
    return plan.editions.order_by("-number").first()


def points_to_pass_on(plan: SessionPlan | None, course: Course | None) -> list[tuple[LearningPoint, Depth]]:
    """Each learning point once, in order, with the deepest that is planned for it.

    A segment's own point at the depth it says, else taught; those of a briefing it uses at its depth, else as a team
    briefing passes them on. A course, where there is no plan, teaches what it carries.
    """
    if plan is not None:
        return _deepest(_of_segments(plan))
    if course is not None:
        return [
            (row.point, Depth.TAUGHT)
            for row in course.course_points.select_related("point").order_by("sort_order", "pk")
        ]
    return []


def agencies_meant(plan: SessionPlan) -> set[int]:
    """The agencies a plan is for, by name or by their kind; primary keys, active ones of its partnership alone."""
    here = plan.partnership.agencies.filter(is_active=True)
    named = here.filter(pk__in=plan.for_agencies.values("pk")).values_list("pk", flat=True)
    of_kind = here.filter(kind__in=plan.for_kinds.values("pk")).values_list("pk", flat=True)
    return {*named, *of_kind}


def agencies_to_choose(partnership_agencies: Iterable[Agency]) -> list[tuple[str, list[Agency]]]:
    """Agencies under the name of their kind."""
    found: dict[str, list[Agency]] = {}
    for agency in partnership_agencies:
        found.setdefault(agency.kind.name, []).append(agency)
    return list(found.items())


def _of_segments(plan: SessionPlan) -> Iterable[tuple[LearningPoint, Depth]]:
    segments = plan.segments.select_related("point", "briefing").prefetch_related("briefing__briefing_points__point")
    for segment in segments.order_by("order", "pk"):
        if segment.point:
            yield segment.point, Depth(segment.depth or Depth.TAUGHT)
        elif segment.briefing:
            for row in segment.briefing.briefing_points.all():
                yield row.point, Depth(segment.depth or TEAM_BRIEFING_DEPTH)


def _deepest(found: Iterable[tuple[LearningPoint, Depth]]) -> list[tuple[LearningPoint, Depth]]:
    kept: dict[int, tuple[LearningPoint, Depth]] = {}
    for point, depth in found:
        before = kept.get(point.pk)
        kept[point.pk] = (point, max(depth, before[1] if before else depth, key=lambda one: DEPTH_ORDER[one]))
    return list(kept.values())
