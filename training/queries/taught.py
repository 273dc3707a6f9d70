"""What an event may have passed on: what is said of it, what was planned, and what else there is to choose."""

from collections.abc import Iterable

from django.db.models import Q

from learning.models import LearningPoint
from training.models import CoursePoint, PointTaught, Segment, SessionEdition, TrainingEvent

MOST_FOUND = 20


def points_kept(event: TrainingEvent) -> list[PointTaught]:
    return list(event.points_taught.select_related("point").order_by("sort_order", "pk"))


def points_planned(event: TrainingEvent) -> "list[tuple[LearningPoint, str]]":
    """The points of its plan's segments in their order, or of its course: each once, with the depth planned, if any."""
    if event.plan_id:
        of_plan = Segment.objects.filter(plan=event.plan_id, point__isnull=False).select_related("point")
        pairs = [(segment.point, segment.depth) for segment in of_plan.order_by("order", "pk")]
    else:
        of_course = CoursePoint.objects.filter(course=event.course_id).select_related("point")
        pairs = [(row.point, "") for row in of_course.order_by("sort_order", "pk")]
    planned: dict[int, tuple[LearningPoint, str]] = {}
    for point, depth in pairs:
        if point:
            planned.setdefault(point.pk, (point, depth))
    return list(planned.values())


def points_with(event: TrainingEvent, keys: Iterable[str]) -> list[LearningPoint]:
    """Those of these numbers that the event may pass on: its partnership's, its site's, and what is said of it already."""
    numbers = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 18]
    shown = LearningPoint.objects.shown_on_site_of(event.partnership).values("pk")
    may_be = Q(pk__in=shown) | Q(points_taught__event=event) | Q(segments__plan=event.plan_id or 0)
    return list(LearningPoint.objects.filter(may_be, pk__in=numbers).distinct())


def points_found(event: TrainingEvent, words: str) -> list[LearningPoint]:
    """Current points whose title has all the words, by title."""
    found = LearningPoint.objects.shown_on_site_of(event.partnership).current()
    for word in words.split()[:8]:
        found = found.filter(title__icontains=word)
    return list(found.order_by("title", "pk")[:MOST_FOUND])


def editions_of(event: TrainingEvent) -> list[SessionEdition]:
    """Of its plan's pack, the newest first."""
    if event.plan_id is None:
        return []
    return list(SessionEdition.objects.filter(plan=event.plan_id).select_related("plan").order_by("-number"))
