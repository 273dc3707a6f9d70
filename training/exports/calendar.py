"""Events as a calendar others can subscribe to: RFC 5545, with times in Europe/London."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
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
ASK_AGAIN = "PT12H"  # how often a calendar program asks whether anything has changed
COUNTED_FROM = datetime(2020, 1, 1, tzinfo=UTC)


def training_calendar(partnership: Partnership, events: Iterable[TrainingEvent], root_url: str, of: str = "") -> bytes:
    """A VCALENDAR of the events whose day is known; "May 2018" and "2019" have no place in a calendar.

    The same event keeps its UID, wherever it is moved, and its DTSTAMP until it is changed; with each change its
    SEQUENCE is higher. A known time is local time; a day is all day. `of`: whose they are, where not the partnership's.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    whose = ", ".join(part for part in (partnership.short_name, of) if part)
    calendar.add("x-wr-calname", _("Training: %(whose)s") % {"whose": whose})
    calendar.add("x-published-ttl", ASK_AGAIN)
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
    entry.add("sequence", _sequence(event))
    entry.add("summary", event.title)
    entry.add("url", root_url + event.get_absolute_url())
    entry.add("status", "CANCELLED" if event.status == EventStatus.CANCELLED else "CONFIRMED")
    _add_times(entry, event)
    if event.place:
        entry.add("location", event.place)
    if about := _about(event):
        entry.add("description", about)
    return entry


def _sequence(event: TrainingEvent) -> int:
    """Higher with every change, as RFC 5545 3.8.7.4 asks: the seconds from a day on which there was no event here yet."""
    return max(0, int((event.updated_at - COUNTED_FROM).total_seconds()))


def _about(event: TrainingEvent) -> str:
    """What a reader of the calendar should know: that it was moved, what it is, where to book."""
    lines = [event.description]
    if event.status == EventStatus.MOVED and event.moved_from:
        lines.insert(0, _("Moved from %(before)s.") % {"before": event.moved_from})
    if event.can_be_booked:
        lines.append(_("Book a place: %(url)s") % {"url": event.booking_url})
    return "\n\n".join(line for line in lines if line)


def _add_times(entry: Event, event: TrainingEvent) -> None:
    if event.starts_at:
        entry.add("dtstart", timezone.localtime(event.starts_at))
        if event.ends_at and event.ends_at > event.starts_at:
            entry.add("dtend", timezone.localtime(event.ends_at))
    elif event.date:
        entry.add("dtstart", event.date)
        if event.date < date.max:  # somebody typed 9999: without an end, it lasts that day all the same
            entry.add("dtend", event.date + timedelta(days=1))
