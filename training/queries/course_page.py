"""What a course's page shows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max

from learning.models import LearningPoint
from training.enums import DEPTH_ORDER, Depth, EventStatus
from training.models import Course, CoursePoint, PointTaught, TrainingEvent
from training.queries.event_page import linked_points
from training.queries.events import TrainingEventQuerySet


@dataclass(frozen=True)
class PassedOnHere:
    """What the events of a course have passed on of one learning point: how often, when last, how deeply at most."""

    point: LearningPoint
    times: int
    last: date | None
    depth: Depth
    is_linked: bool


def points_carried(course: Course) -> list[CoursePoint]:
    """The learning points it carries, in order, each with `is_linked`: whether the point has a page here."""
    rows = list(course.course_points.select_related("point").order_by("sort_order", "pk"))
    linked = linked_points(course.partnership, [row.point_id for row in rows])
    for row in rows:
        row.is_linked = row.point_id in linked
    return rows


def coming_of(course: Course) -> TrainingEventQuerySet:
    """Its public events to come, soonest first."""
    return TrainingEvent.objects.filter(course=course).public().coming().for_list()


def passed_on_here(course: Course) -> list[PassedOnHere]:
    """The learning points that its public events have passed on, most often first."""
    taught = PointTaught.objects.filter(event__course=course, event__status=EventStatus.HELD, event__is_public=True)
    counted = taught.order_by().values_list("point", "depth").annotate(times=Count("pk"), last=Max("event__date"))
    by_point: dict[int, list[tuple[str, int, date | None]]] = {}
    for point, depth, times, last in counted:
        by_point.setdefault(point, []).append((depth, times, last))
    linked = linked_points(course.partnership, list(by_point))
    found = [
        _together(point, by_point[point.pk], point.pk in linked)
        for point in LearningPoint.objects.filter(pk__in=by_point)
    ]
    return sorted(found, key=lambda row: (-row.times, row.point.title, row.point.pk))


def _together(point: LearningPoint, rows: list[tuple[str, int, date | None]], is_linked: bool) -> PassedOnHere:
    deepest = max((depth for depth, _times, _last in rows), key=lambda depth: DEPTH_ORDER[depth])
    last = max((last for _depth, _times, last in rows if last), default=None)
    return PassedOnHere(point, sum(times for _depth, times, _last in rows), last, Depth(deepest), is_linked)
