"""Courses and events, as search engines and calendars read them: https://schema.org/Course, /CourseInstance, /EducationEvent."""

from typing import Any

from django.utils.translation import gettext as _

from learning.dates import AsStatedDate
from learning.enums import DatePrecision
from partnership.structured_data.learning_pages import a_list
from partnership.structured_data.nouns import organisation
from partnership.structured_data.registry import About, Reading, describes_address
from partnership.structured_data.writing import CONTEXT, LANGUAGE, Data, day_as_known, known, moment_as_known, plain
from training.enums import EventStatus, Mode
from training.models import Course, TrainingEvent
from training.permissions import can_see_cascades

STATUSES = {EventStatus.CANCELLED: "EventCancelled", EventStatus.MOVED: "EventRescheduled"}
ONLINE = frozenset({Mode.LIVE_ONLINE, Mode.E_LEARNING, Mode.RECORDED})


@describes_address("course", "course")
def course(reading: Reading, course: Course) -> About:
    """The course, with an instance for each event that is to come; no data of one that is not on offer."""
    said = course.introduction or course.audience
    description = plain(said) or _("A course of %(partnership)s.") % {"partnership": reading.partnership.name}
    if not course.is_offered:
        return About(course.title, description)
    data = {
        "@type": "Course",
        "@id": reading.url,
        "url": reading.url,
        "name": course.title,
        "description": said or course.title,
        "provider": organisation(reading.partnership, reading),
        "educationalLevel": course.level.name if course.level else "",
        "coursePrerequisites": course.prerequisites,
        "teaches": course.outcome_list,
        "audience": {"@type": "EducationalAudience", "educationalRole": course.audience} if course.audience else None,
        "timeRequired": f"PT{course.duration_minutes}M" if course.duration_minutes else "",
        "inLanguage": LANGUAGE,
        "hasCourseInstance": [
            _instance(course, event, reading) for event in reading.context.get("coming") or [] if event.is_public
        ],
    }
    return About(course.title, description, [known(data)])


@describes_address("training_event", "event")
def event(reading: Reading, event: TrainingEvent) -> About | None:
    """When it is, and when it was to be if it was moved. Nothing of one that is not shown to everybody."""
    if not event.is_public:
        return None
    description = _("%(kind)s of %(partnership)s.") % {
        "kind": event.get_kind_display(),
        "partnership": reading.partnership.name,
    }
    points = [row.point.title for row in reading.context.get("points") or [] if row.is_linked]
    data = {
        "@type": "EducationEvent",
        "@id": reading.url,
        **_happening(event, reading),
        "description": event.description,
        "organizer": organisation(reading.partnership, reading),
        "inLanguage": LANGUAGE,
        "teaches": points,
        "educationalLevel": event.level.name if event.level else "",
        "about": _about(event.course, reading),
    }
    return About(event.title, description, [known(data)])


@describes_address("training")
def training(reading: Reading, _true: Any) -> About:
    title = _("Training and learning events")
    description = _("What is on, what was held, and the courses of %(partnership)s.") % {
        "partnership": reading.partnership.name
    }
    listed = [*(reading.context.get("coming") or []), *(reading.context.get("held") or [])]
    return About(title, description, [a_list(reading, title, description, listed)], is_article=False)


@describes_address("cascades")
def who_has_passed_it_on(reading: Reading, _true: Any) -> About | None:
    """What everybody is shown; at the same address the office has its own list."""
    if can_see_cascades(reading.request):
        return None
    description = _("What this partnership sent to its agencies to be passed on, and which of them have answered.")
    return About(_("Who has passed it on"), description, is_article=False)


def _instance(course: Course, event: TrainingEvent, reading: Reading) -> Data:
    mode = event.mode or course.mode
    return known(
        {
            "@type": "CourseInstance",
            **_happening(event, reading),
            "courseMode": "Online" if mode in ONLINE else "Onsite",
            "courseWorkload": f"PT{course.duration_minutes}M" if course.duration_minutes else "",
        }
    )


def _happening(event: TrainingEvent, reading: Reading) -> Data:
    """What an event and an instance of a course have in common."""
    online = event.mode in ONLINE
    return {
        "name": event.title,
        "url": reading.absolute(event.get_absolute_url()),
        "startDate": moment_as_known(event.starts_at) or day_as_known(event.date, event.date_precision),
        "endDate": moment_as_known(event.ends_at),
        "eventStatus": f"{CONTEXT}/{STATUSES.get(EventStatus(event.status), 'EventScheduled')}",
        "previousStartDate": _before(event),
        "eventAttendanceMode": f"{CONTEXT}/{'Online' if online else 'Offline'}EventAttendanceMode"
        if event.mode
        else "",
        "location": _location(event, online, reading),
        "maximumAttendeeCapacity": event.capacity,
        "offers": {"@type": "Offer", "url": event.booking_url} if event.can_be_booked else None,
    }


def _location(event: TrainingEvent, online: bool, reading: Reading) -> Data | None:
    if online:
        return {"@type": "VirtualLocation", "url": reading.absolute(event.get_absolute_url())}
    return {"@type": "Place", "name": event.place, "address": event.place} if event.place else None


def _about(course: Course | None, reading: Reading) -> Data | None:
    if course is None:
        return None
    return {"@type": "Course", "@id": reading.absolute(course.get_absolute_url()), "name": course.title}


def _before(event: TrainingEvent) -> str:
    """The day it was moved from, where that is a day."""
    if event.status != EventStatus.MOVED:
        return ""
    stated = AsStatedDate.parse(event.moved_from)
    return day_as_known(stated.date, stated.precision) if stated.precision == DatePrecision.DAY else ""
