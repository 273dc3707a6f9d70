"""What a course's page shows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max

from learning.models import LearningPoint
from training.enums import DEPTH_ORDER, Depth, EventStatus
from training.models import Course, CoursePoint, PointTaught, TrainingEvent
from training.queries.event_page import mark_points
from training.queries.events import TrainingEventQuerySet


@dataclass
class PassedOnHere:
    """What the events of a course have passed on of one learning point: how often, when last, how deeply at most."""

    point: LearningPoint
    times: int
    last: date | None
    depth: Depth
    is_public: bool = False
    is_current: bool = True
    is_linked: bool = False


def points_carried(course: Course) -> list[CoursePoint]:
    """The learning points it carries, in order, marked as an event's are."""
    rows = list(course.course_points.select_related("point").order_by("sort_order", "pk"))
    mark_points(rows, course.partnership)
    return rows


def coming_of(course: Course) -> TrainingEventQuerySet:
    """Its public events to come, soonest first."""
    return TrainingEvent.objects.of(course.partnership).filter(course=course).public().coming().for_list()


def passed_on_here(course: Course) -> list[PassedOnHere]:
    """The learning points that its public events have passed on, most often first."""
    held = TrainingEvent.objects.of(course.partnership).filter(course=course, status=EventStatus.HELD).public()
    taught = PointTaught.objects.filter(event__in=held.order_by().values("pk"))
    counted = taught.order_by().values_list("point", "depth").annotate(times=Count("pk"), last=Max("event__date"))
    by_point: dict[int, list[tuple[str, int, date | None]]] = {}
    for point, depth, times, last in counted:
        by_point.setdefault(point, []).append((depth, times, last))
    found = [_together(point, by_point[point.pk]) for point in LearningPoint.objects.filter(pk__in=by_point)]
    mark_points(found, course.partnership)
    return sorted(found, key=lambda row: (-row.times, row.point.title, row.point.pk))


def _together(point: LearningPoint, rows: list[tuple[str, int, date | None]]) -> PassedOnHere:
    deepest = max((depth for depth, _times, _last in rows), key=lambda depth: DEPTH_ORDER[depth])
    last = max((last for _depth, _times, last in rows if last), default=None)
    return PassedOnHere(point, sum(times for _depth, times, _last in rows), last, Depth(deepest))
