"""Courses and events as search engines and calendars read them: https://schema.org/Course, /CourseInstance, /EducationEvent.

A block of data is never run, so the content security policy has nothing to refuse in it
(https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element). What is in it may have been written
by anybody who plans an event: `data_block` lets nothing of it end the block.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from learning.dates import AsStatedDate
from learning.enums import DatePrecision
from learning.models import Partnership
from training.enums import EventStatus, Mode
from training.models import Course, TrainingEvent

CONTEXT = "https://schema.org"
STATUSES = {EventStatus.CANCELLED: "EventCancelled", EventStatus.MOVED: "EventRescheduled"}
ONLINE = frozenset({Mode.LIVE_ONLINE, Mode.E_LEARNING, Mode.RECORDED})
# What would end the block, or start markup in it, as JSON writes it; as Django's own json_script does.
NOT_MARKUP = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}

Data = dict[str, Any]


def data_block(data: Data) -> SafeString:
    """The data as a block of a page's head."""
    body = json.dumps(data, ensure_ascii=False).translate(NOT_MARKUP)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(body))  # noqa: S308 - translated above


def course_data(course: Course, coming: Iterable[TrainingEvent], root_url: str) -> Data:
    """The course, with an instance for each event that is to come."""
    return _known(
        {
            "@context": CONTEXT,
            "@type": "Course",
            "@id": root_url + course.get_absolute_url(),
            "url": root_url + course.get_absolute_url(),
            "name": course.title,
            "description": course.introduction or course.audience or course.title,
            "provider": _organisation(course.partnership, root_url),
            "educationalLevel": course.level.name if course.level else "",
            "coursePrerequisites": course.prerequisites,
            "teaches": course.outcome_list,
            "timeRequired": f"PT{course.duration_minutes}M" if course.duration_minutes else "",
            "inLanguage": "en-GB",
            "hasCourseInstance": [_instance(course, event, root_url) for event in coming],
        }
    )


def event_data(event: TrainingEvent, root_url: str, teaches: Iterable[str] = ()) -> Data:
    """The event: when it is, and when it was to be if it was moved. `teaches`: the learning points everybody may read."""
    return _known(
        {
            "@context": CONTEXT,
            "@type": "EducationEvent",
            "@id": root_url + event.get_absolute_url(),
            **_happening(event, root_url),
            "description": event.description,
            "organizer": _organisation(event.partnership, root_url),
            "teaches": list(teaches),
            "about": _about(event.course, root_url),
        }
    )


def _instance(course: Course, event: TrainingEvent, root_url: str) -> Data:
    mode = event.mode or course.mode
    return _known(
        {
            "@type": "CourseInstance",
            **_happening(event, root_url),
            "courseMode": "Online" if mode in ONLINE else "Onsite",
            "courseWorkload": f"PT{course.duration_minutes}M" if course.duration_minutes else "",
        }
    )


def _happening(event: TrainingEvent, root_url: str) -> Data:
    """What an event and an instance of a course have in common."""
    online = event.mode in ONLINE
    return {
        "name": event.title,
        "url": root_url + event.get_absolute_url(),
        "startDate": _moment(event.starts_at) or _day(event.date, event.date_precision),
        "endDate": _moment(event.ends_at),
        "eventStatus": f"{CONTEXT}/{STATUSES.get(EventStatus(event.status), 'EventScheduled')}",
        "previousStartDate": _before(event),
        "eventAttendanceMode": f"{CONTEXT}/{'Online' if online else 'Offline'}EventAttendanceMode"
        if event.mode
        else "",
        "location": _location(event, online, root_url),
        "maximumAttendeeCapacity": event.capacity,
        "offers": {"@type": "Offer", "url": event.booking_url} if event.can_be_booked else None,
    }


def _location(event: TrainingEvent, online: bool, root_url: str) -> Data | None:
    if online:
        return {"@type": "VirtualLocation", "url": root_url + event.get_absolute_url()}
    return {"@type": "Place", "name": event.place, "address": event.place} if event.place else None


def _organisation(partnership: Partnership, root_url: str) -> Data:
    return {"@type": "Organization", "name": partnership.name, "url": partnership.website or f"{root_url}/"}


def _about(course: Course | None, root_url: str) -> Data | None:
    if course is None:
        return None
    return {"@type": "Course", "@id": root_url + course.get_absolute_url(), "name": course.title}


def _before(event: TrainingEvent) -> str:
    """The day it was moved from, where that is a day."""
    if event.status != EventStatus.MOVED:
        return ""
    stated = AsStatedDate.parse(event.moved_from)
    return _day(stated.date, stated.precision) if stated.precision == DatePrecision.DAY else ""


def _moment(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat() if moment else ""


def _day(day: date | None, precision: str) -> str:
    """As exact as it is known: ISO 8601 has months and years too."""
    if day is None:
        return ""
    length = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}.get(DatePrecision(precision), 10)
    return day.isoformat()[:length]


def _known(data: Data) -> Data:
    """Without what is not known: nothing is said of it, rather than that it is empty."""
    return {name: value for name, value in data.items() if value not in (None, "", [])}
