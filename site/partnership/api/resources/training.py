"""`/api/v1/events/` and `/api/v1/courses/`."""

from typing import Any, cast

from django.db.models import Prefetch, QuerySet

from partnership import published
from partnership.api import filters
from partnership.api.collection import Collection, public_points
from partnership.api.resources.reviews import NAMED
from partnership.api.serializers.training import CourseSerializer, EventSerializer
from partnership.published import Place
from training.enums import EventKind, EventStatus, Mode
from training.models import Course, TrainingEvent
from training.queries.events import TrainingEventQuerySet


class Events(Collection):
    """Training events that are shown to everybody, held, to come, moved and cancelled ones."""

    queryset = TrainingEvent.objects.none()
    serializer_class = EventSerializer
    filters = (
        filters.choice("kind", "The kind of event.", EventKind.values, lambda events, kind: events.filter(kind=kind)),
        filters.choice(
            "status", "What became of it.", EventStatus.values, lambda events, status: events.filter(status=status)
        ),
        filters.year("The year it is in.", lambda events, year: events.filter(date__year=year)),
        filters.yes_or_no(
            "coming",
            "Only those that are still to come (true), or only the others (false).",
            lambda events, yes: _coming(events, yes),
        ),
        filters.number(
            "course", "The id of its course.", lambda events, pk: events.filter(course=pk), published.courses
        ),
        filters.updated_since(),
    )

    def things(self, place: Place) -> QuerySet[Any]:
        reviews = published.reviews(place).only(*NAMED).order_by("pk")
        return (
            cast(TrainingEventQuerySet, published.events(place))
            .for_list()
            .prefetch_related("points_taught", Prefetch("reviews", queryset=reviews, to_attr="published_reviews"))
        )

    def also_told(self, things: list[Any], place: Place) -> dict[str, Any]:
        rows = [row for one in things for row in one.points_taught.all()]
        return {"public_points": public_points((row.point_id for row in rows), place)}


class Courses(Collection):
    """The courses on offer. Places are booked in the training system that the partnership already owns."""

    queryset = Course.objects.none()
    serializer_class = CourseSerializer
    filters = (filters.choice("mode", "How it is held.", Mode.values, lambda courses, mode: courses.filter(mode=mode)),)

    def things(self, place: Place) -> QuerySet[Any]:
        return published.courses(place).select_related("level").prefetch_related("course_points")

    def also_told(self, things: list[Any], place: Place) -> dict[str, Any]:
        rows = [row for one in things for row in one.course_points.all()]
        return {"public_points": public_points((row.point_id for row in rows), place)}


def _coming(events: Any, yes: bool) -> Any:
    coming = TrainingEvent.objects.coming().order_by().values("pk")
    return events.filter(pk__in=coming) if yes else events.exclude(pk__in=coming)
