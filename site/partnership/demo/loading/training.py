"""Courses, events, what was taught and how many came."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from partnership.demo.loading.registry import Loaded
from training.models import Attendance, Course, CoursePoint, PointTaught, TrainingEvent
from training.validators import COUNT_FIELDS

COURSE_TEXTS = (
    *("title", "introduction", "equivalences", "audience", "prerequisites"),
    *("mode", "renewal", "content_warning", "link"),
)
EVENT_TEXTS = ("title", "kind", "place", "led_by", "status", "moved_from", "booking_url", "description")


def load_courses(loaded: Loaded) -> None:
    for row in loaded.folder.rows("courses", "courses"):
        course = Course.objects.filter(partnership=loaded.partnership, slug=row["slug"]).first() or Course(
            slug=row["slug"]
        )
        course.partnership = loaded.partnership
        for name in COURSE_TEXTS:
            setattr(course, name, row.get(name, ""))
        course.level = loaded.get("level", row.get("level"))
        course.outcomes = "\n".join(row.get("outcomes", []))
        course.duration_minutes = row.get("duration_minutes")
        course.hours = row.get("hours") or None
        course.is_participatory = row.get("participatory", True)
        course.course_points = [
            CoursePoint(point=point, sort_order=n) for n, point in enumerate(loaded.get_all("point", row.get("points")))
        ]
        course.save()
        loaded.keep("course", row["key"], course)


def load_events(loaded: Loaded) -> None:
    for row in loaded.folder.rows("events", "events"):
        event = _find(loaded, row) or TrainingEvent(partnership=loaded.partnership)
        for name in EVENT_TEXTS:
            setattr(event, name, row.get(name, ""))
        event.mode = row.get("mode", "")
        event.date_as_stated = row.get("date", "")
        event.starts_at, event.ends_at = _moment(row.get("starts")), _moment(row.get("ends"))
        event.course = loaded.get("course", row.get("course"))
        event.host = loaded.get("agency", row.get("host"))
        event.capacity = row.get("capacity") or None
        event.reviews = loaded.get_all("review", row.get("reviews"))
        event.invited = loaded.get_all("agency", row.get("invited"))
        # modelcluster relations take a list
        event.__setattr__(
            "points_taught", [_point_taught(loaded, point, n) for n, point in enumerate(row.get("points", []))]
        )
        event.__setattr__("attendances", [_attendance(loaded, one) for one in row.get("attendance", [])])
        event.save()
        loaded.keep("event", row["key"], event)


def _find(loaded: Loaded, row: dict[str, Any]) -> TrainingEvent | None:
    return TrainingEvent.objects.filter(
        partnership=loaded.partnership, title=row["title"], date_as_stated=row.get("date", "")
    ).first()


def _point_taught(loaded: Loaded, row: dict[str, Any], order: int) -> PointTaught:
    return PointTaught(
        point=loaded.get("point", row["point"]), depth=row["depth"], evidence=row.get("evidence", ""), sort_order=order
    )


def _attendance(loaded: Loaded, row: dict[str, Any]) -> Attendance:
    return Attendance(
        agency=loaded.get("agency", row["agency"]),
        state=row["state"],
        **{name: row[name] for name in COUNT_FIELDS if name in row},
    )


def _moment(text: str | datetime | None) -> datetime | None:
    if not text:
        return None
    moment = text if isinstance(text, datetime) else datetime.fromisoformat(text)
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
