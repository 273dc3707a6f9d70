"""Events as a calendar others can subscribe to: RFC 5545, with times in Europe/London."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from learning.enums import DatePrecision
from learning.models import Partnership
from training.enums import EventStatus
from training.models import TrainingEvent

PRODUCT = "-//Cascade//Training events//EN"


def training_calendar(partnership: Partnership, events: Iterable[TrainingEvent], root_url: str) -> bytes:
    """A VCALENDAR of the events whose day is known; "May 2018" and "2019" have no place in a calendar.

    The same event keeps its UID, and its DTSTAMP until it is changed. A known time is local time; a day is all day.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Training: %(partnership)s") % {"partnership": partnership.short_name})
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    for event in events:
        if event.starts_at or event.date_precision == DatePrecision.DAY:
            calendar.add_component(_entry(event, root_url))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _entry(event: TrainingEvent, root_url: str) -> Event:
    entry = Event()
    entry.add("uid", str(uuid5(NAMESPACE_URL, f"cascade:training-event:{event.pk}")))
    entry.add("dtstamp", event.updated_at)
    entry.add("last-modified", event.updated_at)
    entry.add("summary", event.title)
    entry.add("url", root_url + event.get_absolute_url())
    entry.add("status", "CANCELLED" if event.status == EventStatus.CANCELLED else "CONFIRMED")
    _add_times(entry, event)
    if event.place:
        entry.add("location", event.place)
    if event.description:
        entry.add("description", event.description)
    return entry


def _add_times(entry: Event, event: TrainingEvent) -> None:
    if event.starts_at:
        entry.add("dtstart", timezone.localtime(event.starts_at))
        if event.ends_at and event.ends_at > event.starts_at:
            entry.add("dtend", timezone.localtime(event.ends_at))
    elif event.date:
        entry.add("dtstart", event.date)
        entry.add("dtend", event.date + timedelta(days=1))
